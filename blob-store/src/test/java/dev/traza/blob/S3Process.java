package dev.traza.blob;

import dev.traza.stack.process.JavaProgram;
import dev.traza.stack.process.Lifetime;
import dev.traza.stack.process.PartProcess;
import dev.traza.stack.process.Ports;
import dev.traza.stack.process.Urgency;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server on this machine that speaks S3, with one bucket. */
final class S3Process extends PartProcess {

    static final String BUCKET = "traza-attachments";

    private final int port = Ports.free();
    private final int tlsPort = Ports.free();

    S3Process(Path folder) {
        super("s3", folder, folder.resolve("s3.log"), Lifetime.THIS_JVM);
    }

    URI url() {
        return URI.create("http://" + Ports.LOCALHOST + ":" + port);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    protected JavaProgram program() {
        return new JavaProgram(
                "org.springframework.boot.loader.launch.JarLauncher",
                List.of(Path.of("target/s3/s3mock.jar").toAbsolutePath().toString()),
                List.of("-Xmx256m"),
                List.of(
                        "--com.adobe.testing.s3mock.httpPort=" + port,
                        "--server.port=" + tlsPort,
                        "--server.address=" + Ports.LOCALHOST,
                        "--com.adobe.testing.s3mock.store.initialBuckets=" + BUCKET,
                        "--com.adobe.testing.s3mock.store.root=" + folder().resolve("data")),
                Urgency.FOLLOWS);
    }

    @Override
    protected Duration startWithin() {
        return Duration.ofSeconds(120);
    }

    @Override
    public boolean answers() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) url().resolve("/" + BUCKET).toURL().openConnection();
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}

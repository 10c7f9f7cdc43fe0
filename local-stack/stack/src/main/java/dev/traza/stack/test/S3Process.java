package dev.traza.stack.test;

import dev.traza.stack.process.Checkout;
import dev.traza.stack.process.JavaProgram;
import dev.traza.stack.process.Lifetime;
import dev.traza.stack.process.PartFailed;
import dev.traza.stack.process.PartProcess;
import dev.traza.stack.process.Ports;
import dev.traza.stack.process.Urgency;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server on this machine that speaks S3, with one bucket. It does not look at who asks. */
public final class S3Process extends PartProcess {

    /** The bucket that is there from the start. */
    public static final String BUCKET = "traza-attachments";

    private final int port = Ports.free();
    private final int tlsPort = Ports.free();

    /**
     * One that is not started yet.
     *
     * @param folder of its data and its log
     */
    public S3Process(Path folder) {
        super("s3", folder, folder.resolve("s3.log"), Lifetime.THIS_JVM);
    }

    /** Where it answers. */
    public URI url() {
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
                List.of(jar().toString()),
                List.of("-Xmx256m"),
                List.of(
                        "--com.adobe.testing.s3mock.httpPort=" + port,
                        "--server.port=" + tlsPort,
                        "--server.address=" + Ports.LOCALHOST,
                        "--com.adobe.testing.s3mock.store.initialBuckets=" + BUCKET,
                        "--com.adobe.testing.s3mock.store.root=" + folder().resolve("data")),
                Urgency.FOLLOWS);
    }

    private static Path jar() {
        Path jar = Checkout.find().root().resolve("blob-store/target/s3/s3mock.jar");
        if (!Files.exists(jar)) {
            throw new PartFailed("The server for S3 is not there: run mvn -pl blob-store -am process-test-classes");
        }
        return jar;
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

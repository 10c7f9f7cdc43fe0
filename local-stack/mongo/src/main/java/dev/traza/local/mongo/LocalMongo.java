package dev.traza.local.mongo;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStoreException;

/**
 * Serves one H2 file over MongoDB's wire protocol until the process is told to end.
 *
 * <p>A write is acknowledged when it is in memory and is in the file at most {@value #COMMIT_EVERY_MILLIS} ms later: a
 * process that is killed loses that much and nothing older, and never keeps a later write without the earlier ones (see
 * {@link FileBackend}). Whoever reads from a log and stores its position in the same database loses both together and reads
 * them again.
 */
public final class LocalMongo {

    /**
     * Longer, and a kill loses more of what was acknowledged; much shorter, and a busy server writes a chunk for every
     * few documents and spends its time on compacting them.
     */
    static final int COMMIT_EVERY_MILLIS = 100;

    /** The server's own default is a tenth of the heap or more; the projections read by id and need little. */
    private static final int CACHE_MEBIBYTES = 32;

    private LocalMongo() {}

    /**
     * @param arguments address to listen on, port, data folder (made when it is missing)
     * @throws IOException when the folder cannot be made
     * @throws InterruptedException when the process is interrupted while it serves
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 3) {
            System.err.println("Usage: LocalMongo <address> <port> <data folder>");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(arguments[2]));
        FileBackend backend = open(folder.resolve("mongo.mv"));
        ScheduledExecutorService committer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("commit").factory());
        committer.scheduleWithFixedDelay(
                () -> commit(backend), COMMIT_EVERY_MILLIS, COMMIT_EVERY_MILLIS, TimeUnit.MILLISECONDS);

        MongoServer server = new MongoServer(backend);
        try {
            server.bind(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])));
        } catch (Exception e) {
            // Netty throws what it does not declare. Its threads run already and would keep the process alive for ever.
            System.err.println(e);
            System.exit(1);
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            // First no new requests, then the last commit, which closing the backend does.
            server.shutdownNow();
            committer.shutdownNow();
            stopped.countDown();
        }));
        System.out.println("Serving " + folder + " on " + server.getLocalAddress());
        stopped.await();
    }

    private static FileBackend open(Path file) {
        try {
            return FileBackend.open(file.toString(), CACHE_MEBIBYTES);
        } catch (MVStoreException e) {
            System.err.println("Cannot open " + file + ": " + e.getMessage());
            System.exit(1);
            throw e;
        }
    }

    private static void commit(FileBackend backend) {
        try {
            backend.commit();
        } catch (MVStoreException e) {
            // A server that goes on without its file would acknowledge what nobody can ever read again.
            System.err.println("The data cannot be written any more: " + e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }
}

package dev.traza.stack.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Only one at a time starts or stops parts of a home. The system gives the lock back when its holder dies. */
public final class HomeLock implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for its turn.
     *
     * @param atMost how long
     * @param whenWaiting called once when somebody else is at work
     * @return null when it was still not its turn then
     * @throws IOException when the folder cannot be written
     */
    public static @Nullable HomeLock take(StackHome home, Duration atMost, Runnable whenWaiting)
            throws IOException, InterruptedException {
        Path file = Files.createDirectories(home.folder()).resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Instant deadline = Instant.now().plus(atMost);
        boolean told = false;
        while (true) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new HomeLock(channel);
            }
            if (!told) {
                whenWaiting.run();
                told = true;
            }
            if (Instant.now().isAfter(deadline)) {
                channel.close();
                return null;
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

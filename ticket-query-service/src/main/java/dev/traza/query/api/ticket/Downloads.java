package dev.traza.query.api.ticket;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Hands bytes on as fast as their reader takes them, some files at a time, never a file in memory. */
@Singleton
class Downloads {

    private static final int BUFFER = 16 * 1024;

    private final AttachmentConfig config;
    private final Clock clock;
    private final Semaphore turns;

    @Inject
    Downloads(AttachmentConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.turns = new Semaphore(config.concurrentDownloads());
    }

    /** These bytes to the end, and the stream closed after them; a reader that is too slow is cut off. */
    StreamingOutput of(InputStream bytes) {
        return out -> {
            try (bytes) {
                if (!turns.tryAcquire(config.turnWithin().toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("Too many files are on their way");
                }
                try {
                    copy(bytes, out);
                } finally {
                    turns.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("This node is shutting down");
            }
        };
    }

    private void copy(InputStream bytes, OutputStream out) throws IOException {
        Instant deadline = clock.instant().plus(config.downloadTimeout());
        byte[] buffer = new byte[BUFFER];
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            if (clock.instant().isAfter(deadline)) {
                throw new IOException("A file was read too slowly");
            }
            out.write(buffer, 0, read);
        }
    }
}

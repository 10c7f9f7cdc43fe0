package dev.traza.command.attachment;

import dev.traza.blob.BlobStore;
import dev.traza.blob.DirectoryBlobStore;
import dev.traza.blob.Upload;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.ticket.Attachment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Receives files. Bytes go to disk as they come and are hashed on the way; what is wrong with them is found before anything
 * stands in the store, and a file that does not arrive whole leaves nothing.
 */
@ApplicationScoped
public class Uploads {

    private static final Logger LOG = Logger.getLogger(Uploads.class);
    private static final int BUFFER = 64 * 1024;

    private final BlobStore store;
    private final MediaTypes types;
    private final AttachmentConfig config;
    private final Clock clock;
    private final Semaphore room;

    @Inject
    Uploads(BlobStore store, MediaTypes types, AttachmentConfig config, Clock clock) {
        this.store = store;
        this.types = types;
        this.config = config;
        this.clock = clock;
        this.room = new Semaphore(config.concurrentUploads());
    }

    /** What became of a file. */
    public sealed interface Outcome {

        /**
         * It is there.
         *
         * @param replayed whether the same file was there before under this id
         */
        record Taken(Upload upload, boolean replayed) implements Outcome {}

        /** It is larger than the limit. */
        record TooLarge(long limit) implements Outcome {}

        /** It has no bytes. */
        record Empty() implements Outcome {}

        /** Files of its type are not taken. */
        record RefusedType(String mediaType) implements Outcome {}

        /** Another file was sent under this id. */
        record Different() implements Outcome {}

        /** Its sender was too slow, went away, or sent something that is not HTTP. */
        record NotWhole() implements Outcome {}

        /** Too many are coming in at this moment. */
        record NoRoom() implements Outcome {}
    }

    /**
     * Receives one file.
     *
     * @param id the same for a repeat
     * @param name as the sender says
     * @param body read to its end, or to the limit
     * @throws dev.traza.blob.BlobStoreException if the store is full or away
     */
    public Outcome receive(String uploader, UUID id, String name, InputStream body) {
        if (!room.tryAcquire()) {
            return new Outcome.NoRoom();
        }
        try {
            Path file = store.spool().resolve(Ids.next() + ".part");
            try {
                return take(uploader, id, FileName.cleaned(name), body, file);
            } finally {
                remove(file);
            }
        } finally {
            room.release();
        }
    }

    /** An upload of this person's. */
    public Optional<Upload> of(String uploader, UUID id) {
        return store.upload(id).filter(upload -> upload.uploader().equals(uploader));
    }

    /** Until when an upload can be used. */
    public Instant usableUntil(Upload upload) {
        return upload.uploadedAt().plus(config.unclaimedFor());
    }

    private Outcome take(String uploader, UUID id, String name, InputStream body, Path file) {
        Copy copy = new Copy();
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Optional<Outcome> failed = copy.all(body, out);
            if (failed.isPresent()) {
                return failed.get();
            }
            out.force(true);
        } catch (IOException e) {
            throw DirectoryBlobStore.failed(e);
        }
        if (copy.size == 0) {
            return new Outcome.Empty();
        }
        String mediaType = types.of(copy.prefix.toByteArray(), name);
        if (types.isRefused(mediaType)) {
            return new Outcome.RefusedType(mediaType);
        }
        Upload sent = new Upload(
                new Attachment(id, copy.hash(), name, mediaType, copy.size),
                uploader,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        Upload there = store.stage(sent, file);
        boolean same =
                there.attachment().equals(sent.attachment()) && there.uploader().equals(sent.uploader());
        return same ? new Outcome.Taken(there, there != sent) : new Outcome.Different();
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("%s could not be removed and will be by the next sweep: %s", file, e.getMessage());
        }
    }

    /** Bytes on their way from a caller to the disk. */
    private final class Copy {

        private final MessageDigest digest = sha256();
        private final ByteArrayOutputStream prefix = new ByteArrayOutputStream();
        private long size;

        /** Copies until the end; what stopped it before, if anything did. */
        Optional<Outcome> all(InputStream body, FileChannel out) throws IOException {
            long limit = config.maxSize().asLongValue();
            Instant deadline = clock.instant().plus(config.uploadTimeout());
            byte[] buffer = new byte[BUFFER];
            while (true) {
                int read;
                try {
                    read = body.read(buffer);
                } catch (IOException e) {
                    LOG.debugf(e, "An upload did not arrive whole");
                    return Optional.of(new Outcome.NotWhole());
                }
                if (read < 0) {
                    return Optional.empty();
                }
                size += read;
                if (size > limit) {
                    return Optional.of(new Outcome.TooLarge(limit));
                }
                if (clock.instant().isAfter(deadline)) {
                    return Optional.of(new Outcome.NotWhole());
                }
                digest.update(buffer, 0, read);
                prefix.write(buffer, 0, (int) Math.min(read, Math.max(0, MediaTypes.PREFIX - prefix.size())));
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
        }

        String hash() {
            return HexFormat.of().formatHex(digest.digest());
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-256", e);
            }
        }
    }
}

package dev.traza.blob;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.Ids;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A store in a folder. Every file gets its name in one step (a move or a hard link) after its bytes are on disk, so no name
 * ever stands for half a file, whoever dies; and names are never given twice to different content, so any number of
 * instances may share the folder.
 *
 * <pre>
 * spool/…                     files that are still coming in
 * uploads/ID.json             what is known of an upload
 * uploads/ID.SHA256.bin       its bytes, until they are kept
 * blobs/SH/SHA256             bytes that are kept
 * named/SH/SHA256/…           the files that have these bytes
 * tickets/ID/TICKET/…         the files that a ticket has
 * </pre>
 */
public final class DirectoryBlobStore implements BlobStore {

    private static final String METADATA = ".json";
    private static final String CONTENT = ".bin";
    private static final int PREFIX = 2;

    private final Path spool;
    private final Path uploads;
    private final Path blobs;
    private final Path named;
    private final Path tickets;
    private final Path doomed;
    private final long keepFree;

    /**
     * @param folder made when it is not there
     * @param keepFree how many bytes stay free on its volume
     */
    public DirectoryBlobStore(Path folder, long keepFree) {
        this.spool = folder.resolve("spool");
        this.uploads = folder.resolve("uploads");
        this.blobs = folder.resolve("blobs");
        this.named = folder.resolve("named");
        this.tickets = folder.resolve("tickets");
        this.doomed = folder.resolve("doomed");
        this.keepFree = keepFree;
    }

    @Override
    public Path spool() {
        return run(() -> {
            Files.createDirectories(spool);
            FileStore volume = Files.getFileStore(spool);
            if (volume.getUsableSpace() < keepFree) {
                throw new BlobStoreException(BlobStoreException.Kind.FULL, "The volume of the attachments is full");
            }
            return spool;
        });
    }

    @Override
    public Upload stage(Upload upload, Path content) {
        return run(() -> {
            Files.createDirectories(uploads);
            Path bytes = bytesOf(upload);
            Path metadata = metadataOf(upload.attachment().attachmentId());
            Files.move(content, bytes, StandardCopyOption.ATOMIC_MOVE);
            // The bytes before what speaks of them: an upload that can be found is whole.
            synced(uploads);
            Path written = spool.resolve(Ids.next() + METADATA);
            try {
                write(written, ContractJson.mapper().writeValueAsBytes(upload));
                Files.createLink(metadata, written);
                synced(uploads);
                return upload;
            } catch (FileAlreadyExistsException e) {
                Upload first = read(metadata);
                if (!bytesOf(first).equals(bytes)) {
                    Files.deleteIfExists(bytes);
                }
                return first;
            } finally {
                Files.deleteIfExists(written);
            }
        });
    }

    @Override
    public Optional<Upload> upload(UUID attachmentId) {
        return run(() -> {
            try {
                return Optional.of(read(metadataOf(attachmentId)));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public boolean keep(Upload upload) {
        return run(() -> {
            Path kept = kept(upload.attachment().sha256());
            Path folder = folderOf(upload.attachment().sha256());
            try {
                Files.createDirectories(folder);
                // Replaces the same bytes by the same bytes; whoever is reading goes on with those they have.
                Files.move(bytesOf(upload), kept, StandardCopyOption.ATOMIC_MOVE);
                synced(folder);
                synced(blobs);
                return true;
            } catch (NoSuchFileException keptOrRemovedBefore) {
                // Also while a sweep has the bytes aside, from where they come back; hence the last look.
                return Files.exists(kept) || Files.exists(doomed.resolve(kept.getFileName())) || Files.exists(kept);
            }
        });
    }

    @Override
    public void name(NamedFile file) {
        run(() -> {
            // Under its ticket first: what stands under its hash can be found and given up.
            mark(tickets, filesOf(file.ticketId()), file);
            mark(named, namedUnder(file.sha256()), file);
            return file;
        });
    }

    private static void mark(Path root, Path folder, NamedFile file) throws IOException {
        Path mark = folder.resolve(file.text());
        if (Files.exists(mark)) {
            return;
        }
        Files.createDirectories(folder);
        try {
            Files.createFile(mark);
        } catch (FileAlreadyExistsException anotherInstanceDid) {
            return;
        }
        synced(folder);
        synced(folder.resolveSibling(""));
        synced(root);
    }

    @Override
    public void release(UUID ticketId, Predicate<NamedFile> erased) {
        run(() -> {
            Path files = filesOf(ticketId);
            if (!Files.isDirectory(files)) {
                return ticketId;
            }
            for (Path entry : list(files, "")) {
                Optional<NamedFile> file =
                        NamedFile.parse(entry.getFileName().toString()).filter(erased);
                if (file.isPresent()) {
                    release(file.get());
                    // Last, so that it is done again after a crash.
                    Files.deleteIfExists(entry);
                }
            }
            return ticketId;
        });
    }

    private void release(NamedFile file) throws IOException {
        Files.deleteIfExists(metadataOf(file.attachmentId()));
        Files.deleteIfExists(namedUnder(file.sha256()).resolve(file.text()));
        doom(file.sha256());
    }

    @Override
    public Optional<InputStream> read(String sha256, long from, long length) {
        return run(() -> {
            try {
                FileChannel channel = FileChannel.open(kept(sha256), StandardOpenOption.READ);
                channel.position(from);
                return Optional.of(new FirstBytes(Channels.newInputStream(channel), length));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public int removeBefore(Instant staged, Instant used) {
        return run(() -> {
            removeOlder(spool, staged);
            if (!Files.isDirectory(uploads)) {
                return 0;
            }
            int removed = 0;
            for (Path metadata : list(uploads, METADATA)) {
                removed += remove(metadata, staged, used) ? 1 : 0;
            }
            removeLeftBehind(staged);
            removeDoomed();
            return removed;
        });
    }

    private boolean remove(Path metadata, Instant staged, Instant used) throws IOException {
        try {
            Upload upload = read(metadata);
            Path bytes = bytesOf(upload);
            boolean isStaged = Files.exists(bytes);
            if (!upload.uploadedAt().isBefore(isStaged ? staged : used)) {
                return false;
            }
            if (!isStaged) {
                doom(upload.attachment().sha256());
            }
            // What speaks of the bytes first: an upload that can be found can be kept.
            boolean removed = Files.deleteIfExists(metadata);
            Files.deleteIfExists(bytes);
            return removed;
        } catch (NoSuchFileException anotherInstanceDid) {
            return false;
        }
    }

    /** Puts kept bytes aside, unless they are named: somebody may be keeping the same at this moment. */
    private void doom(String sha256) throws IOException {
        if (isNamed(sha256)) {
            return;
        }
        Files.createDirectories(doomed);
        try {
            Files.move(kept(sha256), doomed.resolve(sha256), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException asideAlready) {
            return;
        }
    }

    /**
     * Removes what was put aside. It comes back if an upload of the same bytes is known: whoever kept them before they
     * were put aside is seen here, and whoever does it later brings bytes of their own.
     */
    private void removeDoomed() throws IOException {
        if (!Files.isDirectory(doomed)) {
            return;
        }
        List<Path> aside = list(doomed, "");
        Set<String> wanted = aside.isEmpty() ? Set.of() : hashesOfUploads();
        for (Path bytes : aside) {
            String sha256 = bytes.getFileName().toString();
            if (!wanted.contains(sha256) && !isNamed(sha256)) {
                Files.deleteIfExists(bytes);
                continue;
            }
            try {
                Files.createDirectories(folderOf(sha256));
                Files.move(bytes, kept(sha256), StandardCopyOption.ATOMIC_MOVE);
                synced(folderOf(sha256));
            } catch (NoSuchFileException anotherInstanceDid) {
                continue;
            }
        }
    }

    private Set<String> hashesOfUploads() throws IOException {
        Set<String> hashes = new HashSet<>();
        for (Path metadata : list(uploads, METADATA)) {
            try {
                hashes.add(read(metadata).attachment().sha256());
            } catch (NoSuchFileException anotherInstanceDid) {
                continue;
            }
        }
        return hashes;
    }

    private boolean isNamed(String sha256) throws IOException {
        Path marks = namedUnder(sha256);
        return Files.isDirectory(marks) && !list(marks, "").isEmpty();
    }

    /** By hash: which files have these bytes. */
    private Path namedUnder(String sha256) {
        return folderIn(named, sha256).resolve(sha256);
    }

    /** By ticket: which files it has. Ids begin with the time, so their ends spread better. */
    private Path filesOf(UUID ticketId) {
        String text = ticketId.toString();
        return tickets.resolve(text.substring(text.length() - PREFIX)).resolve(text);
    }

    /** Bytes without an upload: whoever was about to name them died. */
    private void removeLeftBehind(Instant before) throws IOException {
        for (Path bytes : list(uploads, CONTENT)) {
            String name = bytes.getFileName().toString();
            Path metadata = uploads.resolve(name.substring(0, name.indexOf('.')) + METADATA);
            if (Files.notExists(metadata)) {
                removeIfOlder(bytes, before);
            }
        }
    }

    private static void removeOlder(Path folder, Instant before) throws IOException {
        if (Files.isDirectory(folder)) {
            for (Path file : list(folder, "")) {
                removeIfOlder(file, before);
            }
        }
    }

    private static void removeIfOlder(Path file, Instant before) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException anotherInstanceDid) {
            return;
        }
    }

    private static List<Path> list(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .toList();
        }
    }

    private Path metadataOf(UUID attachmentId) {
        return uploads.resolve(attachmentId + METADATA);
    }

    private Path bytesOf(Upload upload) {
        return uploads.resolve(
                upload.attachment().attachmentId() + "." + upload.attachment().sha256() + CONTENT);
    }

    private Path kept(String sha256) {
        return folderOf(sha256).resolve(sha256);
    }

    private Path folderOf(String sha256) {
        return folderIn(blobs, sha256);
    }

    private static Path folderIn(Path root, String sha256) {
        return root.resolve(sha256.substring(0, PREFIX));
    }

    private static Upload read(Path metadata) throws IOException {
        try {
            return ContractJson.mapper().readValue(Files.readAllBytes(metadata), Upload.class);
        } catch (JsonProcessingException e) {
            throw new IOException("Not what is known of an upload: " + metadata, e);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Channels.newOutputStream(channel).write(bytes);
            channel.force(true);
        }
    }

    /** Names are on disk only when their folder is. */
    private static void synced(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static <T> T run(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** What an error of the file system means for the store; also for files that come in through its spool. */
    public static BlobStoreException failed(IOException e) {
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        boolean full = reason != null
                && (reason.toLowerCase(Locale.ROOT).contains("no space left")
                        || reason.toLowerCase(Locale.ROOT).contains("quota exceeded"));
        return full
                ? new BlobStoreException(
                        BlobStoreException.Kind.FULL, "There is no room left in the folder of the attachments", e)
                : new BlobStoreException(
                        BlobStoreException.Kind.UNAVAILABLE, "The folder of the attachments cannot be used", e);
    }

    /** Something done with files. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    /** The beginning of a stream. */
    private static final class FirstBytes extends FilterInputStream {

        private long left;

        FirstBytes(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            int read = left == 0 ? -1 : super.read();
            left -= read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = super.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }

        @Override
        public long skip(long wanted) throws IOException {
            long skipped = super.skip(Math.min(wanted, left));
            left -= skipped;
            return skipped;
        }
    }
}

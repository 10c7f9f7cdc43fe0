package dev.traza.blob;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Where the bytes of attachments are. A file is <em>staged</em> when it has been uploaded, <em>kept</em> before a command
 * names it, and <em>named</em> once an event does. What is staged goes after a while, and so does what was kept for a
 * command that came to nothing; what is named stays until it is erased, under the hash of its bytes, so the same bytes are kept once.
 * What is staged never shares bytes with the rest.
 *
 * <p>Every method may be called by any number of threads and instances at once, and may be repeated. After a crash each of
 * them has happened or not. All throw {@link BlobStoreException} when the store cannot be reached or is full.
 */
public interface BlobStore {

    /** The folder for files that are still coming in; on the same volume as the store, if that is on one. */
    Path spool();

    /**
     * Takes a file over as an upload, together with what is known of it.
     *
     * @param content a file in the {@link #spool()} whose bytes are as {@code upload} says and are on disk; it is moved, or
     *     left to the caller to remove
     * @return the upload that is there under this id now: this one, or the one that was there before, which stays
     */
    Upload stage(Upload upload, Path content);

    /** An upload that is staged, or was and is kept now; empty when there is none or it has been removed. */
    Optional<Upload> upload(UUID attachmentId);

    /**
     * Keeps the bytes of an upload under their hash.
     *
     * @return whether they are kept now; not when the upload has been removed
     */
    boolean keep(Upload upload);

    /** An event names a file: its bytes stay, until it is {@linkplain #release released}. */
    void name(NamedFile file);

    /**
     * Gives up files of a ticket that were erased. What is known of their uploads goes at once. Bytes that no other file
     * needs cannot be read any more, and go with the next {@link #removeBefore}, unless somebody has sent the same again.
     *
     * @param erased which of the ticket's files
     */
    void release(UUID ticketId, Predicate<NamedFile> erased);

    /**
     * Reads kept bytes.
     *
     * @param from the first byte wanted, from 0
     * @param length how many, at least 1, and not beyond the end
     * @return what the caller has to close; empty when no such bytes are kept
     */
    Optional<InputStream> read(String sha256, long from, long length);

    /**
     * Removes uploads that nobody used.
     *
     * @param staged those whose bytes were not kept, if sent before this
     * @param used what is known of those whose bytes were kept, if sent before this; the bytes go too, unless they are
     *     named or somebody else has sent the same. All events that could name them must have been heard of
     * @return how many
     */
    int removeBefore(Instant staged, Instant used);
}

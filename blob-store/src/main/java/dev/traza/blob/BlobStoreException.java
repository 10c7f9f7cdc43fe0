package dev.traza.blob;

/** The store of attachments cannot do at the moment what was asked; nothing was half done. */
public final class BlobStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is the matter with it. */
    public enum Kind {
        /** No room is left for more. */
        FULL,
        /** It cannot be reached, or has failed. */
        UNAVAILABLE
    }

    private final Kind kind;

    /** A failure with its cause. */
    public BlobStoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** A failure that the store itself has found. */
    public BlobStoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What is the matter. */
    public Kind kind() {
        return kind;
    }
}

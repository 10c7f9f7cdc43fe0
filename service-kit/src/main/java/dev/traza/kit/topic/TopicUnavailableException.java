package dev.traza.kit.topic;

/** A topic could not be read or written in the time that is allowed; nothing is known to have changed. */
public final class TopicUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What was tried. */
    public TopicUnavailableException(String message) {
        super(message);
    }

    /** What was tried, and what came of it. */
    public TopicUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.traza.query.projection;

/** Kafka does not say how long the log is. */
public final class LogAwayException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What happened. */
    public LogAwayException(Throwable cause) {
        super("Kafka does not answer: " + cause.getClass().getSimpleName(), cause);
    }
}

package dev.traza.contract.envelope;

/** A record does not have the form of the contract. The message names the header or field, never its content. */
public final class UnreadableRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong, without any of the record's text. */
    public UnreadableRecordException(String message) {
        super(message);
    }

    /** What is wrong, without any of the record's text, and what was thrown when it was found. */
    public UnreadableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}

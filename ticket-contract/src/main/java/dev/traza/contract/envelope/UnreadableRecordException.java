package dev.traza.contract.envelope;

/**
 * A record does not have the form of the contract. The message names the header or field, never its content, and there
 * is no cause, whose message would quote it: people's words do not belong in logs.
 */
public final class UnreadableRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong, without any of the record's text. */
    public UnreadableRecordException(String message) {
        super(message);
    }
}

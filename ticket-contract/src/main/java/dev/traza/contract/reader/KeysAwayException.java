package dev.traza.contract.reader;

/** Keys cannot be had at the moment; what was to be read can be read later. */
public final class KeysAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KeysAwayException(String message) {
        super(message);
    }

    public KeysAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}

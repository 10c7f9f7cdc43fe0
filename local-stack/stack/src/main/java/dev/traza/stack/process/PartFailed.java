package dev.traza.stack.process;

import java.io.Serial;

/** A part of the stack could not be started; the message is one sentence for the person at the terminal. */
public final class PartFailed extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** A sentence that names the part, what it said last, and where its log is. */
    public PartFailed(String sentence) {
        super(sentence);
    }

    /** A sentence that names the part and where its log is, and what made it fail on this side. */
    public PartFailed(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

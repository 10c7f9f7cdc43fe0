package dev.traza.stack.command;

import java.io.Serial;

/** What was asked makes no sense; the message is one sentence that says what would. */
public final class Misuse extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** With a sentence for people. */
    public Misuse(String sentence) {
        super(sentence);
    }
}

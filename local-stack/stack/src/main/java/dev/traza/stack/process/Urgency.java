package dev.traza.stack.process;

/**
 * Which parts of one machine wait for which when all want the processor, as niceness (POSIX, 0 to 19).
 *
 * <p>Every command makes work for all parts behind it. If they had equal shares, a caller would wait for mails to be
 * written; so they catch up when it is quieter, as they may by design. Parts that have machines of their own need none of
 * this.
 */
public enum Urgency {
    /** Somebody waits for the answer of a command. */
    ANSWERS(0),
    /** Somebody may wait until what was answered can be read. */
    SHOWS(5),
    /** Works on what has happened. */
    FOLLOWS(10);

    private final int niceness;

    Urgency(int niceness) {
        this.niceness = niceness;
    }

    int niceness() {
        return niceness;
    }
}

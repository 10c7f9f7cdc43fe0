package dev.traza.workingtime;

/**
 * What is wrong with one field of a calendar or policy that somebody wants to write.
 *
 * @param pointer JSON pointer into the document (RFC 6901)
 * @param code stable name of the rule that is broken
 * @param detail for a person
 */
public record Flaw(String pointer, String code, String detail) {

    /** The same flaw in a document that holds this one at {@code prefix}. */
    public Flaw under(String prefix) {
        return new Flaw(prefix + pointer, code, detail);
    }
}

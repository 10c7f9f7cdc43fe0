package dev.traza.command.catalog;

import java.util.List;

/**
 * What is wrong with a part of something that was sent.
 *
 * @param path the names and positions that lead to the part
 * @param code stable, for programs
 * @param detail for people, without the final stop
 */
public record Flaw(List<String> path, String code, String detail) {

    public Flaw {
        path = List.copyOf(path);
    }

    /** A flaw in the part to which this path leads. */
    static Flaw at(String code, String detail, String... path) {
        return new Flaw(List.of(path), code, detail);
    }

    /** The part as a JSON pointer (RFC 6901). */
    public String pointer() {
        StringBuilder pointer = new StringBuilder();
        path.forEach(step -> pointer.append('/').append(step.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }

    /** Part and detail in one. */
    public String sentence() {
        return pointer() + ": " + detail;
    }
}

package dev.traza.query.words;

import dev.traza.contract.personal.Personal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sentence before it is put into a language: the name of its pattern, what is put into it, and what follows it. The first
 * place of each pattern is for who did it.
 */
record Phrase(String pattern, List<Object> values, List<Phrase> further) {

    private static final int LONGEST_QUOTE = 200;

    Phrase {
        values = List.copyOf(values);
        further = List.copyOf(further);
    }

    static Phrase of(String pattern, Object... values) {
        return new Phrase(pattern, List.of(values), List.of());
    }

    /** A word of a closed list, to be put into a pattern. */
    record Word(String name) {
        static Word of(Enum<?> constant) {
            return new Word(constant.getDeclaringClass().getSimpleName() + "." + constant.name());
        }
    }

    Phrase then(Phrase more) {
        List<Phrase> all = new ArrayList<>(further);
        all.add(more);
        return new Phrase(pattern, values, all);
    }

    Phrase thenIf(boolean holds, String more, Object... moreValues) {
        return holds ? then(of(more, moreValues)) : this;
    }

    /** What somebody wrote about it, in quotes; nothing if there is nothing or it was erased. */
    Phrase said(@Nullable String text) {
        if (text == null || text.isBlank() || text.equals(Personal.ERASED)) {
            return this;
        }
        String line = text.strip().replaceAll("\\s+", " ");
        return then(of("said", shortened(line)));
    }

    /** Never in the middle of a character. */
    private static String shortened(String line) {
        return line.codePointCount(0, line.length()) <= LONGEST_QUOTE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_QUOTE)) + "…";
    }
}

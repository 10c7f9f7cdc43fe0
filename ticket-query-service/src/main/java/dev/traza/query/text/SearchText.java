package dev.traza.query.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What somebody typed into a search field. Everything that can be typed means something: there is no wrong text. Words
 * and {@code "words in quotes"} are wanted; with a minus right in front, and no second one, they are not wanted. No other
 * character has a meaning, so nothing of the index's own language can be said here.
 *
 * @param wanted all of which must occur
 * @param unwanted none of which may occur
 */
public record SearchText(List<Part> wanted, List<Part> unwanted) {

    /** More make a question no clearer, and each costs a look into every field; what comes after them does not count. */
    public static final int MOST_PARTS = 16;

    private static final String QUOTES = "\"“”„«»";
    private static final String MINUSES = "-–−";

    public SearchText {
        wanted = List.copyOf(wanted);
        unwanted = List.copyOf(unwanted);
    }

    /**
     * A word, or several of which the order counts.
     *
     * @param quoted whether it stood in quotes: then even a word that everybody uses is meant
     */
    public record Part(String text, boolean quoted) {}

    /** Reads what was typed. */
    public static SearchText parse(String typed) {
        return new Reader(typed).read();
    }

    private static final class Reader {
        private final String typed;
        private final List<Part> wanted = new ArrayList<>();
        private final List<Part> unwanted = new ArrayList<>();
        private int at;

        Reader(String typed) {
            this.typed = typed;
        }

        SearchText read() {
            while (skipSpace() && wanted.size() + unwanted.size() < MOST_PARTS) {
                boolean excluded = isMinus();
                if (excluded) {
                    at++;
                }
                Part part = isQuote(at) ? quoted() : word();
                if (!part.text().isBlank()) {
                    (excluded ? unwanted : wanted).add(part);
                }
            }
            return new SearchText(wanted, unwanted);
        }

        private boolean skipSpace() {
            at = next(at, c -> !Character.isWhitespace(c));
            return at < typed.length();
        }

        /** A lone dash is one between words, and two of them begin the name of an option. */
        private boolean isMinus() {
            return isOneOf(MINUSES, at)
                    && at + 1 < typed.length()
                    && !Character.isWhitespace(typed.charAt(at + 1))
                    && !isOneOf(MINUSES, at + 1);
        }

        /** What is in the quotes; where they are not closed, they are none. */
        private Part quoted() {
            int closing = next(at + 1, c -> QUOTES.indexOf(c) >= 0);
            if (closing == typed.length()) {
                at++;
                return word();
            }
            Part part = new Part(typed.substring(at + 1, closing), true);
            at = closing + 1;
            return part;
        }

        private Part word() {
            int end = next(at, c -> Character.isWhitespace(c) || QUOTES.indexOf(c) >= 0);
            Part part = new Part(typed.substring(at, end), false);
            at = end;
            return part;
        }

        private boolean isQuote(int index) {
            return isOneOf(QUOTES, index);
        }

        private boolean isOneOf(String characters, int index) {
            return index < typed.length() && characters.indexOf(typed.charAt(index)) >= 0;
        }

        private int next(int from, IntPredicate wantedOne) {
            int index = from;
            while (index < typed.length() && !wantedOne.test(typed.charAt(index))) {
                index++;
            }
            return index;
        }
    }
}

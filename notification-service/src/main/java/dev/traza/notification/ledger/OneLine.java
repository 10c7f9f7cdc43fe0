package dev.traza.notification.ledger;

import java.util.regex.Pattern;

/** Text that people wrote, made fit for one line of a letter, and so for a mail header. */
public final class OneLine {

    /** Longer subjects are cut by mail programs anyway. */
    static final int LONGEST = 200;

    /** Line ends would begin a header of the sender's choice; direction marks would make a name read as another one. */
    private static final Pattern HARMFUL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]+");

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private OneLine() {}

    /** One line without control characters, at most {@value #LONGEST} characters. */
    public static String of(String text) {
        String line = SPACES.matcher(HARMFUL.matcher(text).replaceAll(" "))
                .replaceAll(" ")
                .strip();
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return line.substring(0, end) + "…";
    }
}

package dev.traza.command.attachment;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of files, made harmless: on any system where somebody saves the file, and to the eyes of whoever reads the name.
 */
final class FileName {

    /** What file systems allow, less what a browser may add. */
    private static final int LONGEST_BYTES = 200;

    private static final int LONGEST_ENDING_BYTES = 30;
    private static final String NAMELESS = "file";

    /** Names that mean devices on Windows, whatever follows the first dot. */
    private static final Set<String> DEVICES = Set.of(
            "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$", "COM0", "COM1", "COM2", "COM3", "COM4", "COM5",
            "COM6", "COM7", "COM8", "COM9", "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8",
            "LPT9");

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"|?*%;]");
    private static final Pattern EDGES = Pattern.compile("^[. ]+|[. ]+$");

    private FileName() {}

    /** A name that is safe to show and to save under; never empty, and the same when cleaned again. */
    static String cleaned(String given) {
        String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        name = SPACES.matcher(name).replaceAll(" ");
        name = name.codePoints()
                .filter(FileName::isShown)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        name = SPACES.matcher(Normalizer.normalize(name, Normalizer.Form.NFC)).replaceAll(" ");
        name = FORBIDDEN.matcher(name).replaceAll("_");
        name = EDGES.matcher(name).replaceAll("");
        name = EDGES.matcher(shortened(name)).replaceAll("");
        if (name.isEmpty()) {
            return NAMELESS;
        }
        int dot = name.indexOf('.');
        String base = dot < 0 ? name : name.substring(0, dot).stripTrailing();
        return DEVICES.contains(base.toUpperCase(Locale.ROOT)) ? "_" + name : name;
    }

    /** No controls, and none of the invisible characters that turn the direction of text or hide in it. */
    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The ending says what it is and stays. */
    private static String shortened(String name) {
        if (bytes(name) <= LONGEST_BYTES) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && bytes(name.substring(dot)) <= LONGEST_ENDING_BYTES ? name.substring(dot) : "";
        int room = LONGEST_BYTES - bytes(ending);
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int codePoint : name.codePoints().toArray()) {
            int more = bytes(Character.toString(codePoint));
            if (used + more > room) {
                break;
            }
            kept.appendCodePoint(codePoint);
            used += more;
        }
        return kept + ending;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

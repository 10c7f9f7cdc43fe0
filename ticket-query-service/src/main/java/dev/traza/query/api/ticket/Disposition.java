package dev.traza.query.api.ticket;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** {@code Content-Disposition} with a name that any browser understands (RFC 6266, RFC 8187). */
final class Disposition {

    private static final String ATTR_CHARS = "!#$&+-.^_`|~";

    private Disposition() {}

    /** @param inline whether the file may be shown rather than saved */
    static String of(String name, boolean inline) {
        return (inline ? "inline" : "attachment") + "; filename=\"" + plain(name) + "\"; filename*=UTF-8''"
                + encoded(name);
    }

    /** For readers of the last century: letters without their marks, and nothing that would need escaping. */
    private static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFD)
                .codePoints()
                .filter(character -> Character.getType(character) != Character.NON_SPACING_MARK)
                .forEach(character -> plain.append(isPlain(character) ? (char) character : '_'));
        return plain.toString();
    }

    private static boolean isPlain(int character) {
        return isLetterOrDigit(character) || " ._-()[]+,=@~".indexOf(character) >= 0;
    }

    private static boolean isLetterOrDigit(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
            if (isLetterOrDigit(one) || (one > 0 && ATTR_CHARS.indexOf(one) >= 0)) {
                encoded.append((char) one);
            } else {
                encoded.append("%%%02X".formatted(one & 0xff));
            }
        }
        return encoded.toString();
    }
}

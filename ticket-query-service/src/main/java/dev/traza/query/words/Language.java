package dev.traza.query.words;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages in which people are told what happened. */
public enum Language {
    ENGLISH(Locale.ENGLISH),
    SPANISH(Locale.forLanguageTag("es"));

    private static final int LONGEST_HEADER = 500;

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** BCP 47 tag. */
    public String tag() {
        return locale.toLanguageTag();
    }

    Locale locale() {
        return locale;
    }

    /** The language with this tag; regions do not matter. */
    public static Optional<Language> of(String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        return Arrays.stream(values())
                .filter(one -> one.locale.getLanguage().equals(language))
                .findFirst();
    }

    /**
     * The best of those that a reader takes.
     *
     * @param acceptLanguage the header (RFC 9110); what cannot be read counts as absent
     */
    public static Language accepted(String acceptLanguage) {
        if (acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST_HEADER) {
            return ENGLISH;
        }
        try {
            List<Locale> known = Arrays.stream(values()).map(Language::locale).toList();
            Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), known);
            return best == null ? ENGLISH : of(best.toLanguageTag()).orElse(ENGLISH);
        } catch (IllegalArgumentException unreadable) {
            return ENGLISH;
        }
    }
}

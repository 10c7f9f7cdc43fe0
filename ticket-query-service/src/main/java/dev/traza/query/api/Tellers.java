package dev.traza.query.api;

import dev.traza.query.words.Language;
import dev.traza.query.words.Sentences;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** In which language a request is answered: what the parameter {@code language} says, else the header. */
@Singleton
public class Tellers {

    /** The parameter. */
    public static final String LANGUAGE = "language";

    private final Sentences sentences = new Sentences();

    @Inject
    Tellers() {}

    /** Errors are noted in the parameters. */
    public Teller of(Parameters parameters, HttpHeaders headers) {
        Language language = parameters
                .one(LANGUAGE, 20, "One of " + tags() + ".", Language::of)
                .orElseGet(() -> Language.accepted(accepted(headers)));
        return new Teller(sentences, language);
    }

    private static String accepted(HttpHeaders headers) {
        List<String> given = headers.getRequestHeader(HttpHeaders.ACCEPT_LANGUAGE);
        return given == null ? "" : String.join(",", given);
    }

    private static String tags() {
        return Arrays.stream(Language.values()).map(Language::tag).collect(Collectors.joining(", "));
    }
}

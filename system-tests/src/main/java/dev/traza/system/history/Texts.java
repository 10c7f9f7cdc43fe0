package dev.traza.system.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import dev.traza.contract.sealing.Sealer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The texts of a message that belong to people. */
public final class Texts {

    private static final Pattern SEALED = Pattern.compile("sealed:[0-9a-f-]{36}:[A-Za-z0-9_-]+");

    private Texts() {}

    /** Whether this is a sealed text. */
    public static boolean isSealed(String text) {
        return SEALED.matcher(text).matches();
    }

    /** All of them, as they stand: sealed or not. */
    public static List<String> of(Object message) {
        List<String> texts = new ArrayList<>();
        Sealer noting = (scope, text) -> {
            texts.add(text);
            return text;
        };
        try {
            ContractJson.mapper().writer().withAttribute(Sealer.class, noting).writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every message of the contract can be written as JSON", e);
        }
        return texts;
    }
}

package dev.traza.contract.sealing;

import java.security.GeneralSecurityException;
import java.util.Optional;

/** What becomes of a sealed text when it is read from JSON; given to an {@code ObjectReader} as an attribute. */
@FunctionalInterface
public interface Opener {

    /**
     * The text; empty when it was erased.
     *
     * @throws GeneralSecurityException if it is no sealed text, or was changed
     */
    Optional<String> open(String sealed) throws GeneralSecurityException;

    /** Opens with these keys. */
    static Opener with(TextKeys keys) {
        return (String written) -> {
            Optional<TextKey> key =
                    keys.find(TextKey.keyOf(written).orElseThrow(() -> new GeneralSecurityException("No sealed text")));
            return key.isEmpty() ? Optional.empty() : Optional.of(key.get().open(written));
        };
    }
}

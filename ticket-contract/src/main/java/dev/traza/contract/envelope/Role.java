package dev.traza.contract.envelope;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a person may do, as named in the {@code groups} of a bearer token. */
public enum Role {
    REQUESTER,
    AGENT,
    SUPERVISOR,
    ADMIN,
    INTEGRATOR;

    /** The role's name in tokens: lower case. */
    @JsonValue
    public String tokenName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static Role ofTokenName(String name) {
        return Arrays.stream(values())
                .filter(role -> role.tokenName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no role named " + name));
    }
}

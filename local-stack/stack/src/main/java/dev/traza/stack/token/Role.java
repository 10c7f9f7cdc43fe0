package dev.traza.stack.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person may be to the help desk, as the token's {@code groups} name it. */
public enum Role {
    /** Asks. */
    REQUESTER,
    /** Works. */
    AGENT,
    /** Watches. */
    SUPERVISOR,
    /** Configures. */
    ADMIN,
    /** Subscribes. */
    INTEGRATOR;

    /** The word in tokens and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of this word; empty when there is none. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }

    /** All words, for a message. */
    public static String words() {
        return Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", "));
    }
}

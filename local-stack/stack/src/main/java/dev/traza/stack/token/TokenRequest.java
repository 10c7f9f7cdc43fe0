package dev.traza.stack.token;

import dev.traza.contract.envelope.Role;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a token shall say.
 *
 * @param subject the person's id: requester id, agent id
 * @param roles at least one
 * @param name shown to others, when known
 * @param email of the person, when known
 * @param validFor from now on; negative makes a token that has expired already
 */
public record TokenRequest(
        String subject, Set<Role> roles, Optional<String> name, Optional<String> email, Duration validFor) {

    /** Long enough for a working day, short enough that a token in a shell's history is soon worthless. */
    public static final Duration DEFAULT_VALIDITY = Duration.ofHours(12);

    /** The longest that a token is valid; for programs that nobody gives a new one to. */
    public static final Duration LONGEST_VALIDITY = Duration.ofDays(365);

    /** Makes the roles unchangeable. */
    public TokenRequest {
        roles = Set.copyOf(roles);
        if (subject.isBlank()) {
            throw new IllegalArgumentException("A token needs a subject");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("A token needs a role");
        }
    }

    /** A token for this person in this role, with nothing else known. */
    public static TokenRequest of(Role role, String subject) {
        return new TokenRequest(subject, Set.of(role), Optional.empty(), Optional.empty(), DEFAULT_VALIDITY);
    }

    /** The same with a name. */
    public TokenRequest named(String newName) {
        return new TokenRequest(subject, roles, Optional.of(newName), email, validFor);
    }

    /** The same with a mail address. */
    public TokenRequest withEmail(String newEmail) {
        return new TokenRequest(subject, roles, name, Optional.of(newEmail), validFor);
    }

    /** The same with another validity. */
    public TokenRequest validFor(Duration newValidity) {
        return new TokenRequest(subject, roles, name, email, newValidity);
    }
}

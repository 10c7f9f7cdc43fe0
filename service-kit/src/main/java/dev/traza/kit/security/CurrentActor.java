package dev.traza.kit.security;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.Role;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The caller of the present request, as the bearer token says. */
@RequestScoped
public class CurrentActor {

    private static final int LONGEST_SUBJECT = 255;

    private final JsonWebToken token;

    @Inject
    CurrentActor(JsonWebToken token) {
        this.token = token;
    }

    /**
     * The caller with those of the token's groups that are roles of Traza; groups of other systems are left out.
     *
     * @throws ProblemException (401) if the token names nobody
     */
    public Actor actor() {
        String subject = token.getSubject();
        if (subject == null || subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
            throw new ProblemException(ProblemType.UNAUTHENTICATED, "The token's subject is missing or too long.");
        }
        return Actor.user(subject, roles());
    }

    /** The {@code name} claim, if the token has one. */
    public Optional<String> name() {
        return token.claim("name");
    }

    /** The {@code email} claim, if the token has one. */
    public Optional<String> email() {
        return token.claim(Claims.email);
    }

    private Set<Role> roles() {
        Set<String> groups = token.getGroups();
        return groups == null
                ? Set.of()
                : Arrays.stream(Role.values())
                        .filter(role -> groups.contains(role.tokenName()))
                        .collect(Collectors.toUnmodifiableSet());
    }
}

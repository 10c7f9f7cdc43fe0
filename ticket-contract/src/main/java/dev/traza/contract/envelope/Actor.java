package dev.traza.contract.envelope;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks or did something.
 *
 * @param kind a person, or one of Traza's own services
 * @param subject the {@code sub} of the person's token, or the service's name
 * @param roles empty for services
 * @param onBehalfOf the person for whom the actor acted, if another
 */
public record Actor(
        Kind kind,
        String subject,
        Set<Role> roles,
        @Nullable String onBehalfOf) {

    /** What kind of actor this is. */
    public enum Kind {
        USER,
        SERVICE
    }

    public Actor {
        roles = roles == null || roles.isEmpty()
                ? Set.of()
                : Collections.unmodifiableSet(EnumSet.copyOf(roles)); // in declaration order, so that bytes repeat
    }

    /** A person with these roles. */
    public static Actor user(String subject, Set<Role> roles) {
        return new Actor(Kind.USER, subject, roles, null);
    }

    /** One of Traza's services, deciding by its rules. */
    public static Actor service(String name) {
        return new Actor(Kind.SERVICE, name, Set.of(), null);
    }

    /** Whether the actor stands on support's side of the desk: an agent, a supervisor, an administrator or a service. */
    public boolean isStaff() {
        return kind == Kind.SERVICE
                || roles.contains(Role.AGENT)
                || roles.contains(Role.SUPERVISOR)
                || roles.contains(Role.ADMIN);
    }
}

package dev.traza.system.load;

import dev.traza.contract.envelope.Role;

/**
 * Somebody who uses Traza.
 *
 * @param subject as in the person's token
 */
public record Caller(String subject, Role role) {

    /** The person's bearer token, as the installation issues it. */
    @FunctionalInterface
    public interface Tokens {

        /** A token that the services accept, for as long as the load lasts. */
        String of(Caller caller);
    }
}

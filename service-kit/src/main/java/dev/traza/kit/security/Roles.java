package dev.traza.kit.security;

/** Role names as constants for {@code @RolesAllowed}; the same as {@link dev.traza.contract.envelope.Role}'s. */
public final class Roles {

    public static final String REQUESTER = "requester";
    public static final String AGENT = "agent";
    public static final String SUPERVISOR = "supervisor";
    public static final String ADMIN = "admin";
    public static final String INTEGRATOR = "integrator";

    private Roles() {}
}

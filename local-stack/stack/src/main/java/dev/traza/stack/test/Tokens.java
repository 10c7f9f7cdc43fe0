package dev.traza.stack.test;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.token.SigningKey;
import dev.traza.stack.token.TokenRequest;
import java.nio.file.Path;

/** Bearer tokens that the services under test accept: {@link TrazaInfrastructure} gives them the other half. */
public final class Tokens {

    private Tokens() {}

    /** A token for this person in this role. */
    public static String mint(Role role, String user) {
        return mint(TokenRequest.of(role, user));
    }

    /** A token for this person in this role, with what others see of them. */
    public static String mint(Role role, String user, String name, String email) {
        return mint(TokenRequest.of(role, user).named(name).withEmail(email));
    }

    /** A token that says exactly this. */
    public static String mint(TokenRequest request) {
        return SigningKey.in(ServersOfThisJvm.keys()).sign(request);
    }

    /** The key itself, for tokens that should not be. */
    public static SigningKey key() {
        return SigningKey.in(ServersOfThisJvm.keys());
    }

    /** The public half, for {@code mp.jwt.verify.publickey.location}. */
    public static Path verificationKey() {
        return SigningKey.in(ServersOfThisJvm.keys()).verificationKey();
    }
}

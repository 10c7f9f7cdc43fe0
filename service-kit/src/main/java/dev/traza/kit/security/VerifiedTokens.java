package dev.traza.kit.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Verifies bearer tokens, and those that come again soon only once: checking a signature costs as much as much of what
 * is asked for. A token is believed until it expires, and never for longer than {@link SecurityConfig#tokenKeptFor}, so
 * that a key that was withdrawn ends soon. What is refused is not remembered, and a token is known by all of its bytes.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class VerifiedTokens extends JWTCallerPrincipalFactory {

    private final JWTCallerPrincipalFactory verifying = new DefaultJWTCallerPrincipalFactory();
    private final Cache<String, JWTCallerPrincipal> verified;

    @Inject
    VerifiedTokens(SecurityConfig config, Clock clock) {
        this.verified = Caffeine.newBuilder()
                .maximumSize(config.tokensKept())
                .executor(Runnable::run)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfter(Expiry.creating((String token, JWTCallerPrincipal caller) ->
                        until(caller, clock.instant(), config.tokenKeptFor())))
                .build();
    }

    private static Duration until(JWTCallerPrincipal caller, Instant now, Duration longest) {
        Duration left = Duration.between(now, Instant.ofEpochSecond(caller.getExpirationTime()));
        return left.isNegative() ? Duration.ZERO : left.compareTo(longest) < 0 ? left : longest;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
        JWTCallerPrincipal known = verified.getIfPresent(token);
        if (known != null) {
            return known;
        }
        JWTCallerPrincipal caller = verifying.parse(token, context);
        verified.put(token, caller);
        return caller;
    }
}

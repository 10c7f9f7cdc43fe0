package dev.traza.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.token.SigningKey;
import dev.traza.stack.token.TokenRequest;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifiedTokensTest {

    private static final Duration KEPT_FOR = Duration.ofMinutes(5);

    private final Clock clock = ((InstantSource) () -> this.now).withZone(ZoneOffset.UTC);
    private Instant now = Instant.now();
    private final SigningKey key;
    private final JWTAuthContextInfo trusting;
    private final JWTAuthContextInfo trustingAnother;

    VerifiedTokensTest(@TempDir Path folder) {
        key = SigningKey.in(folder);
        trusting = context(key, SigningKey.ISSUER);
        trustingAnother = context(key, "https://another.example");
    }

    @Test
    void aTokenThatComesAgainSoonIsNotVerifiedAgain() throws ParseException {
        VerifiedTokens tokens = keeping(10);
        String token = key.sign(TokenRequest.of(Role.AGENT, "ana"));
        tokens.parse(token, trusting);

        now = now.plus(KEPT_FOR).minusSeconds(1);

        assertThat(tokens.parse(token, trustingAnother).getSubject()).isEqualTo("ana");
    }

    @Test
    void aTokenIsVerifiedAgainAfterAWhileAndRefusedWhenItsIssuerIsNotTrustedAnyMore() throws ParseException {
        VerifiedTokens tokens = keeping(10);
        String token = key.sign(TokenRequest.of(Role.AGENT, "ana"));
        tokens.parse(token, trusting);

        now = now.plus(KEPT_FOR);

        assertThatThrownBy(() -> tokens.parse(token, trustingAnother)).isInstanceOf(ParseException.class);
    }

    @Test
    void aTokenIsNotBelievedForLongerThanItIsValid() throws ParseException {
        VerifiedTokens tokens = keeping(10);
        String token = key.sign(TokenRequest.of(Role.AGENT, "ana").validFor(Duration.ofSeconds(30)));
        tokens.parse(token, trusting);

        now = now.plusSeconds(31);

        assertThatThrownBy(() -> tokens.parse(token, trustingAnother)).isInstanceOf(ParseException.class);
    }

    @Test
    void whatWasRefusedIsRefusedAgainAndWhatDiffersByOneByteIsAnotherToken() throws ParseException {
        VerifiedTokens tokens = keeping(10);
        String token = key.sign(TokenRequest.of(Role.AGENT, "ana"));
        tokens.parse(token, trusting);
        String forged = token.substring(0, token.length() - 2) + (token.endsWith("AA") ? "BB" : "AA");

        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> tokens.parse(forged, trusting)).isInstanceOf(ParseException.class);
        }
    }

    @Test
    void nothingIsKeptWhenNothingShallBe() throws ParseException {
        VerifiedTokens tokens = keeping(0);
        String token = key.sign(TokenRequest.of(Role.AGENT, "ana"));
        tokens.parse(token, trusting);

        assertThatThrownBy(() -> tokens.parse(token, trustingAnother)).isInstanceOf(ParseException.class);
    }

    private VerifiedTokens keeping(int tokens) {
        return new VerifiedTokens(
                new SecurityConfig() {
                    @Override
                    public int tokensKept() {
                        return tokens;
                    }

                    @Override
                    public Duration tokenKeptFor() {
                        return KEPT_FOR;
                    }
                },
                clock);
    }

    private static JWTAuthContextInfo context(SigningKey trusted, String issuer) {
        JWTAuthContextInfo context = new JWTAuthContextInfo();
        context.setPublicKeyLocation(trusted.verificationKey().toUri().toString());
        context.setIssuedBy(issuer);
        context.setExpectedAudience(Set.of(SigningKey.AUDIENCE));
        return context;
    }
}

package dev.traza.stack.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.contract.envelope.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

    private final Path folder;

    SigningKeyTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aTokenSaysWhoAndWhatAndIsAcceptedWithThePublicHalf() throws Exception {
        SigningKey key = SigningKey.in(folder);

        String token =
                key.sign(TokenRequest.of(Role.AGENT, "ana").named("Ana Ruiz").withEmail("ana@example.org"));

        JwtClaims claims = verified(key, token);
        assertThat(claims.getSubject()).isEqualTo("ana");
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("agent");
        assertThat(claims.getStringClaimValue("name")).isEqualTo("Ana Ruiz");
        assertThat(claims.getStringClaimValue("email")).isEqualTo("ana@example.org");
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isEqualTo(Duration.ofHours(12).toSeconds());
    }

    @Test
    void aTokenThatExpiredOrWasSignedElsewhereIsRefused() {
        SigningKey key = SigningKey.in(folder.resolve("mine"));
        SigningKey other = SigningKey.in(folder.resolve("other"));

        String expired = key.sign(TokenRequest.of(Role.AGENT, "ana").validFor(Duration.ofHours(-1)));
        String foreign = other.sign(TokenRequest.of(Role.ADMIN, "eve"));

        assertThatThrownBy(() -> verified(key, expired)).isInstanceOf(InvalidJwtException.class);
        assertThatThrownBy(() -> verified(key, foreign)).isInstanceOf(InvalidJwtException.class);
    }

    @Test
    void thePrivateHalfIsReadableByItsOwnerOnlyAndStaysTheSame() throws Exception {
        String before = SigningKey.in(folder).sign(TokenRequest.of(Role.AGENT, "ana"));

        SigningKey again = SigningKey.in(folder);

        assertThat(verified(again, before).getSubject()).isEqualTo("ana");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("private.pem"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(again.verificationKey())))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void severalWhoAskAtOnceGetTheSameKey() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<String> ask = () -> SigningKey.in(folder).sign(TokenRequest.of(Role.AGENT, "ana"));
            List<Future<String>> tokens = threads.invokeAll(List.of(ask, ask, ask, ask));

            SigningKey key = SigningKey.in(folder);
            for (Future<String> token : tokens) {
                assertThat(verified(key, token.get()).getSubject()).isEqualTo("ana");
            }
        }
    }

    private static JwtClaims verified(SigningKey key, String token) throws Exception {
        String pem = Files.readString(key.verificationKey()).replaceAll("-----[A-Z ]+-----|\\s", "");
        PublicKey other = KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem)));
        return new JwtConsumerBuilder()
                .setVerificationKey(other)
                .setExpectedIssuer("https://traza.local")
                .setExpectedAudience("traza")
                .setRequireExpirationTime()
                .setRequireSubject()
                .build()
                .processToClaims(token);
    }
}

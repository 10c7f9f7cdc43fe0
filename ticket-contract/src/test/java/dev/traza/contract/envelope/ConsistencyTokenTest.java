package dev.traza.contract.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsistencyTokenTest {

    private static final String TICKET = "01a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4d";

    @ParameterizedTest
    @MethodSource("seeds")
    void aTokenSurvivesBeingWrittenAndReadAndIsSafeInHeadersAndUrls(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            ConsistencyToken token = new ConsistencyToken(
                    new UUID(random.nextLong(), random.nextLong()), random.nextLong(1, Long.MAX_VALUE));
            assertThat(token.text()).matches("[A-Za-z0-9_-]{1,128}");
            assertThat(ConsistencyToken.parse(token.text())).contains(token);
        }
    }

    @Test
    void theLargestVersionFits() {
        ConsistencyToken token = new ConsistencyToken(UUID.fromString(TICKET), Long.MAX_VALUE);

        assertThat(ConsistencyToken.parse(token.text())).contains(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "x",
                ":1",
                TICKET,
                TICKET + ":",
                TICKET + ":0",
                TICKET + ":-1",
                TICKET + ":1:2",
                TICKET + ": 1",
                TICKET + ":1.5",
                TICKET + ":9223372036854775808",
                "T-1042:1",
                "1-1-1-1-1:1",
                "\u0000\u0001\u0002"
            })
    void whatIsInsideMustBeAnIdAndAVersion(String inside) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(inside.getBytes(StandardCharsets.UTF_8));

        assertThat(ConsistencyToken.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "%%%", "a b", "AAAA=A", "ñ", "☹", "A"})
    void whatIsNotBase64UrlIsNoToken(String text) {
        assertThat(ConsistencyToken.parse(text)).isEmpty();
    }

    @Test
    void anEndlessTextIsRefusedUnread() {
        assertThat(ConsistencyToken.parse("A".repeat(10_000_000))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noTextWhateverMakesItFail(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            String text = random.nextBoolean()
                    ? new String(bytes, StandardCharsets.ISO_8859_1)
                    : Base64.getUrlEncoder().encodeToString(bytes);
            assertThatCode(() -> ConsistencyToken.parse(text)).doesNotThrowAnyException();
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 5);
    }
}

package dev.traza.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"lucia@example.org", "l.perez+soporte@mail.example.org", "o'brien@example.org"})
    void plainAddressesAreTaken(String address) {
        assertThat(MailAddress.isValid(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "lucia",
                "@example.org",
                "lucia@",
                "a@example.org, b@example.org",
                "Lucía <lucia@example.org>",
                "lucia@example.org\r\nBcc: b@example.org",
                "lucia @example.org",
                "<lucia@example.org>",
                "group: a@example.org;",
                "lucia@example.org>RCPT TO:<b@example.org"
            })
    void anythingElseIsRefused(String address) {
        assertThat(MailAddress.isValid(address)).isFalse();
    }
}

package dev.traza.notification.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to hand mail over.
 *
 * @param username absent when the server asks for none
 * @param encryption whether the connection must be, may be or is not encrypted
 * @param fromAddress the sender people see
 * @param replyLocalPart before the plus sign of the address that replies go to
 * @param replyDomain of the address that replies go to
 * @param connectTimeout for the connection to come about
 * @param readTimeout for each answer of the server
 * @param deadline for the whole conversation; after it the connection is cut
 */
public record SmtpSettings(
        String host,
        int port,
        @Nullable String username,
        @Nullable String password,
        Encryption encryption,
        String fromAddress,
        String fromName,
        String replyLocalPart,
        String replyDomain,
        Duration connectTimeout,
        Duration readTimeout,
        Duration deadline) {

    /** How the connection is protected. */
    public enum Encryption {
        /** Not at all. */
        NONE,
        /** STARTTLS when the server offers it. */
        OPTIONAL,
        /** STARTTLS or nothing is sent. */
        REQUIRED,
        /** TLS from the first byte. */
        IMPLICIT
    }

    @Override
    public String toString() {
        return "SmtpSettings[" + host + ":" + port + "]"; // never the password
    }
}

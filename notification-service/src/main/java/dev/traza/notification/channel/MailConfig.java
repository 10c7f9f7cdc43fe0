package dev.traza.notification.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The mail server and how our mails look to it. */
@ConfigMapping(prefix = "traza.notification.mail")
public interface MailConfig {

    /** The mail server's name; by default what {@code QUARKUS_MAILER_HOST} says, else this machine. */
    String host();

    /** The mail server's port; by default what {@code QUARKUS_MAILER_PORT} says, else 25. */
    int port();

    /** For a server that wants a login; by default what {@code QUARKUS_MAILER_USERNAME} says. */
    Optional<String> username();

    /** For a server that wants a login; by default what {@code QUARKUS_MAILER_PASSWORD} says. */
    Optional<String> password();

    /** NONE, OPTIONAL (STARTTLS when offered), REQUIRED (STARTTLS or nothing) or IMPLICIT (TLS from the first byte). */
    @WithDefault("OPTIONAL")
    SmtpSettings.Encryption encryption();

    /** The sender's address. */
    @WithDefault("support@traza.local")
    String from();

    /** The sender's name. */
    @WithDefault("Traza")
    String fromName();

    /** Before the plus sign of the address that replies go to: {@code support+<ticket>@…}. */
    @WithDefault("support")
    String replyLocalPart();

    /** Domain of the address that replies go to, and of our Message-IDs. */
    @WithDefault("traza.local")
    String domain();

    /** For the connection to come about. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** For each answer of the mail server. */
    @WithDefault("30s")
    Duration readTimeout();

    /** For a whole mail; after it the connection is cut. Must be shorter than the lease of the dispatcher. */
    @WithDefault("60s")
    Duration deadline();

    /** As the channel wants it. */
    default SmtpSettings settings() {
        return new SmtpSettings(
                host(),
                port(),
                username().orElse(null),
                password().orElse(null),
                encryption(),
                from(),
                fromName(),
                replyLocalPart(),
                domain(),
                connectTimeout(),
                readTimeout(),
                deadline());
    }
}

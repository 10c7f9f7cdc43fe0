package dev.traza.stack.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.stack.process.Ports;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailProcessTest {

    private final Path folder;

    MailProcessTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void mailToAnybodyIsTakenWithoutAPasswordAndCanBeRead() throws Exception {
        try (MailProcess mail = MailProcess.inFolder(folder)) {
            // given a server that knows no recipient
            mail.start();
            assertThat(mail.mailbox("lucia@example.org").messages()).isEmpty();

            // when
            send(mail, "lucia@example.org", "[T-17] Su ticket está abierto", "Hola Lucía");

            // then
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                            mail.mailbox("lucia@example.org").messages())
                    .singleElement()
                    .satisfies(received -> {
                        assertThat(received.subject()).isEqualTo("[T-17] Su ticket está abierto");
                        assertThat(received.text()).isEqualToIgnoringNewLines("Hola Lucía");
                        assertThat(received.headers()).containsEntry("Auto-Submitted", "auto-generated");
                    }));
            assertThat(mail.mailbox("ana@example.org").messages()).isEmpty();
        }
    }

    private static void send(MailProcess mail, String to, String subject, String text) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", Ports.LOCALHOST);
        properties.put("mail.smtp.port", Integer.toString(mail.port()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("support@example.org"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        message.setText(text, "UTF-8");
        message.setHeader("Auto-Submitted", "auto-generated");
        Transport.send(message);
    }
}

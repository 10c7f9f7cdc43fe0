package dev.traza.notification.channel;

import dev.traza.notification.ledger.OneLine;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * SMTP, one connection a mail. Angus Mail is used directly: it tells the server's reply code of every stage, and its
 * time-outs close the connection, so that nothing goes on behind an attempt that was given up.
 */
public final class SmtpChannel implements MailChannel {

    private static final Logger LOG = Logger.getLogger(SmtpChannel.class);
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final SmtpSettings settings;
    private final Session session;
    private final Clock clock;

    /** A channel to this server; nothing is connected before the first mail. */
    public SmtpChannel(SmtpSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        session = Session.getInstance(properties(settings));
    }

    @Override
    public Handover send(OutgoingMail mail) {
        FutureTask<Handover> conversation = new FutureTask<>(() -> converse(mail));
        // A thread of its own, because an interrupt closes the socket of a virtual thread: a server that sends one byte
        // now and then would outlast every read time-out, and then the lease of the message.
        Thread thread = Thread.ofVirtual().name("smtp-" + mail.messageId()).start(conversation);
        try {
            return conversation.get(settings.deadline().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return new Handover.NotNow("The mail server took longer than " + settings.deadline());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return new Handover.NotNow("Interrupted while sending");
        } catch (ExecutionException e) {
            return new Handover.NotNow(String.valueOf(e.getCause()));
        }
    }

    private Handover converse(OutgoingMail mail) throws MessagingException, UnsupportedEncodingException {
        MimeMessage message = compose(mail);
        SMTPTransport server;
        try {
            server = connect();
        } catch (ConnectFailed failed) {
            return new Handover.Unreachable(failed.answer);
        }
        try {
            server.sendMessage(message, message.getAllRecipients());
            return new Handover.Accepted(oneLine(server.getLastServerResponse()));
        } catch (MessagingException refused) {
            return judge(refused);
        } finally {
            partFrom(server);
        }
    }

    private static void partFrom(SMTPTransport server) {
        try {
            server.close();
        } catch (MessagingException e) {
            // What the server answered before stands; a failed farewell must not make an accepted mail a failed one.
            LOG.debugf("The connection to the mail server did not end well: %s", e.getMessage());
        }
    }

    private SMTPTransport connect() throws ConnectFailed {
        try {
            SMTPTransport transport = (SMTPTransport)
                    session.getTransport(settings.encryption() == SmtpSettings.Encryption.IMPLICIT ? "smtps" : "smtp");
            try {
                transport.connect(settings.host(), settings.port(), settings.username(), settings.password());
            } catch (AuthenticationFailedException e) {
                throw new ConnectFailed("The mail server refuses our login", e);
            }
            return transport;
        } catch (MessagingException e) {
            throw new ConnectFailed("The mail server cannot be reached: " + oneLine(e.getMessage()), e);
        }
    }

    private static Handover judge(MessagingException thrown) {
        Optional<Reply> reply = replyIn(thrown);
        if (reply.isEmpty()) {
            // Cut off in mid-conversation: whether the server has it is unknown, so it is tried again.
            return new Handover.NotNow(oneLine(String.valueOf(thrown.getMessage())));
        }
        String answer = oneLine(reply.get().text());
        return reply.get().code() / 100 == 5 ? new Handover.Refused(answer) : new Handover.NotNow(answer);
    }

    /** The reply that says most: that about the recipient, where there is one. */
    private static Optional<Reply> replyIn(MessagingException thrown) {
        Optional<Reply> found = Optional.empty();
        for (Exception e = thrown; e instanceof MessagingException link; e = link.getNextException()) {
            Optional<Reply> here =
                    switch (e) {
                        case SMTPAddressFailedException address ->
                            Optional.of(new Reply(address.getReturnCode(), address.getMessage()));
                        case SMTPSenderFailedException sender ->
                            Optional.of(new Reply(sender.getReturnCode(), sender.getMessage()));
                        case SMTPSendFailedException send ->
                            Optional.of(new Reply(send.getReturnCode(), send.getMessage()));
                        case SendFailedException other -> Optional.empty();
                        default -> Optional.empty();
                    };
            if (here.isPresent() && here.get().code() > 0) {
                found = here;
            }
        }
        return found;
    }

    private MimeMessage compose(OutgoingMail mail) throws MessagingException, UnsupportedEncodingException {
        MimeMessage message = new MessageWithOurId(session, mail.messageId());
        message.setFrom(new InternetAddress(settings.fromAddress(), OneLine.of(settings.fromName()), UTF_8));
        message.setReplyTo(new Address[] {new InternetAddress(replyAddress(mail.ticketId()))});
        String name = mail.to().name();
        InternetAddress to = new InternetAddress(mail.to().address(), true);
        if (name != null && !name.isBlank()) {
            to.setPersonal(OneLine.of(name), UTF_8);
        }
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(OneLine.of(mail.letter().subject()), UTF_8);
        message.setSentDate(Date.from(clock.instant()));
        if (mail.inReplyTo() != null) {
            message.setHeader("In-Reply-To", mail.inReplyTo());
            message.setHeader("References", mail.inReplyTo());
        }
        // RFC 3834: whoever answers by itself must not answer this.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        message.setHeader("Content-Language", mail.letter().language());

        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.letter().text(), UTF_8, "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.letter().html(), UTF_8, "html");
        // The richest last, as RFC 2046 wants it.
        message.setContent(new MimeMultipart("alternative", text, html));
        message.saveChanges();
        return message;
    }

    /** A reply names its ticket by the address it goes to; the id has enough chance in it not to be guessed. */
    private String replyAddress(UUID ticketId) {
        return settings.replyLocalPart() + "+" + ticketId.toString().replace("-", "") + "@" + settings.replyDomain();
    }

    private static String oneLine(@Nullable String answer) {
        return answer == null ? "" : OneLine.of(answer);
    }

    private static Properties properties(SmtpSettings settings) {
        Properties properties = new Properties();
        for (String protocol : new String[] {"smtp", "smtps"}) {
            String prefix = "mail." + protocol + ".";
            properties.put(prefix + "auth", Boolean.toString(settings.username() != null));
            properties.put(
                    prefix + "connectiontimeout",
                    Long.toString(settings.connectTimeout().toMillis()));
            properties.put(
                    prefix + "timeout", Long.toString(settings.readTimeout().toMillis()));
            properties.put(
                    prefix + "writetimeout",
                    Long.toString(settings.readTimeout().toMillis()));
            properties.put(prefix + "ssl.checkserveridentity", "true");
            // Without it the farewell's answer is waited for, and its loss would read as a failure of the mail.
            properties.put(prefix + "quitwait", "false");
        }
        properties.put(
                "mail.smtp.starttls.enable",
                Boolean.toString(settings.encryption() == SmtpSettings.Encryption.OPTIONAL
                        || settings.encryption() == SmtpSettings.Encryption.REQUIRED));
        properties.put(
                "mail.smtp.starttls.required",
                Boolean.toString(settings.encryption() == SmtpSettings.Encryption.REQUIRED));
        return properties;
    }

    private record Reply(int code, @Nullable String text) {}

    private static final class ConnectFailed extends Exception {

        private static final long serialVersionUID = 1L;

        private final String answer;

        ConnectFailed(String answer, Throwable cause) {
            super(answer, cause);
            this.answer = answer;
        }
    }

    /** {@link MimeMessage} makes an id of its own at every save. */
    private static final class MessageWithOurId extends MimeMessage {

        private final String messageId;

        MessageWithOurId(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}

package dev.traza.stack.server;

import jakarta.mail.BodyPart;
import jakarta.mail.Folder;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What arrived for one address at the local mail server, read over IMAP.
 *
 * @param host of the mail server
 * @param imapPort of the mail server
 * @param address the recipient
 */
public record Mailbox(String host, int imapPort, String address) {

    private static final String MILLIS = "5000";

    /**
     * Every message so far, oldest first; empty when none arrived.
     *
     * @throws IllegalStateException when the server cannot be read
     */
    public List<ReceivedMail> messages() {
        Properties properties = new Properties();
        properties.put("mail.imap.connectiontimeout", MILLIS);
        properties.put("mail.imap.timeout", MILLIS);
        // The login makes the mailbox when there is none; any password will do.
        try (Store store = Session.getInstance(properties).getStore("imap")) {
            store.connect(host, imapPort, address, address);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                List<ReceivedMail> mails = new ArrayList<>();
                for (Message message : inbox.getMessages()) {
                    mails.add(read(message));
                }
                return List.copyOf(mails);
            }
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("The mailbox of " + address + " cannot be read", e);
        }
    }

    private static ReceivedMail read(Message message) throws MessagingException, IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.merge(header.getName(), header.getValue(), (one, other) -> one + "\n" + other);
        }
        StringBuilder text = new StringBuilder();
        StringBuilder html = new StringBuilder();
        collect(message, text, html);
        return new ReceivedMail(
                message.getSubject() == null ? "" : message.getSubject(), text.toString(), html.toString(), headers);
    }

    private static void collect(Part part, StringBuilder text, StringBuilder html)
            throws MessagingException, IOException {
        Object content = part.getContent();
        if (content instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                collect(inner, text, html);
            }
        } else if (content instanceof String body) {
            (part.isMimeType("text/html") ? html : text).append(body);
        }
    }

    /**
     * A message as it arrived.
     *
     * @param subject decoded; empty when it has none
     * @param text the plain text parts
     * @param html the HTML parts; empty when it has none
     * @param headers as sent; a header that occurs several times has one line each
     */
    public record ReceivedMail(String subject, String text, String html, Map<String, String> headers) {

        /** Makes the headers unchangeable. */
        public ReceivedMail {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }
    }
}

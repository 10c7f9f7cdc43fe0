package dev.traza.system.history;

import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of all mail over IMAP. The login of a mailbox is its address with any password, as at the local mail
 * server.
 *
 * @param host of the mail server
 * @param imapPort of the mail server
 */
public record MailReader(String host, int imapPort) {

    /** The header in which the notification service names the delivery a message belongs to. */
    public static final String DELIVERY_HEADER = "X-Traza-Delivery";

    private static final String MILLIS = "10000";

    /**
     * What arrived for these addresses.
     *
     * @throws IllegalStateException when the server cannot be read
     */
    public List<Post.Mail> arrived(Iterable<String> addresses) {
        Properties properties = new Properties();
        properties.put("mail.imap.connectiontimeout", MILLIS);
        properties.put("mail.imap.timeout", MILLIS);
        List<Post.Mail> mails = new ArrayList<>();
        for (String address : addresses) {
            try (Store store = Session.getInstance(properties).getStore("imap")) {
                store.connect(host, imapPort, address, address);
                try (Folder inbox = store.getFolder("INBOX")) {
                    inbox.open(Folder.READ_ONLY);
                    Message[] messages = inbox.getMessages();
                    FetchProfile headers = new FetchProfile();
                    headers.add("Message-ID");
                    headers.add(DELIVERY_HEADER);
                    inbox.fetch(messages, headers);
                    for (Message message : messages) {
                        String messageId = header(message, "Message-ID");
                        mails.add(new Post.Mail(
                                address, messageId == null ? "" : messageId, header(message, DELIVERY_HEADER)));
                    }
                }
            } catch (MessagingException e) {
                throw new IllegalStateException("The mailbox of " + address + " cannot be read", e);
            }
        }
        return mails;
    }

    private static @Nullable String header(Message message, String name) throws MessagingException {
        String[] values = message.getHeader(name);
        return values == null || values.length == 0 ? null : values[0].strip();
    }
}

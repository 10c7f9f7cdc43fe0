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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the headers of all mail over IMAP. The login of a mailbox is its address with any password, as at the local mail
 * server.
 *
 * @param host of the mail server
 * @param imapPort of the mail server
 */
public record MailReader(String host, int imapPort) {

    /** The left side of our Message-IDs is the delivery's id, and behind a dot how often a person had it sent again. */
    private static final Pattern OURS = Pattern.compile("<([0-9a-f-]{36})(\\.[0-9]+)?@[^>]*>");

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
                    inbox.fetch(messages, headers);
                    for (Message message : messages) {
                        mails.add(mail(address, message));
                    }
                }
            } catch (MessagingException e) {
                throw new IllegalStateException("The mailbox of " + address + " cannot be read", e);
            }
        }
        return mails;
    }

    private static Post.Mail mail(String address, Message message) throws MessagingException {
        String[] values = message.getHeader("Message-ID");
        String messageId = values == null || values.length == 0 ? "" : values[0].strip();
        Matcher ours = OURS.matcher(messageId);
        return new Post.Mail(address, messageId, ours.matches() ? ours.group(1) : null);
    }
}

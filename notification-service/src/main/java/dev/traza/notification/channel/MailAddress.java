package dev.traza.notification.channel;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

/** The form of mail addresses. */
public final class MailAddress {

    private static final int LONGEST = 254; // RFC 5321, the path with its brackets has 256

    private MailAddress() {}

    /** Whether this is one plain address with a domain, and nothing else: no list, no name, no line end. */
    public static boolean isValid(String text) {
        if (text.length() > LONGEST || text.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
            return false;
        }
        try {
            InternetAddress[] parsed = InternetAddress.parse(text, true);
            if (parsed.length != 1 || !text.equals(parsed[0].getAddress()) || text.indexOf('@') < 1) {
                return false;
            }
            parsed[0].validate();
            return true;
        } catch (AddressException notOne) {
            return false;
        }
    }
}

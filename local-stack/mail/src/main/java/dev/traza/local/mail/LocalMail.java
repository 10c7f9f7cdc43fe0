package dev.traza.local.mail;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes mail for any recipient over SMTP and shows it over IMAP: the login is the recipient's address, with any
 * password. The mail is in memory only, is never passed on, and is gone when the process ends.
 */
public final class LocalMail {

    private static final long LOOK_EVERY_SECONDS = 30;

    private LocalMail() {}

    /**
     * @param arguments address to listen on, SMTP port, IMAP port, how many messages are kept before all are forgotten
     * @throws InterruptedException when the process is interrupted while it serves
     */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 4) {
            System.err.println("Usage: LocalMail <address> <SMTP port> <IMAP port> <messages kept>");
            System.exit(2);
        }
        GreenMail server = new GreenMail(new ServerSetup[] {
            new ServerSetup(Integer.parseInt(arguments[1]), arguments[0], ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(Integer.parseInt(arguments[2]), arguments[0], ServerSetup.PROTOCOL_IMAP)
        });
        server.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        try {
            server.start();
        } catch (IllegalStateException e) {
            // One of the two servers may run already and would keep the process alive for ever.
            System.err.println("Error: " + e.getMessage());
            System.exit(1);
        }
        int keptAtMost = Integer.parseInt(arguments[3]);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            server.stop();
            stopped.countDown();
        }));
        System.out.println("SMTP on " + arguments[0] + ":" + arguments[1] + ", IMAP on " + arguments[0] + ":"
                + arguments[2] + ", at most " + keptAtMost + " messages are kept");
        while (!stopped.await(LOOK_EVERY_SECONDS, TimeUnit.SECONDS)) {
            forgetWhenTooMany(server, keptAtMost);
        }
    }

    private static void forgetWhenTooMany(GreenMail server, int keptAtMost) {
        int kept = server.getManagers().getImapHostManager().getAllMessages().size();
        if (kept <= keptAtMost) {
            return;
        }
        try {
            server.purgeEmailFromAllMailboxes();
            System.out.println("Forgot " + kept + " messages, more than " + keptAtMost + " are not kept");
        } catch (FolderException e) {
            System.err.println("Could not forget " + kept + " messages: " + e.getMessage());
        }
    }
}

package dev.traza.stack.server;

import dev.traza.stack.process.JavaProgram;
import dev.traza.stack.process.Lifetime;
import dev.traza.stack.process.PartProcess;
import dev.traza.stack.process.Ports;
import dev.traza.stack.process.Urgency;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A mail server on this machine that takes everything, delivers nothing, and forgets it all when it ends. */
public final class MailProcess extends PartProcess {

    private static final int ASK_WITHIN_MILLIS = 1_000;

    private final int smtpPort;
    private final int imapPort;
    private final Kept kept;

    /**
     * @param folder its working directory; nothing is kept there
     * @param log file for its output
     * @param smtpPort where mail is handed in
     * @param imapPort where mail is read
     */
    public MailProcess(Path folder, Path log, int smtpPort, int imapPort, Lifetime lifetime) {
        super("mail", folder, log, lifetime);
        this.smtpPort = smtpPort;
        this.imapPort = imapPort;
        this.kept = switch (lifetime) {
            case DETACHED -> Kept.FOR_WEEKS;
            case THIS_JVM -> Kept.FOR_A_TEST_RUN;
        };
    }

    /** A server on free ports that ends with this JVM; not started yet. */
    public static MailProcess inFolder(Path folder) {
        return new MailProcess(folder, folder.resolve("mail.log"), Ports.free(), Ports.free(), Lifetime.THIS_JVM);
    }

    /** The port for SMTP. */
    @Override
    public int port() {
        return smtpPort;
    }

    /** The port for IMAP. */
    public int imapPort() {
        return imapPort;
    }

    /** The mail that arrived for this address, to be read at any time while the server runs. */
    public Mailbox mailbox(String address) {
        return new Mailbox(Ports.LOCALHOST, imapPort, address);
    }

    @Override
    protected JavaProgram program() {
        return new JavaProgram(
                "dev.traza.local.mail.LocalMail",
                checkout().classPathOf("mail"),
                List.of("-Xms32m", "-Xmx" + kept.heapMib + "m"),
                List.of(
                        Ports.LOCALHOST,
                        Integer.toString(smtpPort),
                        Integer.toString(imapPort),
                        Integer.toString(kept.messages)),
                Urgency.FOLLOWS);
    }

    @Override
    public boolean answers() {
        // An open port alone could be another program's.
        return greets(smtpPort, "220 ") && greets(imapPort, "* OK");
    }

    private static boolean greets(int port, String greeting) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(ASK_WITHIN_MILLIS);
            socket.connect(new InetSocketAddress(Ports.LOCALHOST, port), ASK_WITHIN_MILLIS);
            byte[] first = socket.getInputStream().readNBytes(greeting.length());
            return new String(first, StandardCharsets.US_ASCII).equals(greeting);
        } catch (IOException notYet) {
            return false;
        }
    }

    /** How many messages are kept before all are forgotten, and the heap for them at some 8 KiB each. */
    private enum Kept {
        /** A stack that runs for weeks would otherwise fill its heap with mail that nobody reads. */
        FOR_WEEKS(10_000, 128),
        /** Tests look at the end whether all mail of the whole run arrived. */
        FOR_A_TEST_RUN(50_000, 512);

        private final int messages;
        private final int heapMib;

        Kept(int messages, int heapMib) {
            this.messages = messages;
            this.heapMib = heapMib;
        }
    }
}

package dev.traza.stack.test;

import dev.traza.stack.process.Ports;
import dev.traza.stack.server.Mailbox;

/**
 * The servers of this test JVM. All tests of the JVM share them, so each uses ids of its own.
 *
 * @param bootstrapServers of Kafka
 * @param mongoConnectionString of the MongoDB-compatible server
 */
public record TestServers(String bootstrapServers, String mongoConnectionString) {

    /** The mail server, started when it is asked for the first time. */
    public MailServer mail() {
        return ServersOfThisJvm.mail();
    }

    /**
     * The mail server of this test JVM.
     *
     * @param smtpPort where mail is handed in, without a password
     * @param imapPort where it is read
     */
    public record MailServer(int smtpPort, int imapPort) {

        /** The address it listens on. */
        public String host() {
            return Ports.LOCALHOST;
        }

        /** What arrived for this address. */
        public Mailbox mailbox(String address) {
            return new Mailbox(host(), imapPort, address);
        }
    }
}

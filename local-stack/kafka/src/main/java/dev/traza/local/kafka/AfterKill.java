package dev.traza.local.kafka;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * What has to happen between a kill and the next start, so that no committed transaction is lost.
 *
 * <p>The controller remembers the killed broker as alive. A broker that is started now believes it leads its partitions
 * already, takes up the transactions that were committed but not finished, and then loses its partitions for a moment
 * when its earlier incarnation is fenced. In that moment Kafka 4.1 to 4.3 takes a partition without a leader for a
 * deleted one (KAFKA-20734): it notes the transaction as finished without ever writing its end into the partition. From
 * then on no read-committed reader gets past it. One kill under load is enough.
 *
 * <p>So the controller is started alone first, until it has fenced the broker that is no more.
 */
final class AfterKill {

    private static final Duration FENCED_WITHIN = Duration.ofSeconds(30);
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** Nobody beats while the controller is alone, so nobody alive is fenced by mistake. */
    private static final String SESSION_MILLIS = "200";

    private AfterKill() {}

    /** Whether the last broker in this formatted folder did not end in good order. */
    static boolean happened(Path data) {
        return Files.isDirectory(data.resolve("__cluster_metadata-0"))
                && !Files.exists(data.resolve(".kafka_cleanshutdown"));
    }

    /**
     * Comes back when the metadata say that no broker is alive.
     *
     * @throws IllegalStateException when that takes longer than {@code FENCED_WITHIN}
     */
    static void fenceEarlierIncarnation(Properties broker) throws InterruptedException {
        Properties controller = new Properties();
        controller.putAll(broker);
        controller.setProperty("process.roles", "controller");
        controller.setProperty("listeners", controllerListener(broker));
        controller.setProperty("broker.session.timeout.ms", SESSION_MILLIS);
        controller.setProperty("broker.heartbeat.interval.ms", "100");
        controller.remove("advertised.listeners");
        controller.remove("inter.broker.listener.name");
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(controller), Time.SYSTEM);
        server.startup();
        try {
            Instant deadline = Instant.now().plus(FENCED_WITHIN);
            Instant known = Instant.now().plus(KNOWN_WITHIN);
            while (!isFenced(known)) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException(
                            "The killed broker was not fenced within " + FENCED_WITHIN.toSeconds() + " s");
                }
                Thread.sleep(LOOK_EVERY);
            }
        } finally {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    /**
     * Whether the earlier broker is among the fenced. The figures are all 0 until the controller has read its metadata, so
     * that none is alive says nothing by itself; only when none turns up at all was the broker killed before it was
     * registered for the first time.
     */
    private static boolean isFenced(Instant known) {
        if (figure("ActiveControllerCount") == 0 || figure("ActiveBrokerCount") > 0) {
            return false;
        }
        return figure("FencedBrokerCount") > 0 || Instant.now().isAfter(known);
    }

    private static int figure(String name) {
        try {
            return (int) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("kafka.controller:type=KafkaController,name=" + name), "Value");
        } catch (JMException e) {
            throw new IllegalStateException("The controller does not say " + name, e);
        }
    }

    private static String controllerListener(Properties broker) {
        String name = broker.getProperty("controller.listener.names");
        for (String listener : broker.getProperty("listeners").split(",", -1)) {
            if (listener.startsWith(name + "://")) {
                return listener;
            }
        }
        throw new IllegalArgumentException("No listener " + name);
    }
}

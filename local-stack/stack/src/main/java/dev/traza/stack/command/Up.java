package dev.traza.stack.command;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.Part;
import dev.traza.stack.Stack;
import dev.traza.stack.StackPorts;
import dev.traza.stack.StackSettings;
import dev.traza.stack.home.HomeLock;
import dev.traza.stack.organisation.DemoOrganisation;
import dev.traza.stack.process.PartFailed;
import dev.traza.stack.process.PartProcess;
import dev.traza.stack.process.Ports;
import dev.traza.stack.token.TokenRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code ./traza up}: comes back when everything is ready, or when nothing that it has started is left. */
final class Up {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(90);
    private static final long NEEDED_BYTES = 3L * 1024 * 1024 * 1024;

    private final Surroundings surroundings;
    private final StackSettings settings;

    Up(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.settings = surroundings.settings();
    }

    boolean run(Options options) throws IOException, InterruptedException {
        options.read(Set.of(), Set.of());
        Instant begun = Instant.now();
        try (HomeLock lock = HomeLock.take(settings.home(), Down.WAIT_FOR_OTHERS, () -> surroundings
                .err()
                .println("Another ./traza is at work in " + settings.home().folder() + "; waiting for it"))) {
            if (lock == null) {
                surroundings
                        .err()
                        .println("Another ./traza is still at work in "
                                + settings.home().folder());
                return false;
            }
            Stack stack = new Stack(settings);
            if (stack.isUp()) {
                surroundings.out().println("Traza is already running");
                greet(stack);
                return true;
            }
            checkMachine(stack);
            start(stack, begun);
            return true;
        }
    }

    private void start(Stack stack, Instant begun) throws InterruptedException {
        boolean fresh = stack.parts().stream().noneMatch(PartProcess::isAlive);
        CountDownLatch settled = new CountDownLatch(1);
        Thread starter = Thread.currentThread();
        // Whoever presses Ctrl-C in the middle leaves nothing half started behind: the start tidies up after itself.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            if (settled.getCount() > 0) {
                starter.interrupt();
                awaitQuietly(settled);
            }
        }));
        boolean done = false;
        try {
            stack.start(part -> surroundings.out().printf("  %-24s ready after %s%n", part.name(), seconds(begun)));
            new DemoOrganisation(stack.url(Part.ROUTING_SERVICE), stack.url(Part.SLA_SERVICE), stack.key()).create();
            done = true;
        } catch (IOException e) {
            throw new PartFailed("The demonstration organisation cannot be made: " + e.getMessage(), e);
        } finally {
            if (!done && fresh && stack.parts().stream().anyMatch(PartProcess::isAlive)) {
                boolean interrupted = Thread.interrupted();
                stack.stop();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            settled.countDown();
        }
        surroundings.out().println("Traza is up after " + seconds(begun));
        greet(stack);
    }

    private static void awaitQuietly(CountDownLatch settled) {
        try {
            if (!settled.await(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("Something may still run: see ./traza status");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything that can be known to fail is told before anything is started. */
    private void checkMachine(Stack stack) {
        for (StackPorts.Use use : settings.ports().uses()) {
            PartProcess part = stack.part(use.part());
            if (!part.isAlive() && !Ports.isFree(use.port())) {
                throw new PartFailed("Port " + use.port() + ", which " + part.name()
                        + " needs, is taken by another program: end that, or set " + use.variable()
                        + " to a free port, or move all of them with " + StackPorts.OFFSET_VARIABLE + "=100");
            }
        }
        OptionalLong available = Memory.availableBytes();
        boolean nothingRuns = stack.parts().stream().noneMatch(PartProcess::isAlive);
        if (nothingRuns && available.isPresent() && available.getAsLong() < NEEDED_BYTES) {
            throw new PartFailed("Traza needs " + Memory.text(OptionalLong.of(NEEDED_BYTES))
                    + " of memory and this machine has " + Memory.text(available)
                    + " left: end something else first");
        }
    }

    private void greet(Stack stack) {
        String token = stack.key()
                .sign(TokenRequest.of(Role.REQUESTER, "lucia")
                        .named("Lucía Pérez")
                        .withEmail("lucia@example.org"));
        StackPorts ports = settings.ports();
        surroundings
                .out()
                .printf(
                        """

                          write   %s    ticket-command-service
                          read    %s    ticket-query-service
                          agents  %s    routing-service
                          times   %s    sla-service
                          mail    %s    notification-service
                          Kafka %s, MongoDB %s, SMTP %s:%d, IMAP %s:%d (any password)
                          state and logs in %s

                        Open a ticket:

                          TOKEN=%s
                          curl -s %s/api/v1/tickets -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d \\
                            '{"subject": "No puedo imprimir", "description": "La impresora del 3er piso no responde", "channel": "PORTAL", "type": "INCIDENT", "category": "hardware/printer", "impact": "LOW", "urgency": "HIGH"}'

                        """,
                        stack.url(Part.TICKET_COMMAND_SERVICE),
                        stack.url(Part.TICKET_QUERY_SERVICE),
                        stack.url(Part.ROUTING_SERVICE),
                        stack.url(Part.SLA_SERVICE),
                        stack.url(Part.NOTIFICATION_SERVICE),
                        stack.kafka().bootstrapServers(),
                        stack.mongo().connectionString(),
                        Ports.LOCALHOST,
                        ports.of(Part.MAIL),
                        Ports.LOCALHOST,
                        ports.of(Part.MAIL, StackPorts.Purpose.IMAP),
                        settings.home().folder(),
                        token,
                        stack.url(Part.TICKET_COMMAND_SERVICE));
    }

    private static String seconds(Instant since) {
        return String.format(
                Locale.ROOT, "%.1f s", Duration.between(since, Instant.now()).toMillis() / 1000.0);
    }
}

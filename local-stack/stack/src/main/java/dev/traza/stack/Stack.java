package dev.traza.stack;

import dev.traza.contract.envelope.Role;
import dev.traza.stack.home.RunningPart;
import dev.traza.stack.process.PartFailed;
import dev.traza.stack.process.PartProcess;
import dev.traza.stack.process.Ports;
import dev.traza.stack.server.KafkaProcess;
import dev.traza.stack.server.MailProcess;
import dev.traza.stack.server.MongoProcess;
import dev.traza.stack.service.ServiceProcess;
import dev.traza.stack.token.SigningKey;
import dev.traza.stack.token.TokenFile;
import dev.traza.stack.token.TokenRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * All of Traza as processes of this machine, in one folder. Parts can be stopped, killed and started again one by one, on
 * the same ports and with the same data.
 */
public final class Stack implements AutoCloseable {

    private final StackSettings settings;
    private final KafkaProcess kafka;
    private final MongoProcess mongo;
    private final MailProcess mail;
    private final Map<Part, PartProcess> parts = new EnumMap<>(Part.class);
    private final List<ServiceProcess> moreInstances = new ArrayList<>();

    /** A stack in its folder; what an earlier JVM has left running there is part of it. Nothing is started yet. */
    public Stack(StackSettings settings) {
        this.settings = settings;
        StackPorts ports = settings.ports();
        this.kafka = new KafkaProcess(
                folder(Part.KAFKA),
                log(Part.KAFKA),
                ports.of(Part.KAFKA),
                ports.of(Part.KAFKA, StackPorts.Purpose.CONTROLLER),
                settings.lifetime());
        this.mongo = new MongoProcess(folder(Part.MONGO), log(Part.MONGO), ports.of(Part.MONGO), settings.lifetime());
        this.mail = new MailProcess(
                folder(Part.MAIL),
                log(Part.MAIL),
                ports.of(Part.MAIL),
                ports.of(Part.MAIL, StackPorts.Purpose.IMAP),
                settings.lifetime());
        parts.put(Part.KAFKA, kafka);
        parts.put(Part.MONGO, mongo);
        parts.put(Part.MAIL, mail);
        for (Part part : Part.services()) {
            parts.put(part, service(part, part.word(), ports.of(part)));
        }
        parts.keySet().retainAll(settings.parts());
        parts.forEach((part, process) -> note(part).find().ifPresent(process::adopt));
    }

    /**
     * Starts every part that does not run, the services together as soon as the servers answer, and waits until all are
     * ready.
     *
     * @param whenReady told of each part as soon as it is ready, from any thread
     * @throws PartFailed when one fails or this thread is interrupted; those that this call has started are stopped again
     */
    public void start(Consumer<PartProcess> whenReady) {
        List<Part> missing = parts.keySet().stream()
                .filter(part -> !part(part).isAlive() || !part(part).answers())
                .toList();
        boolean done = false;
        // Every service wants to read it at once.
        key();
        try {
            startTogether(missing.stream().filter(Part.servers()::contains).toList(), whenReady);
            startTogether(missing.stream().filter(Part.services()::contains).toList(), whenReady);
            done = true;
        } finally {
            if (!done) {
                boolean interrupted = Thread.interrupted();
                stop(missing);
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Starts everything and waits until it is ready; see {@link #start(Consumer)}. */
    public void start() {
        start(part -> {});
    }

    /**
     * Starts one part, unless it runs, and waits until it is ready.
     *
     * @throws PartFailed when it fails
     */
    public void start(Part part) {
        PartProcess process = part(part);
        if (!process.isAlive()) {
            writeToken(part);
            process.launch();
            note(part).note(process.handle());
        }
        process.awaitReady();
    }

    /** Stops one part in good order. */
    public void stop(Part part) {
        part(part).stop();
        note(part).forget();
    }

    /** Ends one part as a power failure would. */
    public void kill(Part part) {
        part(part).kill();
        note(part).forget();
    }

    /** Stops everything in good order: the services together, then what they need. */
    public void stop() {
        stop(List.copyOf(parts.keySet()));
    }

    /** Stops everything. */
    @Override
    public void close() {
        stop();
    }

    /** Whether every part is ready. */
    public boolean isUp() {
        return parts.values().stream().allMatch(part -> part.isAlive() && part.answers());
    }

    /**
     * One part as a process.
     *
     * @throws IllegalArgumentException when this stack was made without it
     */
    public PartProcess part(Part part) {
        PartProcess process = parts.get(part);
        if (process == null) {
            throw new IllegalArgumentException("This stack has no " + part.word());
        }
        return process;
    }

    /** All parts in the order they are started. */
    public Collection<PartProcess> parts() {
        return List.copyOf(parts.values());
    }

    /**
     * One more instance of a service beside the first, with a state of its own; not started yet. It ends with this stack.
     *
     * @param port where it listens, a free one of {@code Ports.LOCALHOST}
     */
    public ServiceProcess another(Part part, int port) {
        writeToken(part);
        ServiceProcess more = service(part, part.word() + "-" + (moreInstances.size() + 2), port);
        moreInstances.add(more);
        return more;
    }

    /** The address that a service's API is below. */
    public URI url(Part part) {
        return URI.create("http://" + Ports.LOCALHOST + ":" + settings.ports().of(part));
    }

    /** The log. */
    public KafkaProcess kafka() {
        return kafka;
    }

    /** The documents. */
    public MongoProcess mongo() {
        return mongo;
    }

    /** The mail. */
    public MailProcess mail() {
        return mail;
    }

    /** What tokens for this stack are signed with; made when there is none yet. */
    public SigningKey key() {
        return SigningKey.in(settings.home().keys());
    }

    /** What makes it different from others. */
    public StackSettings settings() {
        return settings;
    }

    private void startTogether(List<Part> together, Consumer<PartProcess> whenReady) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starting = new ExecutorCompletionService<Part>(threads);
            List<Future<Part>> all = new ArrayList<>();
            for (Part part : together) {
                all.add(starting.submit(() -> {
                    start(part);
                    whenReady.accept(part(part));
                    return part;
                }));
            }
            try {
                for (int i = 0; i < together.size(); i++) {
                    starting.take().get();
                }
            } catch (ExecutionException e) {
                // Whoever still waits for its part gives up and ends it.
                all.forEach(one -> one.cancel(true));
                if (e.getCause() instanceof PartFailed failed) {
                    throw failed;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                all.forEach(one -> one.cancel(true));
                Thread.currentThread().interrupt();
                throw new PartFailed("The start was interrupted", e);
            }
        }
    }

    private void stop(List<Part> which) {
        moreInstances.forEach(PartProcess::stop);
        stopTogether(which.stream().filter(Part.services()::contains).toList());
        // Mail and documents first: they need nobody. Then the log, which everybody has let go of by now.
        which.stream().filter(Part.servers()::contains).toList().reversed().forEach(this::stop);
    }

    private void stopTogether(List<Part> together) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            together.forEach(part -> threads.execute(() -> stop(part)));
        }
    }

    private ServiceProcess service(Part part, String name, int port) {
        return new ServiceProcess(
                part.word(),
                name,
                settings.home().data(name),
                settings.home().log(name),
                port,
                new ServiceProcess.Surroundings(
                        kafka.bootstrapServers(),
                        mongo.connectionString(),
                        Ports.LOCALHOST,
                        mail.port(),
                        SigningKey.verificationKeyIn(settings.home().keys()),
                        settings.partitions(),
                        environment(part)),
                settings.lifetime());
    }

    /**
     * With what a service asks for keys. It is made anew whenever the service is started, and stays good for as long as a
     * token can: when {@code ./traza up} has come back, nobody is left who could renew it. It is no more dangerous than
     * the key that signed it, which is in the same folder.
     */
    private void writeToken(Part part) {
        if (part.readsTexts()) {
            TokenFile.write(
                    settings.home().token(part.word()),
                    key().sign(TokenRequest.of(Role.INTEGRATOR, part.word()).validFor(TokenRequest.LONGEST_VALIDITY)));
        }
    }

    /**
     * One folder of attachments for those who take them and those who hand them out, and where keys are had for those who
     * read texts; what the settings say wins.
     */
    private Map<String, String> environment(Part part) {
        Map<String, String> environment = new HashMap<>();
        if (part.readsTexts()) {
            environment.put("TRAZA_KEYS_URLS", url(Part.TICKET_COMMAND_SERVICE).toString());
            environment.put(
                    "TRAZA_KEYS_TOKEN_FILE",
                    settings.home().token(part.word()).toAbsolutePath().toString());
        }
        environment.put(
                "TRAZA_ATTACHMENTS_STORE_DIRECTORY_PATH",
                settings.home().data("attachments").toAbsolutePath().toString());
        environment.putAll(settings.environment());
        return environment;
    }

    private RunningPart note(Part part) {
        return new RunningPart(settings.home(), part.word());
    }

    private Path folder(Part part) {
        return settings.home().data(part.word());
    }

    private Path log(Part part) {
        return settings.home().log(part.word());
    }
}

package dev.traza.bench.stack;

import dev.traza.stack.Part;
import dev.traza.stack.Stack;
import dev.traza.stack.StackSettings;
import dev.traza.stack.organisation.DemoOrganisation;
import dev.traza.stack.process.Lifetime;
import dev.traza.stack.process.PartFailed;
import dev.traza.stack.process.Ports;
import dev.traza.stack.service.ServiceProcess;
import dev.traza.stack.token.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** An empty stack of the benchmark's own, on free ports, that ends with it. */
public final class BenchStack implements AutoCloseable {

    /** Where the yardstick of the command service was built. */
    private static final String APPEND_ONLY = "benchmarks/append-only";

    private final Stack stack;

    private BenchStack(Stack stack) {
        this.stack = stack;
    }

    /**
     * Starts all parts in this folder; what is left there of an earlier run is deleted.
     *
     * @throws PartFailed when one does not start; nothing of it runs then
     */
    public static BenchStack startIn(Path folder) throws InterruptedException {
        return startIn(folder, EnumSet.allOf(Part.class));
    }

    /** The same with these parts only. */
    public static BenchStack startIn(Path folder, Collection<Part> parts) throws InterruptedException {
        StackSettings settings = StackSettings.inFolder(folder).only(parts);
        settings.home().wipe();
        Stack stack = new Stack(settings);
        boolean done = false;
        try {
            stack.start();
            if (parts.contains(Part.ROUTING_SERVICE) && parts.contains(Part.SLA_SERVICE)) {
                new DemoOrganisation(stack.url(Part.ROUTING_SERVICE), stack.url(Part.SLA_SERVICE), stack.key())
                        .create();
            }
            done = true;
            return new BenchStack(stack);
        } catch (IOException e) {
            throw new PartFailed("The demonstration organisation cannot be made: " + e.getMessage(), e);
        } finally {
            if (!done) {
                stack.close();
            }
        }
    }

    /**
     * The yardstick of the command service, beside it; not started yet.
     *
     * @param valueBytes of each record that it appends
     */
    public ServiceProcess appendOnly(int valueBytes) {
        StackSettings settings = stack.settings();
        String name = "append-only";
        return new ServiceProcess(
                APPEND_ONLY,
                name,
                settings.home().data(name),
                settings.home().log(name),
                Ports.free(),
                new ServiceProcess.Surroundings(
                        bootstrapServers(),
                        stack.mongo().connectionString(),
                        Ports.LOCALHOST,
                        stack.mail().port(),
                        SigningKey.verificationKeyIn(settings.home().keys()),
                        partitions(),
                        Map.of("TRAZA_APPEND_ONLY_VALUE_BYTES", Integer.toString(valueBytes))),
                Lifetime.THIS_JVM);
    }

    /** One more command service, not started yet. It ends with this stack. */
    public ServiceProcess anotherCommandService() {
        return stack.another(Part.TICKET_COMMAND_SERVICE, Ports.free());
    }

    /** Processor time that each part and this program have taken so far, by the operating system's accounts. */
    public ProcessorTime processorTime() {
        Map<String, Duration> taken = new LinkedHashMap<>();
        stack.parts().forEach(part -> taken.put(part.name(), of(part.handle())));
        taken.put("load", of(ProcessHandle.current()));
        return new ProcessorTime(taken);
    }

    private static Duration of(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Its parts. */
    public Stack parts() {
        return stack;
    }

    /** The port of a part. */
    public int port(Part part) {
        return stack.settings().ports().of(part);
    }

    /** What tokens are signed with. */
    public SigningKey key() {
        return stack.key();
    }

    /** Its Kafka. */
    public String bootstrapServers() {
        return stack.kafka().bootstrapServers();
    }

    /** How many partitions the ticket's topics have. */
    public int partitions() {
        return stack.settings().partitions();
    }

    @Override
    public void close() {
        stack.close();
    }
}

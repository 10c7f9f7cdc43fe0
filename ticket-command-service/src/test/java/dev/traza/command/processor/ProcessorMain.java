package dev.traza.command.processor;

import dev.traza.command.logkey.LogKeyConfig;
import dev.traza.command.logkey.LogKeys;
import dev.traza.kit.topic.TopicsConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams;

/** The processor alone, in a JVM that can be killed. */
public final class ProcessorMain {

    /** The file in the state folder that says that the processor runs. */
    static final String READY = "ready";

    private ProcessorMain() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments bootstrap servers, state folder, partitions; then possibly the command at which it dies, when it
     *     has decided it and before that counts
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(ProcessorConfig.class)
                .withMapping(TopicsConfig.class)
                .withMapping(LogKeyConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withDefaultValue("traza.command.processor.state-dir", arguments[1])
                .withDefaultValue("traza.command.processor.warm-up.tickets", "20")
                .withDefaultValue("traza.topics.partitions", arguments[2])
                .withDefaultValue("traza.topics.replication-factor", "1")
                .build();
        LogKeys logKeys = new LogKeys(
                config.getConfigMapping(LogKeyConfig.class),
                Map.of("bootstrap.servers", arguments[0]),
                Clock.systemUTC());
        logKeys.onStart(new StartupEvent());
        CommandProcessor processor = new CommandProcessor(
                config.getConfigMapping(ProcessorConfig.class),
                config.getConfigMapping(TopicsConfig.class),
                Map.of("bootstrap.servers", arguments[0]),
                logKeys,
                arguments.length > 3 ? dyingAt(arguments[3]) : new SimpleMeterRegistry(),
                Clock.systemUTC());
        processor.onStart(new StartupEvent());
        while (processor.state() != KafkaStreams.State.RUNNING) {
            Thread.onSpinWait();
        }
        Files.writeString(folder.resolve(READY), "");
        new CountDownLatch(1).await();
    }

    /** A command is measured in its transaction, after everything was handed over and before anything is committed. */
    private static MeterRegistry dyingAt(String command) {
        MeterRegistry registry = new SimpleMeterRegistry();
        registry.config().onMeterAdded(meter -> {
            if (meter.getId().getName().equals("traza.command.processing")
                    && command.equals(meter.getId().getTag("type"))) {
                Runtime.getRuntime().halt(137);
            }
        });
        return registry;
    }
}

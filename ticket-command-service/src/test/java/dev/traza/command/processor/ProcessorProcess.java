package dev.traza.command.processor;

import dev.traza.stack.process.JavaProgram;
import dev.traza.stack.process.Lifetime;
import dev.traza.stack.process.PartProcess;
import dev.traza.stack.process.Urgency;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link ProcessorMain} as a process of its own. */
final class ProcessorProcess extends PartProcess {

    private final String bootstrapServers;
    private final int partitions;
    private @Nullable String diesAt;

    ProcessorProcess(String name, Path folder, String bootstrapServers, int partitions) {
        super(name, folder, folder.resolveSibling(name + ".log"), Lifetime.THIS_JVM);
        this.bootstrapServers = bootstrapServers;
        this.partitions = partitions;
    }

    /**
     * At which command the next process dies, when it has decided it and before that counts.
     *
     * @param command absent when it lives
     */
    void diesAt(@Nullable String command) {
        diesAt = command;
    }

    @Override
    protected JavaProgram program() throws IOException {
        Files.deleteIfExists(folder().resolve(ProcessorMain.READY));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new JavaProgram(
                ProcessorMain.class.getName(),
                List.of(classPath.split(File.pathSeparator, -1)),
                List.of(
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Daxoniq.update-checker.disabled=true"),
                Stream.concat(
                                Stream.of(bootstrapServers, folder().toString(), Integer.toString(partitions)),
                                Stream.ofNullable(diesAt))
                        .toList(),
                Urgency.ANSWERS);
    }

    @Override
    public boolean answers() {
        return Files.exists(folder().resolve(ProcessorMain.READY));
    }

    @Override
    public int port() {
        return 0; // It listens nowhere.
    }
}

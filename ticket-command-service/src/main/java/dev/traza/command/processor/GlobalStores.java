package dev.traza.command.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of the stores that every instance has whole, where Kafka Streams puts it. */
final class GlobalStores {

    private GlobalStores() {}

    /**
     * Throws them away; Streams reads them anew from their topics, which hold all of them. For when Streams does not open
     * them any more: one that had been written to disk when the process was killed counts as corrupted, and unlike other
     * stores Streams leaves such a one as it is, so that every further start fails (KAFKA-21034).
     *
     * @throws UncheckedIOException if the folder cannot be deleted
     */
    static void forget(ProcessorConfig config) {
        Path folder = config.stateDir().resolve(config.applicationId()).resolve("global");
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.delete(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.traza.stack.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Remembers which process is a part, across the ends of those who started it. */
public final class RunningPart {

    /**
     * The system's clock of process starts wavers by a second. A process of the same number that started this close to
     * the noted one is the noted one.
     */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final Path file;

    /** The note about this part in this home. */
    public RunningPart(StackHome home, String part) {
        this.file = home.run().resolve(part + ".pid");
    }

    /** Notes that this process is the part. */
    public void note(ProcessHandle process) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = Files.writeString(
                    file.resolveSibling(file.getFileName() + ".new"),
                    process.pid() + " " + started(process).toEpochMilli());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The noted process, if it still runs and is no other that got its number meanwhile. */
    public Optional<ProcessHandle> find() {
        try {
            String[] words = Files.readString(file).strip().split(" ", -1);
            Instant noted = Instant.ofEpochMilli(Long.parseLong(words[1]));
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process ->
                            Duration.between(noted, started(process)).abs().compareTo(TOLERANCE) <= 0);
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException noNote) {
            return Optional.empty();
        }
    }

    /** Whether a process was noted and not forgotten, running or not. */
    public boolean isNoted() {
        return Files.exists(file);
    }

    /** Forgets it. */
    public void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant started(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}

package dev.traza.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One part of the stack as a process of the operating system. It can be started, stopped or killed and started again any
 * number of times, on the same port and with the same data. One thread at a time may change it.
 */
public abstract class PartProcess implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    /** A longer one is put aside at the next start, and the one that was put aside before is forgotten. */
    private static final long LONGEST_LOG_BYTES = 20L * 1024 * 1024;

    private static final Duration KILL_WITHIN = Duration.ofSeconds(10);

    private final String name;
    private final Path folder;
    private final Path log;
    private final Lifetime lifetime;
    private final Checkout checkout;

    /** Kept as long as the process lives: with the object goes the pipe, and with the pipe the child. */
    private volatile @Nullable Process child;

    private volatile @Nullable ProcessHandle handle;
    private @Nullable Thread atExit;
    private long logBeforeStart;

    /**
     * @param name what the part is called in messages and file names
     * @param folder where it keeps its data; made when it is missing
     * @param log file that its output is appended to
     * @param lifetime whether it may outlive this JVM
     */
    protected PartProcess(String name, Path folder, Path log, Lifetime lifetime) {
        this.name = name;
        this.folder = folder.toAbsolutePath();
        this.log = log.toAbsolutePath();
        this.lifetime = lifetime;
        this.checkout = Checkout.find();
    }

    /**
     * What to start; called before every start, so that files it needs can be written here.
     *
     * @throws IOException when such a file cannot be written
     */
    protected abstract JavaProgram program() throws IOException;

    /** Whether it does its work now. Asked repeatedly while it starts; must come back within a few seconds. */
    public abstract boolean answers();

    /** The port that people know it by. */
    public abstract int port();

    /** Variables of its environment beside those of this JVM. */
    protected Map<String, String> environment() {
        return Map.of();
    }

    /** How long it may take until it {@linkplain #answers() answers}. */
    protected Duration startWithin() {
        return Duration.ofSeconds(60);
    }

    /** How long it may take to end in good order. */
    protected Duration stopWithin() {
        return Duration.ofSeconds(20);
    }

    /** What it is called in messages and file names. */
    public final String name() {
        return name;
    }

    /** Where it keeps its data. */
    public final Path folder() {
        return folder;
    }

    /** The file that holds its output. */
    public final Path log() {
        return log;
    }

    /** Where this and the other parts were built. */
    protected final Checkout checkout() {
        return checkout;
    }

    /** Whether the process runs, ready or not. */
    public final boolean isAlive() {
        ProcessHandle current = handle;
        return current != null && current.isAlive();
    }

    /**
     * Its process, which may have ended meanwhile.
     *
     * @throws IllegalStateException when it was never started
     */
    public final ProcessHandle handle() {
        ProcessHandle current = handle;
        if (current == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return current;
    }

    /** Takes over a process that an earlier JVM started. */
    public final void adopt(ProcessHandle running) {
        child = null;
        handle = running;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @throws PartFailed when it ends instead, or does not answer in time; it is not running then
     */
    public final void start() {
        launch();
        awaitReady();
    }

    /**
     * Starts it and comes back at once.
     *
     * @throws PartFailed when there is nothing to start
     * @throws IllegalStateException when it runs already
     */
    public final void launch() {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        try {
            Files.createDirectories(folder);
            Path logFolder = log.getParent();
            if (logFolder != null) {
                Files.createDirectories(logFolder);
            }
            putAsideLongLog();
            logBeforeStart = Files.exists(log) ? Files.size(log) : 0;
            ProcessBuilder builder = new ProcessBuilder(program().commandLine(lifetime, checkout))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // Each thread's own arena of the C library costs tens of megabytes in a JVM with native libraries.
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            builder.environment().putAll(environment());
            switch (lifetime) {
                case DETACHED -> builder.redirectInput(ProcessBuilder.Redirect.from(nothing()));
                case THIS_JVM -> endAtExit();
            }
            Process started = builder.start();
            child = started;
            handle = started.toHandle();
        } catch (IOException e) {
            throw new PartFailed(name + " cannot be started: " + e.getMessage() + ", log: " + log, e);
        }
    }

    /**
     * Waits until it answers.
     *
     * @throws PartFailed when it ends instead, or does not answer in time; it is not running then
     */
    public final void awaitReady() {
        Instant deadline = Instant.now().plus(startWithin());
        while (!answers()) {
            if (!isAlive()) {
                throw new PartFailed(name + " ended while it started" + lastWords() + ", log: " + log);
            }
            if (Instant.now().isAfter(deadline)) {
                kill();
                throw new PartFailed(name + " was not ready within "
                        + startWithin().toSeconds() + " s" + lastWords() + ", log: " + log);
            }
            pause();
        }
        // Something answers, but is it ours? Another server may hold the port while ours is about to give up.
        if (!isAlive()) {
            throw new PartFailed(name + " ended while it started and another process answers on port " + port()
                    + lastWords() + ", log: " + log);
        }
    }

    /** Ends it in good order, or by force when that takes too long. Does nothing when it does not run. */
    public final void stop() {
        ProcessHandle current = handle;
        if (current != null && current.isAlive()) {
            current.destroy();
            if (!endsWithin(current, stopWithin())) {
                kill();
            }
        }
        forgetExit();
    }

    /** Ends it as a power failure would ({@code kill -9}) and waits until it is gone. */
    public final void kill() {
        ProcessHandle current = handle;
        if (current != null && current.isAlive()) {
            current.destroyForcibly();
            if (!endsWithin(current, KILL_WITHIN)) {
                throw new IllegalStateException(name + " (pid " + current.pid() + ") does not end");
            }
        }
        forgetExit();
    }

    /**
     * Lets it stand still as it is ({@code SIGSTOP}), as a machine does that swaps or is moved: it holds its connections
     * and says nothing. {@link #thaw} lets it go on.
     *
     * @throws IllegalStateException when it does not run
     */
    public final void freeze() {
        signal("STOP");
    }

    /**
     * Lets it go on ({@code SIGCONT}).
     *
     * @throws IllegalStateException when it does not run
     */
    public final void thaw() {
        signal("CONT");
    }

    private void signal(String word) {
        long pid = handle().pid();
        try {
            int status = new ProcessBuilder("kill", "-" + word, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException(name + " (pid " + pid + ") takes no signal " + word);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailed(name + " was not signalled", e);
        }
    }

    /** Stops it. */
    @Override
    public final void close() {
        stop();
    }

    private void putAsideLongLog() throws IOException {
        if (Files.exists(log) && Files.size(log) > LONGEST_LOG_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private String lastWords() {
        return LogFile.lastWords(log, logBeforeStart).map(words -> ": " + words).orElse("");
    }

    private synchronized void endAtExit() {
        if (atExit == null) {
            Thread hook = Thread.ofPlatform().name("end " + name).unstarted(() -> {
                Process current = child;
                if (current != null) {
                    current.destroyForcibly();
                }
            });
            Runtime.getRuntime().addShutdownHook(hook);
            atExit = hook;
        }
    }

    private synchronized void forgetExit() {
        if (atExit != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException alreadyExiting) {
                return;
            }
            atExit = null;
        }
    }

    private static boolean endsWithin(ProcessHandle process, Duration bound) {
        try {
            process.onExit().get(bound.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            throw new PartFailed(name + " was not waited for", e);
        }
    }

    private static java.io.File nothing() {
        return new java.io.File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    /** Deletes a folder with everything in it; a missing one is fine. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

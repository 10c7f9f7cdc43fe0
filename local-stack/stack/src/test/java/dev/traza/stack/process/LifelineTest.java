package dev.traza.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifelineTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Path folder;

    LifelineTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aChildEndsWhenItsParentIsKilled() throws Exception {
        // given a parent JVM with a child that would run for ever
        Path childPid = folder.resolve("child.pid");
        Process parent = new ProcessBuilder(new JavaProgram(
                                ParentThatIsKilled.class.getName(),
                                List.of(System.getProperty("java.class.path")),
                                List.of("-Xmx64m"),
                                List.of(childPid.toString()),
                                Urgency.ANSWERS)
                        .commandLine(Lifetime.DETACHED, Checkout.find()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("parent.log").toFile())
                .start();
        Awaitility.await().atMost(BOUND).until(() -> Files.exists(childPid) && Files.size(childPid) > 0);
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(Files.readString(childPid))).orElseThrow();
        assertThat(child.isAlive()).isTrue();

        // when
        parent.destroyForcibly();

        // then
        child.onExit().get(BOUND.toSeconds(), TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
    }

    /** A process that starts another and then does nothing. */
    static final class ParentThatIsKilled {

        private ParentThatIsKilled() {}

        /** Writes the child's process id into the file that is named. */
        public static void main(String[] arguments) throws Exception {
            Process child = new ProcessBuilder(new JavaProgram(
                                    ChildThatWaits.class.getName(),
                                    List.of(System.getProperty("java.class.path")),
                                    List.of("-Xmx64m"),
                                    List.of(),
                                    Urgency.ANSWERS)
                            .commandLine(Lifetime.THIS_JVM, Checkout.find()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Files.writeString(Path.of(arguments[0]), Long.toString(child.pid()));
            child.waitFor();
        }
    }

    /** A process that does nothing until it is ended. */
    public static final class ChildThatWaits {

        private ChildThatWaits() {}

        /** Never returns. */
        public static void main(String[] arguments) throws Exception {
            Thread.currentThread().join();
        }
    }
}

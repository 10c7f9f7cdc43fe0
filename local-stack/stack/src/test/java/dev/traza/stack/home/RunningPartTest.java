package dev.traza.stack.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningPartTest {

    private final StackHome home;

    RunningPartTest(@TempDir Path folder) {
        this.home = new StackHome(folder);
    }

    @Test
    void anotherProcessWithTheSameNumberIsNotTheNotedOne() throws Exception {
        RunningPart part = new RunningPart(home, "kafka");
        part.note(ProcessHandle.current());
        assertThat(part.find()).contains(ProcessHandle.current());

        // when the noted process was started a minute earlier than the one that has its number now
        Path note = home.run().resolve("kafka.pid");
        String[] words = Files.readString(note).split(" ", -1);
        Files.writeString(note, words[0] + " " + (Long.parseLong(words[1]) - 60_000));

        assertThat(part.find()).isEmpty();
        assertThat(part.isNoted()).isTrue();
    }

    @Test
    void aDamagedNoteIsNoNote() throws Exception {
        RunningPart part = new RunningPart(home, "kafka");
        assertThat(part.find()).isEmpty();
        Files.createDirectories(home.run());
        Files.writeString(home.run().resolve("kafka.pid"), "12");

        assertThat(part.find()).isEmpty();
    }

    @Test
    void wipingForgetsTheStackAndNothingElseInTheFolder() throws Exception {
        Files.createDirectories(home.data("kafka"));
        Files.writeString(home.folder().resolve("letter.txt"), "mine");

        home.wipe();

        assertThat(home.folder()).isDirectoryContaining("glob:**letter.txt");
        assertThat(home.data("kafka")).doesNotExist();
    }

    @Test
    void onlyOneAtATimeHoldsTheLock() throws Exception {
        AtomicInteger waited = new AtomicInteger();
        try (HomeLock held = HomeLock.take(home, Duration.ZERO, waited::incrementAndGet)) {
            assertThat(held).isNotNull();
            assertThat(waited).hasValue(0);
        }
        try (HomeLock again = HomeLock.take(home, Duration.ZERO, waited::incrementAndGet)) {
            assertThat(again).isNotNull();
        }
    }
}

package dev.traza.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.stack.home.StackHome;
import dev.traza.stack.process.Lifetime;
import dev.traza.stack.process.PartFailed;
import dev.traza.stack.process.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {

    private final Path folder;

    StackTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void whoComesLaterFindsWhatRunsAndStopsIt() {
        StackSettings settings = new StackSettings(
                new StackHome(folder), StackPorts.free(), Lifetime.DETACHED, Set.copyOf(Part.servers()), 4, Map.of());
        Set<String> ready = new ConcurrentSkipListSet<>();

        // given a stack that somebody started and left
        Stack first = new Stack(settings);
        first.start(part -> ready.add(part.name()));
        assertThat(ready).containsExactly("kafka", "mail", "mongo");

        // when somebody else comes
        Stack second = new Stack(settings);
        try {
            assertThat(second.isUp()).isTrue();
            assertThat(second.part(Part.KAFKA).handle().pid())
                    .isEqualTo(first.part(Part.KAFKA).handle().pid());

            // then a killed part is missed, comes back alone, and all can be stopped
            second.kill(Part.MONGO);
            assertThat(second.isUp()).isFalse();
            second.start();
            assertThat(second.isUp()).isTrue();
        } finally {
            second.stop();
        }
        assertThat(first.parts()).noneMatch(part -> part.isAlive());
        assertThat(new Stack(settings).parts()).noneMatch(part -> part.isAlive());
    }

    @Test
    void whenOnePartFailsNothingThatWasStartedIsLeft() throws Exception {
        // given a port that another program holds
        StackPorts ports = StackPorts.free();
        try (ServerSocket other = new ServerSocket(
                ports.of(Part.MAIL, StackPorts.Purpose.IMAP), 1, InetAddress.getByName(Ports.LOCALHOST))) {
            assertThat(other.isBound()).isTrue();
            Stack stack = new Stack(new StackSettings(
                    new StackHome(folder), ports, Lifetime.THIS_JVM, Set.copyOf(Part.servers()), 4, Map.of()));

            // when, then
            assertThatThrownBy(stack::start)
                    .isInstanceOf(PartFailed.class)
                    .hasMessageStartingWith("mail ended while it started")
                    .hasMessageContaining(stack.part(Part.MAIL).log().toString());
            assertThat(stack.parts()).noneMatch(part -> part.isAlive());
        }
    }

    @Test
    void portsAreMovedTogetherOrOneByOne() {
        StackPorts moved = StackPorts.from(Map.of("TRAZA_PORT_OFFSET", "100", "TRAZA_SLA_SERVICE_PORT", "9000"));

        assertThat(moved.of(Part.KAFKA)).isEqualTo(9192);
        assertThat(moved.of(Part.SLA_SERVICE)).isEqualTo(9000);
        assertThatThrownBy(() -> StackPorts.from(Map.of("TRAZA_KAFKA_PORT", "many")))
                .hasMessage("TRAZA_KAFKA_PORT is not a number: many");
        assertThatThrownBy(() -> StackPorts.from(Map.of("TRAZA_PORT_OFFSET", "60000")))
                .hasMessageContaining("leads to port");
    }
}

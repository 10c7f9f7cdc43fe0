package dev.traza.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.stack.Part;
import dev.traza.stack.StackPorts;
import dev.traza.stack.process.Ports;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    private final Map<String, String> environment = new HashMap<>();

    MainTest(@TempDir Path folder) {
        environment.put("TRAZA_HOME", folder.toString());
        StackPorts.free().uses().forEach(use -> environment.put(use.variable(), Integer.toString(use.port())));
    }

    @Test
    void aTokenIsTheOnlyThingOnStandardOutput() {
        Answer answer = traza("token", "--role", "agent", "--user", "ana", "--name", "Ana Gómez", "--ttl=2h");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n");
        assertThat(answer.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token --role boss --user ana | There is no role boss; the roles are requester, agent, supervisor, admin, integrator",
                "token --user ana | --role is missing",
                "token --role agent | --user is missing",
                "token --role agent --user | --user needs a value",
                "token --role agent --user ana --user luis | --user is given twice",
                "token --role agent --user ana --ttl long | --ttl is a number and m, h or d, for example 12h; not long",
                "token --role agent --user ana --ttl 0m | --ttl must be longer than nothing and at most 365d",
                "token --role agent --user ana --force | What is --force? Known here: --email, --name, --role, --ttl, --user",
                "down --now | What is --now? Known here: --wipe",
                "status all | What is all? There are no options here.",
                "fly | There is no ./traza fly",
            })
    void whatMakesNoSenseIsAnsweredInOneSentence(String words, String sentence) {
        Answer answer = traza(words.split(" "));

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.err()).isEqualTo(sentence + "\n");
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void aPortThatIsTakenIsNamedBeforeAnythingIsStarted() throws Exception {
        int port = Integer.parseInt(environment.get("TRAZA_SLA_SERVICE_PORT"));
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getByName(Ports.LOCALHOST))) {
            assertThat(other.isBound()).isTrue();

            Answer answer = traza("up");

            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.err())
                    .startsWith("Port " + port + ", which sla-service needs, is taken by another program")
                    .contains("TRAZA_SLA_SERVICE_PORT")
                    .hasLineCount(1);
            assertThat(traza("status").exit()).isEqualTo(1);
        }
    }

    @Test
    void whatDoesNotRunIsStoppedWithoutComplaintAndWhereIsSaid() {
        Answer answer = traza("down");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).isEqualTo("Traza was not running in " + environment.get("TRAZA_HOME") + "\n");
    }

    @Test
    void statusHasALineForEachPart() {
        Answer answer = traza("status");

        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.out())
                .contains(List.of(Part.values()).stream().map(Part::word).toList());
    }

    private Answer traza(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(
                List.of(words),
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Answer(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private record Answer(int exit, String out, String err) {}
}

package dev.traza.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.bench.report.Figure;
import dev.traza.bench.report.Machine;
import dev.traza.bench.report.Results;
import dev.traza.bench.report.Run;
import dev.traza.stack.command.Misuse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theUsualIsMeasuredUnlessNamesAreGiven() {
        assertThat(Settings.read(List.of()).benchmarks()).isEqualTo(Benchmark.USUAL);

        Settings settings = Settings.read(List.of("latency", "--seconds", "5", "--rate=300"));

        assertThat(settings.benchmarks()).containsExactly(Benchmark.LATENCY);
        assertThat(settings.measured()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.rate()).hasValue(300);
        assertThat(settings.text()).containsEntry("rate", "300").containsEntry("seconds", "5");
    }

    @Test
    void whatMakesNoSenseIsSaidSo() {
        assertThatThrownBy(() -> Settings.read(List.of("speed")))
                .isInstanceOf(Misuse.class)
                .hasMessageContaining("commands, latency");
        assertThatThrownBy(() -> Settings.read(List.of("--rate", "0"))).isInstanceOf(Misuse.class);
        assertThat(run("--tickets", "many")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--tickets");
    }

    @Test
    void helpNamesEachBenchmark() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(List.of(Benchmark.values()).stream()
                        .map(Benchmark::word)
                        .toList());
    }

    @Test
    void twoResultsAreCompared(@TempDir Path folder) throws IOException {
        Path before = Results.write(result(1_000), folder.resolve("before"));
        Path after = Results.write(result(1_500), folder.resolve("after"));

        assertThat(run("compare", before.toString(), after.toString())).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("+50.0 %");
        assertThat(run("compare", before.toString())).isEqualTo(2);
        assertThat(run("compare", before.toString(), "nowhere.json")).isEqualTo(1);
    }

    private int run(String... words) {
        return Main.run(
                List.of(words),
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private static Run result(double perSecond) {
        return new Run(
                "abc",
                "2026-11-22T10:00:00Z",
                new Machine(2, 8_192, "JDK 25", "Linux", 0),
                Map.of(),
                List.of(Figure.rate("commands", "accepted", perSecond, "/s")));
    }
}

package dev.traza.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportTest {

    private static final Machine MACHINE = new Machine(2, 8_192, "JDK 25", "Linux amd64", 0.1);

    private static final Figure ACCEPTED = Figure.rate("commands", "accepted", 2_600, "/s")
            .shallBe(Goal.atLeast(2_500))
            .beside(new Yardstick("append only", 6_500, Goal.atLeast(0.5)))
            .with(Map.of("p99Millis", 80.5));
    private static final Figure P50 =
            Figure.cost("latency", "p50", 12, "ms").beside(new Yardstick("bare transaction", 5, Goal.atMost(3)));

    private final Path folder;

    ReportTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aFigureIsGoodOnlyWhenBothItsGoalsAreMet() {
        assertThat(ACCEPTED.isGood()).isFalse();
        assertThat(ACCEPTED.beside(new Yardstick("append only", 5_000, Goal.atLeast(0.5)))
                        .isGood())
                .isTrue();
        assertThat(P50.isGood()).isTrue();
        assertThat(P50.shallBe(Goal.atMost(10)).isGood()).isFalse();
        assertThat(Figure.cost("rest", "memory", 1, "MiB").hasGoal()).isFalse();
    }

    @Test
    void theTableShowsEachFigureBesideGoalAndYardstick() {
        List<String> lines = Table.of(run(ACCEPTED, P50)).lines();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(1))
                .matches("commands: accepted +2,600 +/s +≥ 2,500 +6,500 \\(append only\\) +0\\.40 +≥ 0\\.50 +MISSED");
        assertThat(lines.get(2))
                .matches("latency: p50 +12\\.0 +ms +5\\.00 \\(bare transaction\\) +2\\.40 +≤ 3\\.00 +good");
        assertThat(lines.get(0).indexOf("yardstick")).isEqualTo(lines.get(1).indexOf("6,500"));
    }

    @Test
    void aRunIsReadAsItWasWritten() throws IOException {
        Run run = run(ACCEPTED, P50);

        Path file = Results.write(run, folder);

        assertThat(Results.read(file)).isEqualTo(run);
    }

    @Test
    void aComparisonSaysWhatIsBetterWhicheverWayIsGood() {
        Figure gone = Figure.rate("reads", "one ticket", 5_000, "/s");
        Figure added = Figure.rate("reads", "list", 2_000, "/s");
        Run before = run(ACCEPTED, P50, gone);
        Run after =
                run(Figure.rate("commands", "accepted", 2_860, "/s"), Figure.cost("latency", "p50", 15, "ms"), added);

        List<String> lines = new Comparison(before, after).lines();

        assertThat(lines).anySatisfy(line -> assertThat(line)
                .matches("commands: accepted +2,600 +2,860 +/s +\\+10\\.0 % +better"));
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).matches("latency: p50 +12\\.0 +15\\.0 +ms +\\+25\\.0 % +worse"));
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("reads: one ticket +5,000 +- +/s"));
        assertThat(lines).anySatisfy(line -> assertThat(line).matches("reads: list +- +2,000 +/s"));
        assertThat(lines).noneMatch(line -> line.contains("differ"));
    }

    @Test
    void aComparisonWarnsOfOtherMachinesAndSettings() {
        Run other = new Run(
                "abc",
                "2026-11-23T10:00:00Z",
                new Machine(8, 8_192, "JDK 25", "Linux amd64", 0.1),
                Map.of("seconds", "5"),
                List.of(P50));

        assertThat(new Comparison(run(P50), other).lines())
                .anyMatch(line -> line.startsWith("The machines differ"))
                .anyMatch(line -> line.startsWith("The settings differ"));
    }

    @Test
    void thePictureIsXmlWithABarForEachValueAndALineForEachGoal()
            throws IOException, ParserConfigurationException, SAXException {
        Figure odd = Figure.cost("reads", "a < b & \"c\"", 1, "ms");

        Path file = Results.write(run(ACCEPTED, P50, odd), folder);

        String svg = Files.readString(
                file.resolveSibling(file.getFileName().toString().replace(".json", ".svg")));
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        // The ground, three measured values and two yardsticks.
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(6);
        assertThat(document.getElementsByTagName("line").getLength()).isEqualTo(1);
        assertThat(document.getDocumentElement().getTextContent()).contains("a < b & \"c\"", "2,600 /s", "abc123");
    }

    private static Run run(Figure... figures) {
        return new Run("abc123", "2026-11-22T10:00:00Z", MACHINE, Map.of("seconds", "20"), List.of(figures));
    }
}

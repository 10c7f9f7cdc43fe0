package dev.traza.system.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every Java program on the page is one that a test runs. */
class GuidePageTest {

    private static final Path PAGE = Path.of("../docs/integrators.md");
    private static final Path PROGRAMS = Path.of("src/test/java/dev/traza/system/guide");

    @Test
    void everyProgramOnThePageIsTakenFromOneThatIsTested() throws IOException {
        List<String> onThePage = blocks(Files.readString(PAGE), "```java\n(.*?)```");

        assertThat(onThePage)
                .as(
                        "Copy what stands between \"// guide: …\" and \"// end\" in %s into the page, or the other way round",
                        PROGRAMS)
                .containsExactlyInAnyOrderElementsOf(marked());
    }

    @Test
    void itNamesNoTopicThatDoesNotExist() throws IOException {
        List<String> topics = Topics.all().stream().map(TopicSpec::name).toList();

        assertThat(blocks(Files.readString(PAGE), "`((?:ticket|sla|routing)-(?:events|directory|commands|policies))`"))
                .isNotEmpty()
                .allMatch(named -> topics.contains(named.strip()));
    }

    private static List<String> marked() throws IOException {
        try (Stream<Path> programs = Files.list(PROGRAMS)) {
            List<Path> sources = programs.filter(file -> !file.toString().endsWith("Test.java"))
                    .sorted()
                    .toList();
            return sources.stream()
                    .flatMap(source -> blocks(text(source), "// guide: [a-z ]+\n(.*?)\n *// end").stream())
                    .collect(Collectors.toList());
        }
    }

    private static List<String> blocks(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(match -> match.group(1).stripIndent().stripTrailing())
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

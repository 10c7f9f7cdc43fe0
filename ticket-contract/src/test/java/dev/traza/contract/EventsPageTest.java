package dev.traza.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for integrators says what the code does. */
class EventsPageTest {

    private final String page = Files.readString(Path.of("../docs/events.md"));

    EventsPageTest() throws IOException {}

    @Test
    void itsSampleIsAnApprovedOne() throws IOException {
        Matcher block = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).isTrue();

        assertThat(block.group(1))
                .isEqualTo(Files.readString(
                        ApprovedSamplesTest.FOLDER.resolve("dev.traza.ticket.TicketAssigned.v1.json")));
    }

    @Test
    void itNamesEveryTopicAndEveryTypeAndNoOther() {
        assertThat(Topics.all()).extracting(TopicSpec::name).allMatch(name -> page.contains("`" + name + "`"));

        Set<String> types = new TreeSet<>();
        ContractSchemas.publicEvents().forEach(catalogue -> {
            types.addAll(catalogue.names());
            types.addAll(catalogue.formerNames());
        });
        Set<String> named = new TreeSet<>();
        Pattern.compile("\\| \\[`(dev\\.traza\\.[\\w.]+)`]")
                .matcher(page)
                .results()
                .forEach(match -> named.add(match.group(1)));
        assertThat(named).isEqualTo(types);
    }

    @Test
    void itNamesEveryHeaderThatIsWritten() {
        Set<String> written = new TreeSet<>();
        Samples.events().forEach(sample -> ApprovedFile.of(ApprovedSamplesTest.FOLDER, sample.file())
                .json()
                .get("headers")
                .fieldNames()
                .forEachRemaining(written::add));

        assertThat(written).allMatch(header -> page.contains("`" + header + "`"));
    }
}

package dev.traza.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void everyTopicIsListedOnceAndUnderItsOwnName() {
        List<TopicSpec> declared = Arrays.stream(Topics.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == TopicSpec.class)
                .map(TopicsTest::valueOf)
                .toList();

        assertThat(Topics.all()).containsExactlyInAnyOrderElementsOf(declared);
        assertThat(Topics.all())
                .extracting(TopicSpec::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void theRecordOfWhatHappenedIsKeptForEver() {
        assertThat(List.of(Topics.TICKET_EVENTS, Topics.SLA_EVENTS, Topics.ROUTING_EVENTS, Topics.CATALOG_EVENTS))
                .allSatisfy(topic -> assertThat(topic.settings())
                        .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE)
                        .containsEntry(TopicConfig.RETENTION_MS_CONFIG, "-1")
                        .containsEntry(TopicConfig.RETENTION_BYTES_CONFIG, "-1"));
    }

    @Test
    void whatIsKeyedByTicketHasThePartitionsOfTickets() {
        assertThat(Topics.all())
                .filteredOn(TopicSpec::partitioned)
                .containsExactlyInAnyOrder(
                        Topics.TICKET_COMMANDS,
                        Topics.TICKET_KEYS,
                        Topics.TICKET_COMMAND_REPLIES,
                        Topics.TICKET_EVENTS,
                        Topics.SLA_EVENTS,
                        Topics.ROUTING_EVENTS);
    }

    private static TopicSpec valueOf(java.lang.reflect.Field field) {
        try {
            return (TopicSpec) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}

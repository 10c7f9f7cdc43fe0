package dev.traza.sla.book;

import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.topic.Topics;
import dev.traza.kit.topic.FencedWriter;
import dev.traza.kit.topic.TopicUnavailableException;
import dev.traza.sla.SlaConfig;
import dev.traza.sla.policy.PolicyBook;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Writes policies and calendars, so that no check is made against a stale book and no version number is given twice. */
@Singleton
public class BookWriter {

    private static final Logger LOG = Logger.getLogger(BookWriter.class);

    private final FencedWriter<PolicyBook> writer;

    @Inject
    BookWriter(@Identifier("default-kafka-broker") Map<String, Object> kafka, SlaConfig config) {
        this.writer = new FencedWriter<>(
                kafka,
                Topics.SLA_POLICIES.name(),
                "sla-service-policies",
                config.policies().writeTimeout(),
                new WholeTopic());
    }

    /**
     * Decides a change on the newest book and writes it.
     *
     * @param decide gives the record to write, or nothing when nothing has to change; may be called again when another
     *     instance was quicker; what it throws is passed on and nothing is written
     * @throws TopicUnavailableException if Kafka does not take the change in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void write(Function<PolicyBook, Optional<BookRecord>> decide)
            throws TopicUnavailableException, InterruptedException {
        writer.write(book ->
                decide.apply(book).map(record -> new FencedWriter.Written(record.key(), record.value())).stream()
                        .toList());
    }

    /** Read from its beginning each time: it is small, and seldom changed. */
    private static final class WholeTopic implements FencedWriter.Reading<PolicyBook> {

        @Override
        public FencedWriter.Known<PolicyBook> known() {
            return new FencedWriter.Known<>(nothing(), 0);
        }

        @Override
        public PolicyBook nothing() {
            return PolicyBook.EMPTY;
        }

        @Override
        public PolicyBook after(PolicyBook before, List<ConsumerRecord<String, byte[]>> records) {
            PolicyBook book = before;
            for (ConsumerRecord<String, byte[]> record : records) {
                book = after(book, record);
            }
            return book;
        }

        private static PolicyBook after(PolicyBook book, ConsumerRecord<String, byte[]> record) {
            try {
                return new BookRecord(record.key(), record.value()).applyTo(book);
            } catch (UnreadableRecordException e) {
                LOG.warnf("A policy record is left out: %s", e.getMessage());
                return book;
            }
        }
    }
}

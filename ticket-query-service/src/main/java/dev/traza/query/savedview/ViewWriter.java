package dev.traza.query.savedview;

import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.topic.Topics;
import dev.traza.kit.topic.FencedWriter;
import dev.traza.kit.topic.TopicUnavailableException;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Writes saved views, so that two people never change the same version; forgets those that were deleted long ago. */
@Singleton
public class ViewWriter {

    private static final Logger LOG = Logger.getLogger(ViewWriter.class);

    /** Of views that are remembered no longer: a change of one view has not to wait for more. */
    private static final int MOST_FORGOTTEN = 100;

    private final FencedWriter<ViewBook> writer;
    private final ViewConfig config;
    private final Clock clock;

    @Inject
    ViewWriter(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SavedViews views,
            ViewConfig config,
            Clock clock) {
        this.writer = new FencedWriter<>(
                kafka,
                Topics.SAVED_VIEWS.name(),
                "ticket-query-service-saved-views",
                config.writeTimeout(),
                new Reading(views));
        this.config = config;
        this.clock = clock;
    }

    /**
     * Decides a change on the newest book and writes it.
     *
     * @param decide gives the view as it is to be, or nothing when nothing has to change; may be called again when another
     *     node was quicker; what it throws is passed on and nothing is written
     * @throws TopicUnavailableException if Kafka does not take the change in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void write(Function<ViewBook, Optional<SavedView>> decide)
            throws TopicUnavailableException, InterruptedException {
        writer.write(book -> decide.apply(book)
                .map(view -> Stream.concat(Stream.of(new ViewChange(view.viewId(), view)), forgotten(book))
                        .map(change -> new FencedWriter.Written(change.key(), change.value()))
                        .toList())
                .orElse(List.of()));
    }

    private Stream<ViewChange> forgotten(ViewBook book) {
        Instant before = clock.instant().minus(config.rememberedFor());
        return book.views().values().stream()
                .filter(view -> view.deletedAt() != null && view.deletedAt().isBefore(before))
                .limit(MOST_FORGOTTEN)
                .map(view -> new ViewChange(view.viewId(), null));
    }

    /** What this node knows, and what it has not heard of yet. */
    private record Reading(SavedViews views) implements FencedWriter.Reading<ViewBook> {

        @Override
        public FencedWriter.Known<ViewBook> known() {
            ViewBook book = views.book();
            return new FencedWriter.Known<>(book, book.next());
        }

        @Override
        public ViewBook nothing() {
            return ViewBook.EMPTY;
        }

        @Override
        public ViewBook after(ViewBook before, List<ConsumerRecord<String, byte[]>> records) {
            return records.isEmpty()
                    ? before
                    : before.after(
                            records.stream().flatMap(Reading::read).toList(),
                            records.getLast().offset() + 1);
        }

        private static Stream<ViewChange> read(ConsumerRecord<String, byte[]> read) {
            try {
                return Stream.of(ViewChange.read(read.key(), read.value()));
            } catch (UnreadableRecordException e) {
                LOG.warnf("The saved view at offset %d is left out: %s", read.offset(), e.getMessage());
                return Stream.empty();
            }
        }
    }
}

package dev.traza.query.savedview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.contract.envelope.Ids;
import dev.traza.contract.topic.Topics;
import dev.traza.kit.topic.TopicUnavailableException;
import dev.traza.query.Configs;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.WithServers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that change saved views at the same time, and hear nothing of each other but what stands on the topic. */
@WithServers
class ViewWriterTest {

    private static final int MOST = 12;
    private static final Instant SOME_DAY = Instant.parse("2026-03-02T12:00:00Z");

    /** The topic is the one of all tests: each counts its own. */
    private final String owner = "ana-" + Ids.next();

    private Map<String, Object> kafka = Map.of();

    @BeforeEach
    void findTopic(TestServers servers) throws Exception {
        kafka = Map.of("bootstrap.servers", servers.bootstrapServers());
        try (Admin admin = Admin.create(kafka)) {
            if (!admin.listTopics().names().get().contains(Topics.SAVED_VIEWS.name())) {
                admin.createTopics(List.of(new NewTopic(Topics.SAVED_VIEWS.name(), 1, (short) 1)
                                .configs(Topics.SAVED_VIEWS.settings())))
                        .all()
                        .get();
            }
        }
    }

    @Test
    void noLimitIsPassedByBeingQuickOnSeveralNodes() throws Exception {
        List<ViewWriter> nodes = List.of(node(), node(), node());
        AtomicInteger refused = new AtomicInteger();
        List<Callable<Integer>> changes = new ArrayList<>();
        for (int i = 0; i < 2 * MOST; i++) {
            ViewWriter node = nodes.get(i % nodes.size());
            changes.add(() -> {
                node.write(book -> {
                    if (book.keptBy(owner) >= MOST) {
                        refused.incrementAndGet();
                        return Optional.empty();
                    }
                    return Optional.of(view());
                });
                return 1;
            });
        }

        int written = 0;
        int busy = 0;
        try (ExecutorService people = Executors.newFixedThreadPool(nodes.size())) {
            for (Future<Integer> change : people.invokeAll(changes)) {
                try {
                    written += change.get();
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(TopicUnavailableException.class);
                    busy++;
                }
            }
        }

        assertThat(written + busy).isEqualTo(2 * MOST);
        assertThat(onTopic(node())).isLessThanOrEqualTo(MOST).isPositive();
        assertThat(busy > 0 || refused.get() >= MOST).isTrue();
    }

    @Test
    void whatARefusedChangeThrowsIsPassedOnAndNothingIsWritten() throws Exception {
        ViewWriter node = node();

        assertThatThrownBy(() -> node.write(book -> {
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(onTopic(node)).isZero();
    }

    @Test
    void aDeletedViewIsForgottenAfterAWhile() throws Exception {
        SavedView gone = view().deleted(SOME_DAY);
        ViewWriter node = node();
        node.write(book -> Optional.of(gone));
        assertThat(known(node).find(gone.viewId())).isPresent();

        node.write(book -> Optional.of(view())); // long after the day on which the other was deleted

        assertThat(known(node).find(gone.viewId())).isEmpty();
        assertThat(onTopic(node)).isEqualTo(1);
    }

    private long onTopic(ViewWriter node) throws Exception {
        return known(node).keptBy(owner);
    }

    private static ViewBook known(ViewWriter node) throws Exception {
        ViewBook[] known = new ViewBook[1];
        node.write(book -> {
            known[0] = book;
            return Optional.empty();
        });
        return known[0];
    }

    private ViewWriter node() {
        return new ViewWriter(kafka, new SavedViews(), Configs.of(ViewConfig.class, Map.of()), Clock.systemUTC());
    }

    private SavedView view() {
        return new SavedView(
                Ids.next(), 1, owner, "Una", Sharing.PERSONAL, null, Map.of(), SOME_DAY, SOME_DAY, "abc", null);
    }
}

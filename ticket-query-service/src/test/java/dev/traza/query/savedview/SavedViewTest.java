package dev.traza.query.savedview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.topic.Topics;
import dev.traza.stack.process.Checkout;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SavedViewTest {

    private static final Instant SOME_DAY = Instant.parse("2026-03-02T12:00:00Z");

    private final Onlooker ana = new Onlooker("ana", true, false, () -> Set.of("printers"));
    private final Onlooker ben = new Onlooker("ben", true, false, () -> Set.of("phones"));
    private final Onlooker sara = new Onlooker("sara", true, true, Set::of);
    private final Onlooker lucia = new Onlooker("u-1", false, false, () -> Set.of("printers"));

    @Test
    void aPersonalViewIsItsKeepersAlone() {
        SavedView view = view("ana", Sharing.PERSONAL, null);

        assertThat(view.isSeenBy(ana)).isTrue();
        assertThat(view.mayBeChangedBy(ana)).isTrue();
        assertThat(List.of(ben, sara, lucia)).noneMatch(view::isSeenBy).noneMatch(view::mayBeChangedBy);
    }

    @Test
    void aTeamsViewIsSeenByTheTeamAndLookedAfterByLeaders() {
        SavedView view = view("ben", Sharing.TEAM, "printers");

        assertThat(List.of(ana, ben, sara)).allMatch(view::isSeenBy);
        assertThat(view.isSeenBy(lucia)).as("who is no staff is in no team").isFalse();
        assertThat(view.mayBeChangedBy(ana)).isFalse();
        assertThat(List.of(ben, sara)).allMatch(view::mayBeChangedBy);
    }

    @Test
    void aViewForAllIsForAllStaff() {
        SavedView view = view("sara", Sharing.ALL, null);

        assertThat(List.of(ana, ben, sara)).allMatch(view::isSeenBy);
        assertThat(view.isSeenBy(lucia)).isFalse();
        assertThat(List.of(ana, ben)).noneMatch(view::mayBeChangedBy);
    }

    @Test
    void agentsShareWithTheirTeamsAndLeadersWithAnybody() {
        assertThat(SavedView.mayShare(Sharing.PERSONAL, null, lucia)).isTrue();
        assertThat(SavedView.mayShare(Sharing.TEAM, "printers", ana)).isTrue();
        assertThat(SavedView.mayShare(Sharing.TEAM, "printers", ben)).isFalse();
        assertThat(SavedView.mayShare(Sharing.TEAM, "printers", lucia)).isFalse();
        assertThat(SavedView.mayShare(Sharing.TEAM, "printers", sara)).isTrue();
        assertThat(SavedView.mayShare(Sharing.ALL, null, ana)).isFalse();
        assertThat(SavedView.mayShare(Sharing.ALL, null, sara)).isTrue();
    }

    @Test
    void aDeletedViewKeepsNothingOfWhatSomebodyWroteAndIsSeenByNobody() {
        SavedView gone = view("ana", Sharing.ALL, null).deleted(SOME_DAY);

        assertThat(gone.name()).isEmpty();
        assertThat(gone.parameters()).isEmpty();
        assertThat(gone.version()).isEqualTo(2);
        assertThat(List.of(ana, sara)).noneMatch(gone::isSeenBy);
    }

    @Test
    void theBookIsWhatTheTopicSays() {
        SavedView one = view("ana", Sharing.PERSONAL, null);
        SavedView other = view("ben", Sharing.ALL, null);

        ViewBook book = ViewBook.EMPTY
                .after(List.of(change(one), change(other)), 2)
                .after(List.of(change(one.deleted(SOME_DAY))), 4);

        assertThat(book.seenBy(ana)).containsExactly(other);
        assertThat(book.keptBy("ana")).isZero();
        assertThat(book.size()).isEqualTo(1);
        assertThat(book.find(one.viewId())).map(SavedView::version).contains(2);
        assertThat(book.after(List.of(new ViewChange(one.viewId(), null)), 5).find(one.viewId()))
                .isEmpty();
        assertThat(book.next()).isEqualTo(4);
    }

    @Test
    void whatIsWrittenIsReadAgainAndIsWhatTheDescriptionOfTheTopicsSays() throws Exception {
        JsonNode document = new ObjectMapper(new YAMLFactory())
                .readTree(Checkout.find().root().resolve("docs/asyncapi.yaml").toFile());
        JsonSchema payload = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(document.at("/components/messages")
                        .get(Topics.SAVED_VIEWS.name())
                        .get("payload"));
        SavedView view = view("ana", Sharing.TEAM, "printers");
        for (SavedView one : List.of(view, view.deleted(SOME_DAY))) {
            ViewChange change = change(one);
            assertThat(payload.validate(new ObjectMapper().readTree(Objects.requireNonNull(change.value()))))
                    .isEmpty();
            assertThat(ViewChange.read(change.key(), change.value())).isEqualTo(change);
        }
        assertThat(ViewChange.read(view.viewId().toString(), null)).isEqualTo(new ViewChange(view.viewId(), null));
    }

    @Test
    void whatCannotBeReadIsSaidToBeSo() throws IOException {
        Assertions.assertThatThrownBy(() -> ViewChange.read("no id", new byte[0]))
                .isInstanceOf(UnreadableRecordException.class);
        Assertions.assertThatThrownBy(() -> ViewChange.read(UUID.randomUUID().toString(), "{".getBytes("UTF-8")))
                .isInstanceOf(UnreadableRecordException.class);
    }

    private static ViewChange change(SavedView view) {
        return new ViewChange(view.viewId(), view);
    }

    private static SavedView view(String owner, Sharing sharing, @Nullable String team) {
        return new SavedView(
                Ids.next(),
                1,
                owner,
                "Impresoras",
                sharing,
                team,
                Map.of("status", List.of("OPEN", "NEW"), "sort", List.of("-priority")),
                SOME_DAY,
                SOME_DAY,
                "abc",
                null);
    }
}

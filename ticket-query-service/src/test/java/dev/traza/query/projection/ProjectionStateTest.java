package dev.traza.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.query.projection.Generation.Phase;
import dev.traza.query.projection.ProjectionState.Decision;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProjectionStateTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final ProjectionState first = ProjectionState.initial(1, NOW);
    private final ProjectionState building = after(first.rebuild("root", "k", SwitchMode.MANUAL, NOW));
    private final ProjectionState ready = after(building.caughtUp(2, LATER));
    private final ProjectionState turned = after(ready.switchTo(2, LATER));

    @Test
    void aRebuildIsBesideWhatAnswers() {
        assertThat(building.serving().number()).isEqualTo(1);
        assertThat(building.generation(2)).hasValueSatisfying(built -> {
            assertThat(built.phase()).isEqualTo(Phase.BUILDING);
            assertThat(built.requestedBy()).isEqualTo("root");
        });
        assertThat(building.next()).isEqualTo(3);
        assertThat(building.revision()).isEqualTo(first.revision() + 1);
    }

    @Test
    void thereAreAtMostTwo() {
        assertThat(building.rebuild("root", null, SwitchMode.MANUAL, NOW)).isInstanceOf(Decision.Refused.class);
        assertThat(ready.rebuild("root", null, SwitchMode.MANUAL, NOW)).isInstanceOf(Decision.Refused.class);
        assertThat(turned.rebuild("root", null, SwitchMode.MANUAL, NOW)).isInstanceOf(Decision.Refused.class);
        assertThat(after(building.failed(2, "x")).rebuild("root", null, SwitchMode.MANUAL, NOW))
                .isInstanceOf(Decision.Refused.class);
    }

    @Test
    void theSameRequestBuildsOnce() {
        assertThat(building.rebuild("root", "k", SwitchMode.MANUAL, LATER)).isInstanceOf(Decision.Unchanged.class);
        assertThat(turned.rebuild("root", "k", SwitchMode.MANUAL, LATER)).isInstanceOf(Decision.Unchanged.class);
        assertThat(building.rebuild("root", "k", SwitchMode.AUTOMATIC, LATER))
                .isInstanceOf(Decision.OtherRequest.class);
    }

    @Test
    void itIsSwitchedByHandOrByItself() {
        ProjectionState bySelf = after(first.rebuild("root", null, SwitchMode.AUTOMATIC, NOW));

        assertThat(ready.serving().number()).isEqualTo(1);
        assertThat(turned.serving().number()).isEqualTo(2);
        assertThat(after(bySelf.caughtUp(2, LATER)).serving().number()).isEqualTo(2);
        assertThat(turned.generation(1))
                .hasValueSatisfying(former -> assertThat(former.formerSince()).isEqualTo(LATER));
    }

    @Test
    void itIsSwitchedBackAndAskingAgainChangesNothing() {
        ProjectionState back = after(turned.switchTo(null, LATER));

        assertThat(back.serving().number()).isEqualTo(1);
        assertThat(back.serving().isFormer()).isFalse();
        assertThat(back.generation(2))
                .hasValueSatisfying(former -> assertThat(former.isFormer()).isTrue());
        assertThat(back.switchTo(1, LATER)).isInstanceOf(Decision.Unchanged.class);
        assertThat(back.switchTo(3, LATER)).isInstanceOf(Decision.Unknown.class);
    }

    @Test
    void whatIsNotReadyDoesNotAnswer() {
        assertThat(first.switchTo(null, LATER)).isInstanceOf(Decision.Refused.class);
        assertThat(building.switchTo(2, LATER)).isInstanceOf(Decision.Refused.class);
        assertThat(after(building.failed(2, "x")).switchTo(2, LATER)).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void whatHasAnsweredIsDroppedAndNotCancelled() {
        assertThat(turned.cancel(true, LATER)).isInstanceOf(Decision.Refused.class);
        assertThat(turned.drop(2, true, LATER)).isInstanceOf(Decision.Refused.class);
        assertThat(turned.drop(9, true, LATER)).isInstanceOf(Decision.Unknown.class);

        ProjectionState alone = after(turned.drop(1, true, LATER));

        assertThat(alone.other()).isNull();
        assertThat(alone.dropped()).containsExactly(new ProjectionState.Dropped(1, LATER));
        assertThat(after(alone.removed(1)).dropped()).isEmpty();
        assertThat(alone.removed(5)).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void whatIsCancelledLeavesItsNumberBehind() {
        ProjectionState cancelled = after(building.cancel(false, LATER));

        assertThat(cancelled.other()).isNull();
        assertThat(cancelled.dropped()).isEmpty();
        assertThat(after(cancelled.rebuild("root", null, SwitchMode.MANUAL, LATER))
                        .generation(3))
                .isPresent();
        assertThat(cancelled.cancel(false, LATER)).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void whatIsSaidOfAnotherGenerationOrTwiceChangesNothing() {
        assertThat(first.caughtUp(2, LATER)).isInstanceOf(Decision.Unchanged.class);
        assertThat(ready.caughtUp(2, LATER)).isInstanceOf(Decision.Unchanged.class);
        assertThat(building.failed(3, "x")).isInstanceOf(Decision.Unchanged.class);
        assertThat(ready.failed(2, "x")).isInstanceOf(Decision.Unchanged.class);
    }

    private static ProjectionState after(Decision decision) {
        return ((Decision.Changed) decision).state();
    }
}

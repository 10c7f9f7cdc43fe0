package dev.traza.query.projection;

import dev.traza.query.projection.Generation.Phase;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The generations of a projection, as all nodes see them: one that answers, and at most one beside it. What may follow
 * from it is decided here; that only one change follows is for the store to see to, by the revision.
 *
 * @param revision counts the changes
 * @param next the number of the next generation
 * @param other the one beside: it is built, is ready, has failed, or has answered before
 * @param dropped shared generations that nobody may use any more, and of which something may still be there
 */
@RecordBuilder
public record ProjectionState(
        long revision,
        int next,
        Generation serving,
        @Nullable Generation other,
        List<Dropped> dropped) implements ProjectionStateBuilder.With {

    /** A generation that is to be removed, and since when. */
    public record Dropped(int number, Instant at) {}

    /** What comes of a wish to change something. */
    public sealed interface Decision {

        /** It is granted. */
        record Changed(ProjectionState state) implements Decision {}

        /** It is so already. */
        record Unchanged() implements Decision {}

        /** There is no such generation. */
        record Unknown() implements Decision {}

        /** The same request was made before with another body. */
        record OtherRequest() implements Decision {}

        /** It is not possible now. */
        record Refused(String because) implements Decision {}
    }

    public ProjectionState {
        dropped = dropped == null ? List.of() : List.copyOf(dropped);
    }

    /** Before anybody asked for anything. */
    public static ProjectionState initial(int serving, Instant at) {
        return new ProjectionState(1, serving + 1, Generation.first(serving, at), null, List.of());
    }

    /** The generation with this number that may be used. */
    public Optional<Generation> generation(int number) {
        if (serving.number() == number) {
            return Optional.of(serving);
        }
        return Optional.ofNullable(other).filter(beside -> beside.number() == number);
    }

    /** Whether a generation is being built that shall answer as soon as it can. */
    public boolean isSwitchingBySelf() {
        return other != null && other.phase() == Phase.BUILDING && other.switching() == SwitchMode.AUTOMATIC;
    }

    /** A new generation beside the one that answers. */
    public Decision rebuild(String by, @Nullable String key, SwitchMode switching, Instant at) {
        if (key != null) {
            Generation same = withKey(key);
            if (same != null) {
                return same.switching() == switching ? new Decision.Unchanged() : new Decision.OtherRequest();
            }
        }
        if (other != null) {
            return new Decision.Refused(
                    other.isFormer()
                            ? "Generation %d, which answered before, is still there for switching back. Drop it first: DELETE …/generations/%d."
                                    .formatted(other.number(), other.number())
                            : "Generation %d is there beside the one that answers (%s). Cancel it first: POST …/cancel."
                                    .formatted(other.number(), other.phase()));
        }
        Generation built = new Generation(next, Phase.BUILDING, switching, by, key, at, null, null, null, null);
        return changed(with(state -> state.next(next + 1).other(built)));
    }

    private @Nullable Generation withKey(String key) {
        if (key.equals(serving.requestKey())) {
            return serving;
        }
        return other != null && key.equals(other.requestKey()) ? other : null;
    }

    /** The one beside has caught up, and begins to answer if that was asked for. */
    public Decision caughtUp(int number, Instant at) {
        if (other == null || other.number() != number || other.phase() != Phase.BUILDING) {
            return new Decision.Unchanged();
        }
        Generation ready = other.with(built -> built.phase(Phase.READY).caughtUpAt(at));
        return changed(
                other.switching() == SwitchMode.AUTOMATIC ? turned(ready, at) : with(state -> state.other(ready)));
    }

    /** The one beside cannot be built. */
    public Decision failed(int number, String error) {
        if (other == null || other.number() != number || other.phase() != Phase.BUILDING) {
            return new Decision.Unchanged();
        }
        Generation failed = other.with(built -> built.phase(Phase.FAILED).error(error));
        return changed(with(state -> state.other(failed)));
    }

    /**
     * The one beside begins to answer, and the one that did is kept.
     *
     * @param number the one that shall answer; absent for whichever is beside
     */
    public Decision switchTo(@Nullable Integer number, Instant at) {
        if (number != null && number == serving.number()) {
            return new Decision.Unchanged();
        }
        if (number != null && generation(number).isEmpty()) {
            return new Decision.Unknown();
        }
        if (other == null) {
            return new Decision.Refused("There is no other generation. Build one: POST …/rebuild.");
        }
        return switch (other.phase()) {
            case READY -> changed(turned(other, at));
            case BUILDING -> new Decision.Refused("Generation %d has not caught up yet.".formatted(other.number()));
            case FAILED -> new Decision.Refused("Generation %d could not be built.".formatted(other.number()));
        };
    }

    private ProjectionState turned(Generation to, Instant at) {
        Generation answering = to.with(generation -> generation.servingSince(at).formerSince(null));
        Generation former =
                serving.with(generation -> generation.servingSince(null).formerSince(at));
        return with(state -> state.serving(answering).other(former));
    }

    /** The one beside is not wanted any more, if it has never answered. */
    public Decision cancel(boolean shared, Instant at) {
        if (other == null) {
            return new Decision.Refused("Nothing is being built.");
        }
        if (other.isFormer()) {
            return new Decision.Refused(
                    "Generation %d has answered before; nothing is being built. To drop it: DELETE …/generations/%d."
                            .formatted(other.number(), other.number()));
        }
        return changed(withoutOther(other, shared, at));
    }

    /** A generation is not wanted any more. */
    public Decision drop(int number, boolean shared, Instant at) {
        if (number == serving.number()) {
            return new Decision.Refused("Generation %d answers.".formatted(number));
        }
        return other != null && other.number() == number
                ? changed(withoutOther(other, shared, at))
                : new Decision.Unknown();
    }

    private ProjectionState withoutOther(Generation beside, boolean shared, Instant at) {
        List<Dropped> gone = new ArrayList<>(dropped);
        if (shared) {
            gone.add(new Dropped(beside.number(), at));
        }
        return with(state -> state.other(null).dropped(gone));
    }

    /** Nothing is left of a generation that was dropped. */
    public Decision removed(int number) {
        List<Dropped> left =
                dropped.stream().filter(gone -> gone.number() != number).toList();
        return left.size() == dropped.size() ? new Decision.Unchanged() : changed(with(state -> state.dropped(left)));
    }

    private Decision changed(ProjectionState after) {
        return new Decision.Changed(after.withRevision(revision + 1));
    }
}

package dev.traza.query.savedview;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list that somebody keeps under a name: the parameters that it is asked for with. What they mean is decided anew for
 * whoever looks: {@code me} is who asks, and nobody sees by it what they would not see without.
 *
 * @param version 1 or more, one more with each change
 * @param owner the id of the person who keeps it
 * @param team with which it is shared; absent unless it is shared with one
 * @param parameters the values of each
 * @param fingerprint of the request that made it, by which a repeated one is known
 * @param deletedAt since when it is gone; it is remembered for a while, so that a repeated request does not bring it back
 */
@RecordBuilder
public record SavedView(
        UUID viewId,
        int version,
        String owner,
        String name,
        Sharing sharing,
        @Nullable String team,
        Map<String, List<String>> parameters,
        Instant createdAt,
        Instant updatedAt,
        String fingerprint,
        @Nullable Instant deletedAt)
        implements SavedViewBuilder.With {

    public SavedView {
        Map<String, List<String>> copy = new TreeMap<>();
        if (parameters != null) {
            parameters.forEach((parameter, values) -> copy.put(parameter, List.copyOf(values)));
        }
        parameters = Collections.unmodifiableMap(copy);
    }

    /** Whether it is there no more. */
    @JsonIgnore
    public boolean isGone() {
        return deletedAt != null;
    }

    /** Whether this person sees it. Leaders see all that is shared, since they look after it. */
    public boolean isSeenBy(Onlooker who) {
        if (isGone()) {
            return false;
        }
        if (owner.equals(who.id())) {
            return true;
        }
        return switch (sharing) {
            case PERSONAL -> false;
            case TEAM -> who.leads() || (team != null && who.isIn(team));
            case ALL -> who.staff();
        };
    }

    /** Whether this person may change or delete it. */
    public boolean mayBeChangedBy(Onlooker who) {
        return isSeenBy(who) && (owner.equals(who.id()) || who.leads());
    }

    /** Whether this person may share a view so. */
    public static boolean mayShare(Sharing sharing, @Nullable String team, Onlooker who) {
        return switch (sharing) {
            case PERSONAL -> true;
            case TEAM -> who.leads() || (team != null && who.isIn(team));
            case ALL -> who.leads();
        };
    }

    /** What is left of it when it is deleted: nothing of what somebody wrote. */
    public SavedView deleted(Instant at) {
        return with(gone -> gone.version(version + 1)
                .name("")
                .parameters(Map.of())
                .updatedAt(at)
                .deletedAt(at));
    }
}

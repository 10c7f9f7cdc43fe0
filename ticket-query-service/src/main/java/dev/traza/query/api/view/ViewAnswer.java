package dev.traza.query.api.view;

import dev.traza.query.savedview.Onlooker;
import dev.traza.query.savedview.SavedView;
import dev.traza.query.savedview.Sharing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A saved view, as the caller sees it.
 *
 * @param owner the id of whoever keeps it
 * @param team with which it is shared, when it is shared with one
 * @param parameters those of the list of tickets: the values of each
 * @param mayChange whether the caller may change or delete it
 * @param count how many tickets the caller finds by it at this moment; absent when it cannot be asked any more, because a
 *     parameter has gone, or the caller may not use it
 */
@Schema(name = "SavedView")
public record ViewAnswer(
        UUID viewId,
        String name,
        Sharing sharing,
        @Nullable String team,
        String owner,
        Map<String, List<String>> parameters,
        boolean mayChange,
        @Nullable Integer count,
        Instant createdAt,
        Instant updatedAt,
        int version) {

    static ViewAnswer of(SavedView view, Onlooker who, @Nullable Integer count) {
        return new ViewAnswer(
                view.viewId(),
                view.name(),
                view.sharing(),
                view.team(),
                view.owner(),
                view.parameters(),
                view.mayBeChangedBy(who),
                count,
                view.createdAt(),
                view.updatedAt(),
                view.version());
    }
}

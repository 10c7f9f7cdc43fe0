package dev.traza.query.api.view;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of saved views, by name.
 *
 * @param nextCursor where the next page begins; absent on the last one
 */
@Schema(name = "SavedViewPage")
public record ViewPage(List<ViewAnswer> items, @Nullable String nextCursor) {

    public ViewPage {
        items = List.copyOf(items);
    }
}

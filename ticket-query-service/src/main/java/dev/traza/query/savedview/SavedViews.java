package dev.traza.query.savedview;

import dev.traza.query.log.LogPartition;
import dev.traza.query.log.Projection;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The saved views as this node knows them: in memory, read from the beginning of their topic at every start. */
@Singleton
public class SavedViews implements Projection<ViewChange> {

    /** The name of the feed that keeps them. */
    public static final String FEED = "saved-views";

    private volatile ViewBook book = ViewBook.EMPTY;

    /** Made by the container. */
    public SavedViews() {}

    /** All of them. */
    public ViewBook book() {
        return book;
    }

    /** The version of a view; of one that is gone the one after its last, of one that nobody knows 0. */
    public int version(UUID viewId) {
        return book.find(viewId).map(SavedView::version).orElse(0);
    }

    @Override
    public Map<LogPartition, Long> positions(Collection<LogPartition> partitions) {
        Map<LogPartition, Long> positions = new HashMap<>();
        if (book.next() > 0) {
            partitions.forEach(partition -> positions.put(partition, book.next())); // there is one partition
        }
        return positions;
    }

    @Override
    public void apply(List<ViewChange> batch, Map<LogPartition, Long> next) {
        book = book.after(
                batch, next.values().stream().mapToLong(Long::longValue).max().orElse(book.next()));
    }
}

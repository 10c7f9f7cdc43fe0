package dev.traza.query.projection;

import dev.traza.query.index.IndexConfig;
import dev.traza.query.index.TicketIndex;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.node.StateConfig;
import java.util.List;
import java.util.SortedSet;

/** This node's Lucene index. */
public final class IndexProjection implements NamedProjection<TicketIndex> {

    private static final String NAME = "index";

    private final Folders folders;
    private final IndexConfig config;
    private final List<String> topics;

    /** @param topics from which it is made */
    public IndexProjection(StateConfig state, IndexConfig config, List<String> topics) {
        this.folders = new Folders(state.dir(), NAME);
        this.config = config;
        this.topics = List.copyOf(topics);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public String family() {
        return NAME; // an index of another schema is made anew where it is
    }

    @Override
    public List<String> topics() {
        return topics;
    }

    @Override
    public String label(int number) {
        return Integer.toString(number);
    }

    @Override
    public TicketIndex open(int number) {
        return new TicketIndex(folders.of(number), config);
    }

    @Override
    public void close(TicketIndex opened) {
        opened.close();
    }

    @Override
    public SortedSet<Integer> present() throws ReadModelAwayException {
        return folders.present();
    }

    @Override
    public void drop(int number) throws ReadModelAwayException {
        folders.drop(number);
    }

    @Override
    public boolean beginAnew(TicketIndex index) {
        index.forget(); // cheap to make again, and useless when made from another log
        return true;
    }
}

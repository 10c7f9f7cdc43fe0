package dev.traza.query.projection;

import dev.traza.query.facts.FactConfig;
import dev.traza.query.facts.FactIndex;
import dev.traza.query.index.IndexConfig;
import dev.traza.query.index.TicketIndex;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.lucene.NodeReadModel;
import dev.traza.query.node.StateConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Function;

/** A read model that each node has for itself, each generation in a folder of its own. */
public final class NodeProjection<P extends NodeReadModel> implements NamedProjection<P> {

    private final String name;
    private final Folders folders;
    private final List<String> topics;
    private final boolean readsTexts;
    private final Function<Path, P> opening;

    private NodeProjection(
            String name, Folders folders, List<String> topics, boolean readsTexts, Function<Path, P> opening) {
        this.name = name;
        this.folders = folders;
        this.topics = List.copyOf(topics);
        this.readsTexts = readsTexts;
        this.opening = opening;
    }

    /**
     * The index of all tickets.
     *
     * @param topics from which it is made
     */
    public static NodeProjection<TicketIndex> index(StateConfig state, IndexConfig config, List<String> topics) {
        return new NodeProjection<>(
                "index", new Folders(state.dir(), "index"), topics, true, folder -> new TicketIndex(folder, config));
    }

    /**
     * The facts that figures are computed from; nothing of them is anybody's words, so that no keys are needed.
     *
     * @param topics from which they are made
     */
    public static NodeProjection<FactIndex> figures(StateConfig state, FactConfig config, List<String> topics) {
        return new NodeProjection<>(
                "figures", new Folders(state.dir(), "facts"), topics, false, folder -> new FactIndex(folder, config));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public boolean readsTexts() {
        return readsTexts;
    }

    @Override
    public String family() {
        return name; // files of another schema are made anew where they are
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
    public P open(int number) {
        return opening.apply(folders.of(number));
    }

    @Override
    public void close(P opened) {
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
    public boolean beginAnew(P generation) {
        generation.forget(); // cheap to make again, and useless when made from another log
        return true;
    }
}

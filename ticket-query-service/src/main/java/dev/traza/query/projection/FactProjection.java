package dev.traza.query.projection;

import dev.traza.query.facts.FactConfig;
import dev.traza.query.facts.FactIndex;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.node.StateConfig;
import java.util.List;
import java.util.SortedSet;

/** This node's facts, from which figures are computed. */
public final class FactProjection implements NamedProjection<FactIndex> {

    private static final String NAME = "figures";
    private static final String FOLDER = "facts";

    private final Folders folders;
    private final FactConfig config;
    private final List<String> topics;

    /** @param topics from which it is made */
    public FactProjection(StateConfig state, FactConfig config, List<String> topics) {
        this.folders = new Folders(state.dir(), FOLDER);
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
    public boolean readsTexts() {
        return false; // so that it needs no keys
    }

    @Override
    public String family() {
        return NAME; // facts of another schema are made anew where they are
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
    public FactIndex open(int number) {
        return new FactIndex(folders.of(number), config);
    }

    @Override
    public void close(FactIndex opened) {
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
    public boolean beginAnew(FactIndex facts) {
        facts.forget();
        return true;
    }
}

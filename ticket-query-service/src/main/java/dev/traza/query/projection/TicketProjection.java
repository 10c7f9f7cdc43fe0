package dev.traza.query.projection;

import com.mongodb.MongoException;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.store.ReadModels;
import dev.traza.query.store.StoreConfig;
import dev.traza.query.store.TicketStore;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Views, numbers and timelines in MongoDB. */
public final class TicketProjection implements NamedProjection<TicketStore> {

    private final ReadModels models;
    private final StoreConfig config;
    private final List<String> topics;

    /** @param topics from which it is made */
    public TicketProjection(ReadModels models, StoreConfig config, List<String> topics) {
        this.models = models;
        this.config = config;
        this.topics = List.copyOf(topics);
    }

    @Override
    public String name() {
        return "tickets";
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public String family() {
        return name() + "-" + ReadModels.release();
    }

    @Override
    public List<String> topics() {
        return topics;
    }

    @Override
    public String label(int number) {
        return number == 1 ? ReadModels.release() : ReadModels.release() + "_" + number;
    }

    @Override
    public TicketStore open(int number) {
        return new TicketStore(models.generation(number), config);
    }

    @Override
    public void close(TicketStore opened) {
        // It has nothing of its own.
    }

    @Override
    public SortedSet<Integer> present() throws ReadModelAwayException {
        return ask(() -> models.generations().stream()
                .filter(this::isOfThisRelease)
                .map(this::number)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Override
    public void drop(int number) throws ReadModelAwayException {
        ask(() -> {
            models.drop(label(number));
            return number;
        });
    }

    @Override
    public Set<String> ofOtherReleases() throws ReadModelAwayException {
        return ask(() -> models.generations().stream()
                .filter(label -> !isOfThisRelease(label))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Override
    public String familyOf(String label) {
        int numbered = label.indexOf('_');
        return name() + "-" + (numbered < 0 ? label : label.substring(0, numbered));
    }

    @Override
    public void dropOfOtherRelease(String label) throws ReadModelAwayException {
        if (!ofOtherReleases().contains(label)) {
            throw new IllegalArgumentException("Not of another release: " + label);
        }
        ask(() -> {
            models.drop(label);
            return label;
        });
    }

    private boolean isOfThisRelease(String label) {
        return label.equals(ReadModels.release()) || label.startsWith(ReadModels.release() + "_");
    }

    private int number(String label) {
        return label.equals(ReadModels.release())
                ? 1
                : Integer.parseInt(label.substring(ReadModels.release().length() + 1));
    }

    private static <R> R ask(Supplier<R> question) throws ReadModelAwayException {
        try {
            return question.get();
        } catch (MongoException e) {
            throw new ReadModelAwayException(
                    "MongoDB does not answer: " + e.getClass().getSimpleName() + " (code " + e.getCode() + ")", e);
        }
    }
}

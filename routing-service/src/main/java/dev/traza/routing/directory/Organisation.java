package dev.traza.routing.directory;

import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.routing.commands.KafkaSender;
import dev.traza.routing.commands.SendFailedException;
import dev.traza.routing.desk.Agent;
import dev.traza.routing.desk.Desk;
import dev.traza.routing.desk.Directory;
import dev.traza.routing.desk.Team;
import dev.traza.routing.store.DirectoryStore;
import dev.traza.routing.store.DirectoryStore.Entry;
import dev.traza.routing.store.DirectoryStore.Kind;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The organisation as every instance sees it. The database is the truth; the topic {@code routing-directory} is a copy
 * for the other services. A write first changes the database and then publishes; what was not published is found by
 * {@link #publishWhatIsNot()} and, at every start, everything is published again, so that no crash in between leaves the
 * topic behind.
 */
@Singleton
public class Organisation {

    private static final Logger LOG = Logger.getLogger(Organisation.class);
    private static final int TRIES = 10;

    private final DirectoryStore store;
    private final KafkaSender sender;
    private volatile @Nullable Snapshot snapshot;

    /** Kept in this store, published by this sender. */
    @Inject
    public Organisation(DirectoryStore store, KafkaSender sender) {
        this.store = store;
        this.sender = sender;
    }

    /**
     * Everything at one moment.
     *
     * @param versions of the entries by key
     */
    public record Snapshot(long revision, Directory directory, Map<String, Long> versions) {

        /** The version of an entry; empty when there is no such entry. */
        public Optional<Long> version(Kind kind, String id) {
            return Optional.ofNullable(versions.get(kind.key(id)));
        }
    }

    /** What became of a write. */
    public sealed interface Written {

        /** It stands. */
        record Done(long version, boolean created) implements Written {}

        /** The entry is at another version than the caller expected; 0 when there is none. */
        record Mismatch(long version) implements Written {}
    }

    /** Everything at this moment; read again only when something has changed. */
    public Snapshot current() {
        long revision = store.revision();
        Snapshot present = snapshot;
        if (present != null && present.revision() == revision) {
            return present;
        }
        Snapshot fresh = read(revision);
        snapshot = fresh;
        return fresh;
    }

    /**
     * Makes an entry what it shall be. Writing what is there already changes nothing.
     *
     * @param expected the version the caller has seen; absent to overwrite whatever is there
     */
    public Written put(Kind kind, String id, Object value, @Nullable Long expected) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Entry present = store.find(kind, id).orElse(null);
            boolean exists = present != null && present.value() != null;
            long version = exists ? Objects.requireNonNull(present).version() : 0;
            if (expected != null && expected != version) {
                return new Written.Mismatch(version);
            }
            if (exists && value.equals(Objects.requireNonNull(present).value())) {
                return new Written.Done(version, false);
            }
            Optional<Entry> written = store.write(kind, id, present, value);
            if (written.isPresent()) {
                publishSoon(written.get());
                return new Written.Done(written.get().version(), !exists);
            }
        }
        throw new IllegalStateException("%s is being changed all the time".formatted(kind.key(id)));
    }

    /**
     * Removes an entry.
     *
     * @param expected the version the caller has seen; absent to remove whatever is there
     * @return empty when there is none
     */
    public Optional<Written> remove(Kind kind, String id, @Nullable Long expected) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Entry present = store.find(kind, id).orElse(null);
            if (present == null || present.value() == null) {
                return Optional.empty();
            }
            if (expected != null && expected != present.version()) {
                return Optional.of(new Written.Mismatch(present.version()));
            }
            Optional<Entry> written = store.write(kind, id, present, null);
            if (written.isPresent()) {
                publishSoon(written.get());
                return Optional.of(new Written.Done(written.get().version(), false));
            }
        }
        throw new IllegalStateException("%s is being changed all the time".formatted(kind.key(id)));
    }

    /**
     * Publishes everything, whether it was published before or not.
     *
     * @throws SendFailedException if Kafka does not take it
     */
    public void publishEverything() {
        store.all().forEach(this::publish);
    }

    /** Publishes what a crash or a broker that was away has left unpublished; tries again at the next call. */
    public void publishWhatIsNot() {
        List<Entry> left = new ArrayList<>();
        try {
            store.all().stream().filter(Entry::unpublished).forEach(left::add);
            if (!left.isEmpty()) {
                // The writer may have died before it told the other instances.
                store.countChange();
                left.forEach(this::publish);
            }
        } catch (RuntimeException e) { // whatever it is: an exception would end the schedule
            LOG.warnf("%d entries of the directory are still to be published: %s", left.size(), e);
        }
    }

    private void publishSoon(Entry entry) {
        try {
            publish(entry);
        } catch (SendFailedException e) {
            LOG.warnf("%s will be published later: %s", entry.key(), e.getMessage());
        }
    }

    private void publish(Entry entry) {
        Entry newest = entry;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            sender.send(newest.key(), published(newest));
            if (store.markPublished(newest)) {
                return;
            }
            Optional<Entry> changed = store.find(
                    entry.kind(), entry.key().substring(entry.kind().word().length() + 1));
            if (changed.isEmpty()) {
                return; // removed, and its removal published, by another instance
            }
            newest = changed.get();
        }
    }

    private static @Nullable DirectoryEntry published(Entry entry) {
        return switch (entry.value()) {
            case Desk desk -> new DirectoryEntry.Desk(desk.id(), desk.name());
            case Team team ->
                new DirectoryEntry.Team(
                        team.id(), team.name(), team.deskId(), team.level(), team.strategy(), team.supervisorId());
            case Agent agent ->
                new DirectoryEntry.Agent(agent.id(), agent.name(), agent.email(), agent.language(), agent.teamIds());
            case null, default -> null;
        };
    }

    private Snapshot read(long revision) {
        List<Desk> desks = new ArrayList<>();
        List<Team> teams = new ArrayList<>();
        List<Agent> agents = new ArrayList<>();
        Map<String, Long> versions = new HashMap<>();
        for (Entry entry : store.all()) {
            switch (entry.value()) {
                case Desk desk -> desks.add(desk);
                case Team team -> teams.add(team);
                case Agent agent -> agents.add(agent);
                case null, default -> {
                    continue;
                }
            }
            versions.put(entry.key(), entry.version());
        }
        return new Snapshot(revision, new Directory(desks, teams, agents), Map.copyOf(versions));
    }
}

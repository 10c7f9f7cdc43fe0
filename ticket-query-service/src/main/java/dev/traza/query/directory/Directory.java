package dev.traza.query.directory;

import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.query.log.LogPartition;
import dev.traza.query.log.Projection;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Teams and agents as this node knows them, a moment behind routing: in memory, read from the beginning of its topic at
 * every start.
 */
@Singleton
public class Directory implements Projection<DirectoryChange> {

    /** The name of the feed that keeps it. */
    public static final String FEED = "directory";

    private final Map<LogPartition, Long> positions = new HashMap<>();
    private final Map<String, DirectoryEntry> entries = new ConcurrentHashMap<>();

    /** Made by the container. */
    public Directory() {}

    /** The ids of the teams that a person is in, or is the supervisor of. */
    public Set<String> teamsOf(String personId) {
        return Stream.concat(
                        entries.values().stream().flatMap(entry -> ledBy(entry, personId)),
                        entries.get("agent:" + personId) instanceof DirectoryEntry.Agent agent
                                ? agent.teamIds().stream()
                                : Stream.of())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> ledBy(DirectoryEntry entry, String personId) {
        return entry instanceof DirectoryEntry.Team team && personId.equals(team.supervisorId())
                ? Stream.of(team.id())
                : Stream.of();
    }

    /** The desk that a team belongs to now; null when the team is not known. */
    public @Nullable String deskOf(String teamId) {
        return entries.get("team:" + teamId) instanceof DirectoryEntry.Team team ? team.deskId() : null;
    }

    @Override
    public synchronized Map<LogPartition, Long> positions(Collection<LogPartition> partitions) {
        return partitions.stream()
                .filter(positions::containsKey)
                .collect(Collectors.toMap(partition -> partition, partition -> positions.getOrDefault(partition, 0L)));
    }

    @Override
    public synchronized void apply(List<DirectoryChange> batch, Map<LogPartition, Long> next) {
        for (DirectoryChange change : batch) {
            DirectoryEntry entry = change.entry();
            if (entry == null) {
                entries.remove(change.key());
            } else {
                entries.put(change.key(), entry);
            }
        }
        positions.putAll(next);
    }
}

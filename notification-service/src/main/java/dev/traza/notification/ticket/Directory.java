package dev.traza.notification.ticket;

import dev.traza.contract.routing.DirectoryEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who works where, as routing publishes it; it may lag a moment behind the tickets. */
public interface Directory {

    /** The agent (or supervisor) of this id. */
    Optional<DirectoryEntry.Agent> agent(String id);

    /** The team of this id. */
    Optional<DirectoryEntry.Team> team(String id);

    /**
     * Remembers the state of an entry; one that is older than what is already remembered changes nothing.
     *
     * @param offset of the record on the topic
     * @param entry absent when it was removed
     */
    void put(String key, long offset, @Nullable DirectoryEntry entry);
}

package dev.traza.contract.routing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who works where: the present state of a desk, a team or an agent, on the compacted topic {@code routing-directory}. A
 * tombstone (no value) says that the entry was removed. The record's key is {@code <kind>:<id>}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DirectoryEntry.Desk.class, name = "desk"),
    @JsonSubTypes.Type(value = DirectoryEntry.Team.class, name = "team"),
    @JsonSubTypes.Type(value = DirectoryEntry.Agent.class, name = "agent")
})
public sealed interface DirectoryEntry {

    /** {@code <kind>:<id>}, the record's key. */
    String key();

    /** A department. */
    record Desk(String id, String name) implements DirectoryEntry {
        @Override
        public String key() {
            return "desk:" + id;
        }
    }

    /**
     * People who share a queue.
     *
     * @param level support level, 0–4
     */
    record Team(
            String id,
            String name,
            String deskId,
            int level,
            AssignmentStrategy strategy,
            @Nullable String supervisorId)
            implements DirectoryEntry {
        @Override
        public String key() {
            return "team:" + id;
        }
    }

    /**
     * Someone who works on tickets.
     *
     * @param id the subject of the agent's token
     * @param language BCP 47 tag of the language to write to this person in
     */
    record Agent(
            String id,
            String name,
            @Nullable String email,
            @Nullable String language,
            List<String> teamIds) implements DirectoryEntry {
        public Agent {
            teamIds = teamIds == null ? List.of() : List.copyOf(teamIds);
        }

        @Override
        public String key() {
            return "agent:" + id;
        }
    }
}

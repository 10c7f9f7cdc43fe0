package dev.traza.query.savedview;

import java.util.Set;
import java.util.function.Supplier;

/**
 * Somebody who looks at saved views.
 *
 * @param staff whether they stand on support's side of the desk
 * @param leads whether they are a supervisor or an administrator
 * @param teams the ids of their teams; asked only when it matters
 */
public record Onlooker(String id, boolean staff, boolean leads, Supplier<Set<String>> teams) {

    boolean isIn(String team) {
        return staff && teams.get().contains(team);
    }
}

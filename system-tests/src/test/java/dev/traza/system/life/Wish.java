package dev.traza.system.life;

import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of a ticket over REST, and how it is said. */
public sealed interface Wish {

    /** The request that says it. */
    Request request();

    /**
     * A request below {@code /api/v1/tickets/{id}}.
     *
     * @param body a map, or text that is sent as it is; absent for none
     */
    record Request(String method, String path, @Nullable Object body) {}

    /** Says something. */
    record Comment(String body, Visibility visibility) implements Wish {
        @Override
        public Request request() {
            return new Request("POST", "comments", with("body", body, "visibility", visibility));
        }
    }

    /** Gives the ticket to a team and possibly an agent. */
    record Assign(String team, @Nullable String agent) implements Wish {
        @Override
        public Request request() {
            return new Request("PUT", "assignment", with("teamId", team, "agentId", agent));
        }
    }

    /** Puts it back. */
    record Release() implements Wish {
        @Override
        public Request request() {
            return new Request("DELETE", "assignment", null);
        }
    }

    /** Pulls it. */
    record Take(@Nullable String team) implements Wish {
        @Override
        public Request request() {
            return new Request("POST", "take", with("teamId", team));
        }
    }

    /** Says how much it matters. */
    record Weigh(Impact impact, Urgency urgency) implements Wish {
        @Override
        public Request request() {
            return new Request("PUT", "priority", with("impact", impact, "urgency", urgency));
        }
    }

    /** Says the priority itself. */
    record SetPriority(Priority priority, String reason) implements Wish {
        @Override
        public Request request() {
            return new Request("PUT", "priority", with("priority", priority, "reason", reason));
        }
    }

    /** Waits for the requester. */
    record Pend() implements Wish {
        @Override
        public Request request() {
            return new Request("POST", "pending", with("reason", "serial number?"));
        }
    }

    /** Waits for something else. */
    record Hold(HoldReason reason, @Nullable Instant until) implements Wish {
        @Override
        public Request request() {
            return new Request("POST", "hold", with("reason", reason, "until", until));
        }
    }

    /** Goes on. */
    record Resume() implements Wish {
        @Override
        public Request request() {
            return new Request("POST", "resume", Map.of());
        }
    }

    /** Upwards. */
    record Escalate(
            boolean toSupervisor,
            @Nullable Integer level,
            @Nullable String team) implements Wish {
        @Override
        public Request request() {
            return new Request(
                    "POST",
                    "escalation",
                    with(
                            "kind",
                            toSupervisor ? "HIERARCHICAL" : "FUNCTIONAL",
                            "level",
                            level,
                            "teamId",
                            team,
                            "reason",
                            "it is urgent"));
        }
    }

    /** Solved. */
    record Resolve(ResolutionCode code) implements Wish {
        @Override
        public Request request() {
            return new Request("POST", "resolution", with("code", code, "text", "new toner"));
        }
    }

    /** Not solved. */
    record Reopen() implements Wish {
        @Override
        public Request request() {
            return new Request("POST", "reopening", with("reason", "still broken"));
        }
    }

    /** For good. */
    record Close(@Nullable ResolutionCode code) implements Wish {
        @Override
        public Request request() {
            return new Request("POST", "closure", with("code", code));
        }
    }

    /** Says it better. */
    record Revise(@Nullable String subject, @Nullable String description) implements Wish {
        @Override
        public Request request() {
            return new Request("POST", "revision", with("subject", subject, "description", description));
        }
    }

    /** Marks it. */
    record Tag(List<String> tags) implements Wish {
        @Override
        public Request request() {
            return new Request("POST", "tags", with("tags", tags));
        }
    }

    /** Takes a mark away. */
    record Untag(String tag) implements Wish {
        @Override
        public Request request() {
            return new Request("DELETE", "tags/" + tag, null);
        }
    }

    /** Follows it. */
    record Watch(String watcher) implements Wish {
        @Override
        public Request request() {
            return new Request("PUT", "watchers/" + watcher, null);
        }
    }

    /** Follows it no more. */
    record Unwatch(String watcher) implements Wish {
        @Override
        public Request request() {
            return new Request("DELETE", "watchers/" + watcher, null);
        }
    }

    /** Somebody takes part. */
    record Invite(String person, @Nullable String name) implements Wish {
        @Override
        public Request request() {
            return new Request("PUT", "participants/" + person, with("name", name));
        }
    }

    /** Somebody takes part no more. */
    record Uninvite(String person) implements Wish {
        @Override
        public Request request() {
            return new Request("DELETE", "participants/" + person, null);
        }
    }

    /** It is about this. */
    record LinkAsset(String asset, @Nullable String name) implements Wish {
        @Override
        public Request request() {
            return new Request("PUT", "assets/" + asset, with("name", name));
        }
    }

    /** It is not about this. */
    record UnlinkAsset(String asset) implements Wish {
        @Override
        public Request request() {
            return new Request("DELETE", "assets/" + asset, null);
        }
    }

    /** Was worked on. */
    record Work(int minutes) implements Wish {
        @Override
        public Request request() {
            return new Request("POST", "work", with("minutes", minutes, "activity", "looked into it"));
        }
    }

    /** Is to be done. */
    record AddTask(UUID task, String title, @Nullable String team, boolean mandatory) implements Wish {
        @Override
        public Request request() {
            return new Request("PUT", "tasks/" + task, with("title", title, "teamId", team, "mandatory", mandatory));
        }
    }

    /** Is done. */
    record CompleteTask(UUID task) implements Wish {
        @Override
        public Request request() {
            return new Request("POST", "tasks/" + task + "/completion", Map.of());
        }
    }

    /** Need not be done. */
    record CancelTask(UUID task) implements Wish {
        @Override
        public Request request() {
            return new Request("POST", "tasks/" + task + "/cancellation", with("reason", "not needed"));
        }
    }

    /** How satisfied one is. */
    record Rate(int score) implements Wish {
        @Override
        public Request request() {
            return new Request("POST", "rating", with("score", score));
        }
    }

    /** Something that no ticket understands. */
    record Nonsense(Request request) implements Wish {}

    /** Names and values in turn; what is null is left out. */
    private static Map<String, Object> with(@Nullable Object... namesAndValues) {
        Map<String, Object> body = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object name = namesAndValues[i];
            Object value = namesAndValues[i + 1];
            if (name != null && value != null) {
                body.put(name.toString(), value);
            }
        }
        return body;
    }
}

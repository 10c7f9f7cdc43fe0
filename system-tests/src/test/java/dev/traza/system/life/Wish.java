package dev.traza.system.life;

import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.TicketType;
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
    Request request(Names names);

    /** What it is called in figures. */
    default String called() {
        return getClass().getSimpleName();
    }

    /** How things are named by the running system. */
    interface Names {

        /** The number or id of a ticket. */
        String ticket(String label);

        /** The id of what was said as the so-many-eth thing, from 0, on the ticket that is asked. */
        String comment(int index);

        /** The path of the catalog's item. */
        String item();
    }

    /**
     * A request below {@code /api/v1/tickets/{id}}.
     *
     * @param body a map, or text that is sent as it is; absent for none
     * @param command what it is called among many in one request; absent when it is not asked there
     * @param part what the path names, by the name that it has there
     */
    record Request(
            String method,
            String path,
            @Nullable Object body,
            @Nullable String command,
            Map<String, Object> part) {

        Request(String method, String path, @Nullable Object body) {
            this(method, path, body, null, Map.of());
        }

        Request as(String itsCommand) {
            return new Request(method, path, body, itsCommand, Map.of());
        }

        Request as(String itsCommand, String name, Object value) {
            return new Request(method, path, body, itsCommand, Map.of(name, value));
        }

        /** The body among many: what the path names is in it. */
        public Map<String, Object> wholeBody() {
            Map<String, Object> whole = new HashMap<>(part);
            if (body instanceof Map<?, ?> fields) {
                fields.forEach((name, value) -> whole.put(name.toString(), value));
            }
            return whole;
        }
    }

    /** Says something. */
    record Comment(String body, Visibility visibility) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "comments", with("body", body, "visibility", visibility)).as("AddComment");
        }
    }

    /** Gives the ticket to a team and possibly an agent. */
    record Assign(String team, @Nullable String agent) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("PUT", "assignment", with("teamId", team, "agentId", agent)).as("AssignTicket");
        }
    }

    /** Puts it back. */
    record Release() implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("DELETE", "assignment", null).as("ReleaseTicket");
        }
    }

    /** Pulls it. */
    record Take(@Nullable String team) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "take", with("teamId", team)).as("TakeTicket");
        }
    }

    /** Says how much it matters. */
    record Weigh(Impact impact, Urgency urgency) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("PUT", "priority", with("impact", impact, "urgency", urgency)).as("PrioritizeTicket");
        }
    }

    /** Says the priority itself. */
    record SetPriority(Priority priority, String reason) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("PUT", "priority", with("priority", priority, "reason", reason)).as("PrioritizeTicket");
        }
    }

    /** Waits for the requester. */
    record Pend() implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "pending", with("reason", "serial number?")).as("WaitForRequester");
        }
    }

    /** Waits for something else. */
    record Hold(HoldReason reason, @Nullable Instant until) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "hold", with("reason", reason, "until", until)).as("HoldTicket");
        }
    }

    /** Goes on. */
    record Resume() implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "resume", Map.of()).as("ResumeTicket");
        }
    }

    /** Upwards. */
    record Escalate(
            boolean toSupervisor,
            @Nullable Integer level,
            @Nullable String team) implements Wish {
        @Override
        public Request request(Names names) {
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
                                    "it is urgent"))
                    .as("EscalateTicket");
        }
    }

    /** Solved. */
    record Resolve(ResolutionCode code) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "resolution", with("code", code, "text", "new toner")).as("ResolveTicket");
        }
    }

    /** Not solved. */
    record Reopen() implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "reopening", with("reason", "still broken")).as("ReopenTicket");
        }
    }

    /** For good. */
    record Close(@Nullable ResolutionCode code) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "closure", with("code", code)).as("CloseTicket");
        }
    }

    /** Says it better. */
    record Revise(@Nullable String subject, @Nullable String description) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "revision", with("subject", subject, "description", description))
                    .as("ReviseTicket");
        }
    }

    /** Marks it. */
    record Tag(List<String> tags) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "tags", with("tags", tags)).as("TagTicket");
        }
    }

    /** Takes a mark away. */
    record Untag(String tag) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("DELETE", "tags/" + tag, null).as("UntagTicket", "tag", tag);
        }
    }

    /** Follows it. */
    record Watch(String watcher) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("PUT", "watchers/" + watcher, null).as("WatchTicket", "watcherId", watcher);
        }
    }

    /** Follows it no more. */
    record Unwatch(String watcher) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("DELETE", "watchers/" + watcher, null).as("UnwatchTicket", "watcherId", watcher);
        }
    }

    /** Somebody takes part. */
    record Invite(String person, @Nullable String name) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("PUT", "participants/" + person, with("name", name))
                    .as("AddParticipant", "personId", person);
        }
    }

    /** Somebody takes part no more. */
    record Uninvite(String person) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("DELETE", "participants/" + person, null).as("RemoveParticipant", "personId", person);
        }
    }

    /** It is about this. */
    record LinkAsset(String asset, @Nullable String name) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("PUT", "assets/" + asset, with("name", name)).as("LinkAsset", "assetId", asset);
        }
    }

    /** It is not about this. */
    record UnlinkAsset(String asset) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("DELETE", "assets/" + asset, null).as("UnlinkAsset", "assetId", asset);
        }
    }

    /** Was worked on. */
    record Work(int minutes) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "work", with("minutes", minutes, "activity", "looked into it")).as("LogWork");
        }
    }

    /** Is to be done. */
    record AddTask(UUID task, String title, @Nullable String team, boolean mandatory) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("PUT", "tasks/" + task, with("title", title, "teamId", team, "mandatory", mandatory))
                    .as("AddTask", "taskId", task);
        }
    }

    /** Is done. */
    record CompleteTask(UUID task) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "tasks/" + task + "/completion", Map.of()).as("CompleteTask", "taskId", task);
        }
    }

    /** Need not be done. */
    record CancelTask(UUID task) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "tasks/" + task + "/cancellation", with("reason", "not needed"))
                    .as("CancelTask", "taskId", task);
        }
    }

    /** How satisfied one is. */
    record Rate(int score) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "rating", with("score", score)).as("RateTicket");
        }
    }

    /** How the parent was solved. */
    record ResolveAsParent() implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "resolution", with("fromParent", true)).as("ResolveTicket");
        }
    }

    /** Where a ticket belongs in the catalog. */
    enum Category {
        NONE,
        /** The item that has forms. */
        ITEM,
        /** A word that the catalog does not know. */
        ELSEWHERE;

        /** The word for it; absent for none. */
        @Nullable
        String word(Names names) {
            return switch (this) {
                case NONE -> null;
                case ITEM -> names.item();
                case ELSEWHERE -> "elsewhere";
            };
        }
    }

    /** What kind of matter it is. */
    record Classify(Category category, @Nullable TicketType type, Map<String, String> fields) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request(
                            "PUT",
                            "classification",
                            with("category", category.word(names), "type", type, "customFields", fields))
                    .as("ClassifyTicket");
        }
    }

    /** Asks others whether it may be. */
    record RequestApproval(
            UUID approval,
            String question,
            List<String> approvers,
            @Nullable Integer needed,
            @Nullable Integer percent,
            @Nullable Instant expiresAt)
            implements Wish {
        @Override
        public Request request(Names names) {
            return new Request(
                            "PUT",
                            "approvals/" + approval,
                            with(
                                    "question",
                                    question,
                                    "approvers",
                                    approvers,
                                    "needed",
                                    needed,
                                    "neededPercent",
                                    percent,
                                    "expiresAt",
                                    expiresAt))
                    .as("RequestApproval", "approvalId", approval);
        }
    }

    /** Says yes or no. */
    record DecideApproval(UUID approval, ApprovalDecision decision) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "approvals/" + approval + "/decision", with("decision", decision))
                    .as("DecideApproval", "approvalId", approval);
        }
    }

    /** Need not be asked any more. */
    record WithdrawApproval(UUID approval) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "approvals/" + approval + "/withdrawal", Map.of())
                    .as("WithdrawApproval", "approvalId", approval);
        }
    }

    /** Has to do with another. */
    record Link(LinkType type, String other) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("PUT", "links/" + type + "/" + names.ticket(other), null);
        }
    }

    /** Has nothing to do with another. */
    record Unlink(LinkType type, String other) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("DELETE", "links/" + type + "/" + names.ticket(other), null);
        }
    }

    /** What was said is a matter of its own. */
    record Split(int comment, @Nullable String subject) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "splits", with("commentId", names.comment(comment), "subject", subject));
        }
    }

    /** Is about the same as another. */
    record Merge(String into) implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("POST", "merge", with("into", names.ticket(into)));
        }
    }

    /** Is not about the same after all. */
    record Unmerge() implements Wish {
        @Override
        public Request request(Names names) {
            return new Request("DELETE", "merge", null);
        }
    }

    /** Something that no ticket understands. */
    record Nonsense(Request said) implements Wish {
        @Override
        public Request request(Names names) {
            return said;
        }
    }

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

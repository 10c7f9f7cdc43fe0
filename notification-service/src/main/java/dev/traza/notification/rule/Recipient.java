package dev.traza.notification.rule;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.personal.Scoped;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be told, by relation to the ticket. Where a relation is enough, the person is found when the message leaves:
 * a warning is for whoever has the ticket then.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "relation")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Recipient.Requester.class, name = "requester"),
    @JsonSubTypes.Type(value = Recipient.Participant.class, name = "participant"),
    @JsonSubTypes.Type(value = Recipient.Agent.class, name = "agent"),
    @JsonSubTypes.Type(value = Recipient.Assignee.class, name = "assignee"),
    @JsonSubTypes.Type(value = Recipient.Supervisor.class, name = "supervisor"),
    @JsonSubTypes.Type(value = Recipient.Approver.class, name = "approver")
})
public sealed interface Recipient {

    /** Part of the message's id: the same event and recipient give the same text at every replay. */
    String key();

    /** The person the ticket is for. */
    record Requester(String personId) implements Recipient {
        @Override
        public String key() {
            return "requester:" + personId;
        }
    }

    /** A person who takes part in the conversation; not told once they do no more. */
    record Participant(String personId) implements Recipient {
        @Override
        public String key() {
            return "participant:" + personId;
        }
    }

    /** This agent. */
    record Agent(String personId) implements Recipient {
        @Override
        public String key() {
            return "agent:" + personId;
        }
    }

    /**
     * This person is asked for approval. Staff are written to at the address of the directory, others at the one that came
     * with the request.
     */
    record Approver(
            String personId,
            @Personal @Nullable String name,
            @Personal @Nullable String email,
            @Nullable String language)
            implements Recipient, Scoped {
        @Override
        public Scope scope() {
            return new Scope.OfPerson(personId);
        }

        @Override
        public String key() {
            return "approver:" + personId;
        }
    }

    /** Whoever has the ticket. */
    record Assignee() implements Recipient {
        @Override
        public String key() {
            return "assignee";
        }
    }

    /** The supervisor of the team that has the ticket; not told twice when the ticket is their own. */
    record Supervisor() implements Recipient {
        @Override
        public String key() {
            return "supervisor";
        }
    }
}

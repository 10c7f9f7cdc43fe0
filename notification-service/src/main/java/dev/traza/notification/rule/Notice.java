package dev.traza.notification.rule;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.ResolutionCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a message has to say: the facts of the event, before any wording. It is kept with the message until that ends. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Notice.Received.class, name = "received"),
    @JsonSubTypes.Type(value = Notice.Replied.class, name = "replied"),
    @JsonSubTypes.Type(value = Notice.Said.class, name = "said"),
    @JsonSubTypes.Type(value = Notice.RequesterCommented.class, name = "requester-commented"),
    @JsonSubTypes.Type(value = Notice.Assigned.class, name = "assigned"),
    @JsonSubTypes.Type(value = Notice.SlaNearing.class, name = "sla-nearing"),
    @JsonSubTypes.Type(value = Notice.SlaMissed.class, name = "sla-missed"),
    @JsonSubTypes.Type(value = Notice.Resolved.class, name = "resolved"),
    @JsonSubTypes.Type(value = Notice.Reopened.class, name = "reopened"),
    @JsonSubTypes.Type(value = Notice.ApprovalAsked.class, name = "approval-asked"),
    @JsonSubTypes.Type(value = Notice.ApprovalEnded.class, name = "approval-ended"),
    @JsonSubTypes.Type(value = Notice.RequestDecided.class, name = "request-decided"),
    @JsonSubTypes.Type(value = Notice.ProcedureStopped.class, name = "procedure-stopped"),
    @JsonSubTypes.Type(value = Notice.Merged.class, name = "merged"),
    @JsonSubTypes.Type(value = Notice.Absorbed.class, name = "absorbed"),
    @JsonSubTypes.Type(value = Notice.Unmerged.class, name = "unmerged"),
    @JsonSubTypes.Type(value = Notice.ChildrenDone.class, name = "children-done"),
    @JsonSubTypes.Type(value = Notice.ResolutionOffered.class, name = "resolution-offered")
})
public sealed interface Notice {

    /** What the message is for. */
    Purpose purpose();

    /** Whether what there was to say is gone, so that there is nothing to send. */
    default boolean isErased() {
        return switch (this) {
            case Received received -> isErased(received.description());
            case Replied replied -> isErased(replied.body());
            case Said said -> isErased(said.body());
            case RequesterCommented commented -> isErased(commented.body());
            case Resolved resolved -> isErased(resolved.text());
            case Reopened reopened -> isErased(reopened.reason());
            case ApprovalAsked asked -> isErased(asked.question());
            case ApprovalEnded ended -> isErased(ended.question());
            case ResolutionOffered offered -> isErased(offered.text());
            case Assigned assigned -> false;
            case SlaNearing nearing -> false;
            case SlaMissed missed -> false;
            case RequestDecided decided -> false;
            case Merged merged -> false;
            case Absorbed absorbed -> false;
            case Unmerged unmerged -> false;
            case ChildrenDone done -> false;
            case ProcedureStopped stopped -> false;
        };
    }

    private static boolean isErased(String text) {
        return text.equals(Personal.ERASED);
    }

    /** Names of files go with what they came with. They are absent in messages that are older than they are. */
    private static List<String> unlessErased(String text, @Nullable List<String> files) {
        List<String> names = files == null ? List.of() : List.copyOf(files);
        return isErased(text) ? names.stream().map(name -> Personal.ERASED).toList() : names;
    }

    /** Names of the files that came with what was said. */
    default List<String> files() {
        return List.of();
    }

    /** The requester's ticket was opened. */
    record Received(@Personal String description, List<String> files) implements Notice {
        public Received {
            files = unlessErased(description, files);
        }

        /** Without files. */
        public Received(String description) {
            this(description, List.of());
        }

        @Override
        public Purpose purpose() {
            return Purpose.ACKNOWLEDGEMENT;
        }
    }

    /** @param authorId the agent who answered */
    record Replied(String authorId, @Personal String body, List<String> files) implements Notice {
        public Replied {
            files = unlessErased(body, files);
        }

        /** Without files. */
        public Replied(String authorId, String body) {
            this(authorId, body, List.of());
        }

        @Override
        public Purpose purpose() {
            return Purpose.REPLY;
        }
    }

    /**
     * Somebody on the recipient's own side of the desk said something.
     *
     * @param name of the requester or participant, if known
     */
    record Said(@Personal @Nullable String name, @Personal String body, List<String> files) implements Notice {
        public Said {
            files = unlessErased(body, files);
        }

        /** Without files. */
        public Said(@Nullable String name, String body) {
            this(name, body, List.of());
        }

        @Override
        public Purpose purpose() {
            return Purpose.CONVERSATION;
        }
    }

    /**
     * The requester or a participant said something in public.
     *
     * @param participant name of the participant, or their id; absent when it was the requester
     */
    record RequesterCommented(
            @Personal @Nullable String participant,
            @Personal String body,
            List<String> files) implements Notice {
        public RequesterCommented {
            files = unlessErased(body, files);
        }

        /** Without files. */
        public RequesterCommented(@Nullable String participant, String body) {
            this(participant, body, List.of());
        }

        @Override
        public Purpose purpose() {
            return Purpose.REQUESTER_COMMENT;
        }
    }

    /**
     * The ticket is the recipient's.
     *
     * @param teamId the team in whose name
     * @param explanation why, in one sentence for people
     */
    record Assigned(String teamId, @Nullable String explanation) implements Notice {
        @Override
        public Purpose purpose() {
            return Purpose.ASSIGNMENT;
        }
    }

    /**
     * A target comes near.
     *
     * @param thresholdPercent how much of the time is used, in percent
     * @param dueAt when the target is reached if nothing pauses
     */
    record SlaNearing(
            SlaMetric metric,
            int thresholdPercent,
            @Nullable Instant dueAt) implements Notice {
        @Override
        public Purpose purpose() {
            return Purpose.SLA_WARNING;
        }
    }

    /**
     * A target was missed.
     *
     * @param targetSeconds working time that was allowed, in seconds
     */
    record SlaMissed(SlaMetric metric, long targetSeconds) implements Notice {
        @Override
        public Purpose purpose() {
            return Purpose.SLA_BREACH;
        }
    }

    /** Support says it is solved. */
    record Resolved(ResolutionCode code, @Personal String text) implements Notice {
        @Override
        public Purpose purpose() {
            return Purpose.RESOLUTION;
        }
    }

    /** It was not solved after all. */
    record Reopened(@Personal String reason) implements Notice {
        @Override
        public Purpose purpose() {
            return Purpose.REOPENING;
        }
    }

    /**
     * The recipient is asked to approve something.
     *
     * @param expiresAt when it is too late to decide; absent means never
     */
    record ApprovalAsked(
            @Personal String question, @Nullable Instant expiresAt) implements Notice {
        @Override
        public Purpose purpose() {
            return Purpose.APPROVAL_REQUEST;
        }
    }

    /** To staff: what was to be approved has been, or not. */
    record ApprovalEnded(@Personal String question, ApprovalResult result) implements Notice {
        @Override
        public Purpose purpose() {
            return Purpose.APPROVAL_RESULT;
        }
    }

    /** To the requester: what they ask for was approved, or not; what exactly was put to whom is support's own affair. */
    record RequestDecided(ApprovalResult result) implements Notice {
        @Override
        public Purpose purpose() {
            return Purpose.APPROVAL_RESULT;
        }
    }

    /** What is laid down for the ticket is not done any more; people go on by hand. */
    record ProcedureStopped(@Personal @Nullable String reason) implements Notice {
        @Override
        public Purpose purpose() {
            return Purpose.PROCEDURE_STOP;
        }
    }

    /**
     * The ticket goes on in another.
     *
     * @param forStaff whether the reader is on support's side of the desk
     */
    record Merged(String intoNumber, boolean forStaff) implements Notice {
        @Override
        public Purpose purpose() {
            return Purpose.MERGE;
        }
    }

    /** Another ticket goes on in this one. */
    record Absorbed(String sourceNumber) implements Notice {
        @Override
        public Purpose purpose() {
            return Purpose.ABSORPTION;
        }
    }

    /**
     * The ticket stands for itself again.
     *
     * @param forStaff whether the reader is on support's side of the desk
     */
    record Unmerged(String fromNumber, boolean forStaff) implements Notice {
        @Override
        public Purpose purpose() {
            return Purpose.UNMERGE;
        }
    }

    /**
     * All tickets below this one are resolved or closed.
     *
     * @param children how many they are
     */
    record ChildrenDone(int children) implements Notice {
        @Override
        public Purpose purpose() {
            return Purpose.CHILDREN_DONE;
        }
    }

    /**
     * The ticket above this one was solved.
     *
     * @param text how
     */
    record ResolutionOffered(String parentNumber, @Personal String text) implements Notice {
        @Override
        public Purpose purpose() {
            return Purpose.RESOLUTION_OFFER;
        }
    }
}

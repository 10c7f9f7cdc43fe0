package dev.traza.command.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of requests. In all of them {@code occurredAt} says when the matter happened, if not now: yesterday's phone
 * call typed today.
 */
@SuppressWarnings("NullAway") // what is not marked nullable is checked by its constraints before it is used
final class Requests {

    private Requests() {}

    /** A body that can say when it happened. */
    sealed interface Dated {

        /** When the matter happened; absent means now. */
        @Nullable
        Instant occurredAt();
    }

    @Schema(
            name = "Requester",
            description = "The person a ticket is for. Requesters may leave it out: it is themselves.")
    record RequesterBlock(
            @Nullable @Size(min = 1, max = Limits.ID) @Text String id,
            @Nullable @Size(max = Limits.NAME) @Text String name,
            @Nullable @Email @Size(max = Limits.EMAIL) @Text String email,
            @Nullable @Size(max = Limits.PHONE) @Text String phone,
            @Nullable @Size(max = Limits.NAME) @Text String organisation,

            @Schema(description = "BCP 47 tag", examples = "es")
            @Nullable
            @Size(max = Limits.LANGUAGE)
            @Pattern(regexp = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
            String language,

            @Schema(description = "Only staff can say so") @Nullable
            Boolean vip) {}

    @Schema(name = "OpenTicket")
    record Open(
            @NotBlank @Size(max = Limits.SUBJECT) @Text String subject,

            @NotBlank @Size(max = Limits.BODY) @Text(multiline = true)
            String description,

            @Schema(description = "API when left out") @Nullable
            Channel channel,

            @Schema(description = "Left out, the one of the catalog's item, or else INCIDENT") @Nullable
            TicketType type,

            @Nullable @Valid RequesterBlock requester,

            @Schema(examples = "hardware/printer") @Nullable @Size(min = 1, max = Limits.CATEGORY) @Text
            String category,

            @Schema(description = "Left out, the one of the catalog's item, or else MEDIUM") @Nullable
            Impact impact,

            @Schema(description = "Left out, the one of the catalog's item, or else MEDIUM") @Nullable
            Urgency urgency,

            @Nullable @Size(max = Limits.TAGS) List<@NotBlank @Size(max = Limits.TAG) @Text String> tags,

            @Nullable @Size(max = Limits.CUSTOM_FIELDS)
            Map<
                            @NotBlank @Size(max = Limits.CUSTOM_FIELD_NAME) @Text String,
                            @NotNull @Size(max = Limits.CUSTOM_FIELD) @Text(multiline = true) String>
                    customFields,

            @Schema(description = "The closed ticket that this one continues") @Nullable
            UUID followUpOf,

            @Schema(description = "Uploads of the caller's own, by their ids") @Nullable @Size(max = Limits.ATTACHMENTS)
            List<@NotNull UUID> attachments,

            @Nullable Instant occurredAt)
            implements Dated {
        Open {
            // In one order, since the content is compared by its hash.
            customFields = customFields == null ? null : new TreeMap<>(customFields);
        }
    }

    @Schema(name = "AddComment")
    record Comment(
            @NotBlank @Size(max = Limits.BODY) @Text(multiline = true)
            String body,

            @Schema(description = "Requesters write PUBLIC comments only") @NotNull
            Visibility visibility,

            @Schema(description = "API when left out") @Nullable
            Channel channel,

            @Schema(description = "Uploads of the caller's own, by their ids") @Nullable @Size(max = Limits.ATTACHMENTS)
            List<@NotNull UUID> attachments,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "AssignTicket")
    record Assignment(
            @NotBlank @Size(max = Limits.ID) @Text String teamId,

            @Schema(description = "A member of the team; left out, the ticket waits in the team's queue")
            @Nullable
            @Size(min = 1, max = Limits.ID)
            @Text
            String agentId,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "TakeTicket")
    record Take(
            @Schema(description = "The team into which a ticket without one comes; left out, the caller's first team")
            @Nullable
            @Size(min = 1, max = Limits.ID)
            @Text
            String teamId,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(
            name = "PrioritizeTicket",
            description = "Impact and urgency, from which the priority follows; or a priority with a reason")
    record Prioritization(
            @Nullable Impact impact,
            @Nullable Urgency urgency,
            @Nullable Priority priority,

            @Nullable @Size(max = Limits.REASON) @Text(multiline = true)
            String reason,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "WaitForRequester")
    record Pending(
            @Nullable @Size(max = Limits.REASON) @Text(multiline = true)
            String reason,

            @Nullable Instant occurredAt) implements Dated {}

    @Schema(name = "HoldTicket")
    record Hold(
            @NotNull HoldReason reason,

            @Schema(description = "In the future; required for DATE") @Nullable
            Instant until,

            @Nullable @Size(max = Limits.REASON) @Text(multiline = true)
            String note,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "ResumeTicket")
    record Resumption(@Nullable Instant occurredAt) implements Dated {}

    @Schema(name = "EscalateTicket")
    record Escalation(
            @Schema(description = "FUNCTIONAL when left out") @Nullable
            EscalationKind kind,

            @Schema(description = "Above the present level; left out, the next one") @Nullable @Min(0) @Max(4)
            Integer level,

            @Nullable @Size(min = 1, max = Limits.ID) @Text String teamId,

            @NotBlank @Size(max = Limits.REASON) @Text(multiline = true)
            String reason,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "ResolveTicket")
    record Resolution(
            @Schema(description = "Required unless fromParent") @Nullable
            ResolutionCode code,

            @Schema(description = "Required unless fromParent")
            @Nullable
            @Size(max = Limits.BODY)
            @Text(multiline = true)
            String text,

            @Schema(description = "Resolve it with the resolution that its parent offers; then without code and text")
            @Nullable
            Boolean fromParent,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "SplitTicket")
    record Split(
            @Schema(description = "A public comment of the ticket") @NotNull
            UUID commentId,

            @Schema(description = "Of the new ticket; this ticket's when left out")
            @Nullable
            @Size(min = 1, max = Limits.SUBJECT)
            @Text
            String subject,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "ReopenTicket")
    record Reopening(
            @NotBlank @Size(max = Limits.REASON) @Text(multiline = true)
            String reason,

            @Nullable Instant occurredAt) implements Dated {}

    @Schema(name = "CloseTicket")
    record Closure(
            @Schema(description = "SPAM, DUPLICATE, CANCELLED or NO_RESPONSE for a ticket that was never resolved")
            @Nullable
            ResolutionCode code,

            @Nullable @Size(max = Limits.REASON) @Text(multiline = true)
            String reason,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "ReviseTicket", description = "What is left out stays")
    record Revision(
            @Nullable @Size(min = 1, max = Limits.SUBJECT) @Text
            String subject,

            @Nullable @Size(max = Limits.BODY) @Text(multiline = true)
            String description,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "ClassifyTicket", description = "In full: custom fields that are left out are dropped")
    record Classification(
            @Schema(description = "Left out, the ticket has none", examples = "hardware/printer")
            @Nullable
            @Size(min = 1, max = Limits.CATEGORY)
            @Text
            String category,

            @Schema(description = "Left out, the one of the catalog's item, or else the present one") @Nullable
            TicketType type,

            @Schema(description = "Values of the catalog item's form, by field name")
            @Nullable
            @Size(max = Limits.CUSTOM_FIELDS)
            Map<
                            @NotBlank @Size(max = Limits.CUSTOM_FIELD_NAME) @Text String,
                            @NotNull @Size(max = Limits.CUSTOM_FIELD) @Text(multiline = true) String>
                    customFields,

            @Nullable Instant occurredAt)
            implements Dated {
        Classification {
            // In one order, since the content is compared by its hash.
            customFields = customFields == null ? null : new TreeMap<>(customFields);
        }
    }

    @Schema(name = "TagTicket")
    record Tagging(
            @NotNull @Size(min = 1, max = Limits.TAGS) List<@NotBlank @Size(max = Limits.TAG) @Text String> tags,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "AddParticipant")
    record Participation(
            @Nullable @Size(max = Limits.NAME) @Text String name,

            @Schema(description = "Without it the person is not told of anything")
            @Nullable
            @Email
            @Size(max = Limits.EMAIL)
            @Text
            String email,

            @Schema(description = "BCP 47 tag", examples = "es")
            @Nullable
            @Size(max = Limits.LANGUAGE)
            @Pattern(regexp = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
            String language,

            @Nullable Instant occurredAt)
            implements Dated {
        static final Participation UNDESCRIBED = new Participation(null, null, null, null);
    }

    @Schema(name = "LinkAsset")
    record Asset(
            @Nullable @Size(max = Limits.NAME) @Text String name,

            @Nullable Instant occurredAt) implements Dated {}

    @Schema(name = "LogWork")
    record Work(
            @Schema(description = "How long; or give seconds") @Nullable @Min(1) @Max(Limits.MINUTES)
            Integer minutes,

            @Schema(description = "How long, when minutes are too coarse") @Nullable @Min(1) @Max(Limits.SECONDS)
            Integer seconds,

            @NotBlank @Size(max = Limits.REASON) @Text(multiline = true)
            String activity,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "RateTicket")
    record Rating(
            @Schema(description = "1 (not at all) to 5 (fully)") @NotNull @Min(1) @Max(5)
            Integer score,

            @Nullable @Size(max = Limits.REASON) @Text(multiline = true)
            String comment,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "AddTask")
    record Task(
            @NotBlank @Size(max = Limits.TITLE) @Text String title,

            @Schema(description = "The ticket's own team when left out") @Nullable @Size(min = 1, max = Limits.ID) @Text
            String teamId,

            @Schema(description = "Whether the ticket may be resolved only when it is done; false when left out")
            @Nullable
            Boolean mandatory,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "CompleteTask")
    record TaskCompletion(
            @Nullable @Size(max = Limits.REASON) @Text(multiline = true)
            String note,

            @Nullable Instant occurredAt) implements Dated {}

    @Schema(name = "CancelTask")
    record TaskCancellation(
            @NotBlank @Size(max = Limits.REASON) @Text(multiline = true)
            String reason,

            @Nullable Instant occurredAt) implements Dated {}

    @Schema(
            name = "Approver",
            description =
                    "Who is asked. The id alone may be sent as a string; who is no staff can be written to only at"
                            + " an address given here.")
    record ApproverBlock(
            @NotBlank @Size(max = Limits.ID) @Text String id,

            @Nullable @Size(max = Limits.NAME) @Text String name,

            @Nullable @Email @Size(max = Limits.EMAIL) @Text String email,

            @Schema(description = "BCP 47 tag", examples = "es")
            @Nullable
            @Size(max = Limits.LANGUAGE)
            @Pattern(regexp = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
            String language) {

        @JsonCreator
        ApproverBlock {}

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static ApproverBlock of(String id) {
            return new ApproverBlock(id, null, null, null);
        }

        Approver approver() {
            return new Approver(id, name, email, language);
        }
    }

    @Schema(name = "RequestApproval")
    record Approval(
            @Schema(description = "What is to be approved") @NotBlank @Size(max = Limits.REASON) @Text(multiline = true)
            String question,

            @NotNull @Size(min = 1, max = Limits.APPROVERS) List<@NotNull @Valid ApproverBlock> approvers,

            @Schema(description = "How many of them have to approve; all when this and neededPercent are left out")
            @Nullable
            @Min(1)
            @Max(Limits.APPROVERS)
            Integer needed,

            @Schema(description = "How many of them have to approve, in percent, rounded up to people")
            @Nullable
            @Min(1)
            @Max(100)
            Integer neededPercent,

            @Schema(description = "In the future; left out, it never expires") @Nullable
            Instant expiresAt,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "DecideApproval")
    record ApprovalVote(
            @NotNull ApprovalDecision decision,

            @Nullable @Size(max = Limits.REASON) @Text(multiline = true)
            String comment,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "WithdrawApproval")
    record ApprovalWithdrawal(
            @Nullable @Size(max = Limits.REASON) @Text(multiline = true)
            String reason,

            @Nullable Instant occurredAt) implements Dated {}

    @Schema(name = "RedactComment")
    record Redaction(
            @Schema(description = "Why, without saying what it was")
            @Nullable
            @Size(max = Limits.REASON)
            @Text(multiline = true)
            String reason,

            @Nullable Instant occurredAt)
            implements Dated {}

    @Schema(name = "StopProcedure")
    record ProcedureStop(
            @NotBlank @Size(max = Limits.REASON) @Text(multiline = true)
            String reason,

            @Nullable Instant occurredAt) implements Dated {}

    @Schema(name = "MergeTicket")
    record Merge(
            @Schema(description = "The id or number of the ticket in which this one is to go on", examples = "T-1042")
            @NotBlank
            @Size(max = Limits.ID)
            @Text
            String into,

            @Nullable @Size(max = Limits.REASON) @Text(multiline = true)
            String reason,

            @Nullable Instant occurredAt)
            implements Dated {}

    /** For operations without a body. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Empty(@Nullable Instant occurredAt) implements Dated {
        static final Empty REQUEST = new Empty(null);
    }
}

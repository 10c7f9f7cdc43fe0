package dev.traza.command.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.traza.command.api.BulkRequest.Link;
import dev.traza.command.api.BulkRequest.Nothing;
import dev.traza.contract.ticket.TicketCommand;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of many tickets in one request: each command by its name, with the body and the method of the single
 * request, so that limits, rights and rules are the same. A new operation is one line here.
 */
@Singleton
class BulkOperations {

    private final ObjectMapper json;
    private final Validator validator;
    private final Map<String, Operation> byName;

    @Inject
    BulkOperations(
            TicketResource tickets,
            ContentResource content,
            WorkResource work,
            ApprovalResource approvals,
            LinkResource links,
            MergeResource merges,
            ObjectMapper json,
            Validator validator) {
        this.json = json;
        this.validator = validator;
        byName = Stream.<Operation>of(
                        new Opening(
                                TicketCommand.OpenTicket.class.getSimpleName(),
                                (fields, headers, uri) ->
                                        tickets.openTicket(read(fields, Requests.Open.class), headers, uri)),
                        of(TicketCommand.AddComment.class, Requests.Comment.class, tickets::commentOnTicket),
                        of(TicketCommand.AssignTicket.class, Requests.Assignment.class, tickets::assignTicket),
                        bare(TicketCommand.ReleaseTicket.class, tickets::releaseTicket),
                        of(TicketCommand.TakeTicket.class, Requests.Take.class, tickets::takeTicket),
                        of(
                                TicketCommand.PrioritizeTicket.class,
                                Requests.Prioritization.class,
                                tickets::prioritizeTicket),
                        of(TicketCommand.WaitForRequester.class, Requests.Pending.class, tickets::waitForRequester),
                        of(TicketCommand.HoldTicket.class, Requests.Hold.class, tickets::holdTicket),
                        of(TicketCommand.ResumeTicket.class, Requests.Resumption.class, tickets::resumeTicket),
                        of(TicketCommand.EscalateTicket.class, Requests.Escalation.class, tickets::escalateTicket),
                        of(TicketCommand.ResolveTicket.class, Requests.Resolution.class, tickets::resolveTicket),
                        of(TicketCommand.ReopenTicket.class, Requests.Reopening.class, tickets::reopenTicket),
                        of(TicketCommand.CloseTicket.class, Requests.Closure.class, tickets::closeTicket),
                        of(TicketCommand.ReviseTicket.class, Requests.Revision.class, content::reviseTicket),
                        of(TicketCommand.ClassifyTicket.class, Requests.Classification.class, content::classifyTicket),
                        of(TicketCommand.TagTicket.class, Requests.Tagging.class, content::tagTicket),
                        bare(TicketCommand.UntagTicket.class, "tag", content::untagTicket),
                        bare(TicketCommand.WatchTicket.class, "watcherId", content::watchTicket),
                        bare(TicketCommand.UnwatchTicket.class, "watcherId", content::unwatchTicket),
                        of(
                                TicketCommand.AddParticipant.class,
                                "personId",
                                Requests.Participation.class,
                                content::addParticipant),
                        bare(TicketCommand.RemoveParticipant.class, "personId", content::removeParticipant),
                        of(TicketCommand.LinkAsset.class, "assetId", Requests.Asset.class, content::linkAsset),
                        bare(TicketCommand.UnlinkAsset.class, "assetId", content::unlinkAsset),
                        of(TicketCommand.LogWork.class, Requests.Work.class, work::logWork),
                        of(TicketCommand.RateTicket.class, Requests.Rating.class, work::rateTicket),
                        of(TicketCommand.AddTask.class, "taskId", Requests.Task.class, work::addTask),
                        of(
                                TicketCommand.CompleteTask.class,
                                "taskId",
                                Requests.TaskCompletion.class,
                                work::completeTask),
                        of(TicketCommand.CancelTask.class, "taskId", Requests.TaskCancellation.class, work::cancelTask),
                        of(TicketCommand.StopProcedure.class, Requests.ProcedureStop.class, work::stopProcedure),
                        of(
                                TicketCommand.RequestApproval.class,
                                "approvalId",
                                Requests.Approval.class,
                                approvals::requestApproval),
                        of(
                                TicketCommand.DecideApproval.class,
                                "approvalId",
                                Requests.ApprovalVote.class,
                                approvals::decideApproval),
                        of(
                                TicketCommand.WithdrawApproval.class,
                                "approvalId",
                                Requests.ApprovalWithdrawal.class,
                                approvals::withdrawApproval),
                        of(
                                TicketCommand.RedactComment.class,
                                "commentId",
                                Requests.Redaction.class,
                                content::redactComment),
                        of(TicketCommand.MergeTicket.class, Requests.Merge.class, merges::mergeTicket),
                        bare(TicketCommand.UnmergeTicket.class, merges::unmergeTicket),
                        of(
                                TicketCommand.LinkTicket.class,
                                Link.class,
                                (id, link, headers, uri) ->
                                        links.linkTicket(id, link.type(), link.other(), headers, uri)),
                        of(
                                TicketCommand.UnlinkTicket.class,
                                Link.class,
                                (id, link, headers, uri) ->
                                        links.unlinkTicket(id, link.type(), link.other(), headers, uri)))
                .collect(Collectors.toUnmodifiableMap(Operation::name, operation -> operation));
    }

    /** The operation of this name; empty if there is none. */
    Optional<Operation> named(String command) {
        return Optional.ofNullable(byName.get(command));
    }

    Collection<String> names() {
        return byName.keySet().stream().sorted().toList();
    }

    /** One kind of request. */
    sealed interface Operation {

        /** As the contract calls the command. */
        String name();

        /**
         * Asks for it.
         *
         * @throws JsonProcessingException if the body is not one of this operation
         * @throws RuntimeException whatever the single request throws
         */
        Uni<Response> ask(BulkRequest.Item item, WriteHeaders headers, UriInfo uri) throws JsonProcessingException;
    }

    /** Asks something of the ticket that the item names. */
    record OfTicket(String name, AskingTicket asking) implements Operation {
        @Override
        public Uni<Response> ask(BulkRequest.Item item, WriteHeaders headers, UriInfo uri)
                throws JsonProcessingException {
            return asking.ask(Objects.requireNonNull(item.ticketId()), fields(item.body()), headers, uri);
        }
    }

    /** Makes a ticket, so the item names none. */
    record Opening(String name, Asking asking) implements Operation {
        @Override
        public Uni<Response> ask(BulkRequest.Item item, WriteHeaders headers, UriInfo uri)
                throws JsonProcessingException {
            return asking.ask(fields(item.body()), headers, uri);
        }
    }

    /** Asks something of a ticket, with fields that may be changed. */
    private interface AskingTicket {
        Uni<Response> ask(String ticket, ObjectNode fields, WriteHeaders headers, UriInfo uri)
                throws JsonProcessingException;
    }

    /** Asks something of no ticket that there is, with fields that may be changed. */
    private interface Asking {
        Uni<Response> ask(ObjectNode fields, WriteHeaders headers, UriInfo uri) throws JsonProcessingException;
    }

    /** A request with a body. */
    private interface WithBody<R> {
        Uni<Response> ask(String ticket, R body, WriteHeaders headers, UriInfo uri);
    }

    /** A request with a body, whose path names a part of the ticket. */
    private interface OfPart<R> {
        Uni<Response> ask(String ticket, String part, R body, WriteHeaders headers, UriInfo uri);
    }

    /** A request without a body. */
    private interface Bare {
        Uni<Response> ask(String ticket, WriteHeaders headers, UriInfo uri);
    }

    /** A request without a body, whose path names a part of the ticket. */
    private interface BareOfPart {
        Uni<Response> ask(String ticket, String part, WriteHeaders headers, UriInfo uri);
    }

    private <R> OfTicket of(Class<? extends TicketCommand> command, Class<R> body, WithBody<R> request) {
        return new OfTicket(
                command.getSimpleName(),
                (ticket, fields, headers, uri) -> request.ask(ticket, read(fields, body), headers, uri));
    }

    private <R> OfTicket of(Class<? extends TicketCommand> command, String part, Class<R> body, OfPart<R> request) {
        return new OfTicket(command.getSimpleName(), (ticket, fields, headers, uri) -> {
            String named = take(part, fields);
            return request.ask(ticket, named, read(fields, body), headers, uri);
        });
    }

    private OfTicket bare(Class<? extends TicketCommand> command, Bare request) {
        return of(command, Nothing.class, (ticket, none, headers, uri) -> request.ask(ticket, headers, uri));
    }

    private OfTicket bare(Class<? extends TicketCommand> command, String part, BareOfPart request) {
        return of(
                command,
                part,
                Nothing.class,
                (ticket, named, none, headers, uri) -> request.ask(ticket, named, headers, uri));
    }

    private <R> R read(ObjectNode fields, Class<R> type) throws JsonProcessingException {
        R body = json.treeToValue(fields, type);
        Set<ConstraintViolation<R>> violations = validator.validate(body);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return body;
    }

    private static ObjectNode fields(@Nullable JsonNode body) {
        if (body == null || body.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (body instanceof ObjectNode fields) {
            return fields.deepCopy();
        }
        throw TicketWrites.malformed("", "wrong-type", "A body is an object.");
    }

    private static String take(String part, ObjectNode fields) {
        JsonNode value = fields.remove(part);
        if (value == null || !value.isTextual() || value.textValue().isBlank()) {
            throw TicketWrites.malformed("/" + part, "not-blank", "Names the part of the ticket that is meant.");
        }
        return value.textValue();
    }
}

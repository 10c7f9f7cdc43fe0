package dev.traza.command.api;

import dev.traza.contract.envelope.Ids;
import dev.traza.contract.ticket.TicketCommand.DecideApproval;
import dev.traza.contract.ticket.TicketCommand.RequestApproval;
import dev.traza.contract.ticket.TicketCommand.WithdrawApproval;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What people are asked to approve before work goes on. */
@Path("/api/v1/tickets/{id}/approvals/{approvalId}")
@Blocking
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@Tag(name = "Approvals", description = "Asked for by staff, decided by those who were asked")
public class ApprovalResource {

    private final TicketWrites writes;
    private final ApprovalConfig config;

    @Inject
    ApprovalResource(TicketWrites writes, ApprovalConfig config) {
        this.writes = writes;
        this.config = config;
    }

    @PUT
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(
            summary = "Ask for an approval",
            description =
                    "Under an id of the caller's choice. The ticket is ON_HOLD until the last of its approvals has ended; then"
                            + " it goes on, or waits again for what it waited for before.")
    public Uni<Response> requestApproval(
            @PathParam("id") String id,
            @PathParam("approvalId") String approvalId,
            @Valid @NotNull Requests.Approval request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        UUID approval = Ids.parse(approvalId)
                .orElseThrow(() -> TicketWrites.malformed("/approvalId", "uuid", "An approval's id is a UUID."));
        return writes.write(
                "approval " + approval,
                id,
                request,
                headers,
                uri,
                (actor, commandId) -> new RequestApproval(
                        approval,
                        request.question(),
                        request.approvers().stream()
                                .map(Requests.ApproverBlock::approver)
                                .toList(),
                        request.needed(),
                        request.neededPercent(),
                        request.expiresAt(),
                        config.byRequester()));
    }

    @POST
    @Path("decision")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(
            summary = "Approve or deny",
            description = "Who was asked, staff or not, once. It ends as soon as the others cannot change the result.")
    public Uni<Response> decideApproval(
            @PathParam("id") String id,
            @PathParam("approvalId") String approvalId,
            @Valid @NotNull Requests.ApprovalVote request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "decide " + approvalId,
                id,
                request,
                headers,
                uri,
                (actor, commandId) -> new DecideApproval(known(approvalId), request.decision(), request.comment()));
    }

    @POST
    @Path("withdrawal")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(summary = "An approval is needed no more")
    public Uni<Response> withdrawApproval(
            @PathParam("id") String id,
            @PathParam("approvalId") String approvalId,
            @Valid Requests.@Nullable ApprovalWithdrawal request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        Requests.ApprovalWithdrawal withdrawal =
                request == null ? new Requests.ApprovalWithdrawal(null, null) : request;
        return writes.write(
                "withdraw " + approvalId,
                id,
                withdrawal,
                headers,
                uri,
                (actor, commandId) -> new WithdrawApproval(known(approvalId), withdrawal.reason()));
    }

    private static UUID known(String approvalId) {
        return Ids.parse(approvalId)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(ProblemType.NOT_FOUND, "An approval is named by the id it was asked for with.")
                                .with("code", "APPROVAL_NOT_FOUND")));
    }
}

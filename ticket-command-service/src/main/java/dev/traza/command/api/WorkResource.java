package dev.traza.command.api;

import dev.traza.contract.envelope.Ids;
import dev.traza.contract.ticket.TicketCommand.AddTask;
import dev.traza.contract.ticket.TicketCommand.CancelTask;
import dev.traza.contract.ticket.TicketCommand.CompleteTask;
import dev.traza.contract.ticket.TicketCommand.LogWork;
import dev.traza.contract.ticket.TicketCommand.RateTicket;
import dev.traza.contract.ticket.TicketCommand.StopProcedure;
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

/** The work that is done inside a ticket, and what its requester thinks of it. */
@Path("/api/v1/tickets/{id}")
@Blocking
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RolesAllowed({Roles.REQUESTER, Roles.AGENT, Roles.SUPERVISOR, Roles.ADMIN})
@Tag(name = "Work", description = "Tasks, work log and satisfaction; {id} is the ticket's id or its number")
public class WorkResource {

    private static final int SECONDS_OF_A_MINUTE = 60;

    private final TicketWrites writes;
    private final TeamCheck teams;

    @Inject
    WorkResource(TicketWrites writes, TeamCheck teams) {
        this.writes = writes;
        this.teams = teams;
    }

    @POST
    @Path("work")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(
            summary = "Put work on record",
            description = "For the caller; also when the ticket is resolved. Give minutes, or seconds where they count,"
                    + " as for a call.")
    public Uni<Response> logWork(
            @PathParam("id") String id,
            @Valid @NotNull Requests.Work request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "work",
                id,
                request,
                headers,
                uri,
                (actor, commandId) -> new LogWork(seconds(request), request.activity()));
    }

    @POST
    @Path("rating")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(
            summary = "Say how satisfied one is",
            description = "Its requester, once for each resolution, also when the ticket has closed.")
    public Uni<Response> rateTicket(
            @PathParam("id") String id,
            @Valid @NotNull Requests.Rating request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "rate",
                id,
                request,
                headers,
                uri,
                (actor, commandId) -> new RateTicket(request.score(), request.comment()));
    }

    @PUT
    @Path("tasks/{taskId}")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(
            summary = "Add a task",
            description = "Under an id of the caller's choice, so that sending it again adds no second one.")
    public Uni<Response> addTask(
            @PathParam("id") String id,
            @PathParam("taskId") String taskId,
            @Valid @NotNull Requests.Task request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        UUID task = Ids.parse(taskId)
                .orElseThrow(() -> TicketWrites.malformed("/taskId", "uuid", "A task's id is a UUID."));
        return writes.write("task " + task, id, request, headers, uri, (actor, commandId) -> {
            String teamId = request.teamId();
            if (actor.isStaff() && teamId != null) {
                teams.requireTeam(teamId);
            }
            return new AddTask(task, request.title(), teamId, Boolean.TRUE.equals(request.mandatory()));
        });
    }

    @POST
    @Path("tasks/{taskId}/completion")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(summary = "A task is done")
    public Uni<Response> completeTask(
            @PathParam("id") String id,
            @PathParam("taskId") String taskId,
            @Valid Requests.@Nullable TaskCompletion request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        Requests.TaskCompletion completion = request == null ? new Requests.TaskCompletion(null, null) : request;
        return writes.write(
                "complete " + taskId,
                id,
                completion,
                headers,
                uri,
                (actor, commandId) -> new CompleteTask(known(taskId), completion.note()));
    }

    @POST
    @Path("tasks/{taskId}/cancellation")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(summary = "A task need not be done")
    public Uni<Response> cancelTask(
            @PathParam("id") String id,
            @PathParam("taskId") String taskId,
            @Valid @NotNull Requests.TaskCancellation request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "cancel " + taskId,
                id,
                request,
                headers,
                uri,
                (actor, commandId) -> new CancelTask(known(taskId), request.reason()));
    }

    @POST
    @Path("procedure/stop")
    @APIResponseSchema(value = TicketAnswer.class, responseCode = "200", responseDescription = "Done")
    @Operation(
            summary = "Stop the procedure of the ticket's category",
            description =
                    "What has not begun never begins; its open approvals are withdrawn, its tasks stay as they are.")
    public Uni<Response> stopProcedure(
            @PathParam("id") String id,
            @Valid @NotNull Requests.ProcedureStop request,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        return writes.write(
                "stop-procedure", id, request, headers, uri, (actor, commandId) -> new StopProcedure(request.reason()));
    }

    private static int seconds(Requests.Work work) {
        Integer minutes = work.minutes();
        Integer seconds = work.seconds();
        if (minutes != null && seconds != null) {
            throw TicketWrites.malformed("/seconds", "one-too-many", "Send minutes or seconds, not both.");
        }
        if (seconds != null) {
            return seconds;
        }
        if (minutes == null) {
            throw TicketWrites.malformed("/minutes", "not-null", "Send minutes or seconds.");
        }
        return Math.multiplyExact(minutes, SECONDS_OF_A_MINUTE);
    }

    private static UUID known(String taskId) {
        return Ids.parse(taskId)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(ProblemType.NOT_FOUND, "A task is named by the id it was added with.")
                                .with("code", "TASK_NOT_FOUND")));
    }
}

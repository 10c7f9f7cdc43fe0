package dev.traza.command.api;

import dev.traza.command.gateway.CommandGateway;
import dev.traza.command.gateway.PersonWish;
import dev.traza.command.gateway.Result;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandOutcome.PersonAccepted;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.personal.PersonCommand.ErasePerson;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.security.CurrentActor;
import dev.traza.kit.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What concerns a person over all their tickets. */
@Path("/api/v1/people/{personId}")
@Blocking
@Consumes(MediaType.WILDCARD)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RolesAllowed(Roles.ADMIN)
@Tag(name = "People", description = "What concerns a person over all their tickets")
public class PersonResource {

    private final CurrentActor caller;
    private final CommandGateway gateway;

    @Inject
    PersonResource(CurrentActor caller, CommandGateway gateway) {
        this.caller = caller;
        this.gateway = gateway;
    }

    /**
     * How far an erasure is.
     *
     * @param tickets from which the person is being erased, as far as they are counted
     * @param outstanding how many partitions of tickets have not answered yet
     */
    @Schema(name = "Erasure")
    record Erasure(
            String personId,

            @Schema(description = "From how many tickets the person is being erased, as far as they are counted")
            int tickets,

            @Schema(description = "How many partitions of tickets have not answered yet; 0 unless the status is 202")
            int outstanding) {}

    @POST
    @Path("erasure")
    @APIResponseSchema(
            value = Erasure.class,
            responseCode = "200",
            responseDescription = "On record; each ticket tells by an event that it is done")
    @Operation(
            summary = "Erase a person for good",
            description =
                    "Every text in the tickets that they requested, their files, and what is known of them and was"
                            + " said by them in other people's tickets. Their id, and when what happened, stay. This cannot be"
                            + " taken back. It may be repeated.")
    public Uni<Response> erasePerson(
            @PathParam("personId") @NotBlank @Size(max = Limits.ID) @Text String personId,
            @BeanParam WriteHeaders headers,
            UriInfo uri) {
        Actor actor = caller.actor();
        UUID request = headers.key()
                .map(key -> Ids.ofIdempotencyKey(actor.subject(), key, "erase " + personId))
                .orElseGet(Ids::next);
        String hash = RequestHash.of("erase", personId, Requests.Empty.REQUEST);
        List<Uni<Result>> asked = IntStream.range(0, gateway.partitions())
                .mapToObj(partition -> new PersonWish(
                        Ids.derived(request, "partition " + partition),
                        personId,
                        actor,
                        new ErasePerson(partition, null),
                        hash,
                        !headers.respondAsync()))
                .map(wish -> Uni.createFrom().completionStage(gateway.submit(wish)))
                .toList();
        return Uni.join().all(asked).andFailFast().map(results -> answer(personId, request, results, uri));
    }

    private static Response answer(String personId, UUID request, List<Result> results, UriInfo uri) {
        int tickets = 0;
        int outstanding = 0;
        for (Result result : results) {
            switch (result) {
                case Result.Decided(PersonAccepted accepted) -> tickets += accepted.tickets();
                case Result.Recorded _ -> outstanding++;
                case Result other -> {
                    // One of them is enough to ask again: what was done already is done once.
                    return Answers.ofItem(other, request, false, uri);
                }
            }
        }
        return Response.status(outstanding == 0 ? Response.Status.OK : Response.Status.ACCEPTED)
                .entity(new Erasure(personId, tickets, outstanding))
                .build();
    }
}

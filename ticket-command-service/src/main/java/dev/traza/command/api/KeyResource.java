package dev.traza.command.api;

import dev.traza.command.processor.CommandProcessor;
import dev.traza.command.processor.PublishedKeys;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.kit.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.streams.errors.StreamsException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The keys with which the texts on {@code ticket-events} are sealed, for those who may read them. */
@Path("/api/v1/ticket-keys")
@Blocking
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RolesAllowed({Roles.INTEGRATOR, Roles.ADMIN})
@Tag(name = "Keys", description = "For readers of the topic ticket-events who may read what people wrote")
public class KeyResource {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final CommandProcessor processor;

    @Inject
    KeyResource(CommandProcessor processor) {
        this.processor = processor;
    }

    /** Which keys are wanted. */
    @Schema(name = "KeyQuery")
    record Query(
            @Schema(description = "As in the header ce_sealedwith") @NotEmpty @Size(max = Limits.KEYS)
            List<@NotNull UUID> keyIds) {}

    /** What is known of a key. */
    @Schema(name = "KeyState")
    enum State {
        PRESENT,
        DESTROYED,
        UNKNOWN
    }

    /** A key. */
    @Schema(name = "TicketKey")
    record Key(
            UUID keyId,

            @Schema(
                    description =
                            "DESTROYED: the texts are gone for good. UNKNOWN: there is no such key, or it was made a"
                                    + " moment ago; ask again")
            State state,

            @Schema(description = "256 bits for AES-GCM in Base64; only when PRESENT")
            byte @Nullable [] key) {}

    /** The keys asked for, in the order of the question. */
    @Schema(name = "TicketKeys")
    record Keys(List<Key> keys) {}

    @POST
    @APIResponseSchema(value = Keys.class, responseCode = "200", responseDescription = "What is known of each of them")
    @Operation(
            summary = "Get keys of texts",
            description = "A text is sealed:<keyId>:<Base64url of nonce (12 bytes), ciphertext and tag (16 bytes)>,"
                    + " AES-256-GCM without associated data. Keep keys in memory only, and not for long: one that is"
                    + " destroyed must be gone everywhere.")
    public Response getKeys(@Valid @NotNull Query query) {
        try {
            PublishedKeys published = processor.keys();
            List<Key> keys = query.keyIds().stream()
                    .map(keyId -> switch (published.find(keyId)) {
                        case PublishedKeys.Known.Present(byte[] secret) -> new Key(keyId, State.PRESENT, secret);
                        case PublishedKeys.Known.Destroyed _ -> new Key(keyId, State.DESTROYED, null);
                        case PublishedKeys.Known.Unknown _ -> new Key(keyId, State.UNKNOWN, null);
                    })
                    .toList();
            return Response.ok(new Keys(keys))
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        } catch (StreamsException e) {
            throw unavailable();
        }
    }

    private static ProblemException unavailable() {
        return new ProblemException(
                Problem.of(ProblemType.UNAVAILABLE, "The keys cannot be read at the moment; the service is starting.")
                        .withRetryAfter(ASK_AGAIN));
    }
}

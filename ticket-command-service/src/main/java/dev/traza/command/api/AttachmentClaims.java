package dev.traza.command.api;

import dev.traza.command.attachment.Claims;
import dev.traza.command.attachment.Claims.Outcome;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.AttachmentLimits;
import dev.traza.kit.problem.FieldError;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The uploads that a request names. */
@ApplicationScoped
class AttachmentClaims {

    private static final String FIELD = "/attachments";

    private final Claims claims;

    @Inject
    AttachmentClaims(Claims claims) {
        this.claims = claims;
    }

    /**
     * What these uploads are, with their bytes kept.
     *
     * @throws ProblemException (422) if one of them is not there for the caller, or they are too many
     */
    List<Attachment> claim(Actor actor, @Nullable List<UUID> uploads) {
        if (uploads == null || uploads.isEmpty()) {
            return List.of();
        }
        return switch (claims.claim(actor, uploads)) {
            case Outcome.Kept(List<Attachment> attachments) -> attachments;
            case Outcome.Unknown(int index) ->
                throw refused(
                        FIELD + "/" + index,
                        "unknown-attachment",
                        "There is no such upload of yours, or it was not used in time and has been removed.");
            case Outcome.TooMany(int limit) -> throw refused(FIELD, "size", "At most " + limit + " files at once.");
        };
    }

    /** How much the ticket may hold; only where something is attached. */
    @Nullable
    AttachmentLimits limitsFor(@Nullable List<UUID> uploads) {
        return uploads == null || uploads.isEmpty() ? null : claims.limits();
    }

    private static ProblemException refused(String pointer, String code, String detail) {
        return new ProblemException(Problem.of(ProblemType.UNPROCESSABLE, "Something cannot be attached.")
                .withErrors(List.of(new FieldError(pointer, code, detail))));
    }
}

package dev.traza.command.ticket;

import dev.traza.contract.ticket.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was said last, and before that: a chain, since adding to it must not cost more the longer a conversation is.
 *
 * @param askerId who said it, if they stand on the requester's side of the desk; otherwise absent
 * @param before absent for the first comment
 */
public record Comment(
        UUID commentId,
        String body,
        Visibility visibility,
        @Nullable String askerId,
        @Nullable Comment before) {

    /** What was said on the requester's side of the desk, by who said it; the last first. */
    static Map<String, List<UUID>> byAsker(@Nullable Comment last) {
        Map<String, List<UUID>> said = new HashMap<>();
        for (Comment comment = last; comment != null; comment = comment.before) {
            if (comment.askerId != null) {
                said.computeIfAbsent(comment.askerId, _ -> new ArrayList<>()).add(comment.commentId);
            }
        }
        return said;
    }

    /** The comment with this id in the conversation that ends with {@code last}; empty when it is not there. */
    static Optional<Comment> find(@Nullable Comment last, UUID commentId) {
        for (Comment comment = last; comment != null; comment = comment.before) {
            if (comment.commentId.equals(commentId)) {
                return Optional.of(comment);
            }
        }
        return Optional.empty();
    }
}

package dev.traza.command.ticket;

import dev.traza.contract.ticket.Visibility;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was said last, and before that: a chain, since adding to it must not cost more the longer a conversation is.
 *
 * @param before absent for the first comment
 */
public record Comment(
        UUID commentId,
        String body,
        Visibility visibility,
        @Nullable Comment before) {

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

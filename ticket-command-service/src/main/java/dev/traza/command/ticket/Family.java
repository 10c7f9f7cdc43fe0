package dev.traza.command.ticket;

import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket needs to know to give birth to others, and what its parent offers it.
 *
 * @param opened how the ticket began: a ticket that is split from it begins alike
 * @param said the last of what was said; absent while nothing was
 * @param splits the tickets that comments became, by the comment's id
 * @param offer absent when the parent offers nothing
 */
@RecordBuilder
public record Family(
        TicketOpened opened,
        @Nullable Comment said,
        Map<UUID, UUID> splits,
        @Nullable Offer offer) implements FamilyBuilder.With {

    public Family {
        splits = Map.copyOf(splits);
    }

    /** The resolution of the parent, which may be this ticket's too. */
    public record Offer(UUID parentId, ResolutionCode code, String text) {}

    /** The comment with this id, if it is this ticket's. */
    public Optional<Comment> comment(UUID commentId) {
        return Comment.find(said, commentId);
    }

    /** What this person said on the requester's side of the desk. */
    List<UUID> saidBy(String personId) {
        return Comment.byAsker(said).getOrDefault(personId, List.of());
    }

    /** What was said on the requester's side of the desk by others than the requester, by who said it. */
    public Map<String, List<UUID>> saidByOthersThan(String requesterId) {
        return Comment.byAsker(said).entrySet().stream()
                .filter(of -> !of.getKey().equals(requesterId))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static Family of(TicketOpened opened) {
        return new Family(opened, null, Map.of(), null);
    }

    Family split(UUID commentId, UUID newTicketId) {
        Map<UUID, UUID> more = new HashMap<>(splits);
        more.put(commentId, newTicketId);
        return withSplits(more);
    }

    Family unsplit(UUID newTicketId) {
        Map<UUID, UUID> left = new HashMap<>(splits);
        left.values().remove(newTicketId);
        return withSplits(left);
    }

    /** Without what this parent offers, if it does. */
    Family withoutOfferOf(UUID parentId) {
        return offer != null && offer.parentId().equals(parentId) ? withOffer(null) : this;
    }
}

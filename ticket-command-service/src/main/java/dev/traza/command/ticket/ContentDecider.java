package dev.traza.command.ticket;

import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Classification;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.Procedure;
import dev.traza.contract.ticket.TicketCommand.AddParticipant;
import dev.traza.contract.ticket.TicketCommand.ClassifyTicket;
import dev.traza.contract.ticket.TicketCommand.LinkAsset;
import dev.traza.contract.ticket.TicketCommand.RemoveParticipant;
import dev.traza.contract.ticket.TicketCommand.ReviseTicket;
import dev.traza.contract.ticket.TicketCommand.TagTicket;
import dev.traza.contract.ticket.TicketCommand.UnlinkAsset;
import dev.traza.contract.ticket.TicketCommand.UntagTicket;
import dev.traza.contract.ticket.TicketCommand.UnwatchTicket;
import dev.traza.contract.ticket.TicketCommand.WatchTicket;
import dev.traza.contract.ticket.TicketEvent.AssetLinked;
import dev.traza.contract.ticket.TicketEvent.AssetUnlinked;
import dev.traza.contract.ticket.TicketEvent.ParticipantAdded;
import dev.traza.contract.ticket.TicketEvent.ParticipantRemoved;
import dev.traza.contract.ticket.TicketEvent.Revision;
import dev.traza.contract.ticket.TicketEvent.TicketClassified;
import dev.traza.contract.ticket.TicketEvent.TicketRevised;
import dev.traza.contract.ticket.TicketEvent.TicketTagged;
import dev.traza.contract.ticket.TicketEvent.TicketUntagged;
import dev.traza.contract.ticket.TicketEvent.TicketUnwatched;
import dev.traza.contract.ticket.TicketEvent.TicketWatched;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for what a ticket is about, who follows it and who takes part in it. What is so already is not written again. */
final class ContentDecider {

    /** Every decision and every view carries them along. */
    private static final int MOST_TAGS = 20;

    private static final int MOST_CUSTOM_FIELDS = 50;
    private static final int MOST_WATCHERS = 50;
    private static final int MOST_PARTICIPANTS = 50;
    private static final int MOST_ASSETS = 50;

    private ContentDecider() {}

    static Decision revise(ReviseTicket revise, TicketState state) {
        if (revise.subject() != null && revise.subject().isBlank()) {
            return Decision.broken("A ticket needs a subject");
        }
        Revision subject = revision(state.content().subject(), revise.subject());
        Revision description = revision(state.content().description(), revise.description());
        return subject == null && description == null
                ? Decision.accepted()
                : Decision.accepted(new TicketRevised(subject, description, state.status()));
    }

    private static @Nullable Revision revision(String before, @Nullable String after) {
        return after == null || after.equals(before) ? null : new Revision(before, after);
    }

    static Decision classify(ClassifyTicket classify, Facts facts, TicketState state) {
        if (classify.category() != null && classify.category().isBlank()) {
            return Decision.broken("A category has a name");
        }
        if (isElsewhere(classify.catalogItem(), classify.category())) {
            return Decision.broken("The catalog item is not the one of the category");
        }
        if (classify.customFields().size() > MOST_CUSTOM_FIELDS) {
            return Decision.broken("A ticket has at most %d custom fields".formatted(MOST_CUSTOM_FIELDS));
        }
        Classification before = state.classification();
        Classification after = new Classification(
                classify.category(),
                classify.catalogItem(),
                classify.type() == null ? before.type() : classify.type(),
                classify.customFields());
        if (after.equals(before)) {
            return Decision.accepted();
        }
        TicketClassified classified = new TicketClassified(before, after, state.status());
        Procedure procedure = classify.procedure();
        CatalogReference item = classify.catalogItem();
        return procedure == null || isIn(item, before)
                ? Decision.accepted(classified)
                : ProcedureDecider.starting(procedure, item, classified, facts, state);
    }

    /** A procedure begins when the ticket comes to its item, and not when the item or what is said of it changes. */
    private static boolean isIn(@Nullable CatalogReference item, Classification before) {
        return item != null
                && before.catalogItem() != null
                && item.path().equals(before.catalogItem().path());
    }

    /** Whether the item is not the one at this place. */
    static boolean isElsewhere(@Nullable CatalogReference item, @Nullable String category) {
        return item != null && !item.path().equals(category);
    }

    static Decision tag(TagTicket tag, TicketState state) {
        if (tag.tags().stream().anyMatch(String::isBlank)) {
            return Decision.broken("A tag needs a text");
        }
        List<String> added = tag.tags().stream()
                .distinct()
                .filter(one -> !state.content().tags().contains(one))
                .toList();
        if (state.content().tags().size() + added.size() > MOST_TAGS) {
            return Decision.broken("A ticket has at most %d tags".formatted(MOST_TAGS));
        }
        return added.isEmpty() ? Decision.accepted() : Decision.accepted(new TicketTagged(added, state.status()));
    }

    static Decision untag(UntagTicket untag, TicketState state) {
        List<String> gone = untag.tags().stream()
                .distinct()
                .filter(state.content().tags()::contains)
                .toList();
        return gone.isEmpty() ? Decision.accepted() : Decision.accepted(new TicketUntagged(gone, state.status()));
    }

    static Decision watch(WatchTicket watch, TicketState state) {
        if (watch.watcherId().isBlank()) {
            return Decision.broken("Somebody has to be named who follows");
        }
        if (state.content().watchers().contains(watch.watcherId())) {
            return Decision.accepted();
        }
        return state.content().watchers().size() >= MOST_WATCHERS
                ? Decision.broken("At most %d people follow a ticket".formatted(MOST_WATCHERS))
                : Decision.accepted(new TicketWatched(watch.watcherId(), state.status()));
    }

    static Decision unwatch(UnwatchTicket unwatch, TicketState state) {
        return state.watchers().contains(unwatch.watcherId())
                ? Decision.accepted(new TicketUnwatched(unwatch.watcherId(), state.status()))
                : Decision.accepted();
    }

    static Decision add(AddParticipant add, TicketState state) {
        Participant participant = add.participant();
        if (participant.id().isBlank()) {
            return Decision.broken("Somebody has to be named who takes part");
        }
        if (participant.id().equals(state.requesterId())) {
            return Decision.broken("The requester takes part in any case");
        }
        Participant known = state.content().participants().get(participant.id());
        if (participant.equals(known)) {
            return Decision.accepted();
        }
        return known == null && state.content().participants().size() >= MOST_PARTICIPANTS
                ? Decision.broken("At most %d people take part in a ticket".formatted(MOST_PARTICIPANTS))
                : Decision.accepted(new ParticipantAdded(participant, state.status()));
    }

    static Decision remove(RemoveParticipant remove, TicketState state) {
        return state.takesPart(remove.personId())
                ? Decision.accepted(new ParticipantRemoved(remove.personId(), state.status()))
                : Decision.accepted();
    }

    static Decision link(LinkAsset link, TicketState state) {
        if (link.assetId().isBlank()) {
            return Decision.broken("An asset is named by its id");
        }
        if (state.content().assets().contains(link.assetId())) {
            return Decision.accepted();
        }
        return state.content().assets().size() >= MOST_ASSETS
                ? Decision.broken("A ticket is about at most %d assets".formatted(MOST_ASSETS))
                : Decision.accepted(new AssetLinked(link.assetId(), link.name(), state.status()));
    }

    static Decision unlink(UnlinkAsset unlink, TicketState state) {
        return state.content().assets().contains(unlink.assetId())
                ? Decision.accepted(new AssetUnlinked(unlink.assetId(), state.status()))
                : Decision.accepted();
    }
}

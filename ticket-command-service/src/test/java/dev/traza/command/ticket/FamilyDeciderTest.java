package dev.traza.command.ticket;

import static dev.traza.command.ticket.Scenario.ANA;
import static dev.traza.command.ticket.Scenario.LUCIA;
import static dev.traza.command.ticket.Scenario.TICKET;
import static dev.traza.command.ticket.Scenario.in;
import static dev.traza.command.ticket.Scenario.newTicket;
import static dev.traza.command.ticket.Scenario.noTicket;
import static dev.traza.command.ticket.Scenario.openTicket;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.ConfirmLink;
import dev.traza.contract.ticket.TicketCommand.MirrorUnlink;
import dev.traza.contract.ticket.TicketCommand.NoteChildProgress;
import dev.traza.contract.ticket.TicketCommand.OfferResolution;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.ReopenTicket;
import dev.traza.contract.ticket.TicketCommand.ResolveAsParent;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketCommand.SplitTicket;
import dev.traza.contract.ticket.TicketCommand.UndoSplit;
import dev.traza.contract.ticket.TicketCommand.WithdrawOffer;
import dev.traza.contract.ticket.TicketEvent.ChildProgressed;
import dev.traza.contract.ticket.TicketEvent.ResolutionOffered;
import dev.traza.contract.ticket.TicketEvent.ResolutionWithdrawn;
import dev.traza.contract.ticket.TicketEvent.SplitUndone;
import dev.traza.contract.ticket.TicketEvent.TicketResolved;
import dev.traza.contract.ticket.TicketEvent.TicketSplit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FamilyDeciderTest {

    private static final Actor OTHER_TICKET = Actor.service(Decider.ANOTHER_TICKET);
    private static final UUID NEW = UUID.fromString("0192f0c1-0000-7000-8000-0000000000d4");
    private static final UUID ELSE = UUID.fromString("0192f0c1-0000-7000-8000-0000000000d5");
    private static final LinkedTicket PARENT =
            new LinkedTicket(UUID.fromString("0192f0c1-0000-7000-8000-0000000000b2"), "T-77", "u-23", Status.OPEN);
    private static final LinkedTicket CHILD =
            new LinkedTicket(UUID.fromString("0192f0c1-0000-7000-8000-0000000000c3"), "T-78", "u-24", Status.NEW);
    private static final LinkedTicket DONE =
            new LinkedTicket(UUID.fromString("0192f0c1-0000-7000-8000-0000000000c4"), "T-79", "u-24", Status.RESOLVED);
    private static final OfferResolution OFFER =
            new OfferResolution(PARENT.ticketId(), "T-77", ResolutionCode.WORKAROUND, "restart it");

    private final AddComment said = Scenario.requesterSays("And the other one does not print either");

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"NEW", "OPEN", "ON_HOLD"})
    void aPublicCommentBecomesATicket(Status status) {
        in(status)
                .after(said, LUCIA)
                .when(new SplitTicket(said.commentId(), NEW, null), ANA)
                .then(new TicketSplit(said.commentId(), NEW, status));
    }

    @Test
    void aCommentBecomesOneTicketOnly() {
        openTicket()
                .after(said, LUCIA)
                .after(new SplitTicket(said.commentId(), NEW, null), ANA)
                .when(new SplitTicket(said.commentId(), ELSE, null), ANA)
                .thenRefused(RejectionCode.RULE_VIOLATED);
    }

    @Test
    void onlyAPublicCommentOfTheTicketIsSplitOffByAnAgent() {
        AddComment note = Scenario.note("she sounds angry");
        Scenario ticket = openTicket().after(said, LUCIA).after(note, ANA);

        ticket.when(new SplitTicket(said.commentId(), NEW, null), LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
        ticket.when(new SplitTicket(Ids.next(), NEW, null), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        ticket.when(new SplitTicket(note.commentId(), NEW, null), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        ticket.when(new SplitTicket(said.commentId(), NEW, " "), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        ticket.when(new SplitTicket(said.commentId(), TICKET, null), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        noTicket().when(new SplitTicket(said.commentId(), NEW, null), ANA).thenRefused(RejectionCode.TICKET_NOT_FOUND);
    }

    @Test
    void whatCouldNotBeOpenedIsACommentAgain() {
        Scenario split = openTicket().after(said, LUCIA).after(new SplitTicket(said.commentId(), NEW, null), ANA);

        split.when(new UndoSplit(NEW), OTHER_TICKET).then(new SplitUndone(NEW, Status.OPEN));
        split.when(new UndoSplit(ELSE), OTHER_TICKET).thenNothingHappens();
        split.after(new UndoSplit(NEW), OTHER_TICKET)
                .when(new SplitTicket(said.commentId(), ELSE, null), ANA)
                .then(new TicketSplit(said.commentId(), ELSE, Status.OPEN));
    }

    @Test
    void onlyAnotherTicketSaysThatANewOneWasSplitFromIt() {
        OpenTicket open = Scenario.open();
        OpenTicket split = new OpenTicket(
                open.type(),
                open.channel(),
                open.requester(),
                open.subject(),
                open.description(),
                open.category(),
                open.impact(),
                open.urgency(),
                open.priority(),
                open.tags(),
                open.customFields(),
                null,
                List.of(),
                null,
                ELSE,
                null);

        noTicket().when(split, ANA).thenRefused(RejectionCode.NOT_PERMITTED);
        noTicket().when(split, LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
        noTicket().when(split, OTHER_TICKET).thenOneEvent();
    }

    @Test
    void anUnresolvedChildIsOfferedItsParentsResolutionAndAgentsAcceptIt() {
        Scenario child = child();

        child.when(OFFER, OTHER_TICKET)
                .then(new ResolutionOffered(
                        PARENT.ticketId(), "T-77", ResolutionCode.WORKAROUND, "restart it", Status.OPEN));
        child.after(OFFER, OTHER_TICKET)
                .when(new ResolveAsParent(), ANA)
                .then(new TicketResolved(ResolutionCode.WORKAROUND, "restart it", 1, Status.RESOLVED));
        child.when(OFFER, OTHER_TICKET).thenNothingHappens();
        child.when(new ResolveAsParent(), LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
    }

    @Test
    void whoIsNoChildOrIsDoneIsOfferedNothing() {
        openTicket().when(OFFER, OTHER_TICKET).thenNothingHappens();
        child().after(resolve(), ANA).when(OFFER, OTHER_TICKET).thenNothingHappens();
    }

    @Test
    void withoutAnOfferNothingIsAccepted() {
        openTicket().when(new ResolveAsParent(), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        in(Status.RESOLVED).when(new ResolveAsParent(), ANA).thenRefused(RejectionCode.TRANSITION_NOT_ALLOWED);
    }

    @Test
    void anOfferIsGoneWhenItIsWithdrawnTheParentIsLeftOrTheChildWasResolvedOtherwise() {
        child().after(OFFER, OTHER_TICKET)
                .when(new WithdrawOffer(PARENT.ticketId()), OTHER_TICKET)
                .then(new ResolutionWithdrawn(PARENT.ticketId(), Status.OPEN));
        child().when(new WithdrawOffer(PARENT.ticketId()), OTHER_TICKET).thenNothingHappens();
        child().after(OFFER, OTHER_TICKET)
                .after(new WithdrawOffer(PARENT.ticketId()), OTHER_TICKET)
                .when(new ResolveAsParent(), ANA)
                .thenRefused(RejectionCode.RULE_VIOLATED);
        child().after(OFFER, OTHER_TICKET)
                .after(new MirrorUnlink(LinkType.CHILD_OF, PARENT.ticketId()), OTHER_TICKET)
                .when(new ResolveAsParent(), ANA)
                .thenRefused(RejectionCode.RULE_VIOLATED);
        child().after(OFFER, OTHER_TICKET)
                .after(resolve(), ANA)
                .after(new ReopenTicket("still broken"), ANA)
                .when(new ResolveAsParent(), ANA)
                .thenRefused(RejectionCode.RULE_VIOLATED);
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void aParentIsToldInEveryStatusHowManyChildrenAreDone(Status status) {
        Scenario parent = in(status)
                .after(new ConfirmLink(LinkType.PARENT_OF, CHILD, 1), OTHER_TICKET)
                .after(new ConfirmLink(LinkType.PARENT_OF, DONE, 1), OTHER_TICKET);
        NoteChildProgress resolved = new NoteChildProgress(CHILD.ticketId(), Status.RESOLVED);

        parent.when(resolved, OTHER_TICKET)
                .then(new ChildProgressed(CHILD.ticketId(), "T-78", Status.RESOLVED, 2, 2, status));
        parent.after(resolved, OTHER_TICKET)
                .when(new NoteChildProgress(DONE.ticketId(), Status.OPEN), OTHER_TICKET)
                .then(new ChildProgressed(DONE.ticketId(), "T-79", Status.OPEN, 1, 2, status));
    }

    @Test
    void whatTheParentKnowsAlreadyIsNoNews() {
        Scenario parent = openTicket().after(new ConfirmLink(LinkType.PARENT_OF, CHILD, 1), OTHER_TICKET);

        parent.when(new NoteChildProgress(CHILD.ticketId(), Status.PENDING), OTHER_TICKET)
                .thenNothingHappens();
        parent.when(new NoteChildProgress(DONE.ticketId(), Status.RESOLVED), OTHER_TICKET)
                .thenNothingHappens();
    }

    @ParameterizedTest
    @MethodSource("betweenTickets")
    void nobodyButAnotherTicketTakesItsSteps(TicketCommand step) {
        newTicket().when(step, ANA).thenRefused(RejectionCode.NOT_PERMITTED);
        newTicket().when(step, LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
        newTicket().when(step, Scenario.ROUTING).thenRefused(RejectionCode.NOT_PERMITTED);
    }

    static Stream<TicketCommand> betweenTickets() {
        return Stream.of(
                new UndoSplit(NEW),
                OFFER,
                new WithdrawOffer(PARENT.ticketId()),
                new NoteChildProgress(CHILD.ticketId(), Status.RESOLVED));
    }

    private static Scenario child() {
        return openTicket().after(new ConfirmLink(LinkType.CHILD_OF, PARENT, 1), OTHER_TICKET);
    }

    private static ResolveTicket resolve() {
        return new ResolveTicket(ResolutionCode.FIXED, "new toner");
    }
}

package dev.traza.command.ticket;

import static dev.traza.command.ticket.Scenario.ANA;
import static dev.traza.command.ticket.Scenario.LUCIA;
import static dev.traza.command.ticket.Scenario.TICKET;
import static dev.traza.command.ticket.Scenario.in;
import static dev.traza.command.ticket.Scenario.newTicket;
import static dev.traza.command.ticket.Scenario.noTicket;
import static dev.traza.command.ticket.Scenario.openTicket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.ConfirmLink;
import dev.traza.contract.ticket.TicketCommand.LinkTicket;
import dev.traza.contract.ticket.TicketCommand.MirrorLink;
import dev.traza.contract.ticket.TicketCommand.MirrorUnlink;
import dev.traza.contract.ticket.TicketCommand.RefuseLink;
import dev.traza.contract.ticket.TicketCommand.UnlinkTicket;
import dev.traza.contract.ticket.TicketEvent.TicketLinked;
import dev.traza.contract.ticket.TicketEvent.TicketUnlinked;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LinkDeciderTest {

    private static final Actor OTHER_TICKET = Actor.service(Decider.ANOTHER_TICKET);
    private static final LinkedTicket BROTHER =
            new LinkedTicket(UUID.fromString("0192f0c1-0000-7000-8000-0000000000b2"), "T-77", "u-23", Status.OPEN);
    private static final LinkedTicket SISTER =
            new LinkedTicket(UUID.fromString("0192f0c1-0000-7000-8000-0000000000c3"), "T-78", "u-24", Status.NEW);

    @ParameterizedTest
    @EnumSource(Status.class)
    void anAgentMayAskForALinkInEveryStatusAndNothingHappensBeforeTheOtherTicketAgrees(Status status) {
        in(status).when(new LinkTicket(LinkType.RELATED, "T-77"), ANA).thenNothingHappens();
    }

    @Test
    void aRequesterMayNot() {
        openTicket().when(new LinkTicket(LinkType.RELATED, "T-77"), LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
        openTicket().when(new UnlinkTicket(LinkType.RELATED, "T-77"), LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
    }

    @ParameterizedTest
    @MethodSource("betweenTickets")
    void nobodyButAnotherTicketTakesItsSteps(TicketCommand step) {
        openTicket().when(step, ANA).thenRefused(RejectionCode.NOT_PERMITTED);
        openTicket().when(step, LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
        openTicket().when(step, Scenario.ROUTING).thenRefused(RejectionCode.NOT_PERMITTED);
        Actor impostor = Actor.user(Decider.ANOTHER_TICKET, ANA.roles());
        openTicket().when(step, impostor).thenRefused(RejectionCode.NOT_PERMITTED);
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void theOtherTicketGetsTheInverseLinkInEveryStatus(Status status) {
        in(status)
                .when(mirror(LinkType.CAUSED_BY, BROTHER), OTHER_TICKET)
                .then(new TicketLinked(LinkType.CAUSED_BY, BROTHER, true, status));
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void confirmedTheTicketHasTheLinkToo(Status status) {
        in(status)
                .when(confirm(LinkType.CAUSES, BROTHER), OTHER_TICKET)
                .then(new TicketLinked(LinkType.CAUSES, BROTHER, false, status));
    }

    @Test
    void refusedNothingHappens() {
        openTicket().when(new RefuseLink("RULE_VIOLATED", "no"), OTHER_TICKET).thenNothingHappens();
    }

    @Test
    void whatIsLinkedAlreadyIsNotLinkedAgain() {
        Scenario linked = openTicket().after(confirm(LinkType.RELATED, BROTHER), OTHER_TICKET);

        linked.when(new LinkTicket(LinkType.RELATED, "T-77"), ANA).thenNothingHappens();
        linked.when(new LinkTicket(LinkType.RELATED, BROTHER.ticketId().toString()), ANA)
                .thenNothingHappens();
        linked.when(mirror(LinkType.RELATED, BROTHER), OTHER_TICKET).thenNothingHappens();
        linked.when(confirm(LinkType.RELATED, BROTHER), OTHER_TICKET).thenNothingHappens();
    }

    @Test
    void twoTicketsMayBeSeveralThingsToEachOther() {
        openTicket()
                .after(confirm(LinkType.RELATED, BROTHER), OTHER_TICKET)
                .when(confirm(LinkType.DEPENDS_ON, BROTHER), OTHER_TICKET)
                .then(new TicketLinked(LinkType.DEPENDS_ON, BROTHER, false, Status.OPEN));
    }

    @Test
    void noTicketIsLinkedToItself() {
        newTicket()
                .when(new LinkTicket(LinkType.RELATED, TICKET.toString()), ANA)
                .thenRefused(RejectionCode.RULE_VIOLATED);
        newTicket().when(new LinkTicket(LinkType.RELATED, "T-1042"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        LinkedTicket itself = new LinkedTicket(TICKET, "T-1042", "u-17", Status.NEW);
        newTicket().when(mirror(LinkType.RELATED, itself), OTHER_TICKET).thenRefused(RejectionCode.RULE_VIOLATED);
    }

    @Test
    void whatIsNotThereCannotBeLinked() {
        noTicket().when(new LinkTicket(LinkType.RELATED, "T-77"), ANA).thenRefused(RejectionCode.TICKET_NOT_FOUND);
        noTicket().when(mirror(LinkType.RELATED, BROTHER), OTHER_TICKET).thenRefused(RejectionCode.TICKET_NOT_FOUND);
        newTicket().when(new LinkTicket(LinkType.RELATED, "nothing"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        newTicket().when(new UnlinkTicket(LinkType.RELATED, "nothing"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
    }

    @Test
    void aTicketHasOneParent() {
        Scenario child = openTicket().after(mirror(LinkType.CHILD_OF, BROTHER), OTHER_TICKET);

        child.when(new LinkTicket(LinkType.CHILD_OF, "T-78"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        child.when(mirror(LinkType.CHILD_OF, SISTER), OTHER_TICKET).thenRefused(RejectionCode.RULE_VIOLATED);
        child.when(confirm(LinkType.CHILD_OF, SISTER), OTHER_TICKET).thenRefused(RejectionCode.RULE_VIOLATED);
        child.when(confirm(LinkType.PARENT_OF, SISTER), OTHER_TICKET)
                .then(new TicketLinked(LinkType.PARENT_OF, SISTER, false, Status.OPEN));
    }

    @ParameterizedTest
    @EnumSource(
            value = LinkType.class,
            names = {"RELATED"},
            mode = EnumSource.Mode.EXCLUDE)
    void nothingIsBothWaysRound(LinkType type) {
        Scenario linked = openTicket().after(confirm(type, BROTHER), OTHER_TICKET);

        linked.when(new LinkTicket(type.inverse(), "T-77"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        linked.when(mirror(type.inverse(), BROTHER), OTHER_TICKET).thenRefused(RejectionCode.RULE_VIOLATED);
        linked.when(confirm(type.inverse(), BROTHER), OTHER_TICKET).thenRefused(RejectionCode.RULE_VIOLATED);
    }

    @Test
    void aCircleThatTwoTicketsCanSeeIsRefused() {
        // given a ticket whose parent is the brother's child
        Scenario child = openTicket().after(mirror(LinkType.CHILD_OF, SISTER), OTHER_TICKET);

        // when the brother wants to be its child
        child.when(new MirrorLink(LinkType.PARENT_OF, BROTHER, List.of(SISTER.ticketId()), 4), OTHER_TICKET)
                .thenRefused(RejectionCode.RULE_VIOLATED);
        child.when(new MirrorLink(LinkType.PARENT_OF, BROTHER, List.of(Ids.next()), 4), OTHER_TICKET)
                .then(new TicketLinked(LinkType.PARENT_OF, BROTHER, true, Status.OPEN));
    }

    @Test
    void aTicketHasAHundredLinksAndNoMore() {
        Scenario full = openTicket();
        for (int n = 0; n < 100; n++) {
            full.after(confirm(LinkType.RELATED, other(n)), OTHER_TICKET);
        }

        full.when(new LinkTicket(LinkType.RELATED, "T-77"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        full.when(mirror(LinkType.RELATED, BROTHER), OTHER_TICKET).thenRefused(RejectionCode.RULE_VIOLATED);
        full.when(confirm(LinkType.RELATED, BROTHER), OTHER_TICKET).thenRefused(RejectionCode.RULE_VIOLATED);
        full.when(confirm(LinkType.RELATED, other(1)), OTHER_TICKET).thenNothingHappens();
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void aLinkIsTakenAwayByIdAndByNumber(Status status) {
        Scenario linked = in(status).after(confirm(LinkType.RELATED, BROTHER), OTHER_TICKET);
        TicketUnlinked unlinked = new TicketUnlinked(LinkType.RELATED, BROTHER.ticketId(), "T-77", false, status);

        linked.when(new UnlinkTicket(LinkType.RELATED, "T-77"), ANA).then(unlinked);
        linked.when(new UnlinkTicket(LinkType.RELATED, BROTHER.ticketId().toString()), ANA)
                .then(unlinked);
        linked.when(new MirrorUnlink(LinkType.RELATED, BROTHER.ticketId()), OTHER_TICKET)
                .then(new TicketUnlinked(LinkType.RELATED, BROTHER.ticketId(), "T-77", true, status));
    }

    @Test
    void whatIsNotLinkedNeedNotBeTakenAway() {
        Scenario linked = openTicket().after(confirm(LinkType.RELATED, BROTHER), OTHER_TICKET);

        linked.when(new UnlinkTicket(LinkType.CAUSES, "T-77"), ANA).thenNothingHappens();
        linked.when(new UnlinkTicket(LinkType.RELATED, "T-78"), ANA).thenNothingHappens();
        linked.when(new MirrorUnlink(LinkType.RELATED, SISTER.ticketId()), OTHER_TICKET)
                .thenNothingHappens();
    }

    @Test
    void aLinkThatWasTakenAwayWhileItWasBeingMadeStaysAway() {
        // given a ticket that was asked for a link, got it from the other side in between, and lost it again
        Scenario ticket = openTicket();
        long asked = ticket.state().version();
        ticket.after(mirror(LinkType.RELATED, BROTHER), OTHER_TICKET)
                .after(new UnlinkTicket(LinkType.RELATED, "T-77"), ANA);
        long later = ticket.state().version();

        ticket.when(new ConfirmLink(LinkType.RELATED, BROTHER, asked), OTHER_TICKET)
                .thenRefused(RejectionCode.RULE_VIOLATED);
        ticket.when(new ConfirmLink(LinkType.RELATED, BROTHER, later), OTHER_TICKET)
                .then(new TicketLinked(LinkType.RELATED, BROTHER, false, Status.OPEN));
    }

    @Test
    void everyTypeHasAnInverseThatLeadsBack() {
        assertThat(LinkType.values())
                .allSatisfy(type -> assertThat(type.inverse().inverse()).isEqualTo(type));
    }

    static Stream<TicketCommand> betweenTickets() {
        return Stream.of(
                mirror(LinkType.RELATED, BROTHER),
                confirm(LinkType.RELATED, BROTHER),
                new RefuseLink("RULE_VIOLATED", "no"),
                new MirrorUnlink(LinkType.RELATED, BROTHER.ticketId()));
    }

    private static MirrorLink mirror(LinkType type, LinkedTicket other) {
        return new MirrorLink(type, other, List.of(), 3);
    }

    private static ConfirmLink confirm(LinkType type, LinkedTicket other) {
        return new ConfirmLink(type, other, 1);
    }

    private static LinkedTicket other(int n) {
        return new LinkedTicket(new UUID(1, n), "T-" + (2000 + n), "u-17", Status.NEW);
    }
}

package dev.traza.command.ticket;

import static dev.traza.command.ticket.Scenario.ANA;
import static dev.traza.command.ticket.Scenario.LUCIA;
import static dev.traza.command.ticket.Scenario.PEDRO;
import static dev.traza.command.ticket.Scenario.ROUTING;
import static dev.traza.command.ticket.Scenario.in;
import static dev.traza.command.ticket.Scenario.noTicket;
import static dev.traza.command.ticket.Scenario.openTicket;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.AddParticipant;
import dev.traza.contract.ticket.TicketCommand.CloseTicket;
import dev.traza.contract.ticket.TicketCommand.ErasePersonalData;
import dev.traza.contract.ticket.TicketCommand.HoldTicket;
import dev.traza.contract.ticket.TicketCommand.RedactComment;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketCommand.SplitTicket;
import dev.traza.contract.ticket.TicketCommand.WaitForRequester;
import dev.traza.contract.ticket.TicketEvent.CommentRedacted;
import dev.traza.contract.ticket.TicketEvent.PersonalDataErased;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErasureDeciderTest {

    private static final Actor OTHER_TICKET = Actor.service(Decider.ANOTHER_TICKET);

    private final AddComment said = Scenario.requesterSays("my password is 1234");

    @ParameterizedTest
    @EnumSource(Status.class)
    void aCommentIsRedactedWhateverTheStatus(Status status) {
        Scenario ticket = openTicket().after(said, LUCIA);
        Scenario there =
                switch (status) {
                    case NEW -> Scenario.newTicket().after(said, LUCIA);
                    case OPEN -> ticket;
                    case PENDING -> openTicket().after(said, LUCIA).after(new WaitForRequester("?"), ANA);
                    case ON_HOLD ->
                        openTicket().after(said, LUCIA).after(new HoldTicket(HoldReason.THIRD_PARTY, null, null), ANA);
                    case RESOLVED -> ticket.after(new ResolveTicket(ResolutionCode.FIXED, "done"), ANA);
                    case CLOSED ->
                        ticket.after(new ResolveTicket(ResolutionCode.FIXED, "done"), ANA)
                                .after(new CloseTicket(null, null), LUCIA);
                };

        there.when(new RedactComment(said.commentId(), "a password"), ANA)
                .then(new CommentRedacted(said.commentId(), "a password", status));
    }

    @Test
    void aCommentIsRedactedOnce() {
        openTicket()
                .after(said, LUCIA)
                .after(new RedactComment(said.commentId(), null), ANA)
                .when(new RedactComment(said.commentId(), "again"), ANA)
                .thenNothingHappens();
    }

    @Test
    void onlyAPersonOfStaffRedactsAndOnlyWhatWasSaidInTheTicket() {
        Scenario ticket = openTicket().after(said, LUCIA);

        ticket.when(new RedactComment(said.commentId(), null), LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
        ticket.when(new RedactComment(said.commentId(), null), PEDRO).thenRefused(RejectionCode.TICKET_NOT_FOUND);
        ticket.when(new RedactComment(said.commentId(), null), ROUTING).thenRefused(RejectionCode.NOT_PERMITTED);
        ticket.when(new RedactComment(Ids.next(), null), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        noTicket().when(new RedactComment(Ids.next(), null), ANA).thenRefused(RejectionCode.TICKET_NOT_FOUND);
    }

    @Test
    void whatWasRedactedBecomesNoTicketOfItsOwn() {
        openTicket()
                .after(said, LUCIA)
                .after(new RedactComment(said.commentId(), null), ANA)
                .when(new SplitTicket(said.commentId(), Ids.next(), null), ANA)
                .thenRefused(RejectionCode.RULE_VIOLATED);
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void aRequesterIsErasedWhateverTheStatus(Status status) {
        in(status)
                .when(new ErasePersonalData("u-17"), OTHER_TICKET)
                .then(new PersonalDataErased("u-17", true, List.of(), status));
    }

    @Test
    void aParticipantIsErasedWithWhatTheySaid() {
        Scenario ticket = openTicket()
                .after(new AddParticipant(new Participant("u-18", "Pedro", "pedro@example.org", null)), ANA)
                .after(said, PEDRO)
                .after(Scenario.requesterSays("I said this"), LUCIA);

        ticket.when(new ErasePersonalData("u-18"), OTHER_TICKET)
                .then(new PersonalDataErased("u-18", false, List.of(said.commentId()), Status.OPEN));
    }

    @Test
    void whoHasNothingToDoWithATicketIsNotErasedFromIt() {
        openTicket().when(new ErasePersonalData("u-18"), OTHER_TICKET).thenNothingHappens();
    }

    @Test
    void aPersonIsErasedAgainOnlyIfSomethingHappenedSince() {
        Scenario erased = openTicket().after(new ErasePersonalData("u-17"), OTHER_TICKET);

        erased.when(new ErasePersonalData("u-17"), OTHER_TICKET).thenNothingHappens();
        erased.after(Scenario.requesterSays("more"), LUCIA)
                .when(new ErasePersonalData("u-17"), OTHER_TICKET)
                .then(new PersonalDataErased("u-17", true, List.of(), Status.OPEN));
    }

    @Test
    void nobodyElseCanAskATicketToEraseSomebody() {
        openTicket().when(new ErasePersonalData("u-17"), ANA).thenRefused(RejectionCode.NOT_PERMITTED);
        openTicket().when(new ErasePersonalData("u-17"), ROUTING).thenRefused(RejectionCode.NOT_PERMITTED);
    }
}

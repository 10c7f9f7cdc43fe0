package dev.traza.command.ticket;

import static dev.traza.command.ticket.Scenario.ANA;
import static dev.traza.command.ticket.Scenario.BEN;
import static dev.traza.command.ticket.Scenario.INTEGRATOR;
import static dev.traza.command.ticket.Scenario.LUCIA;
import static dev.traza.command.ticket.Scenario.NUMBER;
import static dev.traza.command.ticket.Scenario.PEDRO;
import static dev.traza.command.ticket.Scenario.ROUTING;
import static dev.traza.command.ticket.Scenario.TICKET;
import static dev.traza.command.ticket.Scenario.WINDOW;
import static dev.traza.command.ticket.Scenario.assign;
import static dev.traza.command.ticket.Scenario.in;
import static dev.traza.command.ticket.Scenario.newTicket;
import static dev.traza.command.ticket.Scenario.noTicket;
import static dev.traza.command.ticket.Scenario.note;
import static dev.traza.command.ticket.Scenario.open;
import static dev.traza.command.ticket.Scenario.openFor;
import static dev.traza.command.ticket.Scenario.openTicket;
import static dev.traza.command.ticket.Scenario.reply;
import static dev.traza.command.ticket.Scenario.requesterSays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.AttachmentLimits;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.EscalationCause;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.CloseTicket;
import dev.traza.contract.ticket.TicketCommand.EscalateTicket;
import dev.traza.contract.ticket.TicketCommand.HoldTicket;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.PrioritizeTicket;
import dev.traza.contract.ticket.TicketCommand.ReleaseTicket;
import dev.traza.contract.ticket.TicketCommand.ReopenTicket;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketCommand.ResumeTicket;
import dev.traza.contract.ticket.TicketCommand.TakeTicket;
import dev.traza.contract.ticket.TicketCommand.WaitForRequester;
import dev.traza.contract.ticket.TicketEvent.CommentAdded;
import dev.traza.contract.ticket.TicketEvent.TicketAssigned;
import dev.traza.contract.ticket.TicketEvent.TicketClosed;
import dev.traza.contract.ticket.TicketEvent.TicketEscalated;
import dev.traza.contract.ticket.TicketEvent.TicketHeld;
import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import dev.traza.contract.ticket.TicketEvent.TicketPended;
import dev.traza.contract.ticket.TicketEvent.TicketPrioritized;
import dev.traza.contract.ticket.TicketEvent.TicketReleased;
import dev.traza.contract.ticket.TicketEvent.TicketReopened;
import dev.traza.contract.ticket.TicketEvent.TicketResolved;
import dev.traza.contract.ticket.TicketEvent.TicketResumed;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeciderTest {

    @Nested
    class Opening {

        @Test
        void anOpenedTicketIsNewAndHasItsNumber() {
            OpenTicket open = open();

            noTicket()
                    .when(open, LUCIA)
                    .then(new TicketOpened(
                            NUMBER.text(),
                            open.type(),
                            open.channel(),
                            open.requester(),
                            open.subject(),
                            open.description(),
                            open.category(),
                            open.impact(),
                            open.urgency(),
                            open.priority(),
                            1,
                            open.tags(),
                            open.customFields(),
                            null,
                            Status.NEW));
        }

        @Test
        void anAgentOpensForAnyone() {
            assertThat(noTicket().when(openFor("u-99"), ANA).thenOneEvent()).isInstanceOf(TicketOpened.class);
        }

        @Test
        void aRequesterOpensForThemselvesOnly() {
            noTicket().when(openFor("u-99"), LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
        }

        @Test
        void anIdIsUsedOnce() {
            newTicket().when(open(), LUCIA).thenRefused(RejectionCode.TICKET_EXISTS);
        }

        @Test
        void aTicketCannotFollowItself() {
            OpenTicket open = open();
            OpenTicket loop = new OpenTicket(
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
                    TICKET);

            noTicket().when(loop, LUCIA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void aTicketThatMustAlreadyBeSomethingIsNotOpened() {
            noTicket().expecting(3).when(open(), LUCIA).thenRefused(RejectionCode.VERSION_MISMATCH);
        }
    }

    @Nested
    class Commenting {

        @Test
        void anAgentsPublicReplyOpensANewTicket() {
            AddComment reply = reply("Estamos en ello");

            newTicket().when(reply, ANA).then(said(reply, AuthorKind.AGENT, "ana", Status.OPEN));
        }

        @ParameterizedTest
        @EnumSource(
                value = Status.class,
                names = {"OPEN", "PENDING", "ON_HOLD", "RESOLVED"})
        void anAgentsReplyChangesNoOtherStatus(Status status) {
            AddComment reply = reply("…");

            in(status).when(reply, ANA).then(said(reply, AuthorKind.AGENT, "ana", status));
        }

        @Test
        void anInternalNoteLeavesANewTicketNew() {
            AddComment note = note("ask the vendor");

            newTicket().when(note, ANA).then(said(note, AuthorKind.AGENT, "ana", Status.NEW));
        }

        @ParameterizedTest
        @EnumSource(
                value = Status.class,
                names = {"NEW", "OPEN", "ON_HOLD"})
        void theRequesterAddsToTheirTicket(Status status) {
            AddComment comment = requesterSays("algo más");

            in(status).when(comment, LUCIA).then(said(comment, AuthorKind.REQUESTER, "u-17", status));
        }

        @Test
        void theRequestersAnswerEndsWaitingForIt() {
            AddComment comment = requesterSays("X-200");

            in(Status.PENDING)
                    .when(comment, LUCIA)
                    .then(
                            said(comment, AuthorKind.REQUESTER, "u-17", Status.PENDING),
                            new TicketResumed(ResumeReason.REQUESTER_REPLIED, Status.OPEN));
        }

        @Test
        void theRequestersAnswerToAResolutionReopensTheTicket() {
            AddComment comment = requesterSays("sigue igual");

            in(Status.RESOLVED)
                    .when(comment, LUCIA)
                    .then(
                            said(comment, AuthorKind.REQUESTER, "u-17", Status.RESOLVED),
                            new TicketReopened("The requester replied", 1, Status.OPEN));
        }

        @Test
        void anAnswerAfterTheReopeningWindowNeedsAFollowUp() {
            assertThat(in(Status.RESOLVED)
                            .later(WINDOW.plusSeconds(1))
                            .when(requesterSays("sigue igual"), LUCIA)
                            .thenRefused(RejectionCode.RULE_VIOLATED)
                            .detail())
                    .contains("followUpOf");
        }

        @Test
        void anAnswerToAClosedTicketIsToldTheWayToAFollowUp() {
            assertThat(in(Status.CLOSED)
                            .when(requesterSays("otra vez"), LUCIA)
                            .thenRefused(RejectionCode.TICKET_CLOSED)
                            .detail())
                    .contains("followUpOf");
        }

        @Test
        void aRequesterWritesNoInternalNotes() {
            newTicket().when(note("hm"), LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
        }

        @Test
        void aRequesterDoesNotSpeakForSupport() {
            newTicket().when(reply("hm"), LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
        }

        @Test
        void anAgentOnTheirOwnTicketSpeaksAsItsRequester() {
            AddComment reply = reply("¿alguna novedad?");

            noTicket()
                    .after(openFor("ana"), ANA)
                    .when(reply, ANA)
                    .then(said(reply, AuthorKind.REQUESTER, "ana", Status.NEW));
        }

        @Test
        void whatAServiceTookInFromTheRequesterIsTheRequesters() {
            AddComment mail = requesterSays("by mail");

            in(Status.PENDING)
                    .when(mail, Actor.service("intake"))
                    .then(
                            said(mail, AuthorKind.REQUESTER, "u-17", Status.PENDING),
                            new TicketResumed(ResumeReason.REQUESTER_REPLIED, Status.OPEN));
        }

        @Test
        void sayingItTwiceIsTwoComments() {
            AddComment reply = reply("…");

            openTicket().after(reply, ANA).when(reply, ANA).then(said(reply, AuthorKind.AGENT, "ana", Status.OPEN));
        }

        @Test
        void aCommentSaysSomething() {
            openTicket().when(reply(" \n"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void whatIsSentWithACommentIsOnRecordWithIt() {
            AddComment comment = withFiles(new AttachmentLimits(3, 100), 10, 20);

            Scenario.Outcome outcome = openTicket().when(comment, ANA);

            assertThat(outcome.thenOneEvent())
                    .isInstanceOfSatisfying(CommentAdded.class, said -> assertThat(said.attached())
                            .isEqualTo(comment.attachments()));
        }

        @Test
        void aTicketHoldsAsManyAndAsLargeFilesAsItMay() {
            Scenario ticket = openTicket().after(withFiles(new AttachmentLimits(3, 100), 10, 20), ANA);

            ticket.when(withFiles(new AttachmentLimits(3, 100), 70), ANA).thenOneEvent();
            ticket.when(withFiles(new AttachmentLimits(3, 100), 71), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            ticket.when(withFiles(new AttachmentLimits(3, 100), 1, 1), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            ticket.when(reply("without"), ANA).thenOneEvent();
        }

        private AddComment withFiles(AttachmentLimits limits, long... sizes) {
            return new AddComment(
                    Ids.next(),
                    "see the files",
                    Visibility.PUBLIC,
                    AuthorKind.AGENT,
                    Channel.PORTAL,
                    LongStream.of(sizes)
                            .mapToObj(
                                    size -> new Attachment(Ids.next(), "0".repeat(64), "nota.txt", "text/plain", size))
                            .toList(),
                    limits);
        }

        private CommentAdded said(AddComment comment, AuthorKind author, String authorId, Status after) {
            return new CommentAdded(
                    comment.commentId(),
                    comment.body(),
                    comment.visibility(),
                    author,
                    authorId,
                    comment.channel(),
                    after);
        }
    }

    @Nested
    class Assigning {

        @Test
        void assigningToAnAgentOpensANewTicket() {
            newTicket().when(assign("desk", "ana"), BEN).then(given("desk", "ana", null, null, Status.OPEN));
        }

        @Test
        void aNewTicketInATeamsQueueStaysNew() {
            newTicket().when(assign("desk", null), ROUTING).then(given("desk", null, null, null, Status.NEW));
        }

        @ParameterizedTest
        @EnumSource(
                value = Status.class,
                names = {"OPEN", "PENDING", "ON_HOLD"})
        void aTicketPassesFromHandToHandInItsStatus(Status status) {
            in(status).when(assign("network", "ben"), ANA).then(given("network", "ben", "desk", "ana", status));
        }

        @Test
        void theRuleThatDecidedIsKept() {
            AssignmentBasis basis = new AssignmentBasis("printers", 3, "Printers go to the desk");

            newTicket()
                    .when(new TicketCommand.AssignTicket("desk", "ana", basis), ROUTING)
                    .then(new TicketAssigned("desk", "ana", null, null, basis, Status.OPEN));
        }

        @Test
        void assigningToWhoHasItChangesNothing() {
            openTicket().when(assign("desk", "ana"), BEN).thenNothingHappens();
        }

        @Test
        void backToTheQueueTakesItFromTheAgent() {
            openTicket().when(assign("desk", null), BEN).then(given("desk", null, "desk", "ana", Status.OPEN));
        }

        @Test
        void aTeamIsNamed() {
            newTicket().when(assign(" ", "ana"), BEN).thenRefused(RejectionCode.RULE_VIOLATED);
        }
    }

    @Nested
    class Taking {

        @Test
        void takingFromTheQueueOpensANewTicket() {
            newTicket()
                    .after(assign("desk", null), ROUTING)
                    .when(new TakeTicket("other"), ANA)
                    .then(given("desk", "ana", "desk", null, Status.OPEN));
        }

        @Test
        void aTicketWithoutATeamComesIntoTheTakersTeam() {
            newTicket().when(new TakeTicket("desk"), ANA).then(given("desk", "ana", null, null, Status.OPEN));
        }

        @Test
        void aTicketWithoutATeamIsNotTakenBySomebodyWithoutATeam() {
            newTicket().when(new TakeTicket(null), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void whatSomebodyElseHasIsNotTaken() {
            openTicket().when(new TakeTicket("desk"), BEN).thenRefused(RejectionCode.ALREADY_ASSIGNED);
        }

        @Test
        void takingTwiceChangesNothing() {
            openTicket().when(new TakeTicket("desk"), ANA).thenNothingHappens();
        }

        @Test
        void aServiceTakesNothing() {
            newTicket().when(new TakeTicket("desk"), ROUTING).thenRefused(RejectionCode.NOT_PERMITTED);
        }
    }

    @Nested
    class Releasing {

        @Test
        void aReleasedTicketIsBackInItsTeamsQueue() {
            openTicket()
                    .when(new ReleaseTicket("end of shift"), ANA)
                    .then(new TicketReleased("desk", "ana", "end of shift", Status.OPEN));
        }

        @Test
        void releasingTwiceChangesNothing() {
            openTicket()
                    .after(new ReleaseTicket(null), ANA)
                    .when(new ReleaseTicket(null), ANA)
                    .thenNothingHappens();
        }

        @Test
        void aReleasedTicketCanBeTaken() {
            openTicket()
                    .after(new ReleaseTicket(null), ANA)
                    .when(new TakeTicket(null), BEN)
                    .then(given("desk", "ben", "desk", null, Status.OPEN));
        }
    }

    @Nested
    class Waiting {

        @Test
        void anOpenTicketWaitsForItsRequester() {
            openTicket()
                    .when(new WaitForRequester("serial number?"), ANA)
                    .then(new TicketPended("serial number?", Status.PENDING));
        }

        @ParameterizedTest
        @EnumSource(HoldReason.class)
        void anOpenTicketIsHeld(HoldReason reason) {
            Scenario scenario = openTicket();
            Instant until = scenario.now().plusSeconds(1);

            scenario.when(new HoldTicket(reason, until, "RMA 17"), ANA)
                    .then(new TicketHeld(reason, until, "RMA 17", Status.ON_HOLD));
        }

        @Test
        void aHoldForADateNeedsTheDate() {
            openTicket()
                    .when(new HoldTicket(HoldReason.DATE, null, null), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @ParameterizedTest
        @EnumSource(HoldReason.class)
        void aHoldEndsInTheFuture(HoldReason reason) {
            Scenario scenario = openTicket();

            scenario.when(new HoldTicket(reason, scenario.now(), null), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @ParameterizedTest
        @EnumSource(
                value = Status.class,
                names = {"PENDING", "ON_HOLD"})
        void aWaitingTicketGoesOn(Status status) {
            in(status)
                    .when(new ResumeTicket(ResumeReason.REQUESTED), ANA)
                    .then(new TicketResumed(ResumeReason.REQUESTED, Status.OPEN));
        }

        @Test
        void aTimerResumesWhenItsDateIsReached() {
            Scenario scenario = openTicket();
            Instant until = scenario.now().plus(Duration.ofHours(1));

            scenario.after(new HoldTicket(HoldReason.DATE, until, null), ANA)
                    .later(Duration.ofHours(1))
                    .when(new ResumeTicket(ResumeReason.DATE_REACHED), Actor.service("sla-service"))
                    .then(new TicketResumed(ResumeReason.DATE_REACHED, Status.OPEN));
        }

        @Test
        void aTimerOfAnEarlierHoldResumesNothing() {
            Scenario scenario = openTicket();
            Instant first = scenario.now().plus(Duration.ofHours(1));
            Instant second = scenario.now().plus(Duration.ofHours(9));

            scenario.after(new HoldTicket(HoldReason.DATE, first, null), ANA)
                    .after(new ResumeTicket(ResumeReason.REQUESTED), ANA)
                    .after(new HoldTicket(HoldReason.DATE, second, null), ANA)
                    .later(Duration.ofHours(2))
                    .when(new ResumeTicket(ResumeReason.DATE_REACHED), Actor.service("sla-service"))
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void theRequestersReplyDoesNotEndAHold() {
            in(Status.ON_HOLD)
                    .when(new ResumeTicket(ResumeReason.REQUESTER_REPLIED), ROUTING)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }
    }

    @Nested
    class Prioritizing {

        @Test
        void impactAndUrgencyChangeThePriority() {
            openTicket()
                    .when(new PrioritizeTicket(Impact.HIGH, Urgency.HIGH, Priority.CRITICAL, null), ANA)
                    .then(new TicketPrioritized(
                            Impact.HIGH, Urgency.HIGH, Priority.CRITICAL, Priority.NORMAL, null, Status.OPEN));
        }

        @Test
        void anOverrideSaysWhy() {
            openTicket()
                    .when(new PrioritizeTicket(null, null, Priority.CRITICAL, "the board"), ANA)
                    .then(new TicketPrioritized(
                            Impact.LOW, Urgency.HIGH, Priority.CRITICAL, Priority.NORMAL, "the board", Status.OPEN));
        }

        @Test
        void anOverrideWithoutAReasonIsRefused() {
            openTicket()
                    .when(new PrioritizeTicket(null, null, Priority.CRITICAL, " "), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void theSamePriorityChangesNothing() {
            openTicket()
                    .when(new PrioritizeTicket(Impact.LOW, Urgency.HIGH, Priority.NORMAL, null), ANA)
                    .thenNothingHappens();
        }
    }

    @Nested
    class Escalating {

        @Test
        void withoutALevelItGoesOneUp() {
            openTicket().when(functional(null), ANA).then(escalated(EscalationKind.FUNCTIONAL, 1, 2));
        }

        @Test
        void itGoesToTheLevelThatIsNamed() {
            openTicket().when(functional(4), ANA).then(escalated(EscalationKind.FUNCTIONAL, 1, 4));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 5})
        void itGoesUpwardsAndNotBeyondTheHighest(int level) {
            openTicket().when(functional(level), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void theSameLevelTwiceIsRefused() {
            openTicket().after(functional(3), ANA).when(functional(3), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void fromTheHighestLevelThereIsNoNext() {
            openTicket().after(functional(4), ANA).when(functional(null), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void toTheSupervisorTheLevelStays() {
            openTicket()
                    .when(escalate(EscalationKind.HIERARCHICAL, null), ANA)
                    .then(escalated(EscalationKind.HIERARCHICAL, 1, 1));
            openTicket().when(escalate(EscalationKind.HIERARCHICAL, 3), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        private EscalateTicket functional(@Nullable Integer level) {
            return escalate(EscalationKind.FUNCTIONAL, level);
        }

        private EscalateTicket escalate(EscalationKind kind, @Nullable Integer level) {
            return new EscalateTicket(kind, level, null, "needs a specialist", EscalationCause.AGENT);
        }

        private TicketEscalated escalated(EscalationKind kind, int from, int to) {
            return new TicketEscalated(kind, from, to, null, "needs a specialist", EscalationCause.AGENT, Status.OPEN);
        }
    }

    @Nested
    class Resolving {

        @ParameterizedTest
        @EnumSource(
                value = Status.class,
                names = {"NEW", "OPEN", "PENDING", "ON_HOLD"})
        void aTicketIsResolvedFromEveryStatusInWhichItIsOpen(Status status) {
            in(status)
                    .when(fixed(), ANA)
                    .then(new TicketResolved(ResolutionCode.FIXED, "new toner", 1, Status.RESOLVED));
        }

        @Test
        void eachResolutionIsCounted() {
            in(Status.RESOLVED)
                    .after(new ReopenTicket("still broken"), LUCIA)
                    .when(fixed(), ANA)
                    .then(new TicketResolved(ResolutionCode.FIXED, "new toner", 2, Status.RESOLVED));
        }

        @Test
        void aResolutionSaysHow() {
            openTicket()
                    .when(new ResolveTicket(ResolutionCode.FIXED, " "), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void onlyAMergeEndsAsMerged() {
            openTicket()
                    .when(new ResolveTicket(ResolutionCode.MERGED, "…"), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        private ResolveTicket fixed() {
            return new ResolveTicket(ResolutionCode.FIXED, "new toner");
        }
    }

    @Nested
    class Reopening {

        @Test
        void theRequesterReopensTheirTicket() {
            in(Status.RESOLVED)
                    .when(new ReopenTicket("still broken"), LUCIA)
                    .then(new TicketReopened("still broken", 1, Status.OPEN));
        }

        @Test
        void untilTheEndOfTheWindow() {
            in(Status.RESOLVED)
                    .later(WINDOW)
                    .when(new ReopenTicket("still broken"), ANA)
                    .then(new TicketReopened("still broken", 1, Status.OPEN));
            in(Status.RESOLVED)
                    .later(WINDOW.plusNanos(1))
                    .when(new ReopenTicket("still broken"), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void theWindowBeginsAnewWithEachResolution() {
            in(Status.RESOLVED)
                    .after(new ReopenTicket("still broken"), ANA)
                    .later(WINDOW.plusDays(1))
                    .after(new ResolveTicket(ResolutionCode.FIXED, "really"), ANA)
                    .later(WINDOW)
                    .when(new ReopenTicket("again"), ANA)
                    .then(new TicketReopened("again", 2, Status.OPEN));
        }

        @Test
        void aReopeningSaysWhy() {
            in(Status.RESOLVED).when(new ReopenTicket(""), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }
    }

    @Nested
    class Closing {

        @Test
        void theRequesterConfirmsAResolution() {
            in(Status.RESOLVED)
                    .when(new CloseTicket(null, null), LUCIA)
                    .then(new TicketClosed(ResolutionCode.FIXED, null, Status.CLOSED));
        }

        @Test
        void aResolvedTicketKeepsItsCode() {
            in(Status.RESOLVED)
                    .when(new CloseTicket(ResolutionCode.SPAM, null), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @ParameterizedTest
        @EnumSource(
                value = ResolutionCode.class,
                names = {"SPAM", "DUPLICATE", "CANCELLED", "NO_RESPONSE"})
        void anUnresolvedTicketEndsWithoutASolution(ResolutionCode code) {
            for (Status status : List.of(Status.NEW, Status.OPEN, Status.PENDING, Status.ON_HOLD)) {
                in(status)
                        .when(new CloseTicket(code, "see T-1"), ANA)
                        .then(new TicketClosed(code, "see T-1", Status.CLOSED));
            }
        }

        @Test
        void anUnresolvedTicketIsNotClosedAsSolved() {
            openTicket()
                    .when(new CloseTicket(ResolutionCode.FIXED, null), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
            openTicket().when(new CloseTicket(null, null), ANA).thenRefused(RejectionCode.TRANSITION_NOT_ALLOWED);
        }

        @Test
        void aRequesterOnlyConfirms() {
            openTicket()
                    .when(new CloseTicket(ResolutionCode.CANCELLED, null), LUCIA)
                    .thenRefused(RejectionCode.NOT_PERMITTED);
        }
    }

    @Nested
    class Rights {

        @ParameterizedTest
        @MethodSource("dev.traza.command.ticket.DeciderTest#everyCommandButOpen")
        void aTicketThatIsNotTheirsDoesNotExistForARequester(TicketCommand command) {
            Decision.Refused refused = openTicket().when(command, PEDRO).thenRefused(RejectionCode.TICKET_NOT_FOUND);

            noTicket().when(command, PEDRO).thenRefused(RejectionCode.TICKET_NOT_FOUND);
            assertThat(refused).isEqualTo(noTicket().when(command, PEDRO).decision());
        }

        @ParameterizedTest
        @MethodSource("dev.traza.command.ticket.DeciderTest#everyCommandButOpen")
        void anIntegratorWritesNothing(TicketCommand command) {
            openTicket().when(command, INTEGRATOR).thenRefused(RejectionCode.NOT_PERMITTED);
            noTicket().when(command, INTEGRATOR).thenRefused(RejectionCode.NOT_PERMITTED);
        }

        @ParameterizedTest
        @MethodSource("dev.traza.command.ticket.DeciderTest#commandsForAgents")
        void aRequesterDoesNoAgentsWork(TicketCommand command) {
            openTicket().when(command, LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
        }

        @ParameterizedTest
        @MethodSource("dev.traza.command.ticket.DeciderTest#everyCommandButOpen")
        void whatDoesNotExistIsNotFound(TicketCommand command) {
            noTicket().when(command, ANA).thenRefused(RejectionCode.TICKET_NOT_FOUND);
        }
    }

    @Nested
    class Versions {

        @Test
        void theExpectedVersionIsTheOnlyOneThatCounts() {
            openTicket().expecting(2).when(reply("…"), ANA).thenOneEvent();
            openTicket().expecting(1).when(reply("…"), ANA).thenRefused(RejectionCode.VERSION_MISMATCH);
            openTicket().expecting(3).when(reply("…"), ANA).thenRefused(RejectionCode.VERSION_MISMATCH);
        }

        @Test
        void aStrangerLearnsNothingFromTheVersion() {
            openTicket().expecting(9).when(requesterSays("…"), PEDRO).thenRefused(RejectionCode.TICKET_NOT_FOUND);
        }

        @Test
        void theVersionIsTheNumberOfEvents() {
            assertThat(in(Status.CLOSED).state().version()).isEqualTo(4);
        }
    }

    @Nested
    class TheStatusDiagram {

        @ParameterizedTest
        @MethodSource("dev.traza.command.ticket.DeciderTest#whatIsNotDrawn")
        void whatIsNotDrawnIsRefusedAndWhatIsPossibleIsSaid(Status status, TicketCommand command) {
            Decision.Refused refused = in(status).when(command, ANA).thenRefused(RejectionCode.TRANSITION_NOT_ALLOWED);

            assertThat(refused.detail()).contains(status.name()).contains(refused.possible());
            assertThat(refused.possible())
                    .isNotEmpty()
                    .doesNotContain(command.getClass().getSimpleName());
        }

        @ParameterizedTest
        @MethodSource("dev.traza.command.ticket.DeciderTest#everyCommandButOpen")
        void closedIsForGood(TicketCommand command) {
            in(Status.CLOSED).when(command, ANA).thenRefused(RejectionCode.TICKET_CLOSED);
        }
    }

    @Nested
    class History {

        @Test
        void aHistoryBeginsWithAnOpening() {
            RecordedEvent resumed =
                    new RecordedEvent(new TicketResumed(ResumeReason.REQUESTED, Status.OPEN), Scenario.NOW);

            assertThatThrownBy(() -> TicketState.replay(List.of(resumed))).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void theSameQuestionGetsTheSameAnswer() {
            AddComment comment = requesterSays("X-200");

            assertThat(in(Status.PENDING).when(comment, LUCIA))
                    .isEqualTo(in(Status.PENDING).when(comment, LUCIA));
        }
    }

    static Stream<TicketCommand> everyCommandButOpen() {
        return Stream.concat(
                commandsForAgents(),
                Stream.of(requesterSays("…"), new ReopenTicket("still broken"), new CloseTicket(null, null)));
    }

    static Stream<TicketCommand> commandsForAgents() {
        return Stream.of(
                note("…"),
                assign("desk", "ben"),
                new TakeTicket("desk"),
                new ReleaseTicket(null),
                new WaitForRequester(null),
                new HoldTicket(HoldReason.THIRD_PARTY, null, null),
                new ResumeTicket(ResumeReason.REQUESTED),
                new PrioritizeTicket(Impact.HIGH, Urgency.HIGH, Priority.CRITICAL, null),
                new EscalateTicket(EscalationKind.FUNCTIONAL, 2, null, "…", EscalationCause.AGENT),
                new ResolveTicket(ResolutionCode.FIXED, "…"),
                new TicketCommand.ReviseTicket("another subject", null),
                new TicketCommand.TagTicket(List.of("toner")),
                new TicketCommand.UntagTicket(List.of("printer")),
                new TicketCommand.WatchTicket("ben"),
                new TicketCommand.UnwatchTicket("ben"),
                new TicketCommand.LinkAsset("IMP-0031", null),
                new TicketCommand.UnlinkAsset("IMP-0031"),
                new TicketCommand.LogWork(10, "…"),
                new TicketCommand.AddTask(Scenario.TASK, "…", null, true),
                new TicketCommand.CompleteTask(Scenario.TASK, null),
                new TicketCommand.CancelTask(Scenario.TASK, "…"));
    }

    /** The status diagram's complement, spelled out independently of the rules: commands that each status lacks. */
    static Stream<Arguments> whatIsNotDrawn() {
        return Arrays.stream(Status.values())
                .flatMap(status -> missingIn(status).stream().map(type -> Arguments.of(status, commandOf(type))));
    }

    private static List<Class<? extends TicketCommand>> missingIn(Status status) {
        return switch (status) {
            case NEW -> List.of(WaitForRequester.class, HoldTicket.class, ResumeTicket.class, ReopenTicket.class);
            case OPEN -> List.of(ResumeTicket.class, ReopenTicket.class);
            case PENDING, ON_HOLD -> List.of(WaitForRequester.class, HoldTicket.class, ReopenTicket.class);
            case RESOLVED ->
                List.of(
                        TicketCommand.AssignTicket.class,
                        TakeTicket.class,
                        ReleaseTicket.class,
                        WaitForRequester.class,
                        HoldTicket.class,
                        ResumeTicket.class,
                        PrioritizeTicket.class,
                        EscalateTicket.class,
                        ResolveTicket.class,
                        TicketCommand.ReviseTicket.class,
                        TicketCommand.LinkAsset.class,
                        TicketCommand.UnlinkAsset.class,
                        TicketCommand.AddTask.class,
                        TicketCommand.CompleteTask.class,
                        TicketCommand.CancelTask.class);
            case CLOSED -> List.of();
        };
    }

    private static TicketCommand commandOf(Class<? extends TicketCommand> type) {
        return everyCommandButOpen().filter(type::isInstance).findFirst().orElseThrow();
    }

    private static TicketAssigned given(
            String team,
            @Nullable String agent,
            @Nullable String previousTeam,
            @Nullable String previousAgent,
            Status after) {
        return new TicketAssigned(team, agent, previousTeam, previousAgent, AssignmentBasis.manual(), after);
    }
}

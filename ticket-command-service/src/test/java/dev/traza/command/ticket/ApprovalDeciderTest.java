package dev.traza.command.ticket;

import static dev.traza.command.ticket.Scenario.ANA;
import static dev.traza.command.ticket.Scenario.BEN;
import static dev.traza.command.ticket.Scenario.INTEGRATOR;
import static dev.traza.command.ticket.Scenario.LUCIA;
import static dev.traza.command.ticket.Scenario.NOW;
import static dev.traza.command.ticket.Scenario.PEDRO;
import static dev.traza.command.ticket.Scenario.in;
import static dev.traza.command.ticket.Scenario.openTicket;
import static dev.traza.command.ticket.Scenario.requesterSays;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand.CloseTicket;
import dev.traza.contract.ticket.TicketCommand.DecideApproval;
import dev.traza.contract.ticket.TicketCommand.HoldTicket;
import dev.traza.contract.ticket.TicketCommand.RequestApproval;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketCommand.ResumeTicket;
import dev.traza.contract.ticket.TicketCommand.WithdrawApproval;
import dev.traza.contract.ticket.TicketEvent.ApprovalDecided;
import dev.traza.contract.ticket.TicketEvent.ApprovalDenied;
import dev.traza.contract.ticket.TicketEvent.ApprovalExpired;
import dev.traza.contract.ticket.TicketEvent.ApprovalGranted;
import dev.traza.contract.ticket.TicketEvent.ApprovalRequested;
import dev.traza.contract.ticket.TicketEvent.ApprovalWithdrawn;
import dev.traza.contract.ticket.TicketEvent.TicketClosed;
import dev.traza.contract.ticket.TicketEvent.TicketHeld;
import dev.traza.contract.ticket.TicketEvent.TicketPended;
import dev.traza.contract.ticket.TicketEvent.TicketResumed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ApprovalDeciderTest {

    private static final UUID BUY = new UUID(0, 1);
    private static final UUID TRAVEL = new UUID(0, 2);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Actor SLA = Actor.service("sla-service");

    /** No staff, and not the requester either. */
    private static final Actor CARLOS = Actor.user("carlos", Set.of(Role.REQUESTER));

    private static final Actor MARTA = Actor.user("marta", Set.of(Role.REQUESTER));

    private static final TicketHeld HELD = new TicketHeld(HoldReason.APPROVAL, null, null, Status.ON_HOLD);
    private static final TicketResumed RESUMED = new TicketResumed(ResumeReason.REQUESTED, Status.OPEN);
    private static final ResumeTicket DATE_REACHED = new ResumeTicket(ResumeReason.DATE_REACHED);
    private static final DecideApproval YES = new DecideApproval(BUY, ApprovalDecision.APPROVE, null);
    private static final DecideApproval NO = new DecideApproval(BUY, ApprovalDecision.DENY, "too dear");

    private static List<Approver> people(String... ids) {
        return Stream.of(ids).map(id -> new Approver(id, null, null, null)).toList();
    }

    private static RequestApproval ask(UUID id, @Nullable Instant expiresAt, String... approvers) {
        return new RequestApproval(id, "480 €?", people(approvers), null, null, expiresAt, false);
    }

    private static RequestApproval needing(@Nullable Integer needed, @Nullable Integer percent, String... approvers) {
        return new RequestApproval(BUY, "480 €?", people(approvers), needed, percent, null, false);
    }

    private static ApprovalRequested asked(Status status, int needed, String... approvers) {
        return new ApprovalRequested(BUY, "480 €?", people(approvers), needed, null, status);
    }

    private static ApprovalDecided voted(Actor who, DecideApproval vote) {
        return new ApprovalDecided(vote.approvalId(), who.subject(), vote.decision(), vote.comment(), Status.ON_HOLD);
    }

    @Nested
    class Asking {

        @ParameterizedTest
        @EnumSource(names = {"NEW", "OPEN", "PENDING", "ON_HOLD"})
        void theTicketIsOnHoldForIt(Status status) {
            in(status).when(ask(BUY, null, "carlos"), ANA).then(asked(status, 1, "carlos"), HELD);
        }

        @ParameterizedTest
        @EnumSource(names = {"RESOLVED", "CLOSED"})
        void nothingIsAskedWhenTheWorkIsOver(Status status) {
            assertThat(in(status).when(ask(BUY, null, "carlos"), ANA).decision())
                    .isInstanceOf(Decision.Refused.class);
        }

        @Test
        void theSameAgainChangesNothingAndAnotherUnderTheSameIdIsRefused() {
            Scenario asked = openTicket().after(ask(BUY, null, "carlos"), ANA);

            asked.when(ask(BUY, null, "carlos"), ANA).thenNothingHappens();
            asked.when(ask(BUY, null, "marta"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            asked.after(YES, CARLOS).when(ask(BUY, null, "carlos"), ANA).thenNothingHappens();
        }

        @Test
        void theSameAgainAfterItExpiredChangesNothing() {
            Instant soon = NOW.plusSeconds(60);

            openTicket()
                    .after(ask(BUY, soon, "carlos"), ANA)
                    .later(HOUR)
                    .when(ask(BUY, soon, "carlos"), ANA)
                    .thenNothingHappens();
        }

        @ParameterizedTest
        @CsvSource({"1, , 1", "3, , 3", ", 1, 1", ", 33, 1", ", 34, 2", ", 50, 2", ", 67, 3", ", 100, 3", ", , 3"})
        void aShareIsRoundedUpToPeople(@Nullable Integer needed, @Nullable Integer percent, int people) {
            openTicket()
                    .when(needing(needed, percent, "carlos", "marta", "ben"), ANA)
                    .then(asked(Status.OPEN, people, "carlos", "marta", "ben"), HELD);
        }

        @ParameterizedTest
        @CsvSource({"0,", "4,", "-1,", ",0", ",101", "1,50"})
        void whatCannotBeReachedIsNotAsked(@Nullable Integer needed, @Nullable Integer percent) {
            openTicket()
                    .when(needing(needed, percent, "carlos", "marta", "ben"), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void eachApproverIsAPersonAndAskedOnce() {
            openTicket().when(ask(BUY, null), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            openTicket().when(ask(BUY, null, " "), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            openTicket().when(ask(BUY, null, "carlos", "carlos"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            openTicket()
                    .when(
                            ask(
                                    BUY,
                                    null,
                                    IntStream.range(0, 51)
                                            .mapToObj(n -> "p" + n)
                                            .toArray(String[]::new)),
                            ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void somethingHasToBeAskedAndTheTimeMustNotBeOver() {
            openTicket()
                    .when(new RequestApproval(BUY, " ", people("carlos"), null, null, null, false), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
            openTicket().when(ask(BUY, NOW, "carlos"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void fiftyApprovalsAreEnough() {
            Scenario crowded = openTicket();
            IntStream.range(0, 50).forEach(n -> crowded.after(ask(new UUID(1, n), null, "carlos"), ANA));

            crowded.when(ask(BUY, null, "carlos"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void aRequesterApprovesTheirOwnOnlyWhereThatIsTheRule() {
            openTicket().when(ask(BUY, null, "carlos", "u-17"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);

            RequestApproval allowed = new RequestApproval(BUY, "480 €?", people("u-17"), null, null, null, true);
            openTicket().after(allowed, ANA).when(YES, LUCIA).then(voted(LUCIA, YES), granted(), RESUMED);
        }

        @Test
        void onlyStaffAsk() {
            openTicket().when(ask(BUY, null, "carlos"), LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
            openTicket().when(ask(BUY, null, "carlos"), CARLOS).thenRefused(RejectionCode.TICKET_NOT_FOUND);
        }
    }

    private static ApprovalGranted granted() {
        return new ApprovalGranted(BUY, Status.ON_HOLD);
    }

    private static ApprovalDenied denied() {
        return new ApprovalDenied(BUY, Status.ON_HOLD);
    }

    @Nested
    class Deciding {

        private final Scenario two = openTicket().after(needing(2, null, "carlos", "marta", "ben"), ANA);

        @Test
        void itIsGrantedAsSoonAsEnoughHaveApproved() {
            two.when(YES, CARLOS).then(voted(CARLOS, YES));
            two.after(YES, CARLOS).when(YES, BEN).then(voted(BEN, YES), granted(), RESUMED);
        }

        @Test
        void itIsDeniedAsSoonAsTheOthersAreNotEnough() {
            two.after(NO, CARLOS).when(YES, BEN).then(voted(BEN, YES));
            two.when(NO, MARTA).then(voted(MARTA, NO), denied(), RESUMED);
        }

        @Test
        void aSingleDenialIsEnoughWhereAllAreNeeded() {
            openTicket()
                    .after(ask(BUY, null, "carlos", "marta"), ANA)
                    .when(NO, CARLOS)
                    .then(voted(CARLOS, NO), denied(), RESUMED);
        }

        @Test
        void eachDecidesOnce() {
            two.after(YES, CARLOS).when(YES, CARLOS).thenNothingHappens();
            two.when(NO, CARLOS).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void aLateVoteIsRefusedAndARepeatedOneIsNot() {
            two.after(YES, CARLOS).after(YES, MARTA);

            assertThat(two.when(YES, BEN)
                            .thenRefused(RejectionCode.RULE_VIOLATED)
                            .detail())
                    .isEqualTo("The approval was granted");
            two.when(YES, CARLOS).thenNothingHappens();
        }

        @Test
        void nobodyElsesVoteCounts() {
            two.when(YES, ANA).thenRefused(RejectionCode.NOT_PERMITTED);
            two.when(YES, LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
            two.when(YES, PEDRO).thenRefused(RejectionCode.TICKET_NOT_FOUND);
            two.when(YES, INTEGRATOR).thenRefused(RejectionCode.NOT_PERMITTED);
            two.when(YES, Actor.service("ben")).thenRefused(RejectionCode.NOT_PERMITTED);
        }

        @Test
        void whoIsAskedInOneApprovalHasNoSayInAnother() {
            two.after(ask(TRAVEL, null, "pedro"), ANA)
                    .when(YES, Actor.user("pedro", Set.of(Role.REQUESTER)))
                    .thenRefused(RejectionCode.NOT_PERMITTED);
        }

        @Test
        void anApproverCanDoNothingElseWithTheTicket() {
            two.when(requesterSays("?"), CARLOS).thenRefused(RejectionCode.TICKET_NOT_FOUND);
            two.when(new WithdrawApproval(BUY, null), CARLOS).thenRefused(RejectionCode.TICKET_NOT_FOUND);
        }

        @Test
        void whatNobodyAskedForCannotBeDecided() {
            two.when(new DecideApproval(TRAVEL, ApprovalDecision.APPROVE, null), BEN)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
            openTicket().when(YES, CARLOS).thenRefused(RejectionCode.TICKET_NOT_FOUND);
        }

        @Test
        void aTicketWithAnOpenApprovalIsNotResolvedAndNotResumedByHand() {
            two.when(new ResolveTicket(ResolutionCode.FIXED, "bought"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            two.when(new ResumeTicket(ResumeReason.REQUESTED), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void closingATicketWithdrawsWhatIsOpen() {
            two.when(new CloseTicket(ResolutionCode.CANCELLED, "not wanted"), ANA)
                    .then(
                            new ApprovalWithdrawn(BUY, "The ticket was closed", Status.ON_HOLD),
                            new TicketClosed(ResolutionCode.CANCELLED, "not wanted", Status.CLOSED));
            two.after(new CloseTicket(ResolutionCode.CANCELLED, null), ANA)
                    .when(YES, BEN)
                    .thenRefused(RejectionCode.TICKET_CLOSED);
        }
    }

    @Nested
    class Withdrawing {

        private final WithdrawApproval withdraw = new WithdrawApproval(BUY, "repaired");

        @Test
        void theTicketGoesOn() {
            Scenario asked = openTicket().after(ask(BUY, null, "carlos"), ANA);

            asked.when(withdraw, BEN).then(new ApprovalWithdrawn(BUY, "repaired", Status.ON_HOLD), RESUMED);
            asked.after(withdraw, BEN).when(withdraw, BEN).thenNothingHappens();
            assertThat(asked.when(YES, CARLOS)
                            .thenRefused(RejectionCode.RULE_VIOLATED)
                            .detail())
                    .isEqualTo("The approval was withdrawn");
        }

        @Test
        void whatHasEndedIsNotWithdrawn() {
            openTicket()
                    .after(ask(BUY, null, "carlos"), ANA)
                    .after(YES, CARLOS)
                    .when(withdraw, ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
            openTicket().when(withdraw, ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            openTicket()
                    .after(ask(BUY, null, "carlos"), ANA)
                    .when(withdraw, LUCIA)
                    .thenRefused(RejectionCode.NOT_PERMITTED);
        }
    }

    @Nested
    class Several {

        private final DecideApproval travel = new DecideApproval(TRAVEL, ApprovalDecision.APPROVE, null);

        @Test
        void theTicketGoesOnWhenTheLastHasEnded() {
            Scenario both = openTicket().after(ask(BUY, null, "carlos"), ANA).after(ask(TRAVEL, null, "marta"), ANA);

            both.when(YES, CARLOS).then(voted(CARLOS, YES), granted());
            both.after(YES, CARLOS)
                    .when(travel, MARTA)
                    .then(voted(MARTA, travel), new ApprovalGranted(TRAVEL, Status.ON_HOLD), RESUMED);
        }

        @Test
        void theTicketIsHeldUntilTheFirstOfThemExpires() {
            Instant late = NOW.plus(HOUR.multipliedBy(2));
            Instant early = NOW.plus(HOUR);
            Scenario one = openTicket().after(ask(BUY, late, "carlos"), ANA);

            one.when(ask(TRAVEL, early, "marta"), ANA)
                    .then(
                            new ApprovalRequested(TRAVEL, "480 €?", people("marta"), 1, early, Status.ON_HOLD),
                            held(early));
            one.after(ask(TRAVEL, early, "marta"), ANA)
                    .when(travel, MARTA)
                    .then(voted(MARTA, travel), new ApprovalGranted(TRAVEL, Status.ON_HOLD), held(late));
        }

        @Test
        void aLaterExpiryKeepsItsOwnDate() {
            Instant early = NOW.plus(HOUR);
            Instant late = NOW.plus(HOUR.multipliedBy(2));
            Scenario both = openTicket()
                    .after(ask(BUY, early, "carlos"), ANA)
                    .after(ask(TRAVEL, late, "marta"), ANA)
                    .later(HOUR);

            both.when(DATE_REACHED, SLA).then(new ApprovalExpired(BUY, Status.ON_HOLD), held(late));
            both.after(DATE_REACHED, SLA).when(DATE_REACHED, SLA).thenRefused(RejectionCode.RULE_VIOLATED);
            both.later(HOUR)
                    .when(DATE_REACHED, SLA)
                    .then(
                            new ApprovalExpired(TRAVEL, Status.ON_HOLD),
                            new TicketResumed(ResumeReason.DATE_REACHED, Status.OPEN));
        }

        @Test
        void oneThatNeverExpiresOutlivesOneThatDoes() {
            openTicket()
                    .after(ask(BUY, NOW.plus(HOUR), "carlos"), ANA)
                    .after(ask(TRAVEL, null, "marta"), ANA)
                    .later(HOUR)
                    .when(DATE_REACHED, SLA)
                    .then(new ApprovalExpired(BUY, Status.ON_HOLD), HELD);
        }
    }

    private static TicketHeld held(Instant until) {
        return new TicketHeld(HoldReason.APPROVAL, until, null, Status.ON_HOLD);
    }

    @Nested
    class Expiring {

        private final Scenario asked = openTicket().after(ask(BUY, NOW.plus(HOUR), "carlos"), ANA);

        @Test
        void aTimerThatIsEarlyIsRefused() {
            asked.when(DATE_REACHED, SLA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void aVoteAfterTheTimeIsRefusedAlsoBeforeTheTimerHasFired() {
            asked.later(HOUR).when(YES, CARLOS).thenRefused(RejectionCode.RULE_VIOLATED);
            asked.after(DATE_REACHED, SLA).when(YES, CARLOS).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void aTimerThatComesAfterTheDecisionIsRefused() {
            asked.after(YES, CARLOS)
                    .later(HOUR)
                    .when(DATE_REACHED, SLA)
                    .thenRefused(RejectionCode.TRANSITION_NOT_ALLOWED);
        }
    }

    @Nested
    class WhatWasWaitedForBefore {

        @Test
        void aTicketThatWaitedForItsRequesterWaitsForThemAgain() {
            in(Status.PENDING)
                    .after(ask(BUY, null, "carlos"), ANA)
                    .when(YES, CARLOS)
                    .then(voted(CARLOS, YES), granted(), new TicketPended("serial number?", Status.PENDING));
        }

        @Test
        void unlessTheyHaveAnsweredMeanwhile() {
            in(Status.PENDING)
                    .after(ask(BUY, null, "carlos"), ANA)
                    .after(requesterSays("X-200"), LUCIA)
                    .when(YES, CARLOS)
                    .then(voted(CARLOS, YES), granted(), RESUMED);
        }

        @Test
        void whatWasTakenUpAgainOnceIsNotTakenUpAfterAnotherApproval() {
            DecideApproval travel = new DecideApproval(TRAVEL, ApprovalDecision.APPROVE, null);

            in(Status.ON_HOLD)
                    .after(ask(BUY, null, "carlos"), ANA)
                    .after(YES, CARLOS)
                    .after(new ResumeTicket(ResumeReason.REQUESTED), ANA)
                    .after(new HoldTicket(HoldReason.APPROVAL, null, null), ANA)
                    .after(ask(TRAVEL, null, "carlos"), ANA)
                    .when(travel, CARLOS)
                    .then(voted(CARLOS, travel), new ApprovalGranted(TRAVEL, Status.ON_HOLD), RESUMED);
        }

        @Test
        void aTicketThatWaitedForAnybodyElseDoesSoAgainUntilItsDate() {
            Instant tomorrow = NOW.plus(HOUR.multipliedBy(24));
            Scenario held = openTicket()
                    .after(new HoldTicket(HoldReason.THIRD_PARTY, tomorrow, "part ordered"), ANA)
                    .after(ask(BUY, null, "carlos"), ANA)
                    .after(ask(TRAVEL, null, "marta"), ANA)
                    .after(YES, CARLOS);

            held.when(new WithdrawApproval(TRAVEL, null), ANA)
                    .then(
                            new ApprovalWithdrawn(TRAVEL, null, Status.ON_HOLD),
                            new TicketHeld(HoldReason.THIRD_PARTY, tomorrow, "part ordered", Status.ON_HOLD));
        }

        @Test
        void unlessTheDateHasComeMeanwhile() {
            Scenario held = openTicket()
                    .after(new HoldTicket(HoldReason.DATE, NOW.plus(HOUR), null), ANA)
                    .after(ask(BUY, null, "carlos"), ANA)
                    .later(HOUR);

            held.when(DATE_REACHED, SLA).thenRefused(RejectionCode.RULE_VIOLATED);
            held.when(YES, CARLOS)
                    .then(voted(CARLOS, YES), granted(), new TicketResumed(ResumeReason.DATE_REACHED, Status.OPEN));
        }

        @Test
        void aTicketHeldByHandForThisApprovalGoesOn() {
            openTicket()
                    .after(new HoldTicket(HoldReason.APPROVAL, NOW.plus(HOUR), "asked by phone"), ANA)
                    .after(ask(BUY, null, "carlos"), ANA)
                    .when(YES, CARLOS)
                    .then(voted(CARLOS, YES), granted(), RESUMED);
        }

        @Test
        void aTicketThatNobodyHadTouchedIsOpenAfterwards() {
            in(Status.NEW)
                    .after(ask(BUY, null, "carlos"), ANA)
                    .when(YES, CARLOS)
                    .then(voted(CARLOS, YES), granted(), RESUMED);
        }

        @Test
        void theNextApprovalRemembersItsOwn() {
            in(Status.PENDING)
                    .after(ask(BUY, null, "carlos"), ANA)
                    .after(YES, CARLOS)
                    .after(new ResumeTicket(ResumeReason.REQUESTED), ANA)
                    .after(ask(TRAVEL, null, "marta"), ANA)
                    .when(new WithdrawApproval(TRAVEL, null), ANA)
                    .then(new ApprovalWithdrawn(TRAVEL, null, Status.ON_HOLD), RESUMED);
        }
    }
}

package dev.traza.sla.clock;

import static dev.traza.contract.sla.SlaMetric.FIRST_RESPONSE;
import static dev.traza.contract.sla.SlaMetric.RESOLUTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Visibility;
import dev.traza.sla.policy.Condition;
import dev.traza.sla.policy.Goal;
import dev.traza.sla.policy.PolicyBook;
import dev.traza.workingtime.Frame;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClockworkTest {

    private static final UUID APPROVAL = new UUID(0, 1);
    private static final UUID OTHER = UUID.fromString("01970000-0000-7000-8000-000000000009");
    private static final Set<Status> WAITING = Set.of(Status.PENDING, Status.ON_HOLD);

    @Test
    void anOpenedTicketHasTwoClocks() {
        Story story = Story.roundTheClock().opened("08:00");

        assertThat(story.lines(FIRST_RESPONSE)).containsExactly("08:00 #1 started 0/120 due 10T10:00");
        assertThat(story.lines(RESOLUTION)).containsExactly("08:00 #1 started 0/480 due 10T16:00");
    }

    @Test
    void onlyAPublicReplyOfAnAgentIsAFirstResponse() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .comment("08:10", Visibility.INTERNAL, AuthorKind.AGENT)
                .comment("08:20", Visibility.PUBLIC, AuthorKind.REQUESTER)
                .comment("08:30", Visibility.PUBLIC, AuthorKind.SYSTEM)
                .answered("08:40")
                .answered("08:50");

        assertThat(story.lines(FIRST_RESPONSE))
                .containsExactly("08:00 #1 started 0/120 due 10T10:00", "08:40 #1 met 40/120 due 10T10:00");
    }

    @Test
    void theClocksOfAMergedTicketStandStillAndGoOnWhereTheyStoodWhenItIsTakenBack() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .happens("08:20", new TicketEvent.MergeBegun("T-9", null, Status.NEW))
                .happens("08:30", new TicketEvent.TicketMerged(OTHER, "T-9", Status.CLOSED))
                .itIs("20:00")
                .happens("21:00", new TicketEvent.TicketUnmerged(OTHER, "T-9", null, null, Status.NEW));

        assertThat(story.lines(FIRST_RESPONSE))
                .containsExactly(
                        "08:00 #1 started 0/120 due 10T10:00",
                        "08:30 #1 paused 30/120 due -",
                        "21:00 #1 resumed 30/120 due 10T22:30");
        assertThat(story.itIs("22:00").lines(FIRST_RESPONSE))
                .last()
                .isEqualTo("22:00 #1 warned 75 90/120 due 10T22:30");
    }

    @Test
    void aClockThatStoodStillBeforeTheMergeStandsStillAfterIt() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .pended("08:10")
                .happens("08:30", new TicketEvent.TicketMerged(OTHER, "T-9", Status.CLOSED))
                .happens("09:00", new TicketEvent.TicketUnmerged(OTHER, "T-9", null, null, Status.PENDING))
                .resumed("09:30");

        assertThat(story.lines(RESOLUTION))
                .containsExactly(
                        "08:00 #1 started 0/480 due 10T16:00",
                        "08:10 #1 paused 10/480 due -",
                        "09:30 #1 resumed 10/480 due 10T17:20");
    }

    @Test
    void aTicketOnHoldIsResumedAtItsDateOnlyAfterItWasTakenBack() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .held("08:10", "09:00")
                .happens("08:30", new TicketEvent.TicketMerged(OTHER, "T-9", Status.CLOSED))
                .itIs("10:00");
        assertThat(story.asked()).isEmpty();

        story.happens("11:00", new TicketEvent.TicketUnmerged(OTHER, "T-9", null, Story.at("09:00"), Status.ON_HOLD))
                .itIs("11:00")
                .itIs("11:01");

        assertThat(story.asked()).singleElement().satisfies(asked -> assertThat(asked.command())
                .isEqualTo(new TicketCommand.ResumeTicket(ResumeReason.DATE_REACHED)));
    }

    @Test
    void whatWasAskedWhileAMergeWasUnderWayIsAskedAgainWhenItIsAbandoned() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .held("08:10", "09:00")
                .happens("08:59", new TicketEvent.MergeBegun("T-9", null, Status.ON_HOLD))
                .itIs("09:00");
        assertThat(story.asked()).hasSize(1);

        story.happens("09:01", new TicketEvent.MergeAbandoned("T-9", "no", Story.at("09:00"), Status.ON_HOLD))
                .itIs("09:01");

        assertThat(story.asked())
                .extracting(CommandEnvelope::commandId)
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void aResolvedTicketThatIsTakenBackIsStillClosedByItself() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .resolved("09:00")
                .happens("09:30", new TicketEvent.TicketMerged(OTHER, "T-9", Status.CLOSED))
                .happens("10:00", new TicketEvent.TicketUnmerged(OTHER, "T-9", null, null, Status.RESOLVED));

        assertThat(story.present().resolution()).isNotNull();
        assertThat(story.lines(RESOLUTION)).hasSize(2);
    }

    @Test
    void aResolutionIsAlsoAFirstResponse() {
        Story story = Story.roundTheClock().opened("08:00").resolved("08:30");

        assertThat(story.lines(FIRST_RESPONSE)).last().isEqualTo("08:30 #1 met 30/120 due 10T10:00");
        assertThat(story.lines(RESOLUTION)).last().isEqualTo("08:30 #1 met 30/480 due 10T16:00");
    }

    @Test
    void everyThresholdIsToldOnceAtItsTimeAndThenTheBreach() {
        Story story = Story.roundTheClock().opened("08:00");

        for (String time : List.of("08:59", "09:00", "09:01", "09:30", "09:50", "10:00", "11:00")) {
            story.itIs(time).itIs(time);
        }

        assertThat(story.lines(FIRST_RESPONSE))
                .containsExactly(
                        "08:00 #1 started 0/120 due 10T10:00",
                        "09:00 #1 warned 50 60/120 due 10T10:00",
                        "09:30 #1 warned 75 90/120 due 10T10:00",
                        "09:48 #1 warned 90 108/120 due 10T10:00",
                        "10:00 #1 breached 120/120 due 10T10:00");
    }

    @Test
    void whatBecameDueDuringAnOutageIsToldInOrderWithItsOwnTime() {
        Story story = Story.roundTheClock().opened("08:00").itIs("12:00");

        assertThat(story.told()).extracting(EventEnvelope::occurredAt).isSorted();
        assertThat(story.lines(FIRST_RESPONSE)).last().isEqualTo("10:00 #1 breached 120/120 due 10T10:00");
        assertThat(story.lines(RESOLUTION)).last().isEqualTo("12:00 #1 warned 50 240/480 due 10T16:00");
    }

    @Test
    void aBacklogReadAfterAnOutageGivesNoFalseBreach() {
        Story story = Story.roundTheClock().opened("08:00").answered("09:10");

        // Nobody woke the clocks in between: the warning that was due before the answer is told with it, and no more.
        assertThat(story.lines(FIRST_RESPONSE))
                .containsExactly(
                        "08:00 #1 started 0/120 due 10T10:00",
                        "09:00 #1 warned 50 60/120 due 10T10:00",
                        "09:10 #1 met 70/120 due 10T10:00");
    }

    @Test
    void anEndAfterTheTargetIsMetLateAndComesAfterTheBreach() {
        Story story = Story.roundTheClock().opened("08:00").itIs("09:59").answered("10:30");

        assertThat(story.lines(FIRST_RESPONSE))
                .endsWith("10:00 #1 breached 120/120 due 10T10:00", "10:30 #1 met late 150/120 due 10T10:00");
    }

    @Test
    void anEndExactlyAtTheTargetIsInTime() {
        Story story = Story.roundTheClock().opened("08:00").itIs("09:59").answered("10:00");

        assertThat(story.lines(FIRST_RESPONSE)).last().isEqualTo("10:00 #1 met 120/120 due 10T10:00");
    }

    @Test
    void waitingStopsTheClocksAndNoThresholdPassesMeanwhile() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .pended("08:30")
                .itIs("15:00")
                .resumed("18:30")
                .itIs("19:00");

        assertThat(story.lines(FIRST_RESPONSE))
                .containsExactly(
                        "08:00 #1 started 0/120 due 10T10:00",
                        "08:30 #1 paused 30/120 due -",
                        "18:30 #1 resumed 30/120 due 10T20:00",
                        "19:00 #1 warned 50 60/120 due 10T20:00");
    }

    @Test
    void fromOneKindOfWaitingToAnotherTheClockJustStandsStill() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .pended("08:30")
                .held("09:00", null)
                .resumed("10:00");

        assertThat(story.lines(RESOLUTION))
                .containsExactly(
                        "08:00 #1 started 0/480 due 10T16:00",
                        "08:30 #1 paused 30/480 due -",
                        "10:00 #1 resumed 30/480 due 10T17:30");
    }

    @Test
    void aPolicyMayPauseInOnHoldOnly() {
        Story story = Story.by(Story.bookOf(Story.standard(1, Set.of(Status.ON_HOLD), Duration.ofHours(8))))
                .opened("08:00")
                .pended("08:30")
                .held("09:00", null);

        assertThat(story.lines(RESOLUTION))
                .containsExactly("08:00 #1 started 0/480 due 10T16:00", "09:00 #1 paused 60/480 due -");
    }

    @Test
    void aHigherPriorityRetargetsAndKeepsWhatWasUsedAndWaited() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .pended("08:20")
                .resumed("09:20")
                .prioritized("09:30", Priority.HIGH)
                .itIs("10:30");

        assertThat(story.lines(FIRST_RESPONSE))
                .containsExactly(
                        "08:00 #1 started 0/120 due 10T10:00",
                        "08:20 #1 paused 20/120 due -",
                        "09:20 #1 resumed 20/120 due 10T11:00",
                        "09:30 #1 retargeted 30/60 due 10T10:00",
                        "09:30 #1 warned 50 30/60 due 10T10:00",
                        "09:45 #1 warned 75 45/60 due 10T10:00",
                        "09:54 #1 warned 90 54/60 due 10T10:00",
                        "10:00 #1 breached 60/60 due 10T10:00");
    }

    @Test
    void anotherKindOfMatterRetargetsAndKeepsWhatWasUsed() {
        Goal servers = new Goal(
                "servers",
                new Condition(Set.of(TicketType.INCIDENT), Set.of(), List.of("server"), Set.of(), null, Set.of()),
                "always",
                Map.of(SlaMetric.RESOLUTION, Duration.ofHours(1)));
        Goal rest = new Goal("rest", Condition.ANY, "always", Map.of(SlaMetric.RESOLUTION, Duration.ofHours(8)));
        Story story = Story.by(Story.bookOf(Story.policy(1, Set.of(), servers, rest)))
                .opened("08:00")
                .classified("08:30", TicketType.INCIDENT, "server/mail")
                .classified("08:40", TicketType.CHANGE, "server/mail");

        assertThat(story.lines(RESOLUTION))
                .containsExactly(
                        "08:00 #1 started 0/480 due 10T16:00",
                        "08:30 #1 retargeted 30/60 due 10T09:00",
                        "08:30 #1 warned 50 30/60 due 10T09:00",
                        "08:40 #1 retargeted 40/480 due 10T16:00");
    }

    @Test
    void whatTheCatalogHintsAtRetargetsAndIsForgottenWithTheItem() {
        Goal quick = new Goal(
                "quick",
                new Condition(Set.of(), Set.of(), List.of(), Set.of(), null, Set.of("same-day")),
                "always",
                Map.of(SlaMetric.RESOLUTION, Duration.ofHours(1)));
        Goal rest = new Goal("rest", Condition.ANY, "always", Map.of(SlaMetric.RESOLUTION, Duration.ofHours(8)));
        Story story = Story.by(Story.bookOf(Story.policy(1, Set.of(), quick, rest)))
                .opened("08:00")
                .classified("08:10", new CatalogReference("hardware", 2, null, "same-day"))
                .classified("08:20", new CatalogReference("hardware", 3, null, null));

        assertThat(story.lines(RESOLUTION))
                .containsExactly(
                        "08:00 #1 started 0/480 due 10T16:00",
                        "08:10 #1 retargeted 10/60 due 10T09:00",
                        "08:20 #1 retargeted 20/480 due 10T16:00");
    }

    @Test
    void aTargetThatIsAlreadyPassedIsBreachedWhenItIsSetAndNotBefore() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .itIs("09:40")
                .prioritized("09:40", Priority.HIGH)
                .itIs("09:41");

        assertThat(story.lines(FIRST_RESPONSE))
                .endsWith(
                        "09:40 #1 retargeted 100/60 due 10T09:00",
                        "09:40 #1 warned 90 100/60 due 10T09:00",
                        "09:40 #1 breached 100/60 due 10T09:00");
    }

    @Test
    void aLowerPriorityAfterABreachRepeatsNothing() {
        Story story = Story.roundTheClock()
                .opened("08:00", Priority.HIGH)
                .itIs("09:00")
                .prioritized("09:10", Priority.LOW)
                .itIs("10:30")
                .answered("10:40");

        assertThat(story.lines(FIRST_RESPONSE))
                .endsWith(
                        "09:00 #1 breached 60/60 due 10T09:00",
                        "09:10 #1 retargeted 70/120 due 10T10:00",
                        "10:40 #1 met late 160/120 due 10T10:00");
        assertThat(story.lines(FIRST_RESPONSE).stream().filter(line -> line.contains("warned 50")))
                .hasSize(1);
    }

    @Test
    void aPriorityWithTheSameGoalSetsNothingAnew() {
        Story story = Story.roundTheClock().opened("08:00").prioritized("08:30", Priority.LOW);

        assertThat(story.told()).hasSize(2);
    }

    @Test
    void aReopenedTicketBeginsANewResolutionCycleAndNoNewFirstResponse() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .resolved("09:00")
                .reopened("11:00")
                .itIs("15:00")
                .resolved("15:30");

        assertThat(story.lines(RESOLUTION))
                .containsExactly(
                        "08:00 #1 started 0/480 due 10T16:00",
                        "09:00 #1 met 60/480 due 10T16:00",
                        "11:00 #2 started 0/480 due 10T19:00",
                        "15:00 #2 warned 50 240/480 due 10T19:00",
                        "15:30 #2 met 270/480 due 10T19:00");
        assertThat(story.lines(FIRST_RESPONSE)).hasSize(2);
    }

    @Test
    void aFinishedCycleIsNotTouchedByAChangedPriority() {
        Story story = Story.roundTheClock().opened("08:00").answered("08:10").prioritized("08:20", Priority.HIGH);

        assertThat(story.lines(FIRST_RESPONSE)).last().asString().contains("met");
    }

    @Test
    void aTicketThatIsClosedUnresolvedCancelsItsClocksAndIsForgotten() {
        Story story = Story.roundTheClock().opened("08:00").answered("08:10").closed("08:30");

        assertThat(story.lines(RESOLUTION)).last().isEqualTo("08:30 #1 cancelled 30/480 due 10T16:00");
        assertThat(story.lines(FIRST_RESPONSE)).last().asString().contains("met");
        assertThat(story.isForgotten()).isTrue();
    }

    @Test
    void aTicketThatIsClosedAfterItsResolutionCancelsNothing() {
        Story story = Story.roundTheClock().opened("08:00").resolved("08:30").closed("09:00");

        assertThat(story.told()).hasSize(4);
        assertThat(story.isForgotten()).isTrue();
    }

    @Test
    void anEventThatComesTwiceCountsOnce() {
        Story story = Story.roundTheClock().opened("08:00").pended("08:30");
        TicketClocks before = story.present();

        story.repeats(2, "09:30", new TicketEvent.TicketResumed(ResumeReason.REQUESTED, Status.OPEN));

        assertThat(story.present()).isEqualTo(before);
        assertThat(story.told()).hasSize(4);
    }

    @Test
    void yesterdaysCallTypedTodayStartsYesterdayAndIsOverdueAtOnce() {
        Story story = Story.roundTheClock()
                .opened("2026-06-09T08:00:00Z")
                .itIs("08:00")
                .itIs("08:01");

        assertThat(story.lines(FIRST_RESPONSE))
                .containsExactly(
                        "08:00 #1 started 0/120 due 09T10:00",
                        "09:00 #1 warned 50 60/120 due 09T10:00",
                        "09:30 #1 warned 75 90/120 due 09T10:00",
                        "09:48 #1 warned 90 108/120 due 09T10:00",
                        "10:00 #1 breached 120/120 due 09T10:00");
        assertThat(story.told().getLast().recordedAt()).isEqualTo(Story.at("08:00"));
    }

    @Test
    void aLateEnteredAnswerCountsWhenItWasGivenAndFiresNothingTwice() {
        // given a breach that was told because nobody had typed in the call of 09:10
        Story story = Story.roundTheClock().opened("08:00").itIs("10:30");

        // when
        story.answered("09:10").itIs("10:31");

        // then
        assertThat(story.lines(FIRST_RESPONSE))
                .containsExactly(
                        "08:00 #1 started 0/120 due 10T10:00",
                        "09:00 #1 warned 50 60/120 due 10T10:00",
                        "09:30 #1 warned 75 90/120 due 10T10:00",
                        "09:48 #1 warned 90 108/120 due 10T10:00",
                        "10:00 #1 breached 120/120 due 10T10:00",
                        "09:10 #1 met 70/120 due 10T10:00");
    }

    @Test
    void aLateEnteredPauseMakesTheTargetLaterAndRepeatsNoWarning() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .itIs("09:05")
                .pended("08:30")
                .resumed("09:30")
                .itIs("10:05");

        assertThat(story.lines(FIRST_RESPONSE))
                .containsExactly(
                        "08:00 #1 started 0/120 due 10T10:00",
                        "09:00 #1 warned 50 60/120 due 10T10:00",
                        "08:30 #1 paused 30/120 due -",
                        "09:30 #1 resumed 30/120 due 10T11:00");
    }

    @Test
    void aChangedPolicyRetargetsRunningClocksFromTheirHistory() {
        Story story = Story.roundTheClock().opened("08:00").pended("09:00").resumed("10:00");

        story.policiesBecome("10:30", Story.bookOf(Story.standard(2, WAITING, Duration.ofHours(3))));

        assertThat(story.lines(RESOLUTION)).last().isEqualTo("10:30 #1 retargeted 90/180 due 10T12:00");
        assertThat(story.told().getLast().causationId()).isEqualTo(Ids.derived(Story.TICKET, "policy2"));
        assertThat(story.told().getLast().event().measure().policyVersion()).isEqualTo(2);
    }

    @Test
    void aPolicyThatNoLongerPausesCountsTheWaitingToo() {
        Story story = Story.roundTheClock().opened("08:00").pended("09:00");

        story.policiesBecome("10:00", Story.bookOf(Story.standard(2, Set.of(), Duration.ofHours(8))));

        assertThat(story.lines(RESOLUTION))
                .endsWith("10:00 #1 retargeted 120/480 due -", "10:00 #1 resumed 120/480 due 10T16:00");
    }

    @Test
    void aNewVersionThatMeasuresTheSameTellsNothing() {
        Story story = Story.roundTheClock().opened("08:00");
        TicketClocks before = story.present();

        story.policiesBecome("10:30", Story.bookOf(Story.standard(2, WAITING, Duration.ofHours(8))));

        assertThat(story.present()).isEqualTo(before);
    }

    @Test
    void aChangedCalendarMeasuresTheWholeHistoryAnew() {
        Story story = Story.roundTheClock().opened("08:00");
        PolicyBook fromNine = story.book().with(Story.calendar(2, new Frame("09:00", "18:00")));

        story.policiesBecome("10:30", fromNine);

        assertThat(story.lines(RESOLUTION)).last().isEqualTo("10:30 #1 retargeted 90/480 due 10T17:00");
        assertThat(story.told().getLast().causationId()).isEqualTo(Ids.derived(Story.TICKET, "calendar2"));
    }

    @Test
    void withoutAPolicyTheClocksAreCancelledAndWithOneAgainANewCycleCountsFromTheOpening() {
        Story story = Story.roundTheClock().opened("08:00");
        PolicyBook book = story.book();

        story.policiesBecome("09:00", book.withoutPolicy("standard")).policiesBecome("10:00", book);

        assertThat(story.lines(RESOLUTION))
                .containsExactly(
                        "08:00 #1 started 0/480 due 10T16:00",
                        "09:00 #1 cancelled 60/480 due 10T16:00",
                        "10:00 #2 started 120/480 due 10T16:00");
    }

    @Test
    void aHeldTicketIsResumedAtItsDateOnce() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .held("08:30", "12:00")
                .itIs("11:59")
                .itIs("12:00")
                .itIs("12:01");

        assertThat(story.asked()).hasSize(1);
        assertThat(story.asked().getFirst().command())
                .isEqualTo(new TicketCommand.ResumeTicket(ResumeReason.DATE_REACHED));
        assertThat(story.asked().getFirst().causationId()).isEqualTo(Story.eventId(2));
        assertThat(story.asked().getFirst().commandId()).isEqualTo(Ids.derived(Story.eventId(2), "resume-at-date"));
    }

    @Test
    void aTicketHeldAnewUntilAnotherDateIsResumedAtThatOne() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .held("08:30", "12:00")
                .held("08:40", "10:00")
                .itIs("10:00")
                .held("10:01", "12:00")
                .itIs("12:00")
                .held("12:01", null)
                .itIs("13:00");

        assertThat(story.asked())
                .extracting(CommandEnvelope::commandId)
                .containsExactly(
                        Ids.derived(Story.eventId(3), "resume-at-date"),
                        Ids.derived(Story.eventId(4), "resume-at-date"));
    }

    @Test
    void whatHappensToAnApprovalLeavesTheHoldAndTheClocksAsTheyAre() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .happens("08:30", new TicketEvent.ApprovalRequested(APPROVAL, "?", List.of(), 1, null, Status.NEW))
                .held("08:30", "12:00")
                .happens("09:00", new TicketEvent.ApprovalGranted(APPROVAL, Status.ON_HOLD))
                .itIs("12:00");

        assertThat(story.asked()).hasSize(1);
        assertThat(story.lines(RESOLUTION))
                .containsExactly("08:00 #1 started 0/480 due 10T16:00", "08:30 #1 paused 30/480 due -");
    }

    @Test
    void aTicketThatGoesOnEarlierIsNotResumedAtItsDate() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .held("08:30", "12:00")
                .resumed("09:00")
                .itIs("12:01");

        assertThat(story.asked()).isEmpty();
    }

    @Test
    void aTicketThatStaysResolvedIsClosedAfterFiveWorkingDaysOnce() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .resolved("09:00")
                .itIs("2026-06-15T08:59:59Z")
                .itIs("2026-06-15T09:00:00Z")
                .itIs("2026-06-16T09:00:00Z");

        assertThat(story.asked()).hasSize(1);
        assertThat(story.asked().getFirst().command()).isInstanceOf(TicketCommand.CloseTicket.class);
        assertThat(story.asked().getFirst().commandId())
                .isEqualTo(Ids.derived(Story.eventId(2), "close-after-resolution"));
    }

    @Test
    void aReopenedTicketIsNotClosed() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .resolved("09:00")
                .reopened("10:00")
                .itIs("2026-06-20T09:00:00Z");

        assertThat(story.asked()).isEmpty();
    }

    @Test
    void theSequenceHasNoGapAndNoIdComesTwice() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .pended("08:10")
                .resumed("08:20")
                .pended("08:30")
                .resumed("08:40")
                .prioritized("08:50", Priority.HIGH)
                .prioritized("09:00", Priority.LOW)
                .prioritized("09:10", Priority.HIGH)
                .itIs("12:00")
                .resolved("12:30")
                .reopened("12:40")
                .closed("12:50");

        assertThat(story.told())
                .extracting(EventEnvelope::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, story.told().size()).boxed().toList());
        assertThat(new HashSet<>(
                        story.told().stream().map(EventEnvelope::eventId).toList()))
                .hasSameSizeAs(story.told());
    }

    @Test
    void aTimersEventNamesTheEventThatSetTheTimer() {
        Story story = Story.roundTheClock()
                .opened("08:00")
                .pended("08:10")
                .resumed("08:20")
                .itIs("09:10");

        assertThat(story.lines(FIRST_RESPONSE)).last().isEqualTo("09:10 #1 warned 50 60/120 due 10T10:10");
        assertThat(story.told().getLast().causationId()).isEqualTo(Story.eventId(3));
    }

    @Test
    void anEndlessToAndFroKeepsItsFiguresWithinABoundedHistory() {
        Story story = Story.roundTheClock().opened("2026-06-01T00:00:00Z");
        for (int i = 0; i < 1_000; i++) {
            story.pended(Story.at("2026-06-01T00:01:00Z").plusSeconds(120L * i).toString())
                    .resumed(Story.at("2026-06-01T00:02:00Z")
                            .plusSeconds(120L * i)
                            .toString());
        }

        assertThat(story.present().history()).hasSizeLessThanOrEqualTo(Clockwork.LONGEST_HISTORY);
        // 2000 minutes went by since the opening, every other one of them waiting.
        story.resolved(Story.at("2026-06-01T00:00:00Z").plusSeconds(2_000 * 60).toString());
        assertThat(story.lines(RESOLUTION)).last().asString().contains("met late 1000/480");
    }
}

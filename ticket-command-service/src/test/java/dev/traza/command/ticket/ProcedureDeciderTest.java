package dev.traza.command.ticket;

import static dev.traza.command.ticket.Scenario.ANA;
import static dev.traza.command.ticket.Scenario.BEN;
import static dev.traza.command.ticket.Scenario.INTEGRATOR;
import static dev.traza.command.ticket.Scenario.LUCIA;
import static dev.traza.command.ticket.Scenario.NOW;
import static dev.traza.command.ticket.Scenario.PEDRO;
import static dev.traza.command.ticket.Scenario.TICKET;
import static dev.traza.command.ticket.Scenario.assign;
import static dev.traza.command.ticket.Scenario.noTicket;
import static dev.traza.command.ticket.Scenario.openTicket;
import static dev.traza.command.ticket.Scenario.requesterSays;
import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.PlannedStep;
import dev.traza.contract.ticket.Procedure;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.StepKind;
import dev.traza.contract.ticket.StopCause;
import dev.traza.contract.ticket.TicketCommand.AddTask;
import dev.traza.contract.ticket.TicketCommand.CancelTask;
import dev.traza.contract.ticket.TicketCommand.ClassifyTicket;
import dev.traza.contract.ticket.TicketCommand.CloseTicket;
import dev.traza.contract.ticket.TicketCommand.CompleteTask;
import dev.traza.contract.ticket.TicketCommand.DecideApproval;
import dev.traza.contract.ticket.TicketCommand.FinishMerge;
import dev.traza.contract.ticket.TicketCommand.HoldTicket;
import dev.traza.contract.ticket.TicketCommand.MergeTicket;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.ReopenTicket;
import dev.traza.contract.ticket.TicketCommand.RequestApproval;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketCommand.ResumeTicket;
import dev.traza.contract.ticket.TicketCommand.StopProcedure;
import dev.traza.contract.ticket.TicketCommand.UnmergeTicket;
import dev.traza.contract.ticket.TicketCommand.WaitForRequester;
import dev.traza.contract.ticket.TicketCommand.WithdrawApproval;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.ApprovalDecided;
import dev.traza.contract.ticket.TicketEvent.ApprovalDenied;
import dev.traza.contract.ticket.TicketEvent.ApprovalExpired;
import dev.traza.contract.ticket.TicketEvent.ApprovalGranted;
import dev.traza.contract.ticket.TicketEvent.ApprovalRequested;
import dev.traza.contract.ticket.TicketEvent.ApprovalWithdrawn;
import dev.traza.contract.ticket.TicketEvent.ProcedureCompleted;
import dev.traza.contract.ticket.TicketEvent.ProcedureStarted;
import dev.traza.contract.ticket.TicketEvent.ProcedureStopped;
import dev.traza.contract.ticket.TicketEvent.TaskAdded;
import dev.traza.contract.ticket.TicketEvent.TaskCancelled;
import dev.traza.contract.ticket.TicketEvent.TaskCompleted;
import dev.traza.contract.ticket.TicketEvent.TicketClassified;
import dev.traza.contract.ticket.TicketEvent.TicketClosed;
import dev.traza.contract.ticket.TicketEvent.TicketHeld;
import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import dev.traza.contract.ticket.TicketEvent.TicketPended;
import dev.traza.contract.ticket.TicketEvent.TicketResumed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProcedureDeciderTest {

    private static final UUID FIRST = Ids.derived(TICKET, "procedure 1");
    private static final UUID SECOND = Ids.derived(TICKET, "procedure 2");
    private static final CatalogReference LAPTOP = new CatalogReference("hardware/laptop", 7, "workplace", null);
    private static final CatalogReference KEYBOARD = new CatalogReference("hardware/keyboard", 1, null, null);
    private static final Actor CARLOS = Actor.user("carlos", Set.of(Role.REQUESTER));
    private static final Actor MARTA = Actor.user("marta", Set.of(Role.REQUESTER));
    private static final Actor SLA = Actor.service("sla-service");
    private static final int HOUR = 3_600;
    private static final ResolveTicket RESOLVE = new ResolveTicket(ResolutionCode.FULFILLED, "there it is");
    private static final ResumeTicket DATE_REACHED = new ResumeTicket(ResumeReason.DATE_REACHED);
    private static final TicketResumed RESUMED = new TicketResumed(ResumeReason.REQUESTED, Status.OPEN);
    private static final TicketHeld HELD = new TicketHeld(HoldReason.APPROVAL, null, null, Status.ON_HOLD);

    private static final ProcedureStep ORDER = ProcedureStep.task("order", "Order it", "purchasing", true, List.of());
    private static final ProcedureStep ACCOUNT =
            ProcedureStep.task("account", "Make the account", "it", true, List.of());
    private static final ProcedureStep SET_UP =
            ProcedureStep.task("set-up", "Set it up", "it", true, List.of("order", "account"));
    private static final ProcedureStep LABEL = ProcedureStep.task("label", "Label it", null, false, List.of("set-up"));
    private static final ProcedureStep BUDGET =
            ProcedureStep.approval("budget", "1200 €?", people("carlos"), null, List.of());
    private static final ProcedureStep BOSS =
            ProcedureStep.approval("boss", "Really?", people("marta"), null, List.of("budget"));

    private static List<Approver> people(String... ids) {
        return Stream.of(ids).map(id -> new Approver(id, null, null, null)).toList();
    }

    private static OpenTicket opening(@Nullable CatalogReference item, ProcedureStep... steps) {
        OpenTicket open = Scenario.open();
        return new OpenTicket(
                open.type(),
                open.channel(),
                open.requester(),
                open.subject(),
                open.description(),
                item == null ? null : item.path(),
                open.impact(),
                open.urgency(),
                open.priority(),
                open.tags(),
                open.customFields(),
                null,
                List.of(),
                item,
                null,
                new Procedure(List.of(steps), false));
    }

    private static ClassifyTicket classifying(CatalogReference item, ProcedureStep... steps) {
        return new ClassifyTicket(item.path(), item, null, Map.of(), new Procedure(List.of(steps), false));
    }

    private static Scenario ticketWith(ProcedureStep... steps) {
        return noTicket().after(opening(LAPTOP, steps), LUCIA);
    }

    private static UUID work(ProcedureStep step) {
        return Ids.derived(FIRST, "step " + step.id());
    }

    private static ProcedureStarted started(
            UUID procedureId, CatalogReference item, Status status, ProcedureStep... steps) {
        return new ProcedureStarted(
                procedureId,
                item.path(),
                item.version(),
                Stream.of(steps)
                        .map(step -> new PlannedStep(Ids.derived(procedureId, "step " + step.id()), step))
                        .toList(),
                status);
    }

    private static TaskAdded added(ProcedureStep step, Status status) {
        return new TaskAdded(work(step), String.valueOf(step.title()), step.teamId(), step.mandatory(), status);
    }

    private static ApprovalRequested asked(ProcedureStep step, @Nullable Instant expiresAt, Status status) {
        return new ApprovalRequested(
                work(step),
                String.valueOf(step.question()),
                step.approvers(),
                step.approvers().size(),
                expiresAt,
                status);
    }

    private static CompleteTask complete(ProcedureStep step) {
        return new CompleteTask(work(step), null);
    }

    private static TaskCompleted completed(ProcedureStep step, Status status) {
        return new TaskCompleted(work(step), null, status);
    }

    private static DecideApproval vote(ProcedureStep step, ApprovalDecision decision) {
        return new DecideApproval(work(step), decision, null);
    }

    private static ApprovalDecided voted(ProcedureStep step, Actor who, ApprovalDecision decision) {
        return new ApprovalDecided(work(step), who.subject(), decision, null, Status.ON_HOLD);
    }

    private static ProcedureStopped stopped(StopCause cause, @Nullable ProcedureStep at, Status status) {
        return new ProcedureStopped(FIRST, cause, at == null ? null : at.id(), null, status);
    }

    private static List<TicketEvent> eventsOf(Scenario.Outcome outcome) {
        assertThat(outcome.decision()).isInstanceOf(Decision.Accepted.class);
        return ((Decision.Accepted) outcome.decision()).events();
    }

    @Nested
    class Beginning {

        @Test
        void whatComesAfterNothingBeginsWithTheTicket() {
            List<TicketEvent> events = eventsOf(noTicket().when(opening(LAPTOP, ORDER, ACCOUNT, SET_UP, LABEL), LUCIA));

            assertThat(events.getFirst()).isInstanceOf(TicketOpened.class);
            assertThat(events.subList(1, events.size()))
                    .containsExactly(
                            started(FIRST, LAPTOP, Status.NEW, ORDER, ACCOUNT, SET_UP, LABEL),
                            added(ORDER, Status.NEW),
                            added(ACCOUNT, Status.NEW));
        }

        @Test
        void theSameOpeningGivesTheSameIds() {
            assertThat(noTicket().when(opening(LAPTOP, ORDER, BUDGET), LUCIA))
                    .isEqualTo(noTicket().when(opening(LAPTOP, ORDER, BUDGET), LUCIA));
        }

        @Test
        void approvalsHoldTheTicketFromTheStartUntilTheFirstExpires() {
            ProcedureStep later = ProcedureStep.approval("later", "Two?", people("marta"), 2 * HOUR, List.of());
            ProcedureStep sooner = ProcedureStep.approval("sooner", "One?", people("carlos"), HOUR, List.of());

            List<TicketEvent> events = eventsOf(noTicket().when(opening(LAPTOP, later, sooner, ORDER), LUCIA));

            assertThat(events.subList(2, events.size()))
                    .containsExactly(
                            asked(later, NOW.plusSeconds(2 * HOUR), Status.NEW),
                            asked(sooner, NOW.plusSeconds(HOUR), Status.NEW),
                            added(ORDER, Status.NEW),
                            new TicketHeld(HoldReason.APPROVAL, NOW.plusSeconds(HOUR), null, Status.ON_HOLD));
        }

        @Test
        void aProcedureIsOfAnItemAndOfSteps() {
            noTicket().when(opening(null, ORDER), LUCIA).thenRefused(RejectionCode.RULE_VIOLATED);
            noTicket().when(opening(LAPTOP), LUCIA).thenRefused(RejectionCode.RULE_VIOLATED);
            noTicket().when(opening(LAPTOP, ORDER, ORDER), LUCIA).thenRefused(RejectionCode.RULE_VIOLATED);
            noTicket().when(opening(LAPTOP, tasks(31)), LUCIA).thenRefused(RejectionCode.RULE_VIOLATED);
            assertThat(eventsOf(noTicket().when(opening(LAPTOP, tasks(30)), LUCIA)))
                    .hasSize(32);
        }

        @Test
        void theRequesterIsNotAskedAboutTheirOwnTicket() {
            ProcedureStep both = new ProcedureStep(
                    "both",
                    StepKind.APPROVAL,
                    List.of(),
                    null,
                    null,
                    true,
                    "?",
                    people("carlos", "u-17"),
                    2,
                    null,
                    null);

            List<TicketEvent> events = eventsOf(noTicket().when(opening(LAPTOP, both), LUCIA));

            assertThat(events.get(2))
                    .isEqualTo(new ApprovalRequested(work(both), "?", people("carlos"), 1, null, Status.NEW));
        }

        @Test
        void theRequesterIsAskedWhereTheInstallationSaysSo() {
            ProcedureStep own = ProcedureStep.approval("own", "?", people("u-17"), null, List.of());
            OpenTicket open = opening(LAPTOP, own);
            OpenTicket allowed = new OpenTicket(
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
                    LAPTOP,
                    null,
                    new Procedure(List.of(own), true));

            assertThat(eventsOf(noTicket().when(allowed, LUCIA))).contains(asked(own, null, Status.NEW));
        }

        @Test
        void nothingBeginsWhenNobodyButTheRequesterCouldApprove() {
            ProcedureStep own = ProcedureStep.approval("own", "?", people("u-17"), null, List.of("order"));

            List<TicketEvent> events = eventsOf(noTicket().when(opening(LAPTOP, ORDER, own), LUCIA));

            assertThat(events).hasSize(3);
            assertThat(events.getLast()).isEqualTo(stopped(StopCause.NO_APPROVER, own, Status.NEW));
        }

        @Test
        void whoOpensForThemselvesMayStartIt() {
            noTicket().when(opening(LAPTOP, ORDER), PEDRO).thenRefused(RejectionCode.NOT_PERMITTED);
            noTicket().when(opening(LAPTOP, ORDER), INTEGRATOR).thenRefused(RejectionCode.NOT_PERMITTED);
            assertThat(eventsOf(noTicket().when(opening(LAPTOP, ORDER), ANA))).hasSize(3);
        }

        private static ProcedureStep[] tasks(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> ProcedureStep.task("step-" + i, "Do it", null, true, List.of()))
                    .toArray(ProcedureStep[]::new);
        }
    }

    @Nested
    class GoingOn {

        @Test
        void aStepBeginsWhenTheLastBeforeItIsDone() {
            Scenario one = ticketWith(ORDER, ACCOUNT, SET_UP, LABEL);

            one.when(complete(ACCOUNT), ANA).then(completed(ACCOUNT, Status.NEW));
            one.after(complete(ACCOUNT), ANA)
                    .when(complete(ORDER), BEN)
                    .then(completed(ORDER, Status.NEW), added(SET_UP, Status.NEW));
        }

        @Test
        void theEndOfAStepRepeatedBeginsNothingTwice() {
            ticketWith(ORDER, SET_UP_AFTER_ORDER)
                    .after(complete(ORDER), ANA)
                    .when(complete(ORDER), ANA)
                    .thenNothingHappens();
        }

        private static final ProcedureStep SET_UP_AFTER_ORDER =
                ProcedureStep.task("set-up", "Set it up", "it", true, List.of("order"));

        @Test
        void itIsCompletedWithItsLastStep() {
            ticketWith(ORDER, SET_UP_AFTER_ORDER)
                    .after(complete(ORDER), ANA)
                    .when(complete(SET_UP_AFTER_ORDER), ANA)
                    .then(completed(SET_UP_AFTER_ORDER, Status.NEW), new ProcedureCompleted(FIRST, Status.NEW));
        }

        @Test
        void aCancelledTaskThatIsNotMandatoryCountsAsDone() {
            ProcedureStep optional = ProcedureStep.task("optional", "Perhaps", null, false, List.of());
            ProcedureStep next = ProcedureStep.task("next", "Then", null, true, List.of("optional"));

            ticketWith(optional, next)
                    .when(new CancelTask(work(optional), "not here"), ANA)
                    .then(new TaskCancelled(work(optional), "not here", Status.NEW), added(next, Status.NEW));
        }

        @Test
        void whatIsGrantedBeginsTheNextAndTheTicketGoesOn() {
            ProcedureStep buy = ProcedureStep.task("buy", "Buy it", "purchasing", true, List.of("budget"));

            ticketWith(BUDGET, buy)
                    .when(vote(BUDGET, ApprovalDecision.APPROVE), CARLOS)
                    .then(
                            voted(BUDGET, CARLOS, ApprovalDecision.APPROVE),
                            new ApprovalGranted(work(BUDGET), Status.ON_HOLD),
                            added(buy, Status.ON_HOLD),
                            RESUMED);
        }

        @Test
        void betweenOneApprovalAndTheNextTheTicketDoesNotGoOn() {
            ticketWith(BUDGET, BOSS)
                    .when(vote(BUDGET, ApprovalDecision.APPROVE), CARLOS)
                    .then(
                            voted(BUDGET, CARLOS, ApprovalDecision.APPROVE),
                            new ApprovalGranted(work(BUDGET), Status.ON_HOLD),
                            asked(BOSS, null, Status.ON_HOLD));
        }

        @Test
        void anApprovalHasItsTimeFromWhenItIsAskedFor() {
            ProcedureStep boss = ProcedureStep.approval("boss", "Really?", people("marta"), HOUR, List.of("order"));
            Scenario later = ticketWith(ORDER, boss).later(Duration.ofDays(3));
            Instant until = NOW.plus(Duration.ofDays(3)).plusSeconds(HOUR);

            later.when(complete(ORDER), ANA)
                    .then(
                            completed(ORDER, Status.NEW),
                            asked(boss, until, Status.NEW),
                            new TicketHeld(HoldReason.APPROVAL, until, null, Status.ON_HOLD));
        }

        @Test
        void whatTheTicketWaitedForIsTakenUpAgainAfterSeveralApprovalsInARow() {
            ProcedureStep budget =
                    ProcedureStep.approval("budget", "1200 €?", people("carlos"), null, List.of("order"));

            ticketWith(ORDER, budget, BOSS)
                    .after(assign("desk", "ana"), ANA)
                    .after(new WaitForRequester("which model?"), ANA)
                    .after(complete(ORDER), BEN)
                    .after(vote(budget, ApprovalDecision.APPROVE), CARLOS)
                    .when(vote(BOSS, ApprovalDecision.APPROVE), MARTA)
                    .then(
                            voted(BOSS, MARTA, ApprovalDecision.APPROVE),
                            new ApprovalGranted(work(BOSS), Status.ON_HOLD),
                            new ProcedureCompleted(FIRST, Status.ON_HOLD),
                            new TicketPended("which model?", Status.PENDING));
        }

        @Test
        void itGoesOnWhileTheTicketIsHeldOrWaits() {
            Scenario held = ticketWith(ORDER, SET_UP_AFTER_ORDER)
                    .after(assign("desk", "ana"), ANA)
                    .after(new HoldTicket(HoldReason.THIRD_PARTY, null, null), ANA);

            held.when(complete(ORDER), ANA)
                    .then(completed(ORDER, Status.ON_HOLD), added(SET_UP_AFTER_ORDER, Status.ON_HOLD));
        }

        @Test
        void tasksOfPeopleAreNoneOfItsSteps() {
            UUID own = new UUID(0, 9);

            ticketWith(ORDER, SET_UP_AFTER_ORDER)
                    .after(new AddTask(own, "Something else", null, true), ANA)
                    .when(new CompleteTask(own, null), ANA)
                    .then(new TaskCompleted(own, null, Status.NEW));
        }

        @Test
        void nobodyTakesAnIdThatIsKeptForAStep() {
            Scenario begun = ticketWith(ORDER, SET_UP_AFTER_ORDER, BOSS_AFTER_ORDER);

            begun.when(new AddTask(work(SET_UP_AFTER_ORDER), "Mine", null, false), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
            begun.when(
                            new RequestApproval(
                                    work(BOSS_AFTER_ORDER), "Mine?", people("ben"), null, null, null, false),
                            ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
            begun.after(new StopProcedure("no"), ANA)
                    .when(new AddTask(work(SET_UP_AFTER_ORDER), "Mine", null, false), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        private static final ProcedureStep BOSS_AFTER_ORDER =
                ProcedureStep.approval("boss", "Really?", people("marta"), null, List.of("order"));

        @Test
        void roomIsKeptForTheStepsToCome() {
            Scenario full = ticketWith(ORDER, SET_UP_AFTER_ORDER);
            for (int i = 0; i < 98; i++) {
                full.after(new AddTask(new UUID(1, i), "Task", null, false), ANA);
            }

            full.when(new AddTask(new UUID(1, 98), "Task", null, false), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            full.when(complete(ORDER), ANA).then(completed(ORDER, Status.NEW), added(SET_UP_AFTER_ORDER, Status.NEW));
        }
    }

    @Nested
    class Stopping {

        private static final ProcedureStep OTHER =
                ProcedureStep.approval("other", "And this?", people("marta"), null, List.of());
        private static final ProcedureStep BUY =
                ProcedureStep.task("buy", "Buy it", "purchasing", true, List.of("budget"));

        @Test
        void whatIsDeniedStopsItAndWhatWasAskedBesideItIsWithdrawn() {
            ticketWith(BUDGET, OTHER, BUY, ORDER)
                    .when(vote(BUDGET, ApprovalDecision.DENY), CARLOS)
                    .then(
                            voted(BUDGET, CARLOS, ApprovalDecision.DENY),
                            new ApprovalDenied(work(BUDGET), Status.ON_HOLD),
                            stopped(StopCause.APPROVAL_DENIED, BUDGET, Status.ON_HOLD),
                            new ApprovalWithdrawn(work(OTHER), "The procedure was stopped", Status.ON_HOLD),
                            RESUMED);
        }

        @Test
        void anApprovalThatPeopleAskedForIsNotWithdrawnWithIt() {
            UUID own = new UUID(0, 9);

            ticketWith(BUDGET, BUY)
                    .after(new RequestApproval(own, "480 €?", people("ben"), null, null, null, false), ANA)
                    .when(vote(BUDGET, ApprovalDecision.DENY), CARLOS)
                    .then(
                            voted(BUDGET, CARLOS, ApprovalDecision.DENY),
                            new ApprovalDenied(work(BUDGET), Status.ON_HOLD),
                            stopped(StopCause.APPROVAL_DENIED, BUDGET, Status.ON_HOLD));
        }

        @Test
        void whatIsNotDecidedInTimeStopsIt() {
            ProcedureStep hasty = ProcedureStep.approval("budget", "Quick?", people("carlos"), HOUR, List.of());

            ticketWith(hasty, BUY)
                    .later(Duration.ofHours(1))
                    .when(DATE_REACHED, SLA)
                    .then(
                            new ApprovalExpired(work(hasty), Status.ON_HOLD),
                            stopped(StopCause.APPROVAL_EXPIRED, hasty, Status.ON_HOLD),
                            new TicketResumed(ResumeReason.DATE_REACHED, Status.OPEN));
        }

        @Test
        void anApprovalThatIsWithdrawnIsNotGranted() {
            ticketWith(BUDGET, BUY)
                    .when(new WithdrawApproval(work(BUDGET), "too slow"), ANA)
                    .then(
                            new ApprovalWithdrawn(work(BUDGET), "too slow", Status.ON_HOLD),
                            stopped(StopCause.APPROVAL_WITHDRAWN, BUDGET, Status.ON_HOLD),
                            RESUMED);
        }

        @Test
        void aMandatoryTaskThatIsCancelledStopsIt() {
            ticketWith(ORDER, ACCOUNT, SET_UP)
                    .when(new CancelTask(work(ORDER), "sold out"), ANA)
                    .then(
                            new TaskCancelled(work(ORDER), "sold out", Status.NEW),
                            stopped(StopCause.TASK_CANCELLED, ORDER, Status.NEW));
        }

        @Test
        void whatHasNotBegunNeverBegins() {
            ticketWith(ORDER, ACCOUNT, SET_UP)
                    .after(new CancelTask(work(ORDER), "sold out"), ANA)
                    .when(complete(ACCOUNT), ANA)
                    .then(completed(ACCOUNT, Status.NEW));
        }

        @Test
        void agentsStopItForAReason() {
            Scenario held = ticketWith(BUDGET, ORDER, BUY);
            StopProcedure stop = new StopProcedure("bought elsewhere");

            held.when(stop, ANA)
                    .then(
                            new ProcedureStopped(FIRST, StopCause.REQUESTED, null, "bought elsewhere", Status.ON_HOLD),
                            new ApprovalWithdrawn(work(BUDGET), "The procedure was stopped", Status.ON_HOLD),
                            RESUMED);
            held.when(new StopProcedure(" "), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            held.after(stop, ANA).when(stop, BEN).thenNothingHappens();
        }

        @Test
        void onlyAgentsStopIt() {
            Scenario begun = ticketWith(ORDER);

            begun.when(new StopProcedure("no"), LUCIA).thenRefused(RejectionCode.NOT_PERMITTED);
            begun.when(new StopProcedure("no"), PEDRO).thenRefused(RejectionCode.TICKET_NOT_FOUND);
            begun.when(new StopProcedure("no"), INTEGRATOR).thenRefused(RejectionCode.NOT_PERMITTED);
            ticketWith(BUDGET).when(new StopProcedure("no"), CARLOS).thenRefused(RejectionCode.TICKET_NOT_FOUND);
        }

        @Test
        void whatDoesNotRunIsNotStopped() {
            openTicket().when(new StopProcedure("no"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            ticketWith(ORDER)
                    .after(complete(ORDER), ANA)
                    .when(new StopProcedure("no"), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
            Scenario.in(Status.RESOLVED)
                    .when(new StopProcedure("no"), ANA)
                    .thenRefused(RejectionCode.TRANSITION_NOT_ALLOWED);
        }
    }

    @Nested
    class AndTheTicket {

        private static final ProcedureStep OPTIONAL = ProcedureStep.task("order", "Order it", null, false, List.of());
        private static final ProcedureStep AFTER_IT =
                ProcedureStep.task("after-it", "Then", null, true, List.of("order"));
        private static final ProcedureStep OPTIONAL_AFTER_IT =
                ProcedureStep.task("after-it", "Then", null, false, List.of("order"));
        private static final ProcedureStep ASKED_AFTER_IT =
                ProcedureStep.approval("after-it", "Then?", people("marta"), null, List.of("order"));

        @Test
        void isNotResolvedBeforeItsMandatorySteps() {
            ticketWith(ORDER).when(RESOLVE, ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            ticketWith(OPTIONAL, AFTER_IT).when(RESOLVE, ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            ticketWith(OPTIONAL, ASKED_AFTER_IT).when(RESOLVE, ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            ticketWith(BUDGET).when(RESOLVE, ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void isResolvedWhenTheyAreDoneOrTheProcedureIsStopped() {
            ticketWith(ORDER).after(complete(ORDER), ANA).when(RESOLVE, ANA).thenOneEvent();
            ticketWith(OPTIONAL, AFTER_IT)
                    .after(new StopProcedure("no"), ANA)
                    .when(RESOLVE, ANA)
                    .thenOneEvent();
        }

        @Test
        void goesOnWithWhatIsNotMandatoryWhenItIsReopened() {
            Scenario resolved = ticketWith(OPTIONAL, OPTIONAL_AFTER_IT).after(RESOLVE, ANA);

            resolved.when(complete(OPTIONAL), ANA).thenRefused(RejectionCode.TRANSITION_NOT_ALLOWED);
            resolved.after(new ReopenTicket("not there"), LUCIA)
                    .when(complete(OPTIONAL), ANA)
                    .then(completed(OPTIONAL, Status.OPEN), added(OPTIONAL_AFTER_IT, Status.OPEN));
        }

        @Test
        void takesItAlongWhenItIsClosed() {
            ticketWith(OPTIONAL, OPTIONAL_AFTER_IT)
                    .after(RESOLVE, ANA)
                    .when(new CloseTicket(null, null), LUCIA)
                    .then(
                            stopped(StopCause.TICKET_CLOSED, null, Status.RESOLVED),
                            new TicketClosed(ResolutionCode.FULFILLED, null, Status.CLOSED));
            ticketWith(BUDGET, ORDER)
                    .when(new CloseTicket(ResolutionCode.CANCELLED, "changed my mind"), ANA)
                    .then(
                            stopped(StopCause.TICKET_CLOSED, null, Status.ON_HOLD),
                            new ApprovalWithdrawn(work(BUDGET), "The ticket was closed", Status.ON_HOLD),
                            new TicketClosed(ResolutionCode.CANCELLED, "changed my mind", Status.CLOSED));
        }

        @Test
        void keepsItWhileItGoesOnInAnotherAndHasItBackAfterwards() {
            Actor otherTicket = Actor.service(Decider.ANOTHER_TICKET);
            Scenario merged = ticketWith(ORDER, AFTER_IT, BUDGET)
                    .after(new MergeTicket("T-7", null), ANA)
                    .after(new FinishMerge(new UUID(0, 7), "T-7"), otherTicket);

            merged.when(complete(ORDER), ANA).thenRefused(RejectionCode.TRANSITION_NOT_ALLOWED);
            merged.when(vote(BUDGET, ApprovalDecision.DENY), CARLOS).thenRefused(RejectionCode.TRANSITION_NOT_ALLOWED);
            merged.after(new UnmergeTicket(null), ANA)
                    .when(complete(ORDER), ANA)
                    .then(completed(ORDER, Status.ON_HOLD), added(AFTER_IT, Status.ON_HOLD));
        }

        @Test
        void asksItsApproversAlsoAfterTheRequesterHasSpoken() {
            ticketWith(BUDGET, BOSS)
                    .after(requesterSays("hurry"), LUCIA)
                    .after(vote(BUDGET, ApprovalDecision.APPROVE), CARLOS)
                    .when(vote(BOSS, ApprovalDecision.APPROVE), MARTA)
                    .then(
                            voted(BOSS, MARTA, ApprovalDecision.APPROVE),
                            new ApprovalGranted(work(BOSS), Status.ON_HOLD),
                            new ProcedureCompleted(FIRST, Status.ON_HOLD),
                            RESUMED);
        }
    }

    @Nested
    class Classifying {

        @Test
        void beginsTheProcedureOfTheItemToWhichTheTicketComes() {
            List<TicketEvent> events = eventsOf(openTicket().when(classifying(LAPTOP, ORDER, BUDGET), ANA));

            assertThat(events.getFirst()).isInstanceOf(TicketClassified.class);
            assertThat(events.subList(1, events.size()))
                    .containsExactly(
                            started(FIRST, LAPTOP, Status.OPEN, ORDER, BUDGET),
                            added(ORDER, Status.OPEN),
                            asked(BUDGET, null, Status.OPEN),
                            HELD);
        }

        @Test
        void isRefusedWhileAnotherProcedureRuns() {
            ticketWith(ORDER).when(classifying(KEYBOARD, ORDER), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void beginsASecondProcedureWhenTheFirstHasEnded() {
            List<TicketEvent> events = eventsOf(ticketWith(ORDER)
                    .after(new StopProcedure("wrong item"), ANA)
                    .when(classifying(KEYBOARD, ORDER), ANA));

            assertThat(events.get(1)).isEqualTo(started(SECOND, KEYBOARD, Status.NEW, ORDER));
            assertThat(events.getLast())
                    .isEqualTo(new TaskAdded(
                            Ids.derived(SECOND, "step order"), "Order it", "purchasing", true, Status.NEW));
        }

        @Test
        void intoAnItemWithoutAProcedureLeavesTheOneThatRuns() {
            Scenario elsewhere = ticketWith(ORDER, ProcedureStep.task("then", "Then", null, true, List.of("order")))
                    .after(new ClassifyTicket(KEYBOARD.path(), KEYBOARD, null, Map.of()), ANA);

            assertThat(eventsOf(elsewhere.when(complete(ORDER), ANA))).hasSize(2);
        }

        @Test
        void withinTheSameItemBeginsNothingWhateverItsVersion() {
            CatalogReference newer = new CatalogReference(LAPTOP.path(), 8, null, null);

            assertThat(ticketWith(ORDER)
                            .after(complete(ORDER), ANA)
                            .when(classifying(newer, ORDER, ACCOUNT), ANA)
                            .thenOneEvent())
                    .isInstanceOf(TicketClassified.class);
            assertThat(ticketWith(ORDER)
                            .when(classifying(newer, ORDER, ACCOUNT), ANA)
                            .thenOneEvent())
                    .isInstanceOf(TicketClassified.class);
        }

        @Test
        void asBeforeChangesNothing() {
            openTicket()
                    .after(classifying(LAPTOP, ORDER), ANA)
                    .when(classifying(LAPTOP, ORDER), ANA)
                    .thenNothingHappens();
        }

        @Test
        void needsRoomForTheSteps() {
            Scenario full = openTicket();
            for (int i = 0; i < 99; i++) {
                full.after(new AddTask(new UUID(1, i), "Task", null, false), ANA);
            }

            full.when(classifying(LAPTOP, ORDER, ACCOUNT), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            assertThat(eventsOf(full.when(classifying(LAPTOP, ORDER), ANA))).hasSize(3);
        }

        @Test
        void getsOutOfTheWayOfAnIdThatSomebodyHasUsed() {
            List<TicketEvent> events = eventsOf(openTicket()
                    .after(new AddTask(work(ORDER), "Mine", null, false), ANA)
                    .when(classifying(LAPTOP, ORDER), ANA));

            assertThat(events.get(1)).isEqualTo(started(SECOND, LAPTOP, Status.OPEN, ORDER));
        }
    }
}

package dev.traza.command.ticket;

import static dev.traza.command.ticket.Scenario.ANA;
import static dev.traza.command.ticket.Scenario.LUCIA;
import static dev.traza.command.ticket.Scenario.PEDRO;
import static dev.traza.command.ticket.Scenario.ROUTING;
import static dev.traza.command.ticket.Scenario.TASK;
import static dev.traza.command.ticket.Scenario.in;
import static dev.traza.command.ticket.Scenario.openTicket;

import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand.AddTask;
import dev.traza.contract.ticket.TicketCommand.CancelTask;
import dev.traza.contract.ticket.TicketCommand.CloseTicket;
import dev.traza.contract.ticket.TicketCommand.CompleteTask;
import dev.traza.contract.ticket.TicketCommand.LogWork;
import dev.traza.contract.ticket.TicketCommand.RateTicket;
import dev.traza.contract.ticket.TicketCommand.ReopenTicket;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketEvent.TaskAdded;
import dev.traza.contract.ticket.TicketEvent.TaskCancelled;
import dev.traza.contract.ticket.TicketEvent.TaskCompleted;
import dev.traza.contract.ticket.TicketEvent.TicketRated;
import dev.traza.contract.ticket.TicketEvent.TicketResolved;
import dev.traza.contract.ticket.TicketEvent.WorkLogged;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkDeciderTest {

    @Nested
    class Logging {

        @ParameterizedTest
        @EnumSource(names = "CLOSED", mode = EnumSource.Mode.EXCLUDE)
        void anAgentsWorkIsTheirs(Status status) {
            in(status).when(new LogWork(200, "a call"), ANA).then(new WorkLogged("ana", 200, "a call", status));
        }

        @Test
        void theSameWorkTwiceIsTwiceTheWork() {
            openTicket()
                    .after(new LogWork(25, "new toner"), ANA)
                    .when(new LogWork(25, "new toner"), ANA)
                    .thenOneEvent();
        }

        @ParameterizedTest
        @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 86_401, Integer.MAX_VALUE})
        void workTakesBetweenASecondAndADay(int seconds) {
            openTicket().when(new LogWork(seconds, "…"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void workSaysWhatWasDone() {
            openTicket().when(new LogWork(1, " "), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void servicesDoNotWork() {
            openTicket().when(new LogWork(1, "…"), ROUTING).thenRefused(RejectionCode.NOT_PERMITTED);
        }
    }

    @Nested
    class Tasks {

        private final AddTask add = new AddTask(TASK, "order toner", "purchasing", true);

        @Test
        void aTaskIsAddedOnce() {
            openTicket().when(add, ANA).then(new TaskAdded(TASK, "order toner", "purchasing", true, Status.OPEN));
            openTicket().after(add, ANA).when(add, ANA).thenNothingHappens();
        }

        @Test
        void anIdIsOneTasks() {
            openTicket()
                    .after(add, ANA)
                    .when(new AddTask(TASK, "order paper", "purchasing", true), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void aTaskHasATitle() {
            openTicket().when(new AddTask(TASK, "", null, false), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void aHundredTasksAreEnough() {
            Scenario crowded = openTicket();
            IntStream.range(0, 100)
                    .forEach(n -> crowded.after(new AddTask(new UUID(0, n), "task " + n, null, false), ANA));

            crowded.when(add, ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void aTaskIsDoneOnce() {
            Scenario added = openTicket().after(add, ANA);

            added.when(new CompleteTask(TASK, "Tuesday"), ANA).then(new TaskCompleted(TASK, "Tuesday", Status.OPEN));
            added.after(new CompleteTask(TASK, null), ANA)
                    .when(new CompleteTask(TASK, "again"), ANA)
                    .thenNothingHappens();
        }

        @Test
        void whatIsDoneIsNotCancelledAndWhatIsCancelledIsNotDone() {
            openTicket()
                    .after(add, ANA)
                    .after(new CompleteTask(TASK, null), ANA)
                    .when(new CancelTask(TASK, "…"), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
            openTicket()
                    .after(add, ANA)
                    .after(new CancelTask(TASK, "…"), ANA)
                    .when(new CompleteTask(TASK, null), ANA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void aTaskIsCancelledOnceWithAReason() {
            Scenario added = openTicket().after(add, ANA);

            added.when(new CancelTask(TASK, " "), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            added.when(new CancelTask(TASK, "found one"), ANA).then(new TaskCancelled(TASK, "found one", Status.OPEN));
            added.after(new CancelTask(TASK, "found one"), ANA)
                    .when(new CancelTask(TASK, "again"), ANA)
                    .thenNothingHappens();
        }

        @Test
        void aTaskThatNobodyAddedIsNobodys() {
            openTicket().when(new CompleteTask(TASK, null), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            openTicket().when(new CancelTask(TASK, "…"), ANA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void aTicketIsResolvedOnlyWhenItsMandatoryTasksAreDoneOrCancelled() {
            ResolveTicket resolve = new ResolveTicket(ResolutionCode.FIXED, "new toner");
            TicketResolved resolved = new TicketResolved(ResolutionCode.FIXED, "new toner", 1, Status.RESOLVED);

            openTicket().after(add, ANA).when(resolve, ANA).thenRefused(RejectionCode.RULE_VIOLATED);
            openTicket()
                    .after(add, ANA)
                    .after(new CompleteTask(TASK, null), ANA)
                    .when(resolve, ANA)
                    .then(resolved);
            openTicket()
                    .after(add, ANA)
                    .after(new CancelTask(TASK, "…"), ANA)
                    .when(resolve, ANA)
                    .then(resolved);
            openTicket()
                    .after(new AddTask(TASK, "label it", null, false), ANA)
                    .when(resolve, ANA)
                    .then(resolved);
        }
    }

    @Nested
    class Rating {

        private final RateTicket rate = new RateTicket(5, "gracias");

        @Test
        void theRequesterRatesAResolutionOnce() {
            in(Status.RESOLVED).when(rate, LUCIA).then(new TicketRated(5, "gracias", 1, Status.RESOLVED));
            in(Status.RESOLVED).after(rate, LUCIA).when(rate, LUCIA).thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void eachResolutionHasItsOwnRating() {
            in(Status.RESOLVED)
                    .after(rate, LUCIA)
                    .after(new ReopenTicket("still broken"), LUCIA)
                    .after(new ResolveTicket(ResolutionCode.FIXED, "new drum"), ANA)
                    .when(new RateTicket(2, null), LUCIA)
                    .then(new TicketRated(2, null, 2, Status.RESOLVED));
        }

        @Test
        void aTicketThatHasClosedCanStillBeRated() {
            in(Status.CLOSED).when(rate, LUCIA).then(new TicketRated(5, "gracias", 1, Status.CLOSED));
            in(Status.RESOLVED)
                    .after(rate, LUCIA)
                    .after(new CloseTicket(null, null), LUCIA)
                    .when(rate, LUCIA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
        }

        @Test
        void whatWasNeverResolvedCannotBeRated() {
            openTicket()
                    .after(new CloseTicket(ResolutionCode.SPAM, null), ANA)
                    .when(rate, LUCIA)
                    .thenRefused(RejectionCode.RULE_VIOLATED);
            openTicket().when(rate, LUCIA).thenRefused(RejectionCode.TRANSITION_NOT_ALLOWED);
        }

        @Test
        void nobodyRatesForTheRequester() {
            in(Status.RESOLVED).when(rate, ANA).thenRefused(RejectionCode.NOT_PERMITTED);
            in(Status.RESOLVED).when(rate, PEDRO).thenRefused(RejectionCode.TICKET_NOT_FOUND);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 6, -5})
        void aScoreIsOneToFive(int score) {
            in(Status.RESOLVED).when(new RateTicket(score, null), LUCIA).thenRefused(RejectionCode.RULE_VIOLATED);
        }
    }
}

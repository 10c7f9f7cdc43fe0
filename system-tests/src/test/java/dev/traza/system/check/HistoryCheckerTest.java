package dev.traza.system.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.catalog.CatalogItem;
import dev.traza.contract.catalog.FieldType;
import dev.traza.contract.catalog.FormField;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.PlannedStep;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.StopCause;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.system.history.EventPlace;
import dev.traza.system.history.Logged;
import dev.traza.system.history.Post;
import dev.traza.system.history.Seal;
import dev.traza.system.history.SeenFile;
import dev.traza.system.history.SeenTicket;
import dev.traza.system.load.Acknowledgement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test spoils one thing in a history that is right, and sees that the checker says that and nothing else. */
class HistoryCheckerTest {

    private static final PlannedStep FIRST =
            new PlannedStep(Ids.next(), ProcedureStep.task("first", "Do it", null, true, List.of()));
    private static final PlannedStep BESIDE =
            new PlannedStep(Ids.next(), ProcedureStep.task("beside", "Do it", null, true, List.of()));
    private static final PlannedStep SECOND =
            new PlannedStep(Ids.next(), ProcedureStep.task("second", "Do it", null, true, List.of("first")));
    private static final PlannedStep ASK =
            new PlannedStep(Ids.next(), ProcedureStep.approval("ask", "May we?", List.of(), null, List.of()));
    private static final TicketEvent.ApprovalRequested ASKED =
            new TicketEvent.ApprovalRequested(ASK.workId(), "May we?", List.of(), 1, null, Status.OPEN);
    private static final TicketEvent.ProcedureStarted STARTED = new TicketEvent.ProcedureStarted(
            Ids.next(), "hardware/laptop", 1, List.of(ASK, FIRST, BESIDE, SECOND), Status.OPEN);

    private static final CatalogItem PRINTERS = new CatalogItem(
            "Impresoras",
            Map.of(),
            null,
            "it",
            TicketType.INCIDENT,
            null,
            null,
            "next-day",
            true,
            List.of(new FormField(
                    "fault",
                    "Qué hace",
                    Map.of(),
                    null,
                    FieldType.CHOICE,
                    true,
                    List.of("jam", "other"),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null)));

    private static final Attachment LETTER = new Attachment(Ids.next(), "0".repeat(64), "nota.txt", "text/plain", 12);

    private final Invented day = Invented.day();

    @Test
    void aRightHistoryHasNoFindings() {
        assertThat(HistoryChecker.check(day.history())).isEmpty();
    }

    @Test
    void anEmptyHistoryHasNoFindings() {
        assertThat(HistoryChecker.check(new Invented().history())).isEmpty();
    }

    @Test
    void aRecordThatIsNotOfTheContractIsFound() {
        day.unreadable.add("ticket-events, partition 3, offset 7: the header ce_id is missing");

        assertFound(Rule.READABLE);
    }

    @Test
    void anEventThatWasLostIsMissedByItsCommandItsTicketAndItsViews() {
        day.ticketEvents.remove(indexOf(TicketEvent.CommentAdded.class));

        assertFound(Rule.NOTHING_LOST, Rule.VERSIONS_CONTIGUOUS, Rule.VIEW_EQUALS_FOLD, Rule.LISTED_ONCE);
    }

    @Test
    void anEventThatTheStoreHasNotHasOtherwiseOrHasAloneIsFound() {
        EventPlace onTheLog =
                day.history().log().store().logged().keySet().iterator().next();

        for (Map.Entry<EventPlace, Optional<Integer>> defect : List.of(
                Map.entry(onTheLog, Optional.<Integer>empty()),
                Map.entry(onTheLog, Optional.of(0)),
                Map.entry(new EventPlace(onTheLog.ticketId(), 1_000), Optional.of(0)))) {
            day.keptOtherwise.clear();
            day.keptOtherwise.put(defect.getKey(), defect.getValue());

            assertFound(Rule.STORE_EQUALS_LOG);
        }
    }

    @Test
    void ofAnArchivedTicketTheStoreNeedsNoEvents() {
        EventPlace any =
                day.history().log().store().logged().keySet().iterator().next();
        day.history().log().store().logged().keySet().stream()
                .filter(place -> place.ticketId().equals(any.ticketId()))
                .forEach(place -> day.keptOtherwise.put(place, Optional.empty()));
        day.archived.add(any.ticketId());

        assertThat(HistoryChecker.check(day.history())).isEmpty();
    }

    @Test
    void aTransactionThatHasNotEndedIsFound() {
        day.openTransactions.add("ticket-command-processor-1");

        assertFound(Rule.TRANSACTIONS_ENDED);
    }

    @Test
    void aLinkWithOneEndIsFound() {
        Invented linked = new Invented();
        UUID one = linked.opens("u-1");
        UUID other = linked.opens("u-2");
        linked.isLinked(one, LinkType.CAUSES, other);
        linked.isLinked(other, LinkType.CAUSED_BY, one);
        linked.project();
        assertThat(HistoryChecker.check(linked.history())).isEmpty();

        linked.ticketEvents.removeLast();
        linked.views.clear();
        linked.listed.clear();
        linked.project();

        assertThat(HistoryChecker.check(linked.history()))
                .extracting(Finding::rule)
                .contains(Rule.LINKS_MUTUAL);
    }

    @Test
    void anAcknowledgedCommandWithoutAnyTraceIsFound() {
        UUID commandId = Ids.next();
        Acknowledgement other = day.acknowledgements.getFirst();
        day.acknowledgements.add(new Acknowledgement(
                commandId,
                "k-lost",
                "ana",
                "POST",
                "/api/v1/tickets/" + other.ticketId() + "/comments",
                200,
                null,
                other.ticketId(),
                other.version(),
                3,
                other.sentAt(),
                other.answeredAt()));

        assertFound(Rule.NOTHING_LOST);
    }

    @Test
    void aCommandThatWasOnlyTakenAndNeverReachedTheLogIsFound() {
        Acknowledgement other = day.acknowledgements.getFirst();
        day.acknowledgements.add(new Acknowledgement(
                Ids.next(),
                "k-taken",
                "ana",
                "POST",
                "/api/v1/tickets",
                202,
                null,
                null,
                null,
                1,
                other.sentAt(),
                other.answeredAt()));

        assertFound(Rule.NOTHING_LOST);
    }

    @Test
    void aCommandWithoutEventsThatHadToChangeSomethingIsFound() {
        // The second assignment changed nothing because the ticket was Ana's already. Had the first been to Bea, it had
        // to.
        int first = indexOf(TicketEvent.TicketAssigned.class);
        day.ticketEvents.set(
                first,
                changed(
                        day.ticketEvents.get(first),
                        envelope -> new EventEnvelope<>(
                                envelope.eventId(),
                                envelope.ticketId(),
                                envelope.sequence(),
                                envelope.actor(),
                                envelope.occurredAt(),
                                envelope.recordedAt(),
                                envelope.correlationId(),
                                envelope.causationId(),
                                envelope.traceparent(),
                                assignedTo((TicketEvent.TicketAssigned) envelope.event(), "bea"))));
        day.project();

        assertFound(Rule.NOTHING_LOST);
    }

    @Test
    void aMergeThatIsWholeIsRight() {
        List<UUID> tickets = tickets();
        day.records(
                tickets.get(0),
                Ids.next(),
                new TicketEvent.TicketAbsorbed(absorbed(tickets.get(1)), null, Status.OPEN));
        day.records(tickets.get(1), Ids.next(), new TicketEvent.TicketMerged(tickets.get(0), "T-1", Status.CLOSED));
        day.project();

        assertThat(found()).doesNotContain(Rule.MERGED_WHOLE);
    }

    @Test
    void halfAMergeIsFoundWhicheverHalfItIs() {
        List<UUID> tickets = tickets();
        day.records(
                tickets.get(0),
                Ids.next(),
                new TicketEvent.TicketAbsorbed(absorbed(tickets.get(1)), null, Status.OPEN));
        assertThat(found()).contains(Rule.MERGED_WHOLE);

        day.records(tickets.get(0), Ids.next(), new TicketEvent.TicketRestored(tickets.get(1), "T-2", Status.OPEN));
        assertThat(found()).doesNotContain(Rule.MERGED_WHOLE);

        day.records(tickets.get(1), Ids.next(), new TicketEvent.TicketMerged(tickets.get(0), "T-1", Status.CLOSED));
        assertThat(found()).contains(Rule.MERGED_WHOLE);
    }

    @Test
    void aMergeWithoutAnEndIsFound() {
        day.records(tickets().getFirst(), Ids.next(), new TicketEvent.MergeBegun("T-9", null, Status.OPEN));

        assertThat(found()).contains(Rule.MERGED_WHOLE);
    }

    @Test
    void aCommandThatWasCarriedOutTwiceInARowIsFound() {
        Logged<EventEnvelope<TicketEvent>> resolved = day.ticketEvents.getLast();
        day.records(
                resolved.value().ticketId(),
                resolved.value().causationId(),
                resolved.value().event());
        day.project();
        acknowledgedAsLast(resolved.value().causationId(), resolved.value().sequence() + 1);

        assertFound(Rule.ONE_SET_OF_EVENTS);
    }

    @Test
    void aCommandThatWasCarriedOutAgainLaterIsFound() {
        Logged<EventEnvelope<TicketEvent>> opened = day.ticketEvents.getFirst();
        Logged<EventEnvelope<TicketEvent>> comment = day.ticketEvents.get(indexOf(TicketEvent.CommentAdded.class));
        day.records(
                opened.value().ticketId(),
                comment.value().causationId(),
                comment.value().event());
        day.project();

        assertFound(Rule.ONE_SET_OF_EVENTS, Rule.ACKNOWLEDGED_AS_IT_HAPPENED);
    }

    @Test
    void anAcknowledgedVersionThatIsNotTheLastEventsIsFound() {
        spoilAcknowledgement(
                0,
                told -> new Acknowledgement(
                        told.commandId(),
                        told.idempotencyKey(),
                        told.subject(),
                        told.method(),
                        told.path(),
                        told.status(),
                        told.code(),
                        told.ticketId(),
                        2L,
                        told.attempts(),
                        told.sentAt(),
                        told.answeredAt()));

        assertFound(Rule.ACKNOWLEDGED_AS_IT_HAPPENED);
    }

    @Test
    void aRefusedCommandWithEventsIsFound() {
        spoilAcknowledgement(
                0,
                told -> new Acknowledgement(
                        told.commandId(),
                        told.idempotencyKey(),
                        told.subject(),
                        told.method(),
                        told.path(),
                        422,
                        "RULE_VIOLATED",
                        null,
                        null,
                        told.attempts(),
                        told.sentAt(),
                        told.answeredAt()));

        assertFound(Rule.REFUSED_CHANGES_NOTHING);
    }

    @Test
    void aRefusalOnTheLogWithEventsIsFoundAlsoWhenNobodyWaitedForIt() {
        int at = IntStream.range(0, day.replies.size())
                .filter(i -> day.replies.get(i).value().outcome() instanceof CommandOutcome.Rejected)
                .findFirst()
                .orElseThrow();
        UUID commandId = day.replies.get(at).value().commandId();
        UUID ticketId = UUID.fromString(day.replies.get(at).key());
        day.acknowledgements.removeIf(told -> commandId.equals(told.commandId()));
        day.records(
                ticketId,
                commandId,
                day.ticketEvents
                        .get(indexOf(TicketEvent.CommentAdded.class))
                        .value()
                        .event());
        day.project();

        assertFound(Rule.REFUSED_CHANGES_NOTHING);
    }

    @Test
    void anAcceptedCommandThatNobodyWaitedForIsMissedToo() {
        UUID ticketId = day.ticketEvents.getFirst().value().ticketId();
        UUID commandId = day.commands.getLast().value().commandId();
        day.acknowledgements.removeIf(told -> commandId.equals(told.commandId()));
        day.ticketEvents.removeLast();
        day.project();

        assertThat(ticketId).isNotNull();
        assertFound(Rule.NOTHING_LOST);
    }

    @Test
    void aCommandThatWasNeverAnsweredIsFound() {
        day.replies.removeFirst();

        assertFound(Rule.EVERY_COMMAND_ANSWERED);
    }

    @Test
    void aCommandThatWasDecidedTwiceIsFound() {
        day.replies.add(day.replies.getFirst());

        assertFound(Rule.DECIDED_ONCE);
    }

    @Test
    void aRefusalOfWhoOnlyAsksForTheFirstAnswerIsNoDecision() {
        Logged<dev.traza.contract.envelope.CommandReply> refused = day.replies.stream()
                .filter(reply -> reply.value().outcome() instanceof CommandOutcome.Rejected)
                .findFirst()
                .orElseThrow();
        UUID ticketId = UUID.fromString(refused.key());
        UUID commandId = refused.value().commandId();
        day.replies(
                ticketId, commandId, refused.value().subject(), refused.value().outcome());
        assertFound(Rule.DECIDED_ONCE);

        day.logs(ticketId, commandId, "ana", new TicketCommand.RecallAnswer());

        assertThat(HistoryChecker.check(day.history())).isEmpty();
    }

    @Test
    void anAnswerThatSaysItIsARepetitionIsNoSecondDecision() {
        Logged<dev.traza.contract.envelope.CommandReply> first = day.replies.getFirst();
        var accepted = (CommandOutcome.Accepted) first.value().outcome();
        day.replies(
                accepted.ticketId(),
                first.value().commandId(),
                first.value().subject(),
                new CommandOutcome.Accepted(
                        accepted.ticketId(), accepted.number(), accepted.version(), accepted.status(), true));

        assertThat(HistoryChecker.check(day.history())).isEmpty();
    }

    @Test
    void aGapInTheVersionsIsFound() {
        // Everything of the last ticket's last version is consistent, only it is 20 instead of the next.
        int last = day.ticketEvents.size() - 1;
        UUID commandId = day.ticketEvents.get(last).value().causationId();
        day.ticketEvents.set(last, changed(day.ticketEvents.get(last), envelope -> at(envelope, 20)));
        acknowledgedAsLast(commandId, 20);
        day.project();

        assertFound(Rule.VERSIONS_CONTIGUOUS);
    }

    @Test
    void anEventThatStandsTwiceOnTheLogIsFound() {
        Logged<EventEnvelope<TicketEvent>> event = day.ticketEvents.get(indexOf(TicketEvent.CommentAdded.class));
        day.ticketEvents.add(new Logged<>(event.partition(), event.offset() + 100, event.key(), event.value()));

        assertFound(Rule.EVENT_IDS_UNIQUE);
    }

    @Test
    void eventsInTheWrongOrderAreFound() {
        Logged<EventEnvelope<TicketEvent>> earlier = day.ticketEvents.get(1);
        Logged<EventEnvelope<TicketEvent>> later = day.ticketEvents.get(2);
        day.ticketEvents.set(1, new Logged<>(earlier.partition(), earlier.offset(), later.key(), later.value()));
        day.ticketEvents.set(2, new Logged<>(later.partition(), later.offset(), earlier.key(), earlier.value()));

        assertFound(Rule.IN_ORDER);
    }

    @Test
    void anEventInAnotherPartitionIsFound() {
        Logged<EventEnvelope<TicketEvent>> event = day.ticketEvents.getLast();
        day.ticketEvents.set(
                day.ticketEvents.size() - 1,
                new Logged<>((event.partition() + 1) % Invented.PARTITIONS, 1, event.key(), event.value()));

        assertFound(Rule.ONE_PARTITION);
    }

    @Test
    void aNumberThatTwoTicketsHaveIsFound() {
        String number =
                ((TicketEvent.TicketOpened) day.ticketEvents.getFirst().value().event()).number();
        UUID other = day.opens("u-9");
        while (samePartition(other)) {
            other = day.opens("u-9");
        }
        int last = day.ticketEvents.size() - 1;
        day.ticketEvents.set(last, changed(day.ticketEvents.get(last), envelope -> numbered(envelope, number)));
        day.project();

        assertThat(found()).containsOnly(Rule.NUMBERS);
        assertThat(HistoryChecker.check(day.history())).hasSize(2); // it is not of that partition either
    }

    @Test
    void aViewThatIsBehindTheLogIsFound() {
        SeenTicket view = day.views.getFirst();
        day.views.set(0, seen(view, view.version() - 1, view.priority()));

        assertFound(Rule.VIEW_EQUALS_FOLD);
    }

    @Test
    void aViewThatIsAheadOfTheLogIsFound() {
        SeenTicket view = day.views.getFirst();
        day.views.set(0, seen(view, view.version() + 1, view.priority()));

        assertFound(Rule.VIEW_EQUALS_FOLD);
    }

    @Test
    void aViewThatSaysSomethingElseIsFound() {
        SeenTicket view = day.views.getFirst();
        day.views.set(0, seen(view, view.version(), Priority.LOW));

        assertFound(Rule.VIEW_EQUALS_FOLD);
        assertThat(HistoryChecker.check(day.history()).getFirst().sentence()).contains("priority is LOW, not HIGH");
    }

    @Test
    void aTicketWithoutAViewIsFound() {
        day.views.removeFirst();

        assertFound(Rule.VIEW_EQUALS_FOLD);
    }

    @Test
    void aTicketThatTheListForgetsIsFound() {
        day.listed.removeFirst();

        assertFound(Rule.LISTED_ONCE);
    }

    @Test
    void aTicketThatTheListShowsTwiceIsFound() {
        day.listed.add(day.listed.getFirst());

        assertFound(Rule.LISTED_ONCE);
    }

    @Test
    void aTicketThatTheListInventsIsFound() {
        SeenTicket view = day.views.getFirst();
        day.listed.add(new SeenTicket(
                Ids.next(), "T-999", 1, view.status(), view.priority(), null, null, 1, "u-9", "Nunca", 0));

        assertFound(Rule.LISTED_ONCE);
    }

    @Test
    void aMessageThatArrivedTwiceIsFound() {
        day.mails.add(day.mails.getFirst());

        assertFound(Rule.MAIL_ONCE);
    }

    @Test
    void aDeliveryThatWasSentAgainAsAnotherMessageIsFound() {
        Post.Mail mail = day.mails.getFirst();
        day.mails.add(new Post.Mail(mail.mailbox(), "<other@traza>", mail.deliveryId()));

        assertFound(Rule.MAIL_ONCE);
    }

    @Test
    void aDeliveryThatAPersonHadSentAgainMayArriveAgain() {
        Post.Mail mail = day.mails.getFirst();
        Post.Delivery delivery = day.deliveries.getFirst();
        day.mails.add(new Post.Mail(mail.mailbox(), "<again@traza>", mail.deliveryId()));
        day.deliveries.set(0, new Post.Delivery(delivery.deliveryId(), 1, true));

        assertThat(HistoryChecker.check(day.history())).isEmpty();
    }

    @Test
    void aDeliveryThatIsCalledSentAndNeverArrivedIsFound() {
        day.mails.removeFirst();

        assertFound(Rule.MAIL_ARRIVED);
    }

    @Test
    void aThresholdThatWarnsTwiceIsFound() {
        day.warns(day.ticketEvents.getFirst().value().ticketId(), 75);

        assertFound(Rule.THRESHOLDS_ONCE);
    }

    @Test
    void aBreachThatComesTwiceIsFound() {
        day.isBreached(day.ticketEvents.getFirst().value().ticketId());

        assertFound(Rule.THRESHOLDS_ONCE);
    }

    @Test
    void aServiceLevelEventThatWasLostIsFound() {
        day.slaEvents.removeFirst();

        assertFound(Rule.SLA_CONTIGUOUS);
    }

    @Test
    void ticketsThatFollowTheCatalogAreRight() {
        served("1", Map.of("fault", "jam"));

        assertThat(found()).isEmpty();
    }

    @Test
    void anItemWithAGapInItsVersionsIsFound() {
        served("1", Map.of("fault", "jam"));
        day.catalogEvents.remove(1);

        assertFound(Rule.CATALOG_CONTIGUOUS);
    }

    @Test
    void anItemThatBeginsWithAnythingButItsDefinitionIsFound() {
        day.happensToCatalog(new CatalogEvent.CatalogItemRestored("hardware"), Duration.ZERO);

        assertFound(Rule.CATALOG_CONTIGUOUS);
    }

    @Test
    void anEventOfTheCatalogInAnotherPartitionIsFound() {
        served("1", Map.of("fault", "jam"));
        Logged<EventEnvelope<CatalogEvent>> last = day.catalogEvents.removeLast();
        day.catalogEvents.add(new Logged<>(7, last.offset(), last.key(), last.value()));

        assertFound(Rule.CATALOG_CONTIGUOUS);
    }

    @Test
    void anEventOfTheCatalogThatStandsTwiceIsFound() {
        served("1", Map.of("fault", "jam"));
        day.catalogEvents.add(day.catalogEvents.getFirst());

        assertFound(Rule.EVENT_IDS_UNIQUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9", // there is no such version
                "0",
                "3", // it was retired
                "4", // it came later
                "other-desk"
            })
    void aTicketByAVersionThatWasNotInForceIsFound(String version) {
        served(version, Map.of("fault", "jam"));

        assertFound(Rule.FORM_IN_FORCE);
    }

    @Test
    void aTicketByAVersionThatHadBeenRevisedLongBeforeIsFound() {
        day.happensToCatalog(new CatalogEvent.CatalogItemDefined("hardware", PRINTERS), Duration.ofHours(-2));
        day.happensToCatalog(new CatalogEvent.CatalogItemRevised("hardware", PRINTERS), Duration.ofHours(-1));
        day.isClassified(
                tickets().getFirst(), new CatalogReference("hardware", 1, "it", "next-day"), Map.of("fault", "jam"));
        day.project();

        assertFound(Rule.FORM_IN_FORCE);
    }

    @ParameterizedTest
    @CsvSource({"fault,smoke", "fault,''", "colour,red"})
    void aTicketThatDoesNotFitItsFormIsFound(String field, String value) {
        Map<String, String> fields = new HashMap<>(Map.of("fault", "jam"));
        fields.put(field, value);
        served("1", fields);

        assertFound(Rule.FORM_IN_FORCE);
    }

    @Test
    void aProcedureWhoseStepsFollowEachOtherIsRight() {
        goesOn(STARTED, ASKED, added(FIRST), added(BESIDE));
        goesOn(new TicketEvent.TaskCompleted(FIRST.workId(), null, Status.OPEN), added(SECOND));
        goesOn(
                new TicketEvent.ApprovalDenied(ASKED.approvalId(), Status.OPEN),
                new TicketEvent.ProcedureStopped(
                        STARTED.procedureId(), StopCause.APPROVAL_DENIED, "ask", null, Status.OPEN));

        assertThat(found()).isEmpty();
    }

    @Test
    void aStepThatBeginsBeforeItsTimeIsFound() {
        goesOn(STARTED, ASKED, added(FIRST), added(BESIDE), added(SECOND));

        assertThat(found()).contains(Rule.PROCEDURE_IN_ORDER);
    }

    @Test
    void aStepThatDoesNotBeginIsFound() {
        goesOn(STARTED, ASKED, added(FIRST), added(BESIDE));
        goesOn(new TicketEvent.TaskCompleted(FIRST.workId(), null, Status.OPEN));
        goesOn(added(SECOND));

        assertThat(found()).contains(Rule.PROCEDURE_IN_ORDER);
    }

    @Test
    void aStepThatBeginsTwiceIsFound() {
        goesOn(STARTED, ASKED, added(FIRST), added(BESIDE));
        goesOn(added(FIRST));

        assertThat(found()).contains(Rule.PROCEDURE_IN_ORDER);
    }

    @Test
    void aProcedureThatOutlivesItsFailureOrItsResolutionIsFound() {
        goesOn(STARTED, ASKED, added(FIRST), added(BESIDE));
        goesOn(new TicketEvent.ApprovalDenied(ASKED.approvalId(), Status.OPEN));

        assertThat(found()).contains(Rule.PROCEDURE_IN_ORDER);
    }

    @Test
    void aResolutionBeforeTheMandatoryStepsIsFound() {
        goesOn(STARTED, ASKED, added(FIRST), added(BESIDE));
        goesOn(new TicketEvent.TicketResolved(ResolutionCode.FIXED, "done", 1, Status.RESOLVED));

        assertThat(found()).contains(Rule.PROCEDURE_IN_ORDER);
    }

    private void goesOn(TicketEvent... events) {
        UUID commandId = Ids.next();
        for (TicketEvent event : events) {
            day.records(tickets().getLast(), commandId, event);
        }
        day.project();
    }

    private static TicketEvent.TaskAdded added(PlannedStep planned) {
        return new TicketEvent.TaskAdded(planned.workId(), "Do it", null, true, Status.OPEN);
    }

    @Test
    void aFileThatIsHandedOutAsItIsNamedIsRight() {
        day.attaches(tickets().getFirst(), LETTER);
        day.project();

        assertThat(found()).isEmpty();
    }

    @Test
    void aFileThatIsNotHandedOutIsFound() {
        day.attaches(tickets().getFirst(), LETTER);
        day.project();
        day.files.clear();

        assertFound(Rule.FILES_WHOLE);
    }

    @Test
    void aFileWithOtherBytesIsFound() {
        day.attaches(tickets().getFirst(), LETTER);
        day.project();
        day.files.set(0, new SeenFile(tickets().getFirst(), LETTER.attachmentId(), "1".repeat(64), LETTER.size()));

        assertFound(Rule.FILES_WHOLE);
    }

    @Test
    void aFileThatIsHandedOutUnderAnotherTicketOnlyIsFound() {
        day.attaches(tickets().getFirst(), LETTER);
        day.project();
        day.files.set(0, new SeenFile(tickets().getLast(), LETTER.attachmentId(), LETTER.sha256(), LETTER.size()));

        assertFound(Rule.FILES_WHOLE);
    }

    /** A catalog whose item is revised, retired and much later offered again, and a ticket that was classified by it. */
    private void served(String version, Map<String, String> customFields) {
        day.happensToCatalog(new CatalogEvent.CatalogItemDefined("hardware", PRINTERS), Duration.ofSeconds(-3));
        day.happensToCatalog(new CatalogEvent.CatalogItemRevised("hardware", PRINTERS), Duration.ofSeconds(-2));
        day.happensToCatalog(new CatalogEvent.CatalogItemRetired("hardware", null), Duration.ofSeconds(-1));
        day.happensToCatalog(new CatalogEvent.CatalogItemRestored("hardware"), Duration.ofHours(1));
        boolean otherDesk = version.equals("other-desk");
        day.isClassified(
                tickets().getFirst(),
                new CatalogReference(
                        "hardware", otherDesk ? 1 : Long.parseLong(version), otherDesk ? "hr" : "it", "next-day"),
                customFields);
        day.project();
    }

    private void assertFound(Rule... rules) {
        assertThat(found()).containsExactlyInAnyOrder(rules);
    }

    @Test
    void aTextInTheClearIsFound() {
        spoilSeal(seal -> new Seal(seal.eventId(), seal.ticketId(), seal.version(), seal.keyIds(), 1));

        assertFound(Rule.TEXTS_SEALED);
    }

    @Test
    void aKeyThatWasNeverThereIsFound() {
        spoilSeal(seal -> new Seal(seal.eventId(), seal.ticketId(), seal.version(), Set.of(Ids.next()), 0));

        assertFound(Rule.KEYS_KEPT);
    }

    @Test
    void aKeyThatWasDestroyedAndNobodySaidSoIsFound() {
        UUID keyId = day.presentKeys.iterator().next();
        day.presentKeys.remove(keyId);
        day.destroyedKeys.add(keyId);

        assertFound(Rule.ERASED_AS_SAID);
    }

    @Test
    void anErasedTicketIsRightAlsoWhereSomebodyHadAskedForTheTextThatItHad() {
        UUID ticketId = tickets().getFirst();
        day.carriesOut(
                ticketId,
                "POST",
                "/api/v1/tickets/" + ticketId + "/revision",
                200,
                "ana",
                new TicketCommand.ReviseTicket("No puedo imprimir", null)); // as it is already
        day.isErased(ticketId, "u-0");
        day.project();

        assertThat(HistoryChecker.check(day.history())).isEmpty();
    }

    @Test
    void aTextThatIsThereAfterItsErasureIsFound() {
        UUID ticketId = tickets().getFirst();
        int comment = indexOf(TicketEvent.CommentAdded.class);
        var readable = day.ticketEvents.get(comment);
        day.isErased(ticketId, "u-0");
        day.project();
        day.ticketEvents.set(comment, readable);

        assertFound(Rule.ERASED_AS_SAID);
    }

    @Test
    void aViewThatHasAnErasedTextIsFound() {
        UUID ticketId = tickets().getFirst();
        day.isErased(ticketId, "u-0");
        day.project();
        for (List<SeenTicket> shown : List.of(day.views, day.listed)) {
            shown.replaceAll(view -> view.ticketId().equals(ticketId) ? saying(view, "No puedo imprimir") : view);
        }

        assertFound(Rule.VIEW_EQUALS_FOLD, Rule.LISTED_ONCE);
    }

    @Test
    void aFileThatWasErasedIsHandedOutNoMore() {
        UUID ticketId = tickets().getFirst();
        day.attaches(ticketId, LETTER);
        day.isErased(ticketId, "u-0");
        day.project();

        assertFound(Rule.FILES_WHOLE);

        day.files.clear();
        assertThat(HistoryChecker.check(day.history())).isEmpty();
    }

    private void spoilSeal(UnaryOperator<Seal> spoil) {
        var seal = day.seals.getFirst();
        day.seals.set(0, new Logged<>(seal.partition(), seal.offset(), seal.key(), spoil.apply(seal.value())));
    }

    private static SeenTicket saying(SeenTicket view, String subject) {
        return new SeenTicket(
                view.ticketId(),
                view.number(),
                view.version(),
                view.status(),
                view.priority(),
                view.teamId(),
                view.assigneeId(),
                view.level(),
                view.requesterId(),
                subject,
                view.comments());
    }

    private List<UUID> tickets() {
        return day.ticketEvents.stream()
                .map(event -> event.value().ticketId())
                .distinct()
                .toList();
    }

    private static AbsorbedTicket absorbed(UUID ticketId) {
        return new AbsorbedTicket(ticketId, "T-2", List.of(), List.of(), 1);
    }

    private List<Rule> found() {
        return HistoryChecker.check(day.history()).stream()
                .map(Finding::rule)
                .distinct()
                .toList();
    }

    private int indexOf(Class<? extends TicketEvent> type) {
        return IntStream.range(0, day.ticketEvents.size())
                .filter(i -> type.isInstance(day.ticketEvents.get(i).value().event()))
                .findFirst()
                .orElseThrow();
    }

    private boolean samePartition(UUID ticketId) {
        return dev.traza.contract.envelope.TicketRef.of(ticketId).partition(Invented.PARTITIONS)
                == day.ticketEvents.getFirst().partition();
    }

    private void spoilAcknowledgement(int at, UnaryOperator<Acknowledgement> spoil) {
        day.acknowledgements.set(at, spoil.apply(day.acknowledgements.get(at)));
    }

    private void acknowledgedAsLast(UUID commandId, long version) {
        for (int i = 0; i < day.acknowledgements.size(); i++) {
            if (commandId.equals(day.acknowledgements.get(i).commandId())) {
                spoilAcknowledgement(
                        i,
                        told -> new Acknowledgement(
                                told.commandId(),
                                told.idempotencyKey(),
                                told.subject(),
                                told.method(),
                                told.path(),
                                told.status(),
                                told.code(),
                                told.ticketId(),
                                version,
                                told.attempts(),
                                told.sentAt(),
                                told.answeredAt()));
            }
        }
    }

    private static <E> Logged<EventEnvelope<E>> changed(
            Logged<EventEnvelope<E>> event, UnaryOperator<EventEnvelope<E>> change) {
        return new Logged<>(event.partition(), event.offset(), event.key(), change.apply(event.value()));
    }

    private static EventEnvelope<TicketEvent> at(EventEnvelope<TicketEvent> envelope, long version) {
        return new EventEnvelope<>(
                envelope.eventId(),
                envelope.ticketId(),
                version,
                envelope.actor(),
                envelope.occurredAt(),
                envelope.recordedAt(),
                envelope.correlationId(),
                envelope.causationId(),
                envelope.traceparent(),
                envelope.event());
    }

    private static EventEnvelope<TicketEvent> numbered(EventEnvelope<TicketEvent> envelope, String number) {
        TicketEvent.TicketOpened opened = (TicketEvent.TicketOpened) envelope.event();
        return new EventEnvelope<>(
                envelope.eventId(),
                envelope.ticketId(),
                envelope.sequence(),
                envelope.actor(),
                envelope.occurredAt(),
                envelope.recordedAt(),
                envelope.correlationId(),
                envelope.causationId(),
                envelope.traceparent(),
                new TicketEvent.TicketOpened(
                        number,
                        opened.type(),
                        opened.channel(),
                        opened.requester(),
                        opened.subject(),
                        opened.description(),
                        opened.category(),
                        opened.impact(),
                        opened.urgency(),
                        opened.priority(),
                        opened.level(),
                        opened.tags(),
                        opened.customFields(),
                        opened.followUpOf(),
                        opened.status()));
    }

    private static TicketEvent assignedTo(TicketEvent.TicketAssigned assigned, @Nullable String agent) {
        return new TicketEvent.TicketAssigned(
                assigned.teamId(),
                agent,
                assigned.previousTeamId(),
                assigned.previousAgentId(),
                assigned.basis(),
                assigned.status());
    }

    private static SeenTicket seen(SeenTicket view, long version, Priority priority) {
        return new SeenTicket(
                view.ticketId(),
                view.number(),
                version,
                view.status(),
                priority,
                view.teamId(),
                view.assigneeId(),
                view.level(),
                view.requesterId(),
                view.subject(),
                view.comments());
    }
}

package dev.traza.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.Ids;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Classification;
import dev.traza.contract.ticket.EscalationCause;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.PlannedStep;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.StopCause;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketFoldTest {

    private static final Instant DUE = Instant.parse("2026-03-02T11:00:00Z");

    @Test
    void anOpenedTicketShowsWhatWasAsked() {
        Story story = Story.of("u-17").opened("No puedo imprimir", "La impresora no responde");

        TicketView view = fold(story.told());

        Ticket ticket = ticket(view);
        assertThat(view.version()).isEqualTo(1);
        assertThat(ticket.status()).isEqualTo(Status.NEW);
        assertThat(ticket.matter().number()).isEqualTo(story.number());
        assertThat(ticket.matter().subject()).isEqualTo("No puedo imprimir");
        assertThat(ticket.matter().customFields()).containsEntry("asset.tag", "P-3");
        assertThat(ticket.teamId()).isNull();
    }

    @Test
    void theFirstPublicAnswerOfAnAgentIsTheFirstResponse() {
        Story story = Story.of("u-17")
                .opened("a", "b")
                .said(Visibility.PUBLIC, AuthorKind.REQUESTER, "hello?")
                .said(Visibility.INTERNAL, AuthorKind.AGENT, "who is that")
                .said(Visibility.PUBLIC, AuthorKind.AGENT, "hello");
        Instant answered = story.last().envelope().occurredAt();

        TicketView view = fold(
                story.said(Visibility.PUBLIC, AuthorKind.AGENT, "still there?").told());

        Ticket.Conversation conversation = ticket(view).conversation();
        assertThat(conversation.firstRespondedAt()).isEqualTo(answered);
        assertThat(conversation.publicComments()).isEqualTo(3);
        assertThat(conversation.internalComments()).isEqualTo(1);
    }

    @Test
    void whatATicketIsHeldForIsForgottenWhenItGoesOnHoweverItDoes() {
        Story story = Story.of("u-17")
                .opened("a", "b")
                .ticket(new TicketEvent.TicketHeld(HoldReason.DATE, DUE, "after the holidays", Status.ON_HOLD))
                .ticket(new TicketEvent.TicketWatched("eva", Status.ON_HOLD));

        assertThat(ticket(fold(story.told())).hold()).isEqualTo(new Ticket.Hold(HoldReason.DATE, DUE));
        assertThat(ticket(fold(story.resolved("done").told())).hold()).isNull();
    }

    @Test
    void escalationsAreCounted() {
        Story story = Story.of("u-17").opened("a", "b").ticket(escalated(1, 2)).ticket(escalated(2, 3));

        Ticket ticket = ticket(fold(story.told()));

        assertThat(ticket.escalations()).isEqualTo(2);
        assertThat(ticket.level()).isEqualTo(3);
    }

    private static TicketEvent escalated(int from, int to) {
        return new TicketEvent.TicketEscalated(
                EscalationKind.FUNCTIONAL, from, to, null, "more", EscalationCause.AGENT, Status.OPEN);
    }

    @Test
    void aReopenedTicketHasNoOutcomeAndAClosedOneKeepsIts() {
        Story story = Story.of("u-17").opened("a", "b").resolved("new toner");
        Story closed = Story.of("u-18").opened("a", "b").resolved("new toner").closed();

        TicketView reopened = fold(story.reopened().told());

        assertThat(ticket(reopened).outcome()).isEqualTo(new Ticket.Outcome(null, null, null, null, 1));
        Ticket.Outcome outcome = ticket(fold(closed.told())).outcome();
        assertThat(outcome.code()).isEqualTo(ResolutionCode.FIXED);
        assertThat(outcome.text()).isEqualTo("new toner");
        assertThat(outcome.closedAt()).isAfter(outcome.resolvedAt());
    }

    @Test
    void aClassifiedTicketIsTheKindOfMatterItIsNow() {
        Classification was =
                new Classification("hardware/printer", null, TicketType.INCIDENT, Map.of("asset.tag", "P-3"));
        Classification is = new Classification(
                "hardware/keyboard",
                new CatalogReference("hardware/keyboard", 2, "it", "next-day"),
                TicketType.SERVICE_REQUEST,
                Map.of("layout", "es"));

        Ticket.Matter matter = ticket(fold(Story.of("u-17")
                        .opened("Teclado", "…", Priority.NORMAL, List.of())
                        .ticket(new TicketEvent.TicketClassified(was, is, Status.NEW))
                        .told()))
                .matter();

        assertThat(matter.category()).isEqualTo("hardware/keyboard");
        assertThat(matter.catalogItem()).isEqualTo(is.catalogItem());
        assertThat(matter.type()).isEqualTo(TicketType.SERVICE_REQUEST);
        assertThat(matter.customFields()).isEqualTo(Map.of("layout", "es"));
        assertThat(matter.subject()).isEqualTo("Teclado");
    }

    @Test
    void whatIsCorrectedAndTaggedShowsAsItIsNow() {
        Story story = Story.of("u-17")
                .opened("No puedo imprimir", "…", Priority.NORMAL, List.of("piso-3", "toner"))
                .ticket(new TicketEvent.TicketRevised(
                        new TicketEvent.Revision("No puedo imprimir", "El plóter no va"), null, Status.NEW))
                .ticket(new TicketEvent.TicketTagged(List.of("vip", "piso-3"), Status.NEW))
                .ticket(new TicketEvent.TicketUntagged(List.of("toner"), Status.NEW));

        Ticket.Matter matter = ticket(fold(story.told())).matter();

        assertThat(matter.subject()).isEqualTo("El plóter no va");
        assertThat(matter.description()).isEqualTo("…");
        assertThat(matter.tags()).containsExactly("piso-3", "vip");
    }

    @Test
    void theWorkAroundATicketAddsUp() {
        UUID order = Ids.next();
        UUID label = Ids.next();
        Story story = Story.of("u-17")
                .opened("a", "b")
                .ticket(new TicketEvent.TicketWatched("ben", Status.NEW))
                .ticket(new TicketEvent.TicketWatched("ana", Status.NEW))
                .ticket(new TicketEvent.TicketUnwatched("ben", Status.NEW))
                .ticket(new TicketEvent.ParticipantAdded(new Participant("u-31", null, null, null), Status.NEW))
                .ticket(new TicketEvent.ParticipantAdded(new Participant("u-32", null, null, null), Status.NEW))
                .ticket(new TicketEvent.ParticipantAdded(new Participant("u-33", null, null, null), Status.NEW))
                .ticket(new TicketEvent.ParticipantAdded(new Participant("u-31", "Marta", null, null), Status.NEW))
                .ticket(new TicketEvent.ParticipantRemoved("u-33", Status.NEW))
                .ticket(new TicketEvent.AssetLinked("IMP-0031", "printer", Status.NEW))
                .ticket(new TicketEvent.AssetLinked("IMP-0032", null, Status.NEW))
                .ticket(new TicketEvent.AssetUnlinked("IMP-0031", Status.NEW))
                .ticket(new TicketEvent.WorkLogged("ana", 1500, "toner", Status.NEW))
                .ticket(new TicketEvent.WorkLogged("ben", 200, "call", Status.NEW))
                .ticket(new TicketEvent.TaskAdded(order, "order", "purchasing", true, Status.NEW))
                .ticket(new TicketEvent.TaskAdded(label, "label", null, false, Status.NEW))
                .ticket(new TicketEvent.TaskCompleted(order, null, Status.NEW))
                .ticket(new TicketEvent.TaskCancelled(label, "no need", Status.NEW))
                .ticket(new TicketEvent.TicketRated(2, "slow", 1, Status.CLOSED));

        Ticket.Work work = ticket(fold(story.told())).work();

        assertThat(work)
                .isEqualTo(new Ticket.Work(
                        List.of("ana"),
                        List.of(
                                new Participant("u-32", null, null, null),
                                new Participant("u-31", "Marta", null, null)),
                        List.of(new Ticket.Asset("IMP-0032", null)),
                        List.of(
                                new Ticket.Task(order, "order", "purchasing", true, Ticket.Task.State.DONE),
                                new Ticket.Task(label, "label", null, false, Ticket.Task.State.CANCELLED)),
                        1700,
                        new Ticket.Rating(2, "slow", 1),
                        List.of(),
                        null));
    }

    @Test
    void anApprovalCollectsVotesUntilItEnds() {
        UUID buy = new UUID(0, 3);
        UUID sell = new UUID(0, 4);
        List<Approver> approvers =
                List.of(new Approver("carlos", null, null, null), new Approver("marta", null, null, null));
        Story story = Story.of("u-17")
                .opened("a", "b")
                .ticket(new TicketEvent.ApprovalRequested(buy, "Buy?", approvers, 2, DUE, Status.NEW))
                .ticket(new TicketEvent.ApprovalRequested(sell, "Sell?", approvers, 1, null, Status.ON_HOLD))
                .ticket(new TicketEvent.ApprovalDecided(
                        buy, "carlos", ApprovalDecision.DENY, "too dear", Status.ON_HOLD))
                .ticket(new TicketEvent.ApprovalDenied(buy, Status.ON_HOLD));

        Ticket ticket = ticket(fold(story.told()));

        assertThat(ticket.work().approvals())
                .extracting(Ticket.Approval::approvalId, Ticket.Approval::state)
                .containsExactly(
                        Tuple.tuple(buy, Ticket.Approval.State.DENIED), Tuple.tuple(sell, Ticket.Approval.State.OPEN));
        assertThat(ticket.work().approvals().getFirst().votes())
                .singleElement()
                .extracting(Ticket.Approval.Vote::approverId, Ticket.Approval.Vote::decision)
                .containsExactly("carlos", ApprovalDecision.DENY);
        assertThat(ticket.awaitedApprovers()).containsExactly("carlos", "marta");
        assertThat(ticket.concerned()).containsExactlyInAnyOrder("u-17", "carlos", "marta");
        assertThat(ticket(fold(story.ticket(new TicketEvent.ApprovalWithdrawn(sell, null, Status.ON_HOLD))
                                .told()))
                        .concerned())
                .as("who was asked and never answered has no business there any more")
                .containsExactlyInAnyOrder("u-17", "carlos");
    }

    @Test
    void theProcedureThatRunsOrRanLastIsKeptInFull() {
        UUID first = new UUID(0, 7);
        UUID second = new UUID(0, 8);
        List<PlannedStep> steps =
                List.of(new PlannedStep(new UUID(0, 9), ProcedureStep.task("order", "Order", "it", true, List.of())));
        Story story = Story.of("u-17")
                .opened("a", "b")
                .ticket(new TicketEvent.ProcedureStarted(first, "hardware/laptop", 7, steps, Status.NEW));

        assertThat(ticket(fold(story.told())).work().procedure())
                .isEqualTo(new Ticket.Procedure(
                        first, "hardware/laptop", 7, steps, Ticket.Procedure.State.RUNNING, null, null, null));
        story.ticket(
                new TicketEvent.ProcedureStopped(first, StopCause.TASK_CANCELLED, "order", "sold out", Status.NEW));
        assertThat(ticket(fold(story.told())).work().procedure())
                .isEqualTo(new Ticket.Procedure(
                        first,
                        "hardware/laptop",
                        7,
                        steps,
                        Ticket.Procedure.State.STOPPED,
                        StopCause.TASK_CANCELLED,
                        "order",
                        "sold out"));
        story.ticket(new TicketEvent.ProcedureStarted(second, "hardware/mouse", 1, List.of(), Status.NEW));
        story.ticket(new TicketEvent.ProcedureCompleted(second, Status.NEW));
        assertThat(ticket(fold(story.told())).work().procedure())
                .isEqualTo(new Ticket.Procedure(
                        second, "hardware/mouse", 1, List.of(), Ticket.Procedure.State.DONE, null, null, null));
    }

    @Test
    void linksPartsAndWhatTheParentOffersComeAndGo() {
        UUID part = Ids.next();
        UUID parent = Ids.next();
        UUID comment = Ids.next();
        Story story = Story.of("u-17")
                .opened("a", "b")
                .ticket(linked(LinkType.PARENT_OF, part, "T-2"))
                .ticket(linked(LinkType.RELATED, part, "T-2"))
                .ticket(linked(LinkType.CHILD_OF, parent, "T-3"))
                .ticket(new TicketEvent.ChildProgressed(part, "T-2", Status.RESOLVED, 1, 1, Status.NEW))
                .ticket(new TicketEvent.TicketUnlinked(LinkType.RELATED, part, "T-2", false, Status.NEW))
                .ticket(new TicketEvent.TicketSplit(comment, part, Status.NEW))
                .ticket(new TicketEvent.ResolutionOffered(
                        parent, "T-3", ResolutionCode.FIXED, "restarted", Status.NEW));

        Ticket ticket = ticket(fold(story.told()));
        assertThat(ticket.links())
                .containsExactly(
                        new Ticket.Link(LinkType.PARENT_OF, part, "T-2", "u-23", Status.RESOLVED),
                        new Ticket.Link(LinkType.CHILD_OF, parent, "T-3", "u-23", Status.OPEN));
        assertThat(ticket.origins())
                .isEqualTo(new Ticket.Origins(
                        null,
                        List.of(new Ticket.Split(comment, part)),
                        new Ticket.Offer(parent, "T-3", ResolutionCode.FIXED, "restarted")));

        Story later = story.ticket(new TicketEvent.TicketUnlinked(LinkType.CHILD_OF, parent, "T-3", true, Status.NEW))
                .ticket(new TicketEvent.SplitUndone(part, Status.NEW));
        assertThat(ticket(fold(later.told())).origins()).isEqualTo(Ticket.Origins.NONE);
    }

    private static TicketEvent linked(LinkType type, UUID other, String number) {
        return new TicketEvent.TicketLinked(
                type, new LinkedTicket(other, number, "u-23", Status.OPEN), false, Status.NEW);
    }

    @Test
    void aMergedTicketIsClosedAndShowsWhereItGoesOnAndIsAsItWasWhenItIsTakenBack() {
        UUID other = UUID.randomUUID();
        Story story = Story.of("u-17").opened("a", "b").resolved("new toner");
        Ticket before = ticket(fold(story.told()));

        story.ticket(new TicketEvent.MergeBegun("T-9", null, Status.RESOLVED))
                .ticket(new TicketEvent.TicketMerged(other, "T-9", Status.CLOSED));
        Ticket merged = ticket(fold(story.told()));
        assertThat(merged.status()).isEqualTo(Status.CLOSED);
        assertThat(merged.outcome().code()).isEqualTo(ResolutionCode.MERGED);
        assertThat(merged.outcome().closedAt()).isNotNull();
        assertThat(merged.merging().into()).isEqualTo(new Ticket.Into(other, "T-9", before.outcome()));

        story.ticket(new TicketEvent.TicketUnmerged(other, "T-9", null, null, Status.RESOLVED));
        Ticket back = ticket(fold(story.told()));
        assertThat(back).isEqualTo(before.withUpdatedAt(back.updatedAt()));
    }

    @Test
    void whoComesWithAnotherTicketIsThereAsLongAsItGoesOnHere() {
        UUID source = UUID.randomUUID();
        Participant marta = new Participant("u-31", "Marta", null, null);
        Participant pedro = new Participant("u-32", "Pedro", null, null);
        Story story = Story.of("u-17")
                .opened("a", "b")
                .ticket(new TicketEvent.ParticipantAdded(pedro, Status.NEW))
                .ticket(new TicketEvent.TicketAbsorbed(
                        new AbsorbedTicket(source, "T-9", List.of(marta, pedro), List.of("ben"), 2), null, Status.NEW));
        Ticket absorbing = ticket(fold(story.told()));
        assertThat(absorbing.participants()).containsExactly(pedro, marta);
        assertThat(absorbing.watchers()).containsExactly("ben");
        assertThat(absorbing.concerns("u-31")).isTrue();

        story.ticket(new TicketEvent.AbsorbedTicketChanged(
                new AbsorbedTicket(source, "T-9", List.of(pedro), List.of(), 1), Status.NEW));
        assertThat(ticket(fold(story.told())).concerns("u-31")).isFalse();

        story.ticket(new TicketEvent.TicketRestored(source, "T-9", Status.NEW));
        Ticket alone = ticket(fold(story.told()));
        assertThat(alone.participants()).containsExactly(pedro);
        assertThat(alone.merging()).isEqualTo(Ticket.Merging.NONE);
    }

    @Test
    void aClockRemembersItsWarningsAndItsBreach() {
        Story story = Story.of("u-17")
                .opened("a", "b")
                .slaStarted(SlaMetric.RESOLUTION, DUE)
                .slaStarted(SlaMetric.FIRST_RESPONSE, DUE)
                .slaWarned(SlaMetric.RESOLUTION, 75)
                .slaWarned(SlaMetric.RESOLUTION, 50)
                .slaWarned(SlaMetric.RESOLUTION, 50)
                .slaBreached(SlaMetric.RESOLUTION)
                .slaMet(SlaMetric.RESOLUTION, false);

        TicketView view = fold(story.told());

        assertThat(view.sla()).hasSize(2);
        SlaClock clock = view.sla().getFirst();
        assertThat(clock.warnedPercent()).containsExactly(50, 75);
        assertThat(clock.breached()).isTrue();
        assertThat(clock.state()).isEqualTo(SlaClock.State.MET);
        assertThat(view.sla().getLast().state()).isEqualTo(SlaClock.State.RUNNING);
    }

    @Test
    void theDeskIsThatOfTheDecisionAsLongAsTheTeamIs() {
        Story story = Story.of("u-17").opened("a", "b").routed("printers", "ana");

        assertThat(fold(story.told()).desk()).isNull();
        assertThat(fold(story.assigned("printers", "ana").told()).desk()).isEqualTo("it");
        assertThat(fold(story.assigned("networks", "ben").told()).desk()).isNull();
    }

    @Test
    void clocksAndDecisionsMayBeToldBeforeTheOpening() {
        Story story = Story.of("u-17")
                .opened("a", "b")
                .routed("printers", "ana")
                .slaStarted(SlaMetric.RESOLUTION, DUE)
                .assigned("printers", "ana");
        List<LoggedEvent> late = new ArrayList<>(story.told());
        late.sort(Comparator.comparing(LoggedEvent::source).reversed());

        TicketView early = fold(late.subList(0, 2));

        assertThat(early.ticket()).isNull();
        assertThat(early.version()).isZero();
        assertThat(fold(late)).isEqualTo(fold(story.told()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyInterleavingWithAnyRepetitionGivesTheSameView(long seed) {
        Story story = life();
        Random random = new Random(seed);
        List<List<LoggedEvent>> logs = new ArrayList<>();
        for (Source source : Source.values()) {
            logs.add(new ArrayList<>(story.told().stream()
                    .filter(event -> event.source() == source)
                    .toList()));
        }
        List<LoggedEvent> mixed = new ArrayList<>();
        while (logs.stream().anyMatch(log -> !log.isEmpty())) {
            List<LoggedEvent> log = logs.get(random.nextInt(logs.size()));
            if (!log.isEmpty()) {
                mixed.add(log.removeFirst());
                if (random.nextInt(3) == 0) {
                    mixed.add(mixed.get(random.nextInt(mixed.size())));
                }
            }
        }

        assertThat(fold(mixed)).isEqualTo(fold(story.told()));
    }

    @Test
    void aHoleIsRefusedAndSaysWhatIsMissing() {
        Story story =
                Story.of("u-17").opened("a", "b").assigned("printers", "ana").prioritized(Priority.CRITICAL);
        TicketView view = fold(story.told().subList(0, 1));

        Fold fold = TicketFold.evolve(view, story.last());

        assertThat(fold).isEqualTo(new Fold.Gap(Source.TICKET, 2, 3));
    }

    @Test
    void aLogThatDoesNotBeginWithAnOpeningOpensNothing() {
        Story story = Story.of("u-17").prioritized(Priority.LOW).opened("a", "b");

        TicketView view = fold(story.told().subList(0, 1));

        assertThat(view.ticket()).isNull();
        assertThat(view.version()).isEqualTo(1);
    }

    private static Story life() {
        return Story.of("u-17")
                .opened("a", "b")
                .slaStarted(SlaMetric.RESOLUTION, DUE)
                .routed("printers", "ana")
                .assigned("printers", "ana")
                .said(Visibility.PUBLIC, AuthorKind.AGENT, "hello")
                .slaWarned(SlaMetric.RESOLUTION, 50)
                .prioritized(Priority.HIGH)
                .slaBreached(SlaMetric.RESOLUTION)
                .routed("experts", "eva")
                .assigned("experts", "eva")
                .resolved("done")
                .slaMet(SlaMetric.RESOLUTION, true)
                .closed();
    }

    private static TicketView fold(List<LoggedEvent> events) {
        TicketView view = TicketView.nothingYet(events.getFirst().envelope().ticketId());
        for (LoggedEvent event : events) {
            switch (TicketFold.evolve(view, event)) {
                case Fold.Applied(TicketView next) -> view = next;
                case Fold.Duplicate() -> {}
                case Fold.Gap gap -> throw new AssertionError(gap);
            }
        }
        return view;
    }

    private static Ticket ticket(TicketView view) {
        return Objects.requireNonNull(view.ticket());
    }
}

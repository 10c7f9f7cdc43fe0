package dev.traza.notification.rule;

import static dev.traza.notification.TicketScript.agent;
import static dev.traza.notification.TicketScript.person;
import static dev.traza.notification.TicketScript.requesterActor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.PlannedStep;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.StopCause;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.TicketMerged;
import dev.traza.contract.ticket.Visibility;
import dev.traza.notification.TicketScript;
import dev.traza.notification.ticket.TicketContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NotificationRulesTest {

    private static final Actor ROUTING = Actor.service("routing-service");
    private static final UUID APPROVAL = new UUID(0, 1);
    private static final Recipient LUCIA = new Recipient.Requester("lucia");
    private static final UUID OTHER = UUID.fromString("01970000-0000-7000-8000-000000000009");
    private static final Recipient MARTA = new Recipient.Participant("marta");
    private static final Recipient ANA = new Recipient.Agent("ana");

    private final NotificationRules rules = new NotificationRules(75);
    private final TicketScript ticket = new TicketScript(person("lucia", "Lucía", "lucia@example.org", "es"));
    private Optional<TicketContext> context = Optional.empty();

    @Test
    void whoOpensATicketGetsAReceiptAlsoForTheirOwnAction() {
        List<Intention> intended = after(ticket.opened(requesterActor("lucia")));

        assertThat(intended).hasSize(1);
        assertThat(intended.getFirst().recipient()).isEqualTo(LUCIA);
        assertThat(intended.getFirst().notice().purpose()).isEqualTo(Purpose.ACKNOWLEDGEMENT);
        assertThat(intended.getFirst().suppressed()).isNull();
    }

    @Test
    void anAssignmentTellsTheAgent() {
        after(ticket.opened());

        List<Intention> intended = after(ticket.assigned(ROUTING, "printers", "ana"));

        assertThat(intended).singleElement().satisfies(intention -> {
            assertThat(intention.recipient()).isEqualTo(ANA);
            assertThat(intention.notice())
                    .isEqualTo(new Notice.Assigned("printers", "The rule for printers chose this team"));
        });
    }

    @Test
    void anAssignmentToATeamAloneTellsNobody() {
        after(ticket.opened());

        assertThat(after(ticket.assigned(ROUTING, "printers", null))).isEmpty();
    }

    @Test
    void anAgentWhoHadTheTicketAlreadyIsNotToldAgain() {
        after(ticket.opened());
        after(ticket.assigned(ROUTING, "printers", "ana"));

        assertThat(after(ticket.assigned(ROUTING, "network", "ana", "ana"))).isEmpty();
    }

    @Test
    void whoTakesATicketIsNotToldOfIt() {
        after(ticket.opened());

        assertThat(after(ticket.assigned(agent("ana"), "printers", "ana")))
                .singleElement()
                .extracting(Intention::suppressed)
                .isEqualTo(Suppression.OWN_ACTION);
    }

    @Test
    void whatSomebodyElseDoesOnOnesBehalfIsOnesOwnAction() {
        after(ticket.opened());
        Actor secretary = new Actor(Actor.Kind.USER, "secretary", Set.of(Role.SUPERVISOR), "ana");

        assertThat(after(ticket.assigned(secretary, "printers", "ana")))
                .singleElement()
                .extracting(Intention::suppressed)
                .isEqualTo(Suppression.OWN_ACTION);
    }

    @Test
    void anAgentsPublicCommentTellsTheRequester() {
        after(ticket.opened());

        assertThat(after(ticket.commented(agent("ana"), AuthorKind.AGENT, Visibility.PUBLIC, "Ya voy")))
                .singleElement()
                .satisfies(intention -> {
                    assertThat(intention.recipient()).isEqualTo(LUCIA);
                    assertThat(intention.notice()).isEqualTo(new Notice.Replied("ana", "Ya voy"));
                });
    }

    @Test
    void filesAreToldByName() {
        after(ticket.opened());
        after(ticket.assigned(ROUTING, "printers", "ana"));

        assertThat(after(ticket.attached(agent("ana"), AuthorKind.AGENT, "Así", "guía.png")))
                .extracting(Intention::notice)
                .containsExactly(new Notice.Replied("ana", "Así", List.of("guía.png")));
        assertThat(after(ticket.attached(requesterActor("lucia"), AuthorKind.REQUESTER, "Así", "foto.png")))
                .extracting(Intention::notice)
                .containsExactly(new Notice.RequesterCommented(null, "Así", List.of("foto.png")));
    }

    @Test
    void anInternalNoteTellsNobodyWhoeverWroteIt() {
        after(ticket.opened());
        after(ticket.assigned(ROUTING, "printers", "ana"));

        for (AuthorKind author : AuthorKind.values()) {
            assertThat(after(ticket.commented(agent("berta"), author, Visibility.INTERNAL, "entre nosotras")))
                    .isEmpty();
        }
    }

    @Test
    void aRequestersCommentTellsWhoeverHasTheTicketThen() {
        after(ticket.opened());
        assertThat(after(ticket.commented(
                        requesterActor("lucia"), AuthorKind.REQUESTER, Visibility.PUBLIC, "¿Hay novedades?")))
                .isEmpty();
        after(ticket.assigned(ROUTING, "printers", "ana"));

        assertThat(after(ticket.commented(
                        requesterActor("lucia"), AuthorKind.REQUESTER, Visibility.PUBLIC, "¿Hay novedades?")))
                .singleElement()
                .extracting(Intention::recipient)
                .isEqualTo(ANA);
    }

    @Test
    void aRequestersWordsThatTheAssigneeTypedInAreNoNewsToTheAssignee() {
        after(ticket.opened());
        after(ticket.assigned(ROUTING, "printers", "ana"));
        Actor ana = new Actor(Actor.Kind.USER, "ana", Set.of(Role.AGENT), "lucia");

        assertThat(after(ticket.commented(ana, AuthorKind.REQUESTER, Visibility.PUBLIC, "por teléfono")))
                .singleElement()
                .extracting(Intention::suppressed)
                .isEqualTo(Suppression.OWN_ACTION);
    }

    @Test
    void aResolutionTellsTheRequesterAndAReopeningTheAssignee() {
        after(ticket.opened());
        after(ticket.assigned(ROUTING, "printers", "ana"));

        assertThat(after(ticket.resolved(agent("ana"), "Listo")))
                .singleElement()
                .extracting(Intention::recipient)
                .isEqualTo(LUCIA);
        assertThat(after(ticket.reopened(requesterActor("lucia"), "Sigue igual")))
                .singleElement()
                .satisfies(intention -> {
                    assertThat(intention.recipient()).isEqualTo(ANA);
                    assertThat(intention.suppressed()).isNull();
                });
    }

    @Test
    void whoTakesPartIsToldWhatTheRequesterIsTold() {
        after(ticket.opened());
        after(ticket.assigned(ROUTING, "printers", "ana"));
        after(ticket.joined("marta", "Marta Gil"));

        assertThat(after(ticket.commented(agent("ana"), AuthorKind.AGENT, Visibility.PUBLIC, "Ya voy")))
                .extracting(Intention::recipient)
                .containsExactly(LUCIA, MARTA);
        assertThat(after(ticket.resolved(agent("ana"), "Listo")))
                .extracting(Intention::recipient)
                .containsExactly(LUCIA, MARTA);
        assertThat(after(ticket.commented(agent("ana"), AuthorKind.AGENT, Visibility.INTERNAL, "…")))
                .isEmpty();
        after(ticket.left("marta"));
        assertThat(after(ticket.commented(agent("ana"), AuthorKind.AGENT, Visibility.PUBLIC, "Ya voy")))
                .extracting(Intention::recipient)
                .containsExactly(LUCIA);
    }

    @Test
    void whatOneSaysOnTheRequestersSideIsForTheAssigneeAndTheOthers() {
        after(ticket.opened());
        after(ticket.assigned(ROUTING, "printers", "ana"));
        after(ticket.joined("marta", "Marta Gil"));
        after(ticket.joined("pedro", null));

        assertThat(after(ticket.commented(
                        requesterActor("marta"), AuthorKind.REQUESTER, Visibility.PUBLIC, "Yo también")))
                .containsExactly(
                        new Intention(
                                ANA, new Notice.RequesterCommented("Marta Gil", "Yo también"), Set.of("marta"), null),
                        new Intention(LUCIA, new Notice.Said("Marta Gil", "Yo también"), Set.of("marta"), null),
                        new Intention(
                                new Recipient.Participant("pedro"),
                                new Notice.Said("Marta Gil", "Yo también"),
                                Set.of("marta"),
                                null));
        assertThat(after(ticket.commented(requesterActor("lucia"), AuthorKind.REQUESTER, Visibility.PUBLIC, "¿Y?")))
                .extracting(Intention::recipient, Intention::notice)
                .containsExactly(
                        tuple(ANA, new Notice.RequesterCommented(null, "¿Y?")),
                        tuple(MARTA, new Notice.Said("Lucía", "¿Y?")),
                        tuple(new Recipient.Participant("pedro"), new Notice.Said("Lucía", "¿Y?")));
        assertThat(after(ticket.commented(requesterActor("pedro"), AuthorKind.REQUESTER, Visibility.PUBLIC, "¿Y?")))
                .extracting(Intention::notice)
                .contains(new Notice.Said("pedro", "¿Y?"));
    }

    @Test
    void whenATicketGoesOnInAnotherAllWhomItConcernsAreToldOnce() {
        after(ticket.opened());
        after(ticket.assigned(ROUTING, "printers", "ana"));
        after(ticket.joined("marta", "Marta Gil"));
        after(ticket.watched("berta"));
        after(ticket.watched("ana"));
        Actor byBerta = new Actor(Actor.Kind.SERVICE, "ticket-command-service", Set.of(), "berta");

        List<Intention> merged = after(ticket.ticketEvent(byBerta, new TicketMerged(OTHER, "T-9", Status.CLOSED)));
        assertThat(merged)
                .extracting(Intention::recipient, Intention::notice, Intention::suppressed)
                .containsExactly(
                        tuple(LUCIA, new Notice.Merged("T-9", false), null),
                        tuple(MARTA, new Notice.Merged("T-9", false), null),
                        tuple(ANA, new Notice.Merged("T-9", true), null),
                        tuple(new Recipient.Agent("berta"), new Notice.Merged("T-9", true), Suppression.OWN_ACTION));
        assertThat(after(ticket.ticketEvent(
                        byBerta, new TicketEvent.TicketUnmerged(OTHER, "T-9", null, null, Status.OPEN))))
                .extracting(Intention::recipient)
                .containsExactlyElementsOf(
                        merged.stream().map(Intention::recipient).toList());
    }

    @Test
    void whoCameWithAnotherTicketIsToldUntilItIsTakenBackAndOnlyTheAssigneeThatItCame() {
        AbsorbedTicket other = new AbsorbedTicket(
                OTHER,
                "T-9",
                List.of(
                        new Participant("marta", "Marta Gil", "marta@example.org", "es"),
                        new Participant("lucia", "Lucía", "lucia@example.org", "es")),
                List.of("berta"),
                1);
        after(ticket.opened());
        after(ticket.assigned(ROUTING, "printers", "ana"));

        assertThat(after(ticket.ticketEvent(ROUTING, new TicketEvent.TicketAbsorbed(other, null, Status.OPEN))))
                .singleElement()
                .satisfies(intention -> {
                    assertThat(intention.recipient()).isEqualTo(ANA);
                    assertThat(intention.notice()).isEqualTo(new Notice.Absorbed("T-9"));
                });
        assertThat(after(ticket.resolved(agent("ana"), "Listo")))
                .extracting(Intention::recipient)
                .containsExactly(LUCIA, MARTA);
        after(ticket.ticketEvent(ROUTING, new TicketEvent.TicketRestored(OTHER, "T-9", Status.OPEN)));
        assertThat(after(ticket.resolved(agent("ana"), "Listo")))
                .extracting(Intention::recipient)
                .containsExactly(LUCIA);
        // Who had the other ticket was told there.
        assertThat(after(ticket.ticketEvent(ROUTING, new TicketEvent.TicketAbsorbed(other, "ana", Status.OPEN))))
                .isEmpty();
    }

    @Test
    void aReleasedTicketHasNobodyToTell() {
        after(ticket.opened());
        after(ticket.assigned(ROUTING, "printers", "ana"));
        after(ticket.ticketEvent(
                agent("ana"), new TicketEvent.TicketReleased("printers", "ana", "vacaciones", Status.OPEN)));

        assertThat(after(ticket.reopened(requesterActor("lucia"), "Sigue igual")))
                .isEmpty();
    }

    @Test
    void whoIsAskedForApprovalIsToldWhatIsAsked() {
        after(ticket.opened());

        assertThat(after(approvalRequested(agent("berta"), "berta")))
                .satisfiesExactly(
                        intention -> {
                            assertThat(intention.recipient())
                                    .isEqualTo(new Recipient.Approver("carlos", "Carlos", "carlos@example.org", "es"));
                            assertThat(intention.notice()).isEqualTo(new Notice.ApprovalAsked("¿480 €?", null));
                            assertThat(intention.suppressed()).isNull();
                        },
                        intention -> assertThat(intention.suppressed()).isEqualTo(Suppression.OWN_ACTION));
    }

    @Test
    void theResultTellsTheRequesterWhoAskedAndWhoHasTheTicket() {
        after(ticket.opened());
        after(ticket.assigned(ROUTING, "printers", "ana"));
        after(approvalRequested(agent("berta"), "dora"));

        assertThat(after(ticket.ticketEvent(
                        requesterActor("carlos"),
                        new TicketEvent.ApprovalDecided(
                                APPROVAL, "carlos", ApprovalDecision.DENY, "no", Status.ON_HOLD))))
                .isEmpty();
        assertThat(after(ticket.ticketEvent(
                        requesterActor("carlos"), new TicketEvent.ApprovalDenied(APPROVAL, Status.ON_HOLD))))
                .extracting(Intention::recipient, Intention::notice)
                .containsExactly(
                        tuple(LUCIA, new Notice.RequestDecided(ApprovalResult.DENIED)),
                        tuple(new Recipient.Agent("berta"), new Notice.ApprovalEnded("¿480 €?", ApprovalResult.DENIED)),
                        tuple(ANA, new Notice.ApprovalEnded("¿480 €?", ApprovalResult.DENIED)));
        assertThat(after(ticket.ticketEvent(
                        agent("berta"), new TicketEvent.ApprovalWithdrawn(APPROVAL, null, Status.ON_HOLD))))
                .isEmpty();
    }

    @Test
    void whoDecidesAndHasTheTicketIsNotToldTheResult() {
        after(ticket.opened());
        after(ticket.assigned(ROUTING, "printers", "ana"));
        after(approvalRequested(agent("ana"), "ana"));

        assertThat(after(ticket.ticketEvent(agent("ana"), new TicketEvent.ApprovalGranted(APPROVAL, Status.ON_HOLD))))
                .extracting(Intention::suppressed)
                .containsExactly(null, Suppression.OWN_ACTION);
    }

    @Test
    void aStepOfAProcedureIsAskedOfAllAlsoOfWhomItFollows() {
        after(ticket.opened());
        after(procedureStarted(APPROVAL));

        assertThat(after(approvalRequested(agent("ana"), "ana")))
                .extracting(Intention::suppressed)
                .containsExactly(null, null);
    }

    @Test
    void whoHappenedToBeginAStepIsNotToldHowItEnded() {
        after(ticket.opened());
        after(procedureStarted(APPROVAL));
        after(approvalRequested(agent("ana"), "marta"));

        assertThat(after(ticket.ticketEvent(
                        Actor.user("marta", Set.of()), new TicketEvent.ApprovalGranted(APPROVAL, Status.ON_HOLD))))
                .extracting(Intention::recipient)
                .containsExactly(LUCIA);
    }

    @Test
    void theRequesterIsNotToldOfOneGrantWhileMoreIsToBeGranted() {
        Actor marta = Actor.user("marta", Set.of());
        UUID next = new UUID(0, 77);
        after(ticket.opened());
        after(procedureStarted(APPROVAL, next));
        after(approvalRequested(agent("ana"), "marta"));

        assertThat(after(ticket.ticketEvent(marta, new TicketEvent.ApprovalGranted(APPROVAL, Status.ON_HOLD))))
                .isEmpty();
        assertThat(after(ticket.ticketEvent(marta, new TicketEvent.ApprovalDenied(next, Status.ON_HOLD))))
                .extracting(Intention::notice)
                .containsExactly(new Notice.RequestDecided(ApprovalResult.DENIED));
    }

    @Test
    void whoHasTheTicketIsToldThatItsProcedureWasStoppedUnlessSomethingElseSaysSo() {
        after(ticket.opened());
        after(ticket.assigned(ROUTING, "printers", "ana"));
        after(procedureStarted(APPROVAL));

        for (StopCause told : List.of(StopCause.TASK_CANCELLED, StopCause.REQUESTED, StopCause.APPROVAL_WITHDRAWN)) {
            assertThat(after(stopped(agent("tom"), told)))
                    .extracting(Intention::notice)
                    .containsExactly(new Notice.ProcedureStopped("why"));
        }
        for (StopCause known :
                List.of(StopCause.APPROVAL_DENIED, StopCause.APPROVAL_EXPIRED, StopCause.TICKET_CLOSED)) {
            assertThat(after(stopped(agent("tom"), known))).isEmpty();
        }
        assertThat(after(stopped(agent("ana"), StopCause.REQUESTED)))
                .extracting(Intention::suppressed)
                .containsExactly(Suppression.OWN_ACTION);
    }

    private EventEnvelope<TicketEvent> stopped(Actor by, StopCause cause) {
        return ticket.ticketEvent(
                by, new TicketEvent.ProcedureStopped(new UUID(0, 1), cause, null, "why", Status.OPEN));
    }

    private EventEnvelope<TicketEvent> procedureStarted(UUID... approvals) {
        return ticket.ticketEvent(
                agent("ana"),
                new TicketEvent.ProcedureStarted(
                        new UUID(0, 1),
                        "hardware/laptop",
                        1,
                        Stream.of(approvals)
                                .map(id -> new PlannedStep(
                                        id, ProcedureStep.approval("step-" + id, "?", List.of(), null, List.of())))
                                .toList(),
                        Status.NEW));
    }

    private EventEnvelope<TicketEvent> approvalRequested(Actor by, String second) {
        return ticket.ticketEvent(
                by,
                new TicketEvent.ApprovalRequested(
                        APPROVAL,
                        "¿480 €?",
                        List.of(
                                new Approver("carlos", "Carlos", "carlos@example.org", "es"),
                                new Approver(second, null, null, null)),
                        2,
                        null,
                        Status.OPEN));
    }

    @Test
    void whoHasAndWhoWatchesAParentHearOnceThatAllItsChildrenAreDone() {
        after(ticket.opened());
        after(ticket.assigned(ROUTING, "printers", "ana"));
        after(ticket.watched("berta"));
        after(ticket.watched("ana"));
        assertThat(after(progressed(agent("dora"), Status.RESOLVED, 1, 2, Status.OPEN)))
                .isEmpty();

        assertThat(after(progressed(agent("berta"), Status.RESOLVED, 2, 2, Status.OPEN)))
                .extracting(Intention::recipient, Intention::notice, Intention::suppressed)
                .containsExactly(
                        tuple(ANA, new Notice.ChildrenDone(2), null),
                        tuple(new Recipient.Agent("berta"), new Notice.ChildrenDone(2), Suppression.OWN_ACTION));
        // A resolved child that is closed is no news, one that is done again is.
        assertThat(after(progressed(ROUTING, Status.CLOSED, 2, 2, Status.OPEN))).isEmpty();
        assertThat(after(progressed(agent("dora"), Status.OPEN, 1, 2, Status.OPEN)))
                .isEmpty();
        assertThat(after(progressed(agent("dora"), Status.RESOLVED, 2, 2, Status.OPEN)))
                .hasSize(2);
        // So is one that came later.
        after(ticket.ticketEvent(
                agent("ana"),
                new TicketEvent.TicketLinked(
                        LinkType.PARENT_OF, new LinkedTicket(OTHER, "T-9", "lucia", Status.NEW), false, Status.OPEN)));
        assertThat(after(progressed(agent("dora"), Status.CLOSED, 3, 3, Status.OPEN)))
                .hasSize(2);
    }

    @Test
    void aParentThatIsDoneItselfHasNobodyToTellOfItsChildren() {
        after(ticket.opened());
        after(ticket.assigned(ROUTING, "printers", "ana"));
        after(ticket.resolved(agent("ana"), "Listo"));

        assertThat(after(progressed(agent("dora"), Status.RESOLVED, 1, 1, Status.RESOLVED)))
                .isEmpty();
    }

    @Test
    void whoHasAndWhoWatchesAChildHearWhatItsParentOffersAndItsRequesterDoesNot() {
        after(ticket.opened());
        after(ticket.joined("marta", "Marta Gil"));
        after(ticket.watched("berta"));
        after(ticket.watched("marta"));
        after(ticket.assigned(ROUTING, "printers", "ana"));
        Notice offer = new Notice.ResolutionOffered("T-9", "Tóner nuevo");

        assertThat(after(ticket.ticketEvent(
                        agent("berta"),
                        new TicketEvent.ResolutionOffered(
                                OTHER, "T-9", ResolutionCode.FIXED, "Tóner nuevo", Status.OPEN))))
                .extracting(Intention::recipient, Intention::notice, Intention::suppressed)
                .containsExactly(
                        tuple(ANA, offer, null), tuple(new Recipient.Agent("berta"), offer, Suppression.OWN_ACTION));
        assertThat(after(ticket.ticketEvent(agent("berta"), new TicketEvent.ResolutionWithdrawn(OTHER, Status.OPEN))))
                .isEmpty();
    }

    @Test
    void aChildThatNobodyHasNorWatchesTellsNobody() {
        after(ticket.opened());

        assertThat(after(ticket.ticketEvent(
                        agent("berta"),
                        new TicketEvent.ResolutionOffered(
                                OTHER, "T-9", ResolutionCode.FIXED, "Tóner nuevo", Status.NEW))))
                .isEmpty();
    }

    private EventEnvelope<TicketEvent> progressed(Actor by, Status child, int done, int children, Status own) {
        return ticket.ticketEvent(by, new TicketEvent.ChildProgressed(OTHER, "T-9", child, done, children, own));
    }

    @Test
    void warningsCountFromTheThresholdOn() {
        assertThat(rules.on(ticket.warned(50))).isEmpty();
        assertThat(rules.on(ticket.warned(74))).isEmpty();
        assertThat(rules.on(ticket.warned(75)))
                .singleElement()
                .extracting(Intention::recipient)
                .isEqualTo(new Recipient.Assignee());
    }

    @Test
    void aBreachTellsTheAssigneeAndTheSupervisor() {
        assertThat(rules.on(ticket.breached()))
                .extracting(Intention::recipient)
                .containsExactly(new Recipient.Assignee(), new Recipient.Supervisor());
    }

    private List<Intention> after(EventEnvelope<TicketEvent> event) {
        TicketContext now = TicketContext.after(context, event);
        context = Optional.of(now);
        return rules.on(event, now);
    }
}

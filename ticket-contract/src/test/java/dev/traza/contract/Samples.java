package dev.traza.contract;

import dev.traza.contract.catalog.CatalogCommand;
import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.catalog.CatalogItem;
import dev.traza.contract.catalog.CatalogPath;
import dev.traza.contract.catalog.FieldCondition;
import dev.traza.contract.catalog.FieldType;
import dev.traza.contract.catalog.FormField;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CatalogCommandEnvelope;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.envelope.Origin;
import dev.traza.contract.envelope.PersonCommandEnvelope;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketNumber;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.personal.PersonCommand;
import dev.traza.contract.routing.AssignmentStrategy;
import dev.traza.contract.routing.Candidate;
import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.routing.RoutingEvent.EscalationDecided;
import dev.traza.contract.routing.RoutingEvent.TicketRouted;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.sla.SlaEvent.SlaBreached;
import dev.traza.contract.sla.SlaEvent.SlaCancelled;
import dev.traza.contract.sla.SlaEvent.SlaMet;
import dev.traza.contract.sla.SlaEvent.SlaPaused;
import dev.traza.contract.sla.SlaEvent.SlaResumed;
import dev.traza.contract.sla.SlaEvent.SlaRetargeted;
import dev.traza.contract.sla.SlaEvent.SlaStarted;
import dev.traza.contract.sla.SlaEvent.SlaWarned;
import dev.traza.contract.sla.SlaMeasure;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.AttachmentLimits;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Classification;
import dev.traza.contract.ticket.EscalationCause;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.PlannedStep;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Procedure;
import dev.traza.contract.ticket.ProcedureStep;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.StepKind;
import dev.traza.contract.ticket.StopCause;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketEvent;
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
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the approved files of {@code src/test/resources/samples}, as objects: of every type one message with
 * everything set, and one ({@code -minimal}) with nothing that may be absent. They tell of two tickets: Lucía's printer,
 * asked in Spanish on the portal, and Tom's keyboard, asked in English on the phone.
 */
final class Samples {

    private static final UUID PRINTER = UUID.fromString("01a1fe6a-22b8-7c31-9d0e-5b7f3a1c2e4d");
    private static final UUID KEYBOARD = UUID.fromString("01a1fe71-8f10-7a02-8c44-19d2e6b0f7a5");
    private static final UUID EARLIER = UUID.fromString("01a1da5f-3c00-7b19-a2f7-0c9e8d7b6a51");
    private static final UUID TASK = UUID.fromString("01a1fe6c-2b11-7c02-9e4d-3f5a7c9b1e20");
    private static final UUID APPROVAL = UUID.fromString("01a1fe6d-11c0-7a34-8c5e-7d9e1b3f5a62");
    private static final UUID PROCEDURE = UUID.fromString("01a1fe6d-2b40-7c19-9f3d-4a6b8c0d2e17");
    private static final UUID COMMENT = UUID.fromString("01a1fe6c-0d40-7e55-b1aa-6f0e9d8c7b21");
    private static final UUID CONTACT = UUID.fromString("01a1fe6a-1f00-7d10-8aa3-2c4e6f8091b3");
    private static final CatalogPath PRINTER_ITEM = new CatalogPath("hardware/printer");
    private static final CatalogPath KEYBOARD_ITEM = new CatalogPath("hardware/keyboard");
    private static final CatalogReference ITEM = new CatalogReference(PRINTER_ITEM.text(), 3, "workplace", "standard");
    private static final Instant BEGAN = Instant.parse("2026-11-20T14:02:11.342Z");
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static final Attachment PHOTO = new Attachment(
            UUID.fromString("01a1fe69-d4a0-7b02-9a3e-5d6c7b8a9f01"),
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "impresora ☹.jpg",
            "image/jpeg",
            482_113);

    private static final Actor LUCIA = Actor.user("u-17", Set.of(Role.REQUESTER));
    private static final Actor ANA_FOR_LUCIA =
            new Actor(Actor.Kind.USER, "ana", Set.of(Role.AGENT, Role.SUPERVISOR), "u-17");
    private static final Actor MARTA = Actor.user("marta", Set.of(Role.ADMIN));
    private static final Actor ROUTING = Actor.service("routing-service");
    private static final Actor SLA = Actor.service("sla-service");

    private Samples() {}

    /**
     * A message and where it stands.
     *
     * @param file name of its approved file, without the ending
     */
    record EventSample<E>(String file, TopicSpec topic, EventRecords<E> records, EventEnvelope<E> envelope) {
        @Override
        public String toString() {
            return file;
        }
    }

    /** An entry of the directory and the name of its approved file, without the ending. */
    record DirectorySample(String file, DirectoryEntry entry) {
        @Override
        public String toString() {
            return file;
        }
    }

    /** The samples of every public event. */
    static List<EventSample<?>> events() {
        List<EventSample<?>> all = new ArrayList<>();
        all.addAll(samples(Topics.TICKET_EVENTS, EventRecords.TICKET, MessageCatalogue.TICKET_EVENTS, ticketEvents()));
        all.addAll(samples(Topics.SLA_EVENTS, EventRecords.SLA, MessageCatalogue.SLA_EVENTS, slaEvents()));
        all.addAll(
                samples(Topics.ROUTING_EVENTS, EventRecords.ROUTING, MessageCatalogue.ROUTING_EVENTS, routingEvents()));
        all.addAll(
                samples(Topics.CATALOG_EVENTS, EventRecords.CATALOG, MessageCatalogue.CATALOG_EVENTS, catalogEvents()));
        return List.copyOf(all);
    }

    /**
     * What the approved samples of former versions say in the words of today, by file. A type that leaves a version brings
     * its samples here; they stay.
     */
    static Map<String, TicketEvent> former() {
        return Map.of(
                "dev.traza.ticket.WorkLogged.v1",
                new TicketEvent.WorkLogged("ana", 1500, "Cambio del tóner y prueba de impresión", Status.OPEN),
                "dev.traza.ticket.WorkLogged.v1-minimal",
                new TicketEvent.WorkLogged("john", 60, "Call", Status.RESOLVED));
    }

    /** The samples of the directory. */
    static List<DirectorySample> directory() {
        String name = ContractSchemas.DIRECTORY_ENTRY;
        return List.of(
                new DirectorySample(name + "-desk", new DirectoryEntry.Desk("it", "Informática")),
                new DirectorySample(
                        name + "-team",
                        new DirectoryEntry.Team(
                                "hardware", "Puesto de trabajo", "it", 1, AssignmentStrategy.LEAST_LOADED, "marta")),
                new DirectorySample(
                        name + "-team-minimal",
                        new DirectoryEntry.Team(
                                "applications", "Applications", "it", 2, AssignmentStrategy.MANUAL, null)),
                new DirectorySample(
                        name + "-agent",
                        new DirectoryEntry.Agent(
                                "ana", "Ana Núñez", "ana@example.org", "es", List.of("hardware", "applications"))),
                new DirectorySample(
                        name + "-agent-minimal", new DirectoryEntry.Agent("tom", "Tom Baker", null, null, List.of())));
    }

    /** Every command once with all set, and once with nothing that may be absent. */
    static Stream<CommandEnvelope> commands() {
        UUID commandId = Ids.ofIdempotencyKey("u-17", "portal-form-8831", "command");
        return ticketCommands().stream()
                .flatMap(command -> Stream.of(
                        new CommandEnvelope(
                                commandId,
                                TicketRef.of(PRINTER),
                                ANA_FOR_LUCIA,
                                BEGAN.plusMillis(1),
                                BEGAN,
                                7L,
                                CONTACT,
                                Ids.derived(commandId, "cause"),
                                "sha-256:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
                                11,
                                TRACEPARENT,
                                Duration.ofDays(14),
                                new Origin(commandId, "ana", "sha-256:47DEQpj8HBSa", 11),
                                command),
                        new CommandEnvelope(
                                commandId,
                                new TicketRef.ByNumber(new TicketNumber(1042)),
                                LUCIA,
                                BEGAN,
                                BEGAN,
                                null,
                                CONTACT,
                                null,
                                null,
                                null,
                                null,
                                command)));
    }

    /** An opening with other fields of its category's form. */
    static CommandEnvelope opening(Map<String, String> customFields) {
        return new CommandEnvelope(
                COMMENT,
                TicketRef.of(KEYBOARD),
                LUCIA,
                BEGAN,
                BEGAN,
                null,
                CONTACT,
                null,
                null,
                null,
                null,
                new TicketCommand.OpenTicket(
                        TicketType.SERVICE_REQUEST,
                        Channel.PORTAL,
                        new Requester("u-17", null, null, null, null, null, false),
                        "Teclado nuevo",
                        "",
                        "hardware/keyboard",
                        Impact.LOW,
                        Urgency.LOW,
                        Priority.LOW,
                        List.of(),
                        customFields,
                        null));
    }

    private static Map<TicketEvent, TicketEvent> ticketEvents() {
        Map<TicketEvent, TicketEvent> pairs = new LinkedHashMap<>(); // the full one, the minimal one
        pairs.put(
                new TicketOpened(
                        "T-1042",
                        TicketType.INCIDENT,
                        Channel.PORTAL,
                        new Requester(
                                "u-17",
                                "Lucía Pérez",
                                "lucia@example.org",
                                "+34 600 000 017",
                                "Clínica del Norte",
                                "es",
                                true),
                        "No puedo imprimir",
                        "La impresora del 3er piso no responde.\nDice «sin conexión» desde las 9:00 ☹",
                        "hardware/printer",
                        Impact.LOW,
                        Urgency.HIGH,
                        Priority.NORMAL,
                        1,
                        List.of("piso-3", "impresora"),
                        Map.of("assetTag", "IMP-0031", "building", "Norte"),
                        EARLIER,
                        List.of(PHOTO),
                        Status.NEW,
                        ITEM,
                        KEYBOARD),
                new TicketOpened(
                        "T-1055",
                        TicketType.SERVICE_REQUEST,
                        Channel.PHONE,
                        new Requester("u-42", null, null, null, null, null, false),
                        "New keyboard",
                        "Two keys are stuck.",
                        null,
                        Impact.LOW,
                        Urgency.LOW,
                        Priority.LOW,
                        0,
                        List.of(),
                        Map.of(),
                        null,
                        Status.NEW));
        pairs.put(
                new CommentAdded(
                        COMMENT,
                        "Hola Lucía, ¿puedes reiniciar la impresora y decirme qué luz se enciende?",
                        Visibility.PUBLIC,
                        AuthorKind.AGENT,
                        "ana",
                        Channel.EMAIL,
                        List.of(PHOTO),
                        Status.OPEN),
                new CommentAdded(
                        COMMENT,
                        "Spare part ordered.",
                        Visibility.INTERNAL,
                        AuthorKind.SYSTEM,
                        "routing-service",
                        Channel.API,
                        Status.ON_HOLD));
        pairs.put(
                new TicketAssigned(
                        "hardware",
                        "ana",
                        "service-desk",
                        "tom",
                        new AssignmentBasis("printers", 3, "Impresoras van al equipo hardware; Ana tiene menos carga."),
                        Status.OPEN),
                new TicketAssigned("hardware", null, null, null, new AssignmentBasis(null, null, null), Status.NEW));
        pairs.put(
                new TicketReleased("hardware", "ana", "Cambio de turno", Status.OPEN),
                new TicketReleased(null, null, null, Status.OPEN));
        pairs.put(
                new TicketPended("Falta saber qué luz se enciende", Status.PENDING),
                new TicketPended(null, Status.PENDING));
        pairs.put(
                new TicketHeld(
                        HoldReason.DATE,
                        Instant.parse("2026-11-24T08:00:00Z"),
                        "El técnico del fabricante viene el martes",
                        Status.ON_HOLD),
                new TicketHeld(HoldReason.THIRD_PARTY, null, null, Status.ON_HOLD));
        pairs.put(
                new TicketResumed(ResumeReason.REQUESTER_REPLIED, Status.OPEN),
                new TicketResumed(ResumeReason.DATE_REACHED, Status.OPEN));
        pairs.put(
                new TicketPrioritized(
                        Impact.HIGH,
                        Urgency.HIGH,
                        Priority.CRITICAL,
                        Priority.NORMAL,
                        "Afecta a toda la planta de urgencias",
                        Status.OPEN),
                new TicketPrioritized(Impact.MEDIUM, Urgency.MEDIUM, Priority.NORMAL, Priority.LOW, null, Status.NEW));
        pairs.put(
                new TicketEscalated(
                        EscalationKind.FUNCTIONAL,
                        1,
                        2,
                        "applications",
                        "El controlador falla en el servidor de impresión",
                        EscalationCause.AGENT,
                        Status.OPEN),
                new TicketEscalated(
                        EscalationKind.HIERARCHICAL,
                        1,
                        1,
                        null,
                        "Resolution target breached",
                        EscalationCause.SLA,
                        Status.OPEN));
        pairs.put(
                new TicketResolved(ResolutionCode.FIXED, "Controlador reinstalado; imprime bien.", 1, Status.RESOLVED),
                new TicketResolved(ResolutionCode.FULFILLED, "Keyboard handed over.", 2, Status.RESOLVED));
        pairs.put(
                new TicketReopened("Vuelve a fallar", 1, Status.OPEN),
                new TicketReopened("It is the wrong layout", 2, Status.OPEN));
        pairs.put(
                new TicketClosed(ResolutionCode.NO_RESPONSE, "Sin respuesta en 5 días laborables", Status.CLOSED),
                new TicketClosed(ResolutionCode.FIXED, null, Status.CLOSED));
        pairs.put(
                new TicketEvent.TicketRevised(
                        new TicketEvent.Revision("No puedo imprimir", "La impresora del 3er piso no imprime"),
                        new TicketEvent.Revision("No responde", "La luz roja parpadea desde las 9"),
                        Status.OPEN),
                new TicketEvent.TicketRevised(null, null, Status.NEW));
        pairs.put(
                new TicketEvent.TicketTagged(List.of("urgencias", "toner"), Status.OPEN),
                new TicketEvent.TicketTagged(List.of("vip"), Status.RESOLVED));
        pairs.put(
                new TicketEvent.TicketUntagged(List.of("toner"), Status.OPEN),
                new TicketEvent.TicketUntagged(List.of("vip"), Status.RESOLVED));
        pairs.put(
                new TicketEvent.TicketWatched("sofia", Status.OPEN), new TicketEvent.TicketWatched("john", Status.NEW));
        pairs.put(
                new TicketEvent.TicketUnwatched("sofia", Status.OPEN),
                new TicketEvent.TicketUnwatched("john", Status.NEW));
        pairs.put(
                new TicketEvent.AssetLinked("IMP-0031", "Impresora del 3er piso", Status.OPEN),
                new TicketEvent.AssetLinked("KB-7", null, Status.NEW));
        pairs.put(
                new TicketEvent.AssetUnlinked("IMP-0031", Status.OPEN),
                new TicketEvent.AssetUnlinked("KB-7", Status.NEW));
        pairs.put(
                new TicketEvent.WorkLogged("ana", 1500, "Cambio del tóner y prueba de impresión", Status.OPEN),
                new TicketEvent.WorkLogged("john", 200, "Call", Status.RESOLVED));
        pairs.put(
                new TicketEvent.TicketRated(5, "Muy rápido, gracias", 1, Status.RESOLVED),
                new TicketEvent.TicketRated(2, null, 2, Status.CLOSED));
        pairs.put(
                new TicketEvent.TaskAdded(TASK, "Pedir un tóner nuevo", "purchasing", true, Status.OPEN),
                new TicketEvent.TaskAdded(TASK, "Label the printer", null, false, Status.NEW));
        pairs.put(
                new TicketEvent.TaskCompleted(TASK, "Llega el martes", Status.OPEN),
                new TicketEvent.TaskCompleted(TASK, null, Status.ON_HOLD));
        pairs.put(
                new TicketEvent.TaskCancelled(TASK, "Había uno en el almacén", Status.OPEN),
                new TicketEvent.TaskCancelled(TASK, "Not needed", Status.PENDING));
        pairs.put(
                new TicketEvent.ParticipantAdded(
                        new Participant("u-31", "Marta Gil", "marta@example.org", "es"), Status.OPEN),
                new TicketEvent.ParticipantAdded(new Participant("u-32", null, null, null), Status.NEW));
        pairs.put(
                new TicketEvent.ParticipantRemoved("u-31", Status.OPEN),
                new TicketEvent.ParticipantRemoved("u-32", Status.RESOLVED));
        pairs.put(
                new TicketEvent.TicketLinked(
                        LinkType.CAUSED_BY,
                        new LinkedTicket(EARLIER, "T-1031", "u-23", Status.OPEN),
                        true,
                        Status.OPEN),
                new TicketEvent.TicketLinked(
                        LinkType.RELATED,
                        new LinkedTicket(PRINTER, "T-1042", "u-17", Status.NEW),
                        false,
                        Status.CLOSED));
        pairs.put(
                new TicketEvent.TicketUnlinked(LinkType.CAUSED_BY, EARLIER, "T-1031", true, Status.OPEN),
                new TicketEvent.TicketUnlinked(LinkType.RELATED, PRINTER, "T-1042", false, Status.CLOSED));
        pairs.put(
                new TicketEvent.ApprovalRequested(
                        APPROVAL,
                        "¿Compramos otra impresora? 480 €",
                        List.of(
                                new Approver("carlos", "Carlos Ruiz", "carlos@example.org", "es"),
                                new Approver("marta", null, null, null)),
                        1,
                        Instant.parse("2026-11-24T08:00:00Z"),
                        Status.OPEN),
                new TicketEvent.ApprovalRequested(APPROVAL, "A new keyboard?", List.of(), 1, null, Status.NEW));
        pairs.put(
                new TicketEvent.ApprovalDecided(
                        APPROVAL, "carlos", ApprovalDecision.APPROVE, "Del presupuesto de este año", Status.ON_HOLD),
                new TicketEvent.ApprovalDecided(APPROVAL, "tom", ApprovalDecision.DENY, null, Status.ON_HOLD));
        pairs.put(
                new TicketEvent.ApprovalGranted(APPROVAL, Status.ON_HOLD),
                new TicketEvent.ApprovalGranted(APPROVAL, Status.OPEN));
        pairs.put(
                new TicketEvent.ApprovalDenied(APPROVAL, Status.ON_HOLD),
                new TicketEvent.ApprovalDenied(APPROVAL, Status.OPEN));
        pairs.put(
                new TicketEvent.ApprovalWithdrawn(APPROVAL, "La reparamos", Status.ON_HOLD),
                new TicketEvent.ApprovalWithdrawn(APPROVAL, null, Status.ON_HOLD));
        pairs.put(
                new TicketEvent.ApprovalExpired(APPROVAL, Status.ON_HOLD),
                new TicketEvent.ApprovalExpired(APPROVAL, Status.OPEN));
        pairs.put(
                new TicketEvent.TicketClassified(
                        new Classification(
                                KEYBOARD_ITEM.text(),
                                new CatalogReference(KEYBOARD_ITEM.text(), 1, "workplace", "standard"),
                                TicketType.SERVICE_REQUEST,
                                Map.of("layout", "es")),
                        new Classification(
                                PRINTER_ITEM.text(), ITEM, TicketType.INCIDENT, Map.of("assetTag", "IMP-0031")),
                        Status.OPEN),
                new TicketEvent.TicketClassified(
                        new Classification(null, null, TicketType.INCIDENT, Map.of()),
                        new Classification(null, null, TicketType.PROBLEM, Map.of()),
                        Status.NEW));
        pairs.put(
                new TicketEvent.TicketSplit(COMMENT, KEYBOARD, Status.OPEN),
                new TicketEvent.TicketSplit(COMMENT, PRINTER, Status.CLOSED));
        pairs.put(
                new TicketEvent.SplitUndone(KEYBOARD, Status.OPEN),
                new TicketEvent.SplitUndone(PRINTER, Status.CLOSED));
        pairs.put(
                new TicketEvent.ResolutionOffered(
                        EARLIER, "T-1031", ResolutionCode.FIXED, "Se cambió el servidor de impresión", Status.OPEN),
                new TicketEvent.ResolutionOffered(PRINTER, "T-1042", ResolutionCode.WORKAROUND, "Restart", Status.NEW));
        pairs.put(
                new TicketEvent.ResolutionWithdrawn(EARLIER, Status.OPEN),
                new TicketEvent.ResolutionWithdrawn(PRINTER, Status.NEW));
        pairs.put(
                new TicketEvent.ChildProgressed(KEYBOARD, "T-1043", Status.RESOLVED, 2, 3, Status.OPEN),
                new TicketEvent.ChildProgressed(PRINTER, "T-1042", Status.OPEN, 0, 1, Status.NEW));
        AbsorbedTicket absorbed = new AbsorbedTicket(
                EARLIER,
                "T-1017",
                List.of(new Participant("u-31", "Marta Gil", "marta@example.org", "es")),
                List.of("sofia"),
                2);
        AbsorbedTicket aloneAbsorbed = new AbsorbedTicket(EARLIER, "T-1017", List.of(), List.of(), 1);
        pairs.put(
                new TicketEvent.MergeBegun("T-1042", "Es la misma avería", Status.OPEN),
                new TicketEvent.MergeBegun(PRINTER.toString(), null, Status.NEW));
        pairs.put(
                new TicketEvent.TicketMerged(EARLIER, "T-1017", Status.CLOSED),
                new TicketEvent.TicketMerged(PRINTER, "T-1042", Status.CLOSED));
        pairs.put(
                new TicketEvent.MergeAbandoned(
                        "T-1017", "T-1017 is closed", Instant.parse("2026-11-24T08:00:00Z"), Status.ON_HOLD),
                new TicketEvent.MergeAbandoned("T-99", "There is no such ticket", null, Status.NEW));
        pairs.put(
                new TicketEvent.TicketAbsorbed(absorbed, "tom", Status.OPEN),
                new TicketEvent.TicketAbsorbed(aloneAbsorbed, null, Status.NEW));
        pairs.put(
                new TicketEvent.AbsorbedTicketChanged(absorbed, Status.OPEN),
                new TicketEvent.AbsorbedTicketChanged(aloneAbsorbed, Status.CLOSED));
        pairs.put(
                new TicketEvent.TicketUnmerged(
                        EARLIER, "T-1017", "Es otra avería", Instant.parse("2026-11-24T08:00:00Z"), Status.ON_HOLD),
                new TicketEvent.TicketUnmerged(PRINTER, "T-1042", null, null, Status.NEW));
        pairs.put(
                new TicketEvent.TicketRestored(EARLIER, "T-1017", Status.OPEN),
                new TicketEvent.TicketRestored(EARLIER, "T-1017", Status.CLOSED));
        pairs.put(
                new TicketEvent.ProcedureStarted(
                        PROCEDURE,
                        PRINTER_ITEM.text(),
                        7,
                        steps().stream()
                                .map(step -> new PlannedStep(Ids.derived(PROCEDURE, "step " + step.id()), step))
                                .toList(),
                        Status.NEW),
                new TicketEvent.ProcedureStarted(PROCEDURE, KEYBOARD_ITEM.text(), 1, List.of(), Status.OPEN));
        pairs.put(
                new TicketEvent.ProcedureCompleted(PROCEDURE, Status.OPEN),
                new TicketEvent.ProcedureCompleted(PROCEDURE, Status.ON_HOLD));
        pairs.put(
                new TicketEvent.ProcedureStopped(
                        PROCEDURE, StopCause.REQUESTED, "budget", "Se compra en otra parte", Status.ON_HOLD),
                new TicketEvent.ProcedureStopped(PROCEDURE, StopCause.TICKET_CLOSED, null, null, Status.OPEN));
        pairs.put(
                new TicketEvent.CommentRedacted(COMMENT, "Contenía una contraseña", Status.OPEN),
                new TicketEvent.CommentRedacted(COMMENT, null, Status.CLOSED));
        pairs.put(
                new TicketEvent.PersonalDataErased("lucia", true, List.of(), Status.CLOSED),
                new TicketEvent.PersonalDataErased("pablo", false, List.of(COMMENT), Status.OPEN));
        return pairs;
    }

    private static Map<CatalogEvent, CatalogEvent> catalogEvents() {
        Map<CatalogEvent, CatalogEvent> pairs = new LinkedHashMap<>(); // of the printer, of the keyboard
        pairs.put(
                new CatalogEvent.CatalogItemDefined(PRINTER_ITEM.text(), printers()),
                new CatalogEvent.CatalogItemDefined(KEYBOARD_ITEM.text(), keyboards()));
        pairs.put(
                new CatalogEvent.CatalogItemRevised(PRINTER_ITEM.text(), printers()),
                new CatalogEvent.CatalogItemRevised(KEYBOARD_ITEM.text(), keyboards()));
        pairs.put(
                new CatalogEvent.CatalogItemRetired(PRINTER_ITEM.text(), "Ahora imprime todo el mundo en la nube"),
                new CatalogEvent.CatalogItemRetired(KEYBOARD_ITEM.text(), null));
        pairs.put(
                new CatalogEvent.CatalogItemRestored(PRINTER_ITEM.text()),
                new CatalogEvent.CatalogItemRestored(KEYBOARD_ITEM.text()));
        return pairs;
    }

    private static CatalogItem printers() {
        return new CatalogItem(
                "Impresoras",
                Map.of("en", "Printers"),
                "Todo lo que no imprime o imprime mal",
                "workplace",
                TicketType.INCIDENT,
                Impact.LOW,
                Urgency.HIGH,
                "standard",
                true,
                List.of(
                        new FormField(
                                "assetTag",
                                "Etiqueta del equipo",
                                Map.of("en", "Asset tag"),
                                "Está detrás, debajo del código de barras",
                                FieldType.TEXT,
                                true,
                                List.of(),
                                null,
                                null,
                                null,
                                null,
                                4,
                                20,
                                null,
                                null),
                        new FormField(
                                "fault",
                                "Qué hace",
                                Map.of(),
                                null,
                                FieldType.CHOICE,
                                true,
                                List.of("paper-jam", "nothing", "other"),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null),
                        new FormField(
                                "pages",
                                "Páginas al día",
                                Map.of(),
                                null,
                                FieldType.NUMBER,
                                false,
                                List.of(),
                                BigDecimal.ONE,
                                new BigDecimal("2500.5"),
                                null,
                                null,
                                null,
                                null,
                                new FieldCondition("fault", List.of("paper-jam")),
                                null),
                        new FormField(
                                "since",
                                "Desde cuándo",
                                Map.of(),
                                null,
                                FieldType.DATE,
                                false,
                                List.of(),
                                null,
                                null,
                                LocalDate.of(2020, 1, 1),
                                LocalDate.of(2039, 12, 31),
                                null,
                                null,
                                null,
                                new FieldCondition("fault", List.of("other")))),
                steps());
    }

    private static List<ProcedureStep> steps() {
        return List.of(
                new ProcedureStep(
                        "budget",
                        StepKind.APPROVAL,
                        List.of(),
                        null,
                        null,
                        true,
                        "¿Compramos otra impresora?",
                        List.of(
                                new Approver("carlos", "Carlos Ruiz", "carlos@example.org", "es"),
                                new Approver("marta", null, null, null)),
                        1,
                        null,
                        172_800),
                new ProcedureStep(
                        "room",
                        StepKind.APPROVAL,
                        List.of(),
                        null,
                        null,
                        true,
                        "¿Cabe en el 3er piso?",
                        List.of(new Approver("tom", null, null, null)),
                        null,
                        50,
                        null),
                ProcedureStep.task("order", "Pedir la impresora", "purchasing", true, List.of("budget", "room")),
                ProcedureStep.task("label", "Etiquetarla", null, false, List.of("order")));
    }

    private static CatalogItem keyboards() {
        return new CatalogItem(
                "Keyboards", Map.of(), null, null, TicketType.SERVICE_REQUEST, null, null, null, false, List.of());
    }

    /** Every command for the catalog, with all set and with nothing that may be absent. */
    static Stream<CatalogCommandEnvelope> catalogCommands() {
        UUID commandId = Ids.ofIdempotencyKey("marta", "catalog-import-7", "command hardware/printer");
        return Stream.<CatalogCommand>of(
                        new CatalogCommand.DefineCatalogItem(printers()),
                        new CatalogCommand.DefineCatalogItem(keyboards()),
                        new CatalogCommand.ReviseCatalogItem(printers()),
                        new CatalogCommand.RetireCatalogItem("Ya no hay"),
                        new CatalogCommand.RetireCatalogItem(null),
                        new CatalogCommand.RestoreCatalogItem())
                .flatMap(command -> Stream.of(
                        new CatalogCommandEnvelope(
                                commandId,
                                PRINTER_ITEM,
                                MARTA,
                                BEGAN.plusMillis(1),
                                BEGAN,
                                7L,
                                CONTACT,
                                Ids.derived(commandId, "cause"),
                                "sha-256:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
                                11,
                                TRACEPARENT,
                                command),
                        new CatalogCommandEnvelope(
                                commandId,
                                KEYBOARD_ITEM,
                                MARTA,
                                BEGAN,
                                BEGAN,
                                null,
                                CONTACT,
                                null,
                                null,
                                null,
                                null,
                                command)));
    }

    /** Every event of a ticket, with all set and with nothing that may be absent. */
    static Stream<TicketEvent> allTicketEvents() {
        return ticketEvents().entrySet().stream().flatMap(pair -> Stream.of(pair.getKey(), pair.getValue()));
    }

    /** Every command concerning a person. */
    static Stream<PersonCommandEnvelope> personCommands() {
        UUID commandId = Ids.ofIdempotencyKey("marta", "erase-lucia", "command 3");
        return Stream.of(new PersonCommand.ErasePerson(3, EARLIER), new PersonCommand.ErasePerson(0, null))
                .map(command -> new PersonCommandEnvelope(
                        commandId,
                        "lucia",
                        MARTA,
                        BEGAN,
                        CONTACT,
                        command.after() == null ? null : Ids.derived(commandId, "cause"),
                        "sha-256:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
                        11,
                        TRACEPARENT,
                        command));
    }

    private static Map<SlaEvent, SlaEvent> slaEvents() {
        Instant due = BEGAN.plus(Duration.ofHours(4));
        Map<SlaEvent, SlaEvent> pairs = new LinkedHashMap<>();
        pairs.put(
                new SlaStarted(measure(SlaMetric.FIRST_RESPONSE, 0, due)),
                new SlaStarted(measure(SlaMetric.RESOLUTION, 0, null)));
        pairs.put( // a clock that stands still has no due time
                new SlaPaused(measure(SlaMetric.RESOLUTION, 1830, null), Status.PENDING),
                new SlaPaused(measure(SlaMetric.RESOLUTION, 2400, null), Status.ON_HOLD));
        pairs.put(
                new SlaResumed(measure(SlaMetric.RESOLUTION, 1830, due)),
                new SlaResumed(measure(SlaMetric.RESOLUTION, 2400, null)));
        pairs.put(
                new SlaRetargeted(measure(SlaMetric.RESOLUTION, 5400, due)),
                new SlaRetargeted(measure(SlaMetric.RESOLUTION, 5400, null)));
        pairs.put(
                new SlaWarned(measure(SlaMetric.RESOLUTION, 10800, due), 75),
                new SlaWarned(measure(SlaMetric.FIRST_RESPONSE, 12960, null), 90));
        pairs.put(
                new SlaBreached(measure(SlaMetric.RESOLUTION, 14400, due)),
                new SlaBreached(measure(SlaMetric.FIRST_RESPONSE, 14400, null)));
        pairs.put(
                new SlaMet(measure(SlaMetric.RESOLUTION, 14000, due), false),
                new SlaMet(measure(SlaMetric.RESOLUTION, 16200, null), true));
        pairs.put(
                new SlaCancelled(measure(SlaMetric.RESOLUTION, 600, due)),
                new SlaCancelled(measure(SlaMetric.FIRST_RESPONSE, 600, null)));
        return pairs;
    }

    private static SlaMeasure measure(SlaMetric metric, long elapsedSeconds, @Nullable Instant dueAt) {
        return new SlaMeasure(
                metric, 1, "default", 4, "incidencias-normales", "oficina-madrid", 14400, elapsedSeconds, dueAt);
    }

    private static Map<RoutingEvent, RoutingEvent> routingEvents() {
        UUID cause = Ids.derived(PRINTER, "cause");
        Map<RoutingEvent, RoutingEvent> pairs = new LinkedHashMap<>();
        pairs.put(
                new TicketRouted(
                        "printers",
                        3,
                        "it",
                        "hardware",
                        "ana",
                        AssignmentStrategy.LEAST_LOADED,
                        List.of(
                                new Candidate("ana", 2.5, null),
                                new Candidate("tom", 6, "Tiene más carga"),
                                new Candidate("iker", 0, "Está ausente")),
                        Ids.derived(cause, "assign"),
                        "La regla «printers» v3 eligió el equipo hardware; Ana es quien menos carga tiene (2,5)."),
                new TicketRouted(
                        "everything-else",
                        1,
                        "it",
                        "service-desk",
                        null,
                        AssignmentStrategy.MANUAL,
                        List.of(),
                        Ids.derived(cause, "assign"),
                        "Rule “everything-else” v1 matched; the team's agents pull from the queue."));
        pairs.put(
                new EscalationDecided(
                        EscalationKind.FUNCTIONAL,
                        2,
                        "applications",
                        Ids.derived(cause, "escalate"),
                        "El objetivo de resolución venció: sube al nivel 2."),
                new EscalationDecided(
                        EscalationKind.HIERARCHICAL,
                        null,
                        null,
                        Ids.derived(cause, "escalate"),
                        "No higher level exists: the supervisor is told."));
        return pairs;
    }

    private static List<TicketCommand> ticketCommands() {
        return List.of(
                new TicketCommand.OpenTicket(
                        TicketType.INCIDENT,
                        Channel.PORTAL,
                        new Requester(
                                "u-17",
                                "Lucía Pérez",
                                "lucia@example.org",
                                "+34 600 000 017",
                                "Clínica del Norte",
                                "es",
                                false),
                        "No puedo imprimir",
                        "La impresora del 3er piso no responde",
                        "hardware/printer",
                        Impact.LOW,
                        Urgency.HIGH,
                        Priority.NORMAL,
                        List.of("piso-3"),
                        Map.of("assetTag", "IMP-0031"),
                        EARLIER,
                        List.of(PHOTO),
                        ITEM,
                        KEYBOARD,
                        new Procedure(steps(), false)),
                new TicketCommand.OpenTicket(
                        TicketType.CHANGE,
                        Channel.CHAT,
                        new Requester("u-42", null, null, null, null, null, false),
                        "s",
                        "",
                        null,
                        Impact.HIGH,
                        Urgency.MEDIUM,
                        Priority.HIGH,
                        List.of(),
                        Map.of(),
                        null),
                new TicketCommand.ClassifyTicket(
                        PRINTER_ITEM.text(),
                        ITEM,
                        TicketType.INCIDENT,
                        Map.of("assetTag", "IMP-0031"),
                        new Procedure(steps(), true)),
                new TicketCommand.ClassifyTicket(null, null, null, Map.of()),
                new TicketCommand.AddComment(
                        COMMENT, "¿Alguna novedad?", Visibility.PUBLIC, AuthorKind.REQUESTER, Channel.EMAIL),
                new TicketCommand.AddComment(
                        COMMENT,
                        "Así se ve",
                        Visibility.PUBLIC,
                        AuthorKind.REQUESTER,
                        Channel.PORTAL,
                        List.of(PHOTO),
                        new AttachmentLimits(100, 500_000_000)),
                new TicketCommand.AssignTicket("hardware", "ana", new AssignmentBasis("printers", 3, "Menos carga")),
                new TicketCommand.AssignTicket("hardware", null, AssignmentBasis.manual()),
                new TicketCommand.TakeTicket("hardware"),
                new TicketCommand.TakeTicket(null),
                new TicketCommand.ReleaseTicket("Cambio de turno"),
                new TicketCommand.ReleaseTicket(null),
                new TicketCommand.WaitForRequester("Falta un dato"),
                new TicketCommand.WaitForRequester(null),
                new TicketCommand.HoldTicket(HoldReason.DATE, Instant.parse("2026-11-24T08:00:00Z"), "El martes"),
                new TicketCommand.HoldTicket(HoldReason.APPROVAL, null, null),
                new TicketCommand.ResumeTicket(ResumeReason.REQUESTED),
                new TicketCommand.PrioritizeTicket(Impact.HIGH, Urgency.HIGH, Priority.CRITICAL, "Urgencias"),
                new TicketCommand.PrioritizeTicket(null, null, Priority.HIGH, null),
                new TicketCommand.EscalateTicket(
                        EscalationKind.FUNCTIONAL, 2, "applications", "Servidor", EscalationCause.RULE),
                new TicketCommand.EscalateTicket(
                        EscalationKind.HIERARCHICAL, null, null, "Breached", EscalationCause.SLA),
                new TicketCommand.ResolveTicket(ResolutionCode.WORKAROUND, "Imprime por la del 2º piso"),
                new TicketCommand.ReopenTicket("Vuelve a fallar"),
                new TicketCommand.CloseTicket(ResolutionCode.SPAM, "Publicidad"),
                new TicketCommand.CloseTicket(null, null),
                new TicketCommand.ReviseTicket("La impresora del 3er piso no imprime", "Parpadea la luz roja"),
                new TicketCommand.ReviseTicket(null, null),
                new TicketCommand.TagTicket(List.of("urgencias", "toner")),
                new TicketCommand.UntagTicket(List.of("toner")),
                new TicketCommand.WatchTicket("sofia"),
                new TicketCommand.UnwatchTicket("sofia"),
                new TicketCommand.AddParticipant(new Participant("u-31", "Marta Gil", "marta@example.org", "es")),
                new TicketCommand.AddParticipant(new Participant("u-32", null, null, null)),
                new TicketCommand.RemoveParticipant("u-31"),
                new TicketCommand.LinkAsset("IMP-0031", "Impresora del 3er piso"),
                new TicketCommand.LinkAsset("KB-7", null),
                new TicketCommand.UnlinkAsset("IMP-0031"),
                new TicketCommand.LogWork(1500, "Cambio del tóner"),
                new TicketCommand.RateTicket(5, "Muy rápido, gracias"),
                new TicketCommand.RateTicket(2, null),
                new TicketCommand.AddTask(TASK, "Pedir un tóner nuevo", "purchasing", true),
                new TicketCommand.AddTask(TASK, "Label the printer", null, false),
                new TicketCommand.CompleteTask(TASK, "Llega el martes"),
                new TicketCommand.CompleteTask(TASK, null),
                new TicketCommand.CancelTask(TASK, "Había uno en el almacén"),
                new TicketCommand.LinkTicket(LinkType.CAUSED_BY, "T-1031"),
                new TicketCommand.UnlinkTicket(LinkType.CAUSED_BY, EARLIER.toString()),
                new TicketCommand.MirrorLink(
                        LinkType.CHILD_OF,
                        new LinkedTicket(EARLIER, "T-1031", "u-23", Status.OPEN),
                        List.of(KEYBOARD),
                        7),
                new TicketCommand.MirrorLink(
                        LinkType.RELATED, new LinkedTicket(EARLIER, "T-1031", "u-23", Status.OPEN), List.of(), 1),
                new TicketCommand.ConfirmLink(
                        LinkType.CHILD_OF, new LinkedTicket(EARLIER, "T-1031", "u-23", Status.RESOLVED), 7),
                new TicketCommand.RefuseLink("RULE_VIOLATED", "A ticket has one parent"),
                new TicketCommand.MirrorUnlink(LinkType.CHILD_OF, EARLIER),
                new TicketCommand.RequestApproval(
                        APPROVAL,
                        "¿Compramos otra impresora? 480 €",
                        List.of(
                                new Approver("carlos", "Carlos Ruiz", "carlos@example.org", "es"),
                                new Approver("marta", null, null, null)),
                        1,
                        null,
                        Instant.parse("2026-11-24T08:00:00Z"),
                        false),
                new TicketCommand.RequestApproval(
                        APPROVAL,
                        "A new keyboard?",
                        List.of(new Approver("tom", null, null, null)),
                        null,
                        50,
                        null,
                        true),
                new TicketCommand.DecideApproval(APPROVAL, ApprovalDecision.DENY, "Todavía no"),
                new TicketCommand.DecideApproval(APPROVAL, ApprovalDecision.APPROVE, null),
                new TicketCommand.WithdrawApproval(APPROVAL, "La reparamos"),
                new TicketCommand.WithdrawApproval(APPROVAL, null),
                new TicketCommand.SplitTicket(COMMENT, KEYBOARD, "Otra impresora"),
                new TicketCommand.SplitTicket(COMMENT, KEYBOARD, null),
                new TicketCommand.UndoSplit(KEYBOARD),
                new TicketCommand.RedactComment(COMMENT, "Contenía una contraseña"),
                new TicketCommand.RedactComment(COMMENT, null),
                new TicketCommand.ErasePersonalData("lucia"),
                new TicketCommand.ResolveAsParent(),
                new TicketCommand.OfferResolution(EARLIER, "T-1031", ResolutionCode.FIXED, "Se cambió el servidor"),
                new TicketCommand.WithdrawOffer(EARLIER),
                new TicketCommand.NoteChildProgress(KEYBOARD, Status.RESOLVED),
                new TicketCommand.MergeTicket("T-1017", "Es la misma avería"),
                new TicketCommand.MergeTicket(EARLIER.toString(), null),
                new TicketCommand.UnmergeTicket("Es otra avería"),
                new TicketCommand.UnmergeTicket(null),
                new TicketCommand.AbsorbTicket(
                        new AbsorbedTicket(
                                EARLIER,
                                "T-1017",
                                List.of(new Participant("u-31", "Marta Gil", "marta@example.org", "es")),
                                List.of("sofia"),
                                2),
                        "tom"),
                new TicketCommand.AbsorbTicket(new AbsorbedTicket(EARLIER, "T-1017", List.of(), List.of(), 1), null),
                new TicketCommand.FinishMerge(EARLIER, "T-1017"),
                new TicketCommand.AbandonMerge("TICKET_CLOSED", "T-1017 is closed for good"),
                new TicketCommand.RestoreTicket(EARLIER),
                new TicketCommand.ChangeAbsorbedTicket(new AbsorbedTicket(EARLIER, "T-1017", List.of(), List.of(), 1)),
                new TicketCommand.StopProcedure("Se compra en otra parte"),
                new TicketCommand.RecallAnswer());
    }

    private static <E> List<EventSample<?>> samples(
            TopicSpec topic, EventRecords<E> records, MessageCatalogue<E> catalogue, Map<E, E> pairs) {
        List<EventSample<?>> samples = new ArrayList<>();
        long sequence = 0;
        for (Map.Entry<E, E> pair : pairs.entrySet()) {
            E full = pair.getKey();
            E minimal = pair.getValue();
            sequence++;
            Instant at = BEGAN.plus(Duration.ofMinutes(7 * (sequence - 1)));
            UUID cause = Ids.derived(PRINTER, "command-" + sequence);
            samples.add(new EventSample<>(
                    catalogue.nameOf(full.getClass()),
                    topic,
                    records,
                    new EventEnvelope<>(
                            Ids.derived(cause, "event-0"),
                            topic.equals(Topics.CATALOG_EVENTS) ? Ids.ofCatalogItem(PRINTER_ITEM) : PRINTER,
                            sequence,
                            topic.equals(Topics.TICKET_EVENTS) ? ANA_FOR_LUCIA : actorOf(topic),
                            at,
                            at.plusMillis(18),
                            CONTACT,
                            cause,
                            TRACEPARENT,
                            full)));
            UUID otherCause = Ids.derived(KEYBOARD, "command-" + sequence);
            samples.add(new EventSample<>(
                    catalogue.nameOf(minimal.getClass()) + "-minimal",
                    topic,
                    records,
                    new EventEnvelope<>(
                            Ids.derived(otherCause, "event-0"),
                            topic.equals(Topics.CATALOG_EVENTS) ? Ids.ofCatalogItem(KEYBOARD_ITEM) : KEYBOARD,
                            sequence,
                            topic.equals(Topics.TICKET_EVENTS) ? ROUTING : actorOf(topic),
                            BEGAN.plusSeconds(3600),
                            BEGAN.plusSeconds(3600),
                            otherCause,
                            otherCause,
                            null,
                            minimal)));
        }
        return samples;
    }

    private static Actor actorOf(TopicSpec topic) {
        if (topic.equals(Topics.CATALOG_EVENTS)) {
            return MARTA;
        }
        return topic.equals(Topics.SLA_EVENTS) ? SLA : ROUTING;
    }
}

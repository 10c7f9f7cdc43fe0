package dev.traza.query.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.personal.Erasing;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Classification;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.LinkedTicket;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.Story;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A view from which something was erased is the one that its events give when their keys are destroyed. */
class ErasureTest {

    /** In every text of the stories told here. */
    private static final String WORD = "zarandaja";

    private static final UUID COMMENT = Ids.next();
    private static final UUID INSIDE = Ids.next();
    private static final UUID OF_MARTA = Ids.next();
    private static final UUID APPROVAL = Ids.next();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingThatWasWrittenIsLeftOfATicketWhoseRequesterWasErased(boolean merged) throws Exception {
        Story story = merged ? life().ticket(merged()) : life();
        story.ticket(new TicketEvent.PersonalDataErased("u-17", true, List.of(), Status.CLOSED));

        TicketView view = fold(story.told());

        assertThat(json(fold(life().told()))).contains(WORD);
        assertThat(json(view)).doesNotContain(WORD);
        assertThat(view).isEqualTo(asReadWithoutKeys(story));
        assertThat(ticket(view).erased().upTo()).isEqualTo(story.version());
        assertThat(ticket(view).conversation().attachments())
                .hasSize(3)
                .allSatisfy(attached -> assertThat(attached.erasedAt()).isNotNull());
    }

    @Test
    void whatDoesNotBelongToAnybodyStays() {
        TicketView before = fold(life().told());
        TicketView after =
                fold(life().ticket(new TicketEvent.PersonalDataErased("u-17", true, List.of(), Status.RESOLVED))
                        .told());

        Ticket ticket = ticket(after);
        assertThat(ticket.status()).isEqualTo(Status.RESOLVED);
        assertThat(ticket.matter().category()).isEqualTo("hardware/printer");
        assertThat(ticket.matter().tags()).isEqualTo(ticket(before).matter().tags());
        assertThat(ticket.matter().customFields()).containsOnlyKeys("layout");
        assertThat(ticket.matter().requester().id()).isEqualTo("u-17");
        assertThat(ticket.conversation().publicComments())
                .isEqualTo(ticket(before).conversation().publicComments());
        assertThat(ticket.work().seconds()).isEqualTo(1500);
        assertThat(ticket.outcome().resolvedAt())
                .isEqualTo(ticket(before).outcome().resolvedAt());
        assertThat(after.sla()).isEqualTo(before.sla());
    }

    @Test
    void aRedactedCommentTakesItsFilesAlongAndNothingElse() {
        Story story = life();
        Ticket before = ticket(fold(story.told()));
        story.ticket(new TicketEvent.CommentRedacted(COMMENT, "a password", Status.RESOLVED));

        TicketView view = fold(story.told());

        assertThat(view).isEqualTo(asReadWithoutKeys(story));
        Ticket ticket = ticket(view);
        assertThat(ticket.erased().comments()).containsExactly(COMMENT);
        assertThat(ticket.conversation().attachments())
                .extracting(attached -> attached.erasedAt() == null, attached -> attached.attachment()
                        .name())
                .containsExactly(
                        tuple(true, WORD + "-opening.txt"),
                        tuple(false, Personal.ERASED),
                        tuple(true, WORD + "-inside.txt"));
        assertThat(ticket.matter()).isEqualTo(before.matter());
        assertThat(ticket.work()).isEqualTo(before.work());
        assertThat(ticket.outcome()).isEqualTo(before.outcome());
    }

    @Test
    void aPersonIsTakenOutOfSomebodyElsesTicket() {
        Story story =
                life().ticket(new TicketEvent.PersonalDataErased("u-31", false, List.of(OF_MARTA), Status.RESOLVED));

        TicketView view = fold(story.told());

        assertThat(view).isEqualTo(asReadWithoutKeys(story));
        Ticket ticket = ticket(view);
        assertThat(ticket.work().participants())
                .containsExactly(
                        new Participant("u-31", null, null, "es"),
                        new Participant("u-32", WORD + " Berta", WORD + "@example.org", "es"));
        assertThat(ticket.work().approvals().getFirst().approvers())
                .containsExactly(
                        new Approver("u-31", null, null, null), new Approver("u-33", WORD + " Carla", null, null));
        assertThat(ticket.erased().comments()).containsExactly(OF_MARTA);
        assertThat(ticket.erased().upTo()).isZero();
        assertThat(ticket.matter().subject()).contains(WORD);
    }

    @Test
    void whatIsWrittenAfterAnErasureStays() {
        UUID later = Ids.next();
        Story story = life().ticket(new TicketEvent.PersonalDataErased("u-17", true, List.of(), Status.RESOLVED))
                .ticket(new TicketEvent.TicketReopened("again", 1, Status.OPEN))
                .ticket(new TicketEvent.TicketRevised(
                        new TicketEvent.Revision(Personal.ERASED, "paper jam"), null, Status.OPEN))
                .ticket(said(later, Visibility.PUBLIC, "ana", "later.txt"))
                .ticket(new TicketEvent.CommentRedacted(COMMENT, null, Status.OPEN))
                .ticket(new TicketEvent.CommentRedacted(COMMENT, null, Status.OPEN));

        TicketView view = fold(story.told());

        assertThat(view).isEqualTo(asReadWithoutKeys(story));
        assertThat(ticket(view).matter().subject()).isEqualTo("paper jam");
        assertThat(ticket(view).erased().comments()).containsExactly(COMMENT);
        assertThat(ticket(view).conversation().attachments().getLast().erasedAt())
                .isNull();
    }

    /** As a ticket is read by somebody who begins after all that was erased is gone. */
    private static TicketView asReadWithoutKeys(Story story) {
        List<LoggedEvent> events = new ArrayList<>(story.told());
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).envelope().event() instanceof Erasing erasing) {
                for (int earlier = 0; earlier < i; earlier++) {
                    if (events.get(earlier) instanceof LoggedEvent.OfTicket event) {
                        events.set(earlier, event.after(erasing));
                    }
                }
            }
        }
        return fold(events);
    }

    /** Everything that leaves a text in a view. */
    private static Story life() {
        UUID task = Ids.next();
        Story story = Story.of("u-17");
        return story.ticket(new TicketEvent.TicketOpened(
                        story.number(),
                        TicketType.INCIDENT,
                        Channel.PORTAL,
                        new Requester("u-17", WORD + " Lucía", WORD + "@example.org", WORD + "-555", null, "es", false),
                        WORD + " subject",
                        WORD + " description",
                        "hardware/printer",
                        Impact.LOW,
                        Urgency.HIGH,
                        Priority.NORMAL,
                        1,
                        List.of("piso-3"),
                        Map.of("layout", WORD),
                        null,
                        List.of(file("opening.txt")),
                        Status.NEW,
                        null,
                        null))
                .ticket(said(COMMENT, Visibility.PUBLIC, "u-17", "comment.txt"))
                .ticket(said(INSIDE, Visibility.INTERNAL, "ana", "inside.txt"))
                .ticket(said(OF_MARTA, Visibility.PUBLIC, "u-31"))
                .ticket(new TicketEvent.ParticipantAdded(
                        new Participant("u-31", WORD + " Marta", WORD + "@example.org", "es"), Status.NEW))
                .ticket(new TicketEvent.ParticipantAdded(
                        new Participant("u-32", WORD + " Berta", WORD + "@example.org", "es"), Status.NEW))
                .prioritized(Priority.HIGH)
                .ticket(new TicketEvent.TicketPrioritized(
                        Impact.HIGH, Urgency.HIGH, Priority.HIGH, Priority.NORMAL, WORD + " override", Status.OPEN))
                .ticket(new TicketEvent.TicketRevised(
                        new TicketEvent.Revision(WORD + " subject", WORD + " subject 2"),
                        new TicketEvent.Revision(WORD + " description", WORD + " description 2"),
                        Status.OPEN))
                .ticket(new TicketEvent.TicketClassified(
                        new Classification("hardware/printer", null, TicketType.INCIDENT, Map.of("layout", WORD)),
                        new Classification(
                                "hardware/printer",
                                new CatalogReference("hardware/printer", 2, "it", "next-day"),
                                TicketType.INCIDENT,
                                Map.of("layout", WORD + " 2")),
                        Status.OPEN))
                .ticket(new TicketEvent.AssetLinked("IMP-31", WORD + " asset", Status.OPEN))
                .ticket(new TicketEvent.AssetLinked("IMP-32", WORD + " other asset", Status.OPEN))
                .ticket(new TicketEvent.WorkLogged("ana", 1500, WORD + " work", Status.OPEN))
                .ticket(new TicketEvent.TaskAdded(task, WORD + " task", null, true, Status.OPEN))
                .ticket(new TicketEvent.TaskCompleted(task, WORD + " done", Status.OPEN))
                .ticket(new TicketEvent.TicketLinked(
                        LinkType.CHILD_OF,
                        new LinkedTicket(new UUID(0, 9), "T-9", "u-17", Status.OPEN),
                        false,
                        Status.OPEN))
                .ticket(new TicketEvent.ResolutionOffered(
                        new UUID(0, 9), "T-9", ResolutionCode.FIXED, WORD + " offer", Status.OPEN))
                .ticket(new TicketEvent.TicketAbsorbed(
                        new AbsorbedTicket(
                                new UUID(0, 8),
                                "T-8",
                                List.of(new Participant("u-34", WORD + " Dora", WORD + "@example.org", "es")),
                                List.of(),
                                1),
                        null,
                        Status.OPEN))
                .ticket(new TicketEvent.ApprovalRequested(
                        APPROVAL,
                        WORD + " question",
                        List.of(
                                new Approver("u-31", WORD + " Marta", WORD + "@example.org", null),
                                new Approver("u-33", WORD + " Carla", null, null)),
                        1,
                        null,
                        Status.ON_HOLD))
                .ticket(new TicketEvent.ApprovalDecided(
                        APPROVAL, "u-33", ApprovalDecision.APPROVE, WORD + " yes", Status.ON_HOLD))
                .ticket(new TicketEvent.TicketResolved(ResolutionCode.FIXED, WORD + " solved", 1, Status.RESOLVED))
                .ticket(new TicketEvent.TicketRated(5, WORD + " thanks", 1, Status.RESOLVED));
    }

    private static TicketEvent merged() {
        return new TicketEvent.TicketMerged(new UUID(0, 7), "T-7", Status.CLOSED);
    }

    private static TicketEvent said(UUID commentId, Visibility visibility, String author, String... files) {
        return new TicketEvent.CommentAdded(
                commentId,
                WORD + " comment",
                visibility,
                author.equals("ana") ? AuthorKind.AGENT : AuthorKind.REQUESTER,
                author,
                Channel.PORTAL,
                List.of(files).stream().map(ErasureTest::file).toList(),
                Status.NEW);
    }

    private static Attachment file(String name) {
        return new Attachment(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                "0".repeat(64),
                WORD + "-" + name,
                "text/plain",
                3);
    }

    private static TicketView fold(List<LoggedEvent> events) {
        TicketView view = TicketView.nothingYet(events.getFirst().envelope().ticketId());
        for (LoggedEvent event : events) {
            view = ((Fold.Applied) TicketFold.evolve(view, event)).view();
        }
        return view;
    }

    private static Ticket ticket(TicketView view) {
        return Objects.requireNonNull(view.ticket());
    }

    private static String json(TicketView view) throws JsonProcessingException {
        return ContractJson.mapper().writeValueAsString(view);
    }
}

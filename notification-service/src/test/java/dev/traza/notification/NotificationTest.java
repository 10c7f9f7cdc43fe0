package dev.traza.notification;

import static dev.traza.notification.TicketScript.agent;
import static dev.traza.notification.TicketScript.person;
import static dev.traza.notification.TicketScript.requesterActor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.notification.ledger.Delivery;
import dev.traza.notification.ledger.DeliveryList;
import dev.traza.notification.ledger.DeliveryState;
import dev.traza.notification.rule.Purpose;
import dev.traza.notification.rule.Suppression;
import dev.traza.stack.server.Mailbox.ReceivedMail;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.TrazaInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way on a real Kafka, a real MongoDB driver and a real mail server: an event goes in, a mail comes out. */
@QuarkusTest
@TestProfile(ShortWaits.class)
@QuarkusTestResource(value = TrazaInfrastructure.class, initArgs = @ResourceArg(name = "mail", value = "true"))
class NotificationTest {

    private static final Actor ROUTING = Actor.service("routing-service");
    private static final Duration SOON = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init") // injected before each test
    TestServers servers;

    @Inject
    DeliveryList ledger;

    @SuppressWarnings("NullAway.Init") // made before each test
    private Wire wire;

    /** Every test has people of its own, since all share one mail server. */
    private final String id = UUID.randomUUID().toString().substring(0, 8);

    private final String lucia = "lucia-" + id;
    private final String luciaMail = lucia + "@example.org";
    private final String ana = "ana-" + id;
    private final String anaMail = ana + "@example.org";

    @BeforeEach
    void connect() {
        wire = new Wire(servers.bootstrapServers());
    }

    @AfterEach
    void disconnect() {
        wire.close();
    }

    @Test
    void anOpenedAndAssignedTicketSendsExactlyTwoMailsEachInItsReadersLanguage() {
        wire.team("printers", "Printers", null);
        wire.agent(ana, "Ana Díaz", anaMail, "en-GB");
        TicketScript ticket = spanishTicket();

        wire.tickets(ticket.opened(), ticket.assigned(ROUTING, "printers", ana));

        await().atMost(SOON)
                .until(() -> inbox(luciaMail).size() + inbox(anaMail).size() >= 2);
        ReceivedMail receipt = only(luciaMail);
        assertThat(receipt.subject()).isEqualTo("[" + ticket.number() + "] No puedo imprimir");
        assertThat(receipt.text())
                .contains("Hola, Lucía Pérez:")
                .contains("Hemos recibido tu solicitud")
                .contains("La impresora del 3er piso no responde")
                .contains("https://portal.example.org/tickets/" + ticket.number());
        assertThat(receipt.html()).contains("<html lang=\"es\">").contains("Hemos recibido tu solicitud");
        assertThat(receipt.headers())
                .containsEntry("Auto-Submitted", "auto-generated")
                .containsEntry("X-Auto-Response-Suppress", "All")
                .containsEntry(
                        "Reply-To", "support+" + ticket.ticketId().toString().replace("-", "") + "@traza.local")
                .doesNotContainKeys("In-Reply-To", "References");
        assertThat(receipt.headers().get("Message-ID"))
                .isEqualTo("<" + of(ticket, Purpose.ACKNOWLEDGEMENT).id() + "@traza.local>");

        ReceivedMail task = only(anaMail);
        assertThat(task.subject()).isEqualTo("[" + ticket.number() + "] Assigned to you: No puedo imprimir");
        assertThat(task.text()).contains("Hello Ana Díaz,").contains("The rule for printers chose this team");
        assertThat(task.headers())
                .containsEntry("In-Reply-To", receipt.headers().get("Message-ID"))
                .containsEntry("References", receipt.headers().get("Message-ID"));
    }

    @Test
    void aReplaySendsNothingTwice() {
        wire.agent(ana, "Ana Díaz", anaMail, "en");
        TicketScript ticket = spanishTicket();
        EventEnvelope<TicketEvent> opened = ticket.opened();
        EventEnvelope<TicketEvent> assigned = ticket.assigned(ROUTING, "printers", ana);
        wire.tickets(opened, assigned);
        await().atMost(SOON)
                .until(() -> inbox(luciaMail).size() + inbox(anaMail).size() >= 2);

        wire.tickets(opened, assigned, opened, assigned);
        // What comes after the replay on the same partition shows that the replay is behind us.
        wire.tickets(ticket.resolved(agent(ana), "Papel atascado, ya retirado."));

        await().atMost(SOON).until(() -> inbox(luciaMail).size() >= 2);
        assertThat(inbox(luciaMail)).hasSize(2);
        assertThat(inbox(anaMail)).hasSize(1);
        assertThat(ofTicket(ticket)).hasSize(3);
    }

    @Test
    void nobodyIsToldOfTheirOwnActionAndNoRequesterOfAnInternalNote() {
        wire.agent(ana, "Ana Díaz", anaMail, "en");
        TicketScript ticket = spanishTicket();

        wire.tickets(
                ticket.opened(),
                ticket.assigned(agent(ana), "printers", ana),
                ticket.commented(agent(ana), AuthorKind.AGENT, Visibility.INTERNAL, "Siempre la misma impresora"),
                ticket.resolved(agent(ana), "Listo"));

        await().atMost(SOON).until(() -> inbox(luciaMail).size() >= 2);
        assertThat(inbox(anaMail)).isEmpty();
        assertThat(of(ticket, Purpose.ASSIGNMENT).reason()).isEqualTo(Suppression.OWN_ACTION.name());
        assertThat(inbox(luciaMail)).noneMatch(mail -> mail.text().contains("misma impresora"));
        assertThat(ofTicket(ticket)).hasSize(3);
    }

    @Test
    void aConversationReachesEachSideInTurn() {
        wire.agent(ana, "Ana Díaz", anaMail, "es");
        TicketScript ticket = spanishTicket();

        wire.tickets(
                ticket.opened(),
                ticket.assigned(ROUTING, "printers", ana),
                ticket.commented(
                        agent(ana), AuthorKind.AGENT, Visibility.PUBLIC, "¿Qué dice la pantalla?\n1 < 2 & \"x\""),
                ticket.commented(requesterActor(lucia), AuthorKind.REQUESTER, Visibility.PUBLIC, "Dice error 49"));

        await().atMost(SOON)
                .until(() -> inbox(luciaMail).size() >= 2 && inbox(anaMail).size() >= 2);
        ReceivedMail reply = inbox(luciaMail).stream()
                .filter(mail -> mail.text().contains("¿Qué dice la pantalla?"))
                .findFirst()
                .orElseThrow();
        assertThat(reply.text())
                .contains("Ana Díaz ha respondido a tu solicitud")
                .contains("1 < 2 & \"x\"");
        assertThat(reply.html()).contains("1 &lt; 2 &amp; &quot;x&quot;");
        assertThat(inbox(anaMail)).anyMatch(mail -> mail.text().contains("Dice error 49"));
    }

    @Test
    void whoTakesPartIsWrittenToUntilTheyDoNoMore() {
        wire.agent(ana, "Ana Díaz", anaMail, "en");
        TicketScript ticket = spanishTicket();
        String marta = "marta-" + id;
        String martaMail = marta + "@example.org";

        wire.tickets(
                ticket.opened(),
                ticket.assigned(ROUTING, "printers", ana),
                ticket.joined(marta, "Marta Gil"),
                ticket.commented(agent(ana), AuthorKind.AGENT, Visibility.PUBLIC, "¿Cuál es el modelo?"),
                ticket.commented(requesterActor(lucia), AuthorKind.REQUESTER, Visibility.PUBLIC, "El X-200"),
                ticket.commented(requesterActor(marta), AuthorKind.REQUESTER, Visibility.PUBLIC, "No, el X-300"));

        await().atMost(SOON)
                .until(() -> inbox(luciaMail).size() >= 3 && inbox(martaMail).size() >= 2);
        assertThat(inbox(luciaMail)).anySatisfy(mail -> assertThat(mail.text())
                .contains("Marta Gil ha escrito sobre la solicitud")
                .contains("No, el X-300"));
        assertThat(inbox(martaMail))
                .anySatisfy(mail -> assertThat(mail.text())
                        .contains("Hola, Marta Gil:")
                        .contains("¿Cuál es el modelo?")
                        .contains("porque participas en esta solicitud"))
                .anySatisfy(mail -> assertThat(mail.text()).contains("Lucía Pérez ha escrito sobre la solicitud"));

        wire.tickets(ticket.left(marta), ticket.resolved(agent(ana), "Listo"));

        await().atMost(SOON).until(() -> inbox(luciaMail).size() >= 4);
        assertThat(inbox(martaMail)).hasSize(2);
    }

    @Test
    void aWarningGoesToWhoHasTheTicketAndABreachAlsoToTheSupervisor() {
        String berta = "berta-" + id;
        wire.agent(ana, "Ana Díaz", anaMail, "en");
        wire.agent(berta, "Berta Ruiz", berta + "@example.org", "es");
        wire.team("team-" + id, "Printers", berta);
        TicketScript ticket = spanishTicket();
        wire.tickets(ticket.opened(agent(ana)), ticket.assigned(agent(ana), "team-" + id, ana));

        wire.sla(ticket.warned(50), ticket.warned(75), ticket.breached());

        await().atMost(SOON)
                .until(() -> inbox(anaMail).size() >= 2
                        && inbox(berta + "@example.org").size() >= 1);
        assertThat(inbox(anaMail).stream().map(ReceivedMail::subject))
                .containsExactlyInAnyOrder(
                        "[" + ticket.number() + "] 75 % of the time used: No puedo imprimir",
                        "[" + ticket.number() + "] Overdue: No puedo imprimir");
        assertThat(only(berta + "@example.org").text())
                .contains("Se ha agotado el tiempo para la resolución")
                .contains("Asignado a: Ana Díaz")
                .contains("8 h 0 min");
    }

    @Test
    void anAgentWhoseDirectoryEntryComesAMomentLaterIsStillTold() {
        TicketScript ticket = spanishTicket();
        wire.tickets(ticket.opened(), ticket.assigned(ROUTING, "printers", ana));
        await().atMost(SOON).until(() -> !inbox(luciaMail).isEmpty());
        assertThat(inbox(anaMail)).isEmpty();

        wire.agent(ana, "Ana Díaz", anaMail, null);

        await().atMost(SOON).until(() -> inbox(anaMail).size() == 1);
    }

    @Test
    void approversAreAskedInTheirLanguageWhetherStaffOrNotAndTheResultComesBack() {
        wire.agent(ana, "Ana Díaz", anaMail, "en");
        String carlosMail = "carlos-" + id + "@example.org";
        UUID approval = UUID.randomUUID();
        TicketScript ticket = spanishTicket();

        wire.tickets(
                ticket.opened(),
                ticket.ticketEvent(
                        agent("berta-" + id),
                        new TicketEvent.ApprovalRequested(
                                approval,
                                "¿Compramos otra? <480 €>",
                                List.of(
                                        new Approver("carlos-" + id, "Carlos", carlosMail, "es"),
                                        new Approver(ana, null, "somebody-else-" + id + "@example.org", null)),
                                1,
                                Instant.now().plus(Duration.ofDays(2)),
                                Status.NEW)),
                ticket.ticketEvent(
                        requesterActor("carlos-" + id), new TicketEvent.ApprovalGranted(approval, Status.ON_HOLD)));

        await().atMost(SOON)
                .until(() -> inbox(carlosMail).size() == 1
                        && inbox(anaMail).size() == 1
                        && inbox(luciaMail).size() == 2);
        assertThat(only(carlosMail).subject())
                .isEqualTo("[" + ticket.number() + "] Se necesita tu aprobación: No puedo imprimir");
        assertThat(only(carlosMail).text()).contains("¿Compramos otra? <480 €>").contains("Decidir antes del");
        assertThat(only(carlosMail).html()).contains("&lt;480 €&gt;");
        assertThat(only(anaMail).subject()).contains("Your approval is needed");
        assertThat(inbox(luciaMail))
                .anyMatch(mail -> mail.text().contains("Tu solicitud ha sido aprobada"))
                .noneMatch(mail -> mail.text().contains("480"));
    }

    @Test
    void whatHappensAboveAndBelowIsToldInTheLanguageOfWhoWorksThere() {
        String bertaMail = "berta-" + id + "@example.org";
        wire.agent(ana, "Ana Díaz", anaMail, "en");
        wire.agent("berta-" + id, "Berta Ruiz", bertaMail, "es");
        TicketScript parent = spanishTicket();
        TicketScript child = spanishTicket();

        wire.tickets(
                parent.opened(),
                parent.assigned(ROUTING, "printers", ana),
                parent.watched("berta-" + id),
                parent.ticketEvent(
                        agent("dora"),
                        new TicketEvent.ChildProgressed(
                                child.ticketId(), child.number(), Status.RESOLVED, 2, 2, Status.OPEN)));
        wire.tickets(
                child.opened(),
                child.watched("berta-" + id),
                child.ticketEvent(
                        agent("dora"),
                        new TicketEvent.ResolutionOffered(
                                parent.ticketId(),
                                parent.number(),
                                ResolutionCode.FIXED,
                                "Tóner <nuevo>",
                                Status.NEW)));

        await().atMost(SOON)
                .until(() -> inbox(anaMail).size() == 2 && inbox(bertaMail).size() == 2);
        assertThat(inbox(anaMail))
                .anyMatch(mail -> mail.subject().equals("[" + parent.number() + "] All done below: No puedo imprimir")
                        && mail.text().contains("All 2 tickets below " + parent.number() + " are done"));
        assertThat(inbox(bertaMail))
                .anyMatch(mail -> mail.text().contains("Los 2 tickets que dependen de " + parent.number()))
                .anyMatch(mail -> mail.subject().equals("[" + child.number() + "] Una solución para No puedo imprimir")
                        && mail.text()
                                .contains("Se ha resuelto " + parent.number() + ", del que depende " + child.number())
                        && mail.text().contains("Tóner <nuevo>")
                        && mail.html().contains("Tóner &lt;nuevo&gt;"));
    }

    @Test
    void whoCannotBeReachedIsOnRecordWithTheReason() {
        wire.agent("mute-" + id, "Nobody", null, null);
        TicketScript ticket = new TicketScript(person(lucia, "Lucía", "not an address", "es"));

        wire.tickets(
                ticket.opened(),
                ticket.assigned(ROUTING, "printers", "mute-" + id),
                ticket.assigned(ROUTING, "printers", "stranger-" + id));

        await().atMost(SOON)
                .until(() -> ofTicket(ticket).size() == 3
                        && ofTicket(ticket).stream()
                                .allMatch(delivery -> delivery.state() == DeliveryState.SUPPRESSED));
        assertThat(ofTicket(ticket).stream().map(Delivery::reason))
                .containsExactlyInAnyOrder(
                        Suppression.INVALID_ADDRESS.name(),
                        Suppression.NO_ADDRESS.name(),
                        Suppression.UNKNOWN_RECIPIENT.name());
    }

    @Test
    void anEventFromLongAgoIsOnRecordButSendsNothing() {
        TicketScript ticket = spanishTicket().at(Instant.now().minus(Duration.ofHours(25)));
        wire.tickets(ticket.opened());
        ticket.at(Instant.now());
        wire.tickets(ticket.resolved(agent(ana), "Hecho"));

        await().atMost(SOON).until(() -> !inbox(luciaMail).isEmpty());
        assertThat(only(luciaMail).text()).contains("Tu solicitud está resuelta");
        assertThat(of(ticket, Purpose.ACKNOWLEDGEMENT).reason()).isEqualTo(Suppression.TOO_OLD.name());
    }

    @Test
    void hostileNamesAndSubjectsStayText() {
        TicketScript ticket = new TicketScript(
                        person(lucia, "Eve\r\nBcc: victim-" + id + "@example.org\r\n\r\nHi", luciaMail, "en"))
                .about("<script>alert(1)</script>\r\nBcc: victim-" + id + "@example.org {number} \u202Egnp.exe");

        wire.tickets(ticket.opened());

        await().atMost(SOON).until(() -> !inbox(luciaMail).isEmpty());
        ReceivedMail mail = only(luciaMail);
        assertThat(mail.headers()).doesNotContainKey("Bcc");
        assertThat(mail.subject())
                .isEqualTo("[" + ticket.number() + "] <script>alert(1)</script> Bcc: victim-" + id
                        + "@example.org {number} gnp.exe");
        assertThat(mail.html()).doesNotContain("<script>").contains("&lt;script&gt;");
        assertThat(inbox("victim-" + id + "@example.org")).isEmpty();
    }

    private TicketScript spanishTicket() {
        return new TicketScript(person(lucia, "Lucía Pérez", luciaMail, "es-PE"));
    }

    private List<ReceivedMail> inbox(String address) {
        return servers.mail().mailbox(address).messages();
    }

    private ReceivedMail only(String address) {
        assertThat(inbox(address)).hasSize(1);
        return inbox(address).getFirst();
    }

    private List<Delivery> ofTicket(TicketScript ticket) {
        return ledger.page(new DeliveryList.Query(Set.of(), ticket.ticketId(), null), null, 100)
                .items();
    }

    private Delivery of(TicketScript ticket, Purpose purpose) {
        return ofTicket(ticket).stream()
                .filter(delivery -> delivery.notice().purpose() == purpose)
                .findFirst()
                .orElseThrow();
    }
}

package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A requester sees their own tickets, without what support says inside, and does nothing that is for agents. */
@OnTraza
@Order(4)
class WhoMaySeeWhatTest {

    private static final String SECRET = "hipopótamo";

    private final Traza traza;
    private final Person owner;
    private final Person stranger;
    private final Person agent;
    private UUID ticketId;
    private String number;
    private String token;

    WhoMaySeeWhatTest(Traza traza) {
        this.traza = traza;
        this.owner = traza.requester("u-owner");
        this.stranger = traza.requester("u-stranger");
        this.agent = traza.agent("ana");
    }

    @BeforeEach
    void openTicketWithInternalNote() {
        Answer opened = owner.post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-owner", "privado"))
                .expect(201);
        ticketId = opened.ticketId();
        number = opened.number();
        agent.post(traza.command("/api/v1/tickets/" + ticketId + "/comments"), Tickets.publicComment("Lo miramos"))
                .expect(200);
        token = agent.post(
                        traza.command("/api/v1/tickets/" + ticketId + "/comments"),
                        Tickets.internalNote("Pide la clave " + SECRET))
                .expect(200)
                .consistencyToken();
    }

    @Test
    void anotherPersonsTicketDoesNotExistForARequester() {
        for (String path : List.of(
                "/api/v1/tickets/" + ticketId,
                "/api/v1/tickets/" + number,
                "/api/v1/tickets/" + ticketId + "/timeline")) {
            assertThat(stranger.fresh(traza.query(path), token).status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(stranger.get(traza.query("/api/v1/tickets?q=privado"))
                        .expect(200)
                        .json()
                        .path("items"))
                .isEmpty();
        assertThat(stranger.post(
                                traza.command("/api/v1/tickets/" + ticketId + "/comments"),
                                Tickets.publicComment("¡Hola!"))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.post(
                                traza.command("/api/v1/tickets/" + number + "/comments"),
                                Tickets.publicComment("¡Hola!"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theOwnerSeesTheTicketWithoutInternalNotes() {
        String view = read("/api/v1/tickets/" + ticketId);
        String timeline = read("/api/v1/tickets/" + ticketId + "/timeline");

        assertThat(view).contains("privado").doesNotContain(SECRET);
        assertThat(timeline).contains("Lo miramos").doesNotContain(SECRET).doesNotContain("INTERNAL");
        assertThat(owner.fresh(traza.query("/api/v1/tickets/" + ticketId), token)
                        .json()
                        .path("commentCount")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aWordOfAnInternalNoteFindsNothingForTheOwner() {
        assertThat(owner.fresh(traza.query("/api/v1/tickets?q=hipop%C3%B3tamo"), token)
                        .expect(200)
                        .json()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void supportSeesInternalNotes() {
        assertThat(agent.fresh(traza.query("/api/v1/tickets/" + ticketId + "/timeline"), token)
                        .expect(200)
                        .text())
                .contains(SECRET);
    }

    @Test
    void whatIsForAgentsIsForbiddenToTheOwner() {
        String ticket = "/api/v1/tickets/" + ticketId;

        assertThat(owner.put(traza.command(ticket + "/priority"), Map.of("impact", "HIGH", "urgency", "HIGH"))
                        .status())
                .isEqualTo(403);
        assertThat(owner.put(traza.command(ticket + "/assignment"), Map.of("teamId", "helpdesk"))
                        .status())
                .isEqualTo(403);
        assertThat(owner.post(traza.command(ticket + "/take")).status()).isEqualTo(403);
        assertThat(owner.post(traza.command(ticket + "/resolution"), Map.of("code", "FIXED", "text", "Ya"))
                        .status())
                .isEqualTo(403);
        assertThat(owner.post(traza.command(ticket + "/comments"), Tickets.internalNote("¿?"))
                        .status())
                .isEqualTo(403);
        assertThat(owner.get(traza.notification("/api/v1/deliveries")).status()).isEqualTo(403);
        assertThat(owner.put(traza.routing("/api/v1/desks/mine"), Map.of("name", "Mine"))
                        .status())
                .isEqualTo(403);
        assertThat(owner.get(traza.sla("/api/v1/sla-policies")).status()).isEqualTo(403);
    }

    @Test
    void whoTakesPartReadsAndWritesLikeTheOwnerUntilTheyDoNoMore() {
        String ticket = "/api/v1/tickets/" + ticketId;
        Person colleague = traza.requester("u-colleague");
        String participant = ticket + "/participants/u-colleague";
        Answer added = agent.put(
                        traza.command(participant), Map.of("name", "Marta Gil", "email", "u-colleague@example.org"))
                .expect(200);

        assertThat(colleague
                        .fresh(traza.query(ticket + "/timeline"), added.consistencyToken())
                        .expect(200)
                        .text())
                .contains("Lo miramos")
                .doesNotContain(SECRET);
        assertThat(colleague
                        .fresh(traza.query("/api/v1/tickets?q=" + number), added.consistencyToken())
                        .expect(200)
                        .json()
                        .path("items"))
                .hasSize(1);
        colleague
                .post(traza.command(ticket + "/comments"), Tickets.publicComment("A mí también"))
                .expect(200);
        assertThat(colleague
                        .post(traza.command(ticket + "/comments"), Tickets.internalNote("¿?"))
                        .status())
                .isEqualTo(403);
        assertThat(colleague.post(traza.command(ticket + "/closure"), Map.of()).status())
                .isEqualTo(403);

        String left = agent.delete(traza.command(participant)).expect(200).consistencyToken();
        assertThat(colleague.fresh(traza.query(ticket), left).status()).isEqualTo(404);
        assertThat(colleague
                        .post(traza.command(ticket + "/comments"), Tickets.publicComment("¿Hola?"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aRequesterOpensNoTicketForSomebodyElse() {
        assertThat(stranger.post(traza.command("/api/v1/tickets"), Tickets.ofRequester("u-owner", "ajeno"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whoHasNoTokenOrAWrongOneIsNobody(@TempDir Path folder) {
        assertThat(traza.nobody().get(traza.query("/api/v1/tickets")).status()).isEqualTo(401);
        assertThat(traza.expired("u-owner")
                        .get(traza.query("/api/v1/tickets/" + ticketId))
                        .status())
                .isEqualTo(401);
        assertThat(traza.forged("u-owner", folder)
                        .get(traza.query("/api/v1/tickets/" + ticketId))
                        .status())
                .isEqualTo(401);
    }

    private String read(String path) {
        return owner.fresh(traza.query(path), token).expect(200).text();
    }
}

package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.traza.contract.topic.Topics;
import dev.traza.stack.Part;
import dev.traza.system.client.Answer;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tickets that were closed long ago leave the store of decisions, and nothing else of them changes. */
@Tag("stack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveTest {

    private static final String TICKETS = "/api/v1/tickets";
    private static final String STORE = "ticket-command-processor-ticket-history-changelog";

    /** Where the store keeps what is still known of an archived ticket. */
    private static final long FEW_WORDS = 0;

    @SuppressWarnings("NullAway.Init")
    private OwnTraza own;

    @SuppressWarnings("NullAway.Init")
    private Traza traza;

    @SuppressWarnings("NullAway.Init")
    private Person marta;

    @SuppressWarnings("NullAway.Init")
    private Person ana;

    @BeforeAll
    void start() {
        own = new OwnTraza(
                "stack-archive",
                Map.of(
                        "TRAZA_COMMAND_PROCESSOR_ARCHIVE_AFTER", "2s",
                        "TRAZA_COMMAND_PROCESSOR_ARCHIVE_EVERY", "1s"));
        traza = own.traza();
        marta = traza.requester("u-marta");
        ana = traza.agent("ana");
    }

    @AfterAll
    void stop() {
        own.close();
    }

    @Test
    void aTicketClosedForLongLeavesTheStoreAndStaysForReaders() {
        // given one ticket that was closed, and one that lives
        Answer living = opened("vive");
        Answer closed = opened("cerrado");
        close(closed);
        assertThat(stored(closed.ticketId())).containsExactly(1L, 2L, 3L);

        // when its time has come
        awaitArchived(closed);

        // then its events have left the store, but for the few words that stay, and those of the other have not
        await("the store lets go of it")
                .atMost(Patience.SECONDS)
                .untilAsserted(() -> assertThat(stored(closed.ticketId())).containsExactly(FEW_WORDS));
        assertThat(stored(living.ticketId())).containsExactly(1L);
        ana.post(write(living, "comments"), Tickets.publicComment("Sigo con ello"))
                .expect(200);

        // and they are on the log and in every view
        assertThat(traza.log().records(Topics.TICKET_EVENTS).stream()
                        .filter(record -> closed.ticketId().toString().equals(record.key())))
                .hasSize(3);
        assertThat(ana.get(read(closed)).expect(200).json().path("status").asText())
                .isEqualTo("CLOSED");
        assertThat(ana.get(read(closed, "/timeline")).expect(200).json().path("items"))
                .hasSize(3);
        assertThat(marta.get(traza.query(TICKETS + "?status=CLOSED&q=cerrado"))
                        .expect(200)
                        .json()
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void whoComesBackIsToldHowToGoOnAndStrangersAreToldNothing() {
        Answer closed = opened("vuelve");
        close(closed);
        awaitArchived(closed);

        for (Person who : List.of(marta, ana, traza.supervisor(), traza.admin())) {
            Answer refused = who.post(write(closed, "comments"), Tickets.publicComment("¿Hola?"))
                    .expect(409);
            assertThat(refused.json().path("code").asText()).isEqualTo("TICKET_ARCHIVED");
            assertThat(refused.json().path("detail").asText()).contains("followUpOf");
        }
        assertThat(traza.requester("u-stranger")
                        .post(write(closed, "comments"), Tickets.publicComment("¿Hola?"))
                        .expect(404)
                        .text())
                .doesNotContain("ARCHIVED");

        Map<String, Object> followUp = new HashMap<>(Tickets.ofRequester(marta.subject(), "otra vez"));
        followUp.put("followUpOf", closed.ticketId());
        Answer next = marta.post(traza.command(TICKETS), followUp).expect(201);
        assertThat(marta.fresh(read(next), next.consistencyToken())
                        .expect(200)
                        .json()
                        .path("followUpOf")
                        .asText())
                .isEqualTo(closed.ticketId().toString());
    }

    @Test
    void itStaysArchivedWhenTheServiceDiesAndItsStoreIsRestored() {
        Answer closed = opened("muere");
        close(closed);
        awaitArchived(closed);

        traza.stack().kill(Part.TICKET_COMMAND_SERVICE);
        traza.stack().start(Part.TICKET_COMMAND_SERVICE);

        assertThat(comment(closed).expect(409).json().path("code").asText()).isEqualTo("TICKET_ARCHIVED");
    }

    @Test
    void whoeverIsErasedIsErasedFromArchivedTicketsToo() {
        String word = "melocoton";
        Person eva = traza.requester("u-eva");
        Map<String, Object> body = new HashMap<>(Tickets.ofRequester(eva.subject(), word));
        body.put("description", "Desde ayer " + word);
        Answer closed = eva.post(traza.command(TICKETS), body).expect(201);
        close(closed);
        awaitArchived(closed);
        assertThat(ana.get(read(closed)).expect(200).text()).contains(word);

        traza.admin()
                .post(traza.command("/api/v1/people/" + eva.subject() + "/erasure"))
                .expect(200);

        await("the erasure is seen").atMost(Patience.SECONDS).untilAsserted(() -> {
            assertThat(ana.get(read(closed)).expect(200).json().path("subject").asText())
                    .isEqualTo("[erased]");
            assertThat(ana.get(read(closed, "/timeline")).expect(200).text())
                    .contains("PersonalDataErased")
                    .doesNotContain(word);
            assertThat(ana.get(traza.query(TICKETS + "?q=" + word))
                            .expect(200)
                            .json()
                            .path("items"))
                    .isEmpty();
        });
        assertThat(comment(closed).expect(409).json().path("code").asText()).isEqualTo("TICKET_ARCHIVED");
        assertThat(ana.get(read(closed)).expect(200).json().path("status").asText())
                .isEqualTo("CLOSED");
    }

    private Answer opened(String word) {
        return marta.post(traza.command(TICKETS), Tickets.ofRequester(marta.subject(), word))
                .expect(201);
    }

    private void close(Answer ticket) {
        ana.post(write(ticket, "resolution"), Map.of("code", "FIXED", "text", "Cambiado"))
                .expect(200);
        Answer last = ana.post(write(ticket, "closure"), Map.of("reason", "Confirmado"))
                .expect(200);
        ana.fresh(read(ticket), last.consistencyToken()).expect(200);
    }

    /** Refused with or without the archive, and told apart by why. */
    private void awaitArchived(Answer ticket) {
        await("ticket %s is archived".formatted(ticket.number()))
                .atMost(Patience.SECONDS)
                .until(() -> "TICKET_ARCHIVED"
                        .equals(ana.post(write(ticket, "take"), Map.of())
                                .json()
                                .path("code")
                                .asText()));
    }

    private Answer comment(Answer ticket) {
        return ana.post(write(ticket, "comments"), Tickets.internalNote("¿Sigue cerrado?"));
    }

    /**
     * The versions that the store has of a ticket, as whoever restores it would find them: the last value of each key. The
     * keys of its texts are beside them, under keys of another length, until they are destroyed.
     */
    private Set<Long> stored(UUID ticketId) {
        Set<Long> versions = new TreeSet<>();
        RawRecords.of(traza).forEach(STORE::equals, record -> {
            ByteBuffer key = ByteBuffer.wrap(record.key());
            if (key.remaining() == 3 * Long.BYTES && ticketId.equals(new UUID(key.getLong(), key.getLong()))) {
                if (record.value() == null) {
                    versions.remove(key.getLong());
                } else {
                    versions.add(key.getLong());
                }
            }
        });
        return versions;
    }

    private URI write(Answer ticket, String what) {
        return traza.command(TICKETS + "/" + ticket.ticketId() + "/" + what);
    }

    private URI read(Answer ticket) {
        return read(ticket, "");
    }

    private URI read(Answer ticket, String what) {
        return traza.query(TICKETS + "/" + ticket.ticketId() + what);
    }
}

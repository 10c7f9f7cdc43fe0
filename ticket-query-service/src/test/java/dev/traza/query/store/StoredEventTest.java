package dev.traza.query.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketEvent.WorkLogged;
import dev.traza.query.view.LoggedEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoredEventTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:15:30Z");
    private static final LoggedEvent WORK = new LoggedEvent.OfTicket(new EventEnvelope<TicketEvent>(
            Ids.next(),
            Ids.next(),
            2,
            Actor.service("test"),
            NOW,
            NOW,
            Ids.next(),
            Ids.next(),
            null,
            new WorkLogged("ana", 1500, "toner", Status.OPEN)));

    @Test
    void anEventComesBackAsItWentIn() {
        assertThat(read(Documents.write(StoredEvent.of(WORK)))).isEqualTo(WORK);
    }

    @Test
    void aTimelineThatAnEarlierReleaseWroteIsReadInTheWordsOfToday() {
        String written = Documents.write(StoredEvent.of(WORK))
                .replace("WorkLogged.v2", "WorkLogged.v1")
                .replace("\"seconds\":1500", "\"minutes\":25");

        assertThat(read(written)).isEqualTo(WORK);
    }

    @Test
    void aTypeOfALaterReleaseIsRefused() {
        String written = Documents.write(StoredEvent.of(WORK)).replace("WorkLogged.v2", "WorkLogged.v3");

        assertThatThrownBy(() -> read(written))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("timeline");
    }

    private static LoggedEvent read(String written) {
        return Documents.read(written, StoredEvent.class).event();
    }
}

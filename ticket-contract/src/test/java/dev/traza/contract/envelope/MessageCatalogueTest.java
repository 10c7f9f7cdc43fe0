package dev.traza.contract.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ContractJson;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCatalogueTest {

    @Test
    void aTypeIsNamedByFamilyRecordAndVersion() {
        assertThat(MessageCatalogue.TICKET_EVENTS.nameOf(TicketEvent.TicketAssigned.class))
                .isEqualTo("dev.traza.ticket.TicketAssigned.v1");
        assertThat(MessageCatalogue.TICKET_COMMANDS.nameOf(new TicketCommand.ReleaseTicket(null)))
                .isEqualTo("dev.traza.ticket.ReleaseTicket.v1");
    }

    @ParameterizedTest
    @MethodSource("catalogues")
    void everyNameLeadsBackToItsType(MessageCatalogue<?> catalogue) {
        assertThat(catalogue.names()).isNotEmpty().allSatisfy(name -> assertThat(catalogue.typeOf(name))
                .hasValueSatisfying(type -> assertThat(catalogue.nameOf(type)).isEqualTo(name)));
    }

    @Test
    void aTypeThatLeftAVersionIsWrittenInItsPresentOneAndKnownByAll() {
        assertThat(MessageCatalogue.TICKET_EVENTS.nameOf(TicketEvent.WorkLogged.class))
                .isEqualTo("dev.traza.ticket.WorkLogged.v2");
        assertThat(MessageCatalogue.TICKET_EVENTS.names())
                .contains("dev.traza.ticket.WorkLogged.v2")
                .doesNotContain("dev.traza.ticket.WorkLogged.v1");
        assertThat(MessageCatalogue.TICKET_EVENTS.formerNames())
                .contains("dev.traza.ticket.WorkLogged.v1")
                .doesNotContain("dev.traza.ticket.WorkLogged.v2", "dev.traza.ticket.TicketOpened.v1");
        assertThat(MessageCatalogue.TICKET_EVENTS.typeOf("dev.traza.ticket.WorkLogged.v1"))
                .isEqualTo(MessageCatalogue.TICKET_EVENTS.typeOf("dev.traza.ticket.WorkLogged.v2"))
                .hasValue(TicketEvent.WorkLogged.class);
    }

    @Test
    void aTreeThatWasReadAsAFormerVersionStaysAsItIs() throws Exception {
        JsonNode old = ContractJson.mapper()
                .readTree("{\"agentId\": \"ana\", \"minutes\": 25, \"activity\": \"toner\", \"status\": \"OPEN\"}");

        for (int again = 0; again < 2; again++) {
            assertThat(MessageCatalogue.TICKET_EVENTS.read("dev.traza.ticket.WorkLogged.v1", old))
                    .isEqualTo(new TicketEvent.WorkLogged("ana", 1500, "toner", Status.OPEN));
        }
    }

    @Test
    void noNameStandsForTwoThings() {
        Set<String> seen = new HashSet<>();
        catalogues().forEach(catalogue -> Stream.concat(catalogue.names().stream(), catalogue.formerNames().stream())
                .forEach(name -> assertThat(seen.add(name)).as(name).isTrue()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dev.traza.ticket.TicketOpened",
                "dev.traza.ticket.TicketOpened.v0",
                "dev.traza.ticket.TicketOpened.v2",
                "dev.traza.ticket.WorkLogged.v0",
                "dev.traza.ticket.WorkLogged.v3",
                "dev.traza.ticket.ticketopened.v1",
                "dev.traza.ticket.TicketVanished.v1",
                "dev.traza.ticket.OpenTicket.v1"
            })
    void anUnknownNameHasNoType(String name) {
        assertThat(MessageCatalogue.TICKET_EVENTS.typeOf(name)).isEmpty();
    }

    @Test
    void aTypeOfAnotherFamilyHasNoNameHere() {
        assertThatThrownBy(() -> MessageCatalogue.TICKET_EVENTS.nameOf(TicketCommand.OpenTicket.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<MessageCatalogue<?>> catalogues() {
        return Stream.of(
                MessageCatalogue.TICKET_COMMANDS,
                MessageCatalogue.TICKET_EVENTS,
                MessageCatalogue.SLA_EVENTS,
                MessageCatalogue.ROUTING_EVENTS,
                MessageCatalogue.CATALOG_COMMANDS,
                MessageCatalogue.CATALOG_EVENTS);
    }
}

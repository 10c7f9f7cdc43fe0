package dev.traza.system.history;

import dev.traza.contract.catalog.CatalogEvent;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.TicketEvent;
import java.util.List;

/**
 * The topics from their beginning to their end, as a read-committed consumer sees them: partition by partition, in the
 * order of offsets.
 *
 * @param partitions of the ticket's topics
 * @param ticketEvents with their texts opened, as far as their keys are there
 * @param seals how the texts of the ticket events stand on the log
 * @param keys of these texts
 * @param store what the command service decides by
 * @param openTransactions the ids of producers whose transaction has not ended
 * @param unreadable a sentence for each record that is not of the contract
 */
public record Log(
        int partitions,
        List<Logged<CommandEnvelope>> commands,
        List<Logged<CommandReply>> replies,
        List<Logged<EventEnvelope<TicketEvent>>> ticketEvents,
        List<Logged<EventEnvelope<CatalogEvent>>> catalogEvents,
        List<Logged<EventEnvelope<SlaEvent>>> slaEvents,
        List<Logged<Seal>> seals,
        SeenKeys keys,
        Store store,
        List<String> openTransactions,
        List<String> unreadable) {

    public Log {
        commands = List.copyOf(commands);
        replies = List.copyOf(replies);
        ticketEvents = List.copyOf(ticketEvents);
        catalogEvents = List.copyOf(catalogEvents);
        slaEvents = List.copyOf(slaEvents);
        seals = List.copyOf(seals);
        openTransactions = List.copyOf(openTransactions);
        unreadable = List.copyOf(unreadable);
    }

    /** The same with other ticket events; to see what becomes of a history in which something is missing. */
    public Log withTicketEvents(List<Logged<EventEnvelope<TicketEvent>>> others) {
        return new Log(
                partitions,
                commands,
                replies,
                others,
                catalogEvents,
                slaEvents,
                seals,
                keys,
                store,
                openTransactions,
                unreadable);
    }
}

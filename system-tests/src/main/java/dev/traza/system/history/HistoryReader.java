package dev.traza.system.history;

import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.contract.ticket.Approver;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import dev.traza.system.load.Acknowledgement;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gathers all that can be seen of a stack.
 *
 * @param query as seen by somebody of support
 * @param notification as seen by an administrator
 * @param mail absent when the mail server cannot be read; then nothing is known of what arrived
 */
public record HistoryReader(LogReader log, Api query, Api notification, Optional<MailReader> mail) {

    /**
     * The history so far; it has an end only when the stack is at rest.
     *
     * @throws IOException if a service does not answer as it should
     */
    public History read(List<Acknowledgement> acknowledgements) throws IOException, InterruptedException {
        Log seen = log.log();
        Set<UUID> ticketIds = new LinkedHashSet<>();
        seen.ticketEvents().forEach(event -> ticketIds.add(event.value().ticketId()));
        ReadModel readModel = new ReadModelReader(query).read(ticketIds);
        Set<NamedFile> named = new LinkedHashSet<>();
        seen.ticketEvents().forEach(event -> NamedFile.of(event.value()).forEach(named::add));
        List<SeenFile> files = new FileReader(query).read(named);
        Post post = mail.isEmpty() ? new Post(List.of(), List.of()) : post(mail.get(), seen);
        return new History(acknowledgements, seen, readModel, files, post);
    }

    /** The ledger first: what it calls sent then must be in a mailbox afterwards, also while more is being sent. */
    private Post post(MailReader mailboxes, Log seen) throws IOException, InterruptedException {
        List<Post.Delivery> deliveries = deliveries();
        return new Post(mailboxes.arrived(addresses(seen)), deliveries);
    }

    private List<Post.Delivery> deliveries() throws IOException, InterruptedException {
        return notification.list("/api/v1/deliveries?limit=100").stream()
                .map(delivery -> new Post.Delivery(
                        delivery.path("id").asText(),
                        delivery.path("resends").asInt(),
                        delivery.path("state").asText().equals("SENT")
                                // Of a person who was erased it is known that they were told, and no more where.
                                && delivery.hasNonNull("address")))
                .toList();
    }

    /** Everybody to whom Traza can have written: whom a ticket names with an address, and all agents. */
    private Set<String> addresses(Log seen) throws IOException {
        Set<String> addresses = new LinkedHashSet<>();
        for (Logged<EventEnvelope<TicketEvent>> event : seen.ticketEvents()) {
            named(event.value().event()).filter(Objects::nonNull).forEach(addresses::add);
        }
        for (ConsumerRecord<String, byte[]> entry : log.records(Topics.ROUTING_DIRECTORY)) {
            if (entry.value() != null
                    && ContractJson.mapper().readValue(entry.value(), DirectoryEntry.class)
                            instanceof DirectoryEntry.Agent agent
                    && agent.email() != null) {
                addresses.add(agent.email());
            }
        }
        return addresses;
    }

    private static Stream<@Nullable String> named(TicketEvent event) {
        if (event instanceof TicketEvent.TicketOpened opened) {
            return Stream.of(opened.requester().email());
        }
        if (event instanceof TicketEvent.ParticipantAdded added) {
            return Stream.of(added.participant().email());
        }
        return event instanceof TicketEvent.ApprovalRequested requested
                ? requested.approvers().stream().map(Approver::email)
                : Stream.empty();
    }
}

package dev.traza.command.ticket;

import dev.traza.contract.envelope.TicketNumber;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A ticket's part in what was merged.
 *
 * @param into where it goes on, or is to; absent when it stands for itself
 * @param absorbed what goes on in it, by id
 */
@RecordBuilder
public record TicketMerge(@Nullable Into into, Map<UUID, AbsorbedTicket> absorbed) implements TicketMergeBuilder.With {

    static final TicketMerge NONE = new TicketMerge(null, Map.of());

    public TicketMerge {
        absorbed = Map.copyOf(absorbed);
    }

    /**
     * The ticket in which this one goes on or is to go on, and how this one stood until then.
     *
     * @param number of that ticket; absent as long as it has not agreed
     * @param waiting what this one waited for
     * @param code with which this one was last resolved
     */
    public record Into(
            TicketRef ticket,
            @Nullable String number,
            Status status,
            @Nullable Wait waiting,
            @Nullable ResolutionCode code) {

        Into agreed(UUID ticketId, String itsNumber) {
            return new Into(TicketRef.of(ticketId), itsNumber, status, waiting, code);
        }

        /** When this one would have gone on by itself. */
        @Nullable
        Instant heldUntil() {
            return waiting instanceof Wait.OnHold held ? held.until() : null;
        }

        String text() {
            return number == null ? ticket.text() : number;
        }
    }

    /** Whether it goes on in another ticket; being about to is not enough. */
    public boolean merged() {
        return into != null && into.number != null;
    }

    /** For how many tickets it stands: itself and all that go on in it. */
    public int tickets() {
        return 1 + absorbed.values().stream().mapToInt(AbsorbedTicket::tickets).sum();
    }

    TicketMerge with(AbsorbedTicket source) {
        Map<UUID, AbsorbedTicket> more = new HashMap<>(absorbed);
        more.put(source.ticketId(), source);
        return withAbsorbed(more);
    }

    TicketMerge without(UUID sourceId) {
        Map<UUID, AbsorbedTicket> left = new HashMap<>(absorbed);
        left.remove(sourceId);
        return withAbsorbed(left);
    }

    TicketMerge withEach(UnaryOperator<AbsorbedTicket> change) {
        return withAbsorbed(absorbed.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, source -> change.apply(source.getValue()))));
    }

    /** Whether this is the ticket with this id and number. */
    static boolean names(TicketRef ref, UUID ticketId, String number) {
        return switch (ref) {
            case TicketRef.ById(UUID id) -> id.equals(ticketId);
            case TicketRef.ByNumber(TicketNumber named) -> named.text().equals(number);
        };
    }
}

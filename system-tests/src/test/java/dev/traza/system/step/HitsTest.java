package dev.traza.system.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.MergeTicket;
import dev.traza.contract.ticket.TicketCommand.RestoreTicket;
import dev.traza.system.history.Logged;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HitsTest {

    private static final Between ASKED = Between.askedAnd("MergeTicket");
    private static final Between ON_THE_WAY = Between.steps("MergeTicket", "RestoreTicket");

    private final UUID merge = Ids.next();
    private final List<Logged<CommandEnvelope>> log = List.of(
            record(0, 10, merge, null, new MergeTicket("T-1", null)),
            record(1, 5, Ids.next(), merge, new RestoreTicket(Ids.next())),
            record(0, 12, merge, null, new MergeTicket("T-1", null)));

    @Test
    void aKillBetweenTwoStepsFindsTheFirstDecidedAndTheSecondNot() {
        assertThat(missing(new Death(Map.of(0, 11L, 1, 5L), Map.of(0, 11L, 1, 6L))))
                .containsExactly(ASKED);
    }

    @Test
    void aKillBeforeTheFirstStepFindsItOnRecord() {
        assertThat(missing(new Death(Map.of(0, 10L, 1, 5L), Map.of(0, 11L, 1, 5L))))
                .containsExactly(ON_THE_WAY);
    }

    @Test
    void whatWasNotAskedYetOrIsDoneIsNotHit() {
        assertThat(missing(new Death(Map.of(0, 10L, 1, 5L), Map.of(0, 10L, 1, 5L))))
                .containsExactly(ON_THE_WAY, ASKED);
        assertThat(missing(new Death(Map.of(0, 13L, 1, 6L), Map.of(0, 13L, 1, 6L))))
                .containsExactly(ON_THE_WAY, ASKED);
    }

    private Set<Between> missing(Death death) {
        return Hits.of(log, List.of(death)).missing(Set.of(ASKED, ON_THE_WAY));
    }

    private static Logged<CommandEnvelope> record(
            int partition, long offset, UUID id, @Nullable UUID cause, TicketCommand command) {
        UUID ticket = new UUID(1, 1);
        Instant now = Instant.EPOCH;
        return new Logged<>(
                partition,
                offset,
                ticket.toString(),
                new CommandEnvelope(
                        id,
                        TicketRef.of(ticket),
                        Actor.user("ana", Set.of(Role.AGENT)),
                        now,
                        now,
                        null,
                        id,
                        cause,
                        null,
                        null,
                        null,
                        command));
    }
}

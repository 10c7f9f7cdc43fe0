package dev.traza.contract.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.ticket.TicketCommand.TakeTicket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandAddressTest {

    private static final UUID COMMAND = Ids.next();
    private static final Instant NOW = Instant.parse("2026-03-02T10:15:30Z");

    @Test
    void theReopeningWindowTravelsWithTheCommand() throws Exception {
        CommandEnvelope envelope = envelope(Duration.ofDays(3));

        assertThat(CommandRecords.read(CommandRecords.write("/test", envelope))).isEqualTo(envelope);
    }

    @Test
    void aCommandThatCannotBeReadStillSaysWhoWaitsForItsAnswer() {
        WireRecord written = CommandRecords.write("/test", envelope(null));
        WireRecord garbled =
                new WireRecord(written.key(), written.headers(), "not json".getBytes(StandardCharsets.UTF_8));

        assertThat(CommandRecords.replyAddress(garbled)).contains(new ReplyAddress(COMMAND, "ana", 3, null));
    }

    @Test
    void aRecordThatIsNoCommandSaysNothing() {
        WireRecord written = CommandRecords.write("/test", envelope(null));
        written.headers().remove(CloudEventHeaders.ID);

        assertThat(CommandRecords.replyAddress(written)).isEmpty();
    }

    private static CommandEnvelope envelope(@Nullable Duration reopenWindow) {
        return new CommandEnvelope(
                COMMAND,
                TicketRef.of(Ids.next()),
                Actor.user("ana", Set.of(Role.AGENT)),
                NOW,
                NOW,
                null,
                COMMAND,
                null,
                null,
                3,
                null,
                reopenWindow,
                null,
                new TakeTicket(null));
    }
}

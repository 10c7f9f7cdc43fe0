package dev.traza.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.command.gateway.CommandLog.Delivery;
import dev.traza.command.logkey.LogKeyConfig;
import dev.traza.command.logkey.LogKeys;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.TicketCommand.ReleaseTicket;
import dev.traza.stack.process.Ports;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommandLogTest {

    @Test
    void withoutABrokerNothingIsSentAndThatIsKnownSoon() throws Exception {
        SmallRyeConfig settings = new SmallRyeConfigBuilder()
                .withMapping(GatewayConfig.class)
                .withMapping(LogKeyConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withDefaultValue("traza.command.max-block", "200ms")
                .withDefaultValue("traza.command.log-keys.within", "200ms")
                .build();
        Map<String, Object> nobody = Map.of("bootstrap.servers", Ports.LOCALHOST + ":" + Ports.free());
        LogKeys keys = new LogKeys(settings.getConfigMapping(LogKeyConfig.class), nobody, Clock.systemUTC());
        keys.onStart(new StartupEvent());

        try (CommandLog log = CommandLog.open(settings.getConfigMapping(GatewayConfig.class), 4, nobody, keys)) {
            Delivery delivery = log.append(command()).get(10, TimeUnit.SECONDS);

            assertThat(delivery).isInstanceOf(Delivery.NotSent.class);
        }
    }

    private static CommandEnvelope command() {
        Instant now = Instant.now();
        return new CommandEnvelope(
                Ids.next(),
                TicketRef.of(Ids.next()),
                Actor.user("ana", Set.of(Role.AGENT)),
                now,
                now,
                null,
                Ids.next(),
                null,
                null,
                0,
                null,
                new ReleaseTicket("too much"));
    }
}

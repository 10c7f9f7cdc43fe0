package dev.traza.contract.reader;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.ticket.TicketEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code ticket-events} with texts opened, as the {@code value.deserializer} of a consumer of one's own. It needs
 * {@code traza.keys.urls} and {@code traza.keys.token-file} in the consumer's settings. A record that cannot be read, or whose keys cannot be had at the moment, is a {@link SerializationException}: the
 * consumer stays before it, and the next poll tries again.
 */
public final class TicketEventDeserializer implements Deserializer<EventEnvelope<TicketEvent>> {

    /** Where instances of ticket-command-service are, separated by commas; asked in turn until one answers. */
    public static final String URLS = "traza.keys.urls";

    /** A file with a bearer token of the role integrator; it is read anew for every request. */
    public static final String TOKEN_FILE = "traza.keys.token-file";

    private static final int MOST_KEYS = 10_000;
    private static final Duration KEPT_FOR = Duration.ofMinutes(5);
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private @Nullable KeyClient client;
    private @Nullable KeyCache keys;

    /** Made by the consumer, which configures it. */
    public TicketEventDeserializer() {}

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        List<URI> services = Stream.of(required(settings, URLS).split(","))
                .map(url -> URI.create(url.strip()))
                .toList();
        Path tokenFile = Path.of(required(settings, TOKEN_FILE));
        KeyClient asking = new KeyClient(services, () -> token(tokenFile), WITHIN);
        client = asking;
        keys = new KeyCache(asking, MOST_KEYS, KEPT_FOR, Clock.systemUTC());
    }

    @Override
    public EventEnvelope<TicketEvent> deserialize(String topic, byte[] value) {
        throw new SerializationException("An event is in a record's headers as well as its value");
    }

    @Override
    public EventEnvelope<TicketEvent> deserialize(String topic, Headers headers, byte[] value) {
        WireRecord written = new WireRecord("", headers, value);
        try {
            return EventRecords.TICKET.read(
                    written, Objects.requireNonNull(keys, "not configured").of(EventRecords.keysOf(written)));
        } catch (UnreadableRecordException | KeysAwayException e) {
            throw new SerializationException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }

    private static String required(Map<String, ?> settings, String name) {
        Object value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value.toString();
    }

    private static String token(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new KeysAwayException("The token cannot be read from " + file, e);
        }
    }
}

package dev.traza.system.guide;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Does the same as {@link WorkPerTicket} with kafka-clients and Jackson alone. */
final class WorkPerTicketWithoutTheContract {

    private final ObjectMapper json = new ObjectMapper();

    // guide: plain reader
    private final Map<String, Long> applied = new HashMap<>();
    private final Map<String, Integer> seconds = new HashMap<>();

    void take(ConsumerRecord<String, byte[]> read) throws IOException {
        long sequence = Long.parseLong(header(read, "ce_sequence"));
        if (sequence <= applied.getOrDefault(read.key(), 0L)) {
            return; // read before
        }
        JsonNode event = json.readTree(read.value());
        switch (header(read, "ce_type")) {
            case "dev.traza.ticket.WorkLogged.v1" ->
                seconds.merge(read.key(), event.get("minutes").intValue() * 60, Integer::sum);
            case "dev.traza.ticket.WorkLogged.v2" ->
                seconds.merge(read.key(), event.get("seconds").intValue(), Integer::sum);
            case "dev.traza.ticket.TicketClosed.v1" -> seconds.remove(read.key());
            default -> {} // also types and versions of a later day
        }
        applied.put(read.key(), sequence);
    }

    private static String header(ConsumerRecord<String, byte[]> read, String name) {
        return new String(read.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
    // end

    Map<String, Integer> seconds() {
        return Map.copyOf(seconds);
    }
}

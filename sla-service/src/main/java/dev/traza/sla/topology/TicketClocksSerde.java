package dev.traza.sla.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.traza.contract.ContractJson;
import dev.traza.sla.clock.TicketClocks;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** A ticket's clocks as stored: the contract's JSON, so that fields can be added and a person can read it. */
final class TicketClocksSerde implements Serde<TicketClocks> {

    private static final ObjectReader READER = ContractJson.mapper().readerFor(TicketClocks.class);
    private static final ObjectWriter WRITER = ContractJson.mapper().writerFor(TicketClocks.class);

    @Override
    public Serializer<TicketClocks> serializer() {
        return (topic, clocks) -> {
            try {
                return clocks == null ? null : WRITER.writeValueAsBytes(clocks);
            } catch (JsonProcessingException e) {
                throw new SerializationException("The clocks of a ticket can be written as JSON", e);
            }
        };
    }

    @Override
    public Deserializer<TicketClocks> deserializer() {
        return (topic, bytes) -> {
            try {
                return bytes == null ? null : READER.readValue(bytes);
            } catch (IOException e) {
                throw new SerializationException("The stored clocks of a ticket cannot be read", e);
            }
        };
    }
}

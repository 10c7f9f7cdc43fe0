package dev.traza.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The headers of records, as the AsyncAPI document describes them. */
final class AsyncApiHeaders {

    private static final List<Header> SHARED = List.of(
            Header.always("specversion", "Version of CloudEvents").with("const", "1.0"),
            Header.always("id", "UUID; a record that is written again has the same")
                    .with("format", "uuid"),
            Header.always("source", "The service that says it").with("format", "uri-reference"),
            Header.always("type", "What happened, with its version"),
            Header.always("subject", "The ticket's id; in a command possibly its number"),
            Header.always("partitionkey", "The record's key"),
            Header.always("time", "When it happened, UTC").with("format", "date-time"),
            Header.always("recordedtime", "When it was put on record, UTC; not before ce_time")
                    .with("format", "date-time"),
            Header.always("correlationid", "Of the contact that began it all").with("format", "uuid"),
            Header.always("authtype", "user or system").with("pattern", "^(user|system)$"),
            Header.always("authid", "The person's id, or the service's name"),
            Header.sometimes("authclaims", "JSON: roles of the person, onBehalfOf another"),
            Header.sometimes("traceparent", "W3C trace context of the cause"),
            Header.sometimes(
                    "sealedwith", "Ids of the keys with which the value's texts are sealed, separated by commas"),
            Header.always("dataschema", "Names the JSON Schema of the value; nothing is served there")
                    .with("format", "uri"));

    private static final List<Header> OF_EVENTS = List.of(
            Header.always("causationid", "The command, event or timer that caused it")
                    .with("format", "uuid"),
            Header.always("sequence", "Place in the ticket's stream on this topic, from 1 without gaps")
                    .with("pattern", "^[0-9]{20}$"));

    private static final List<Header> OF_COMMANDS = List.of(
            Header.sometimes("causationid", "What caused it, if not a person").with("format", "uuid"),
            Header.sometimes("expectedversion", "The only version of the ticket on which it is to be carried out"),
            Header.sometimes("requesthash", "Tells another content under the same id"),
            Header.sometimes("replypartition", "Where the answer is waited for"),
            Header.sometimes("reopenwindow", "ISO 8601 duration in which a resolved ticket may be reopened"),
            Header.sometimes(
                    "origin", "JSON: for whom this is done, when it is a step of what was asked of another ticket"));

    private AsyncApiHeaders() {}

    /**
     * A header: {@code ce_} and its name.
     *
     * @param keyword of JSON Schema, with its value, by which it is limited
     */
    private record Header(
            String name,
            String text,
            boolean required,
            @Nullable String keyword,
            @Nullable String value) {

        static Header always(String name, String text) {
            return new Header(name, text, true, null, null);
        }

        static Header sometimes(String name, String text) {
            return new Header(name, text, false, null, null);
        }

        Header with(String limit, String to) {
            return new Header(name, text, required, limit, to);
        }

        void describe(ObjectNode properties) {
            ObjectNode property = properties.putObject("ce_" + name).put("type", "string");
            if (keyword != null) {
                property.put(keyword, value);
            }
            property.put("description", text);
        }
    }

    /** The trait of every public event. */
    static void describeEvent(ObjectNode trait) {
        describe(trait, OF_EVENTS);
        ObjectNode kafka = trait.putObject("bindings").putObject("kafka");
        kafka.putObject("key").put("type", "string").put("format", "uuid").put("description", "The ticket's id");
        kafka.put("bindingVersion", "0.5.0");
    }

    /** The trait of commands. */
    static void describeCommand(ObjectNode trait) {
        describe(trait, OF_COMMANDS);
    }

    private static void describe(ObjectNode trait, List<Header> more) {
        ObjectNode headers = trait.putObject("headers").put("type", "object");
        ObjectNode properties = headers.putObject("properties");
        ArrayNode required = headers.putArray("required");
        Stream.concat(SHARED.stream(), more.stream()).forEach(header -> {
            header.describe(properties);
            if (header.required()) {
                required.add("ce_" + header.name());
            }
        });
        properties
                .putObject("content-type")
                .put("type", "string")
                .put("const", "application/json")
                .put("description", "Of the value");
        required.add("content-type");
        trait.putObject("correlationId")
                .put("location", "$message.header#/ce_correlationid")
                .put("description", "The same on all that follows from one contact");
    }
}

package dev.traza.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.traza.contract.AsyncApiChannels.Use;
import dev.traza.contract.AsyncApiChannels.Words;
import dev.traza.contract.Samples.DirectorySample;
import dev.traza.contract.Samples.EventSample;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.topic.TopicSpec;
import dev.traza.contract.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The AsyncAPI 3 document of all topics, made from the contract: its topics, types, schemas and samples. */
final class AsyncApiDocument {

    private static final String KAFKA_BINDING = "0.5.0";

    private final ObjectNode document = ContractJson.mapper().createObjectNode();
    private final Map<String, JsonNode> schemas = ContractSchemas.generate();
    private final Map<String, JsonNode> internal = ContractSchemas.internal();

    private AsyncApiDocument() {}

    static ObjectNode generate() {
        AsyncApiDocument made = new AsyncApiDocument();
        made.info();
        made.servers();
        made.channels();
        made.operations();
        made.components();
        return made.document;
    }

    private void info() {
        document.put("asyncapi", "3.0.0").put("id", "urn:traza:topics");
        document.putObject("info")
                .put("title", "Traza: topics")
                .put("version", "1")
                .put("description", """
                        Everything that happens to a ticket is an event on a Kafka topic. Each event is a CloudEvent 1.0 \
                        in Kafka's binary content mode: headers say what is about the event, the JSON of the value is the \
                        event itself.

                        Read with isolation.level=read_committed. Ignore fields, headers and types that you do not know. \
                        Fields that may be absent can be added to a version; anything else is a new version, and former \
                        ones stay on the topics for ever.""")
                .putObject("license")
                .put("name", "Apache-2.0");
        document.put("defaultContentType", "application/json");
    }

    private void servers() {
        ObjectNode servers = document.putObject("servers");
        ObjectNode production = servers.putObject("production")
                .put("host", "kafka.example.org:9093")
                .put("protocol", "kafka-secure")
                .put("protocolVersion", "4")
                .put("title", "A cluster of one's own")
                .put(
                        "description",
                        "Kafka's own TLS, SASL and ACLs. Who may read a topic may read all of it, so readers get the"
                                + " right to read (READ, DESCRIBE) single topics and consumer groups of their own;"
                                + " only Traza's services may write.");
        production
                .putArray("security")
                .add(reference("securitySchemes", "password"))
                .add(reference("securitySchemes", "certificate"));
        servers.putObject("local")
                .put("host", "127.0.0.1:9092")
                .put("protocol", "kafka")
                .put("protocolVersion", "4")
                .put("title", "./traza up")
                .put("description", "On one machine, for whoever is on it.");
    }

    private void channels() {
        ObjectNode channels = document.putObject("channels");
        Topics.all().forEach(topic -> {
            Words words = AsyncApiChannels.of(topic);
            ObjectNode channel = channels.putObject(topic.name())
                    .put("address", topic.name())
                    .put("title", words.title())
                    .put("description", words.text() + "\n\n" + kept(topic) + " Key: " + decapitalized(words.key()));
            ObjectNode messages = channel.putObject("messages");
            messageNames(topic).forEach(name -> messages.set(name, reference("messages", name)));
            ObjectNode binding = channel.putObject("bindings")
                    .putObject("kafka")
                    .put("topic", topic.name())
                    .put("partitions", topic.partitioned() ? Topics.DEFAULT_PARTITIONS : 1);
            topicConfiguration(topic, binding.putObject("topicConfiguration"));
            binding.put("bindingVersion", KAFKA_BINDING);
        });
    }

    private void operations() {
        ObjectNode operations = document.putObject("operations");
        for (Use use : AsyncApiChannels.uses()) {
            String name = use.service()
                    + (use.sends() ? ".sends." : ".receives.")
                    + use.topic().name();
            ObjectNode operation = operations
                    .putObject(name)
                    .put("action", use.sends() ? "send" : "receive")
                    .put("summary", use.purpose());
            operation
                    .putObject("channel")
                    .put("$ref", "#/channels/" + use.topic().name());
            operation.putArray("tags").addObject().put("name", use.service());
            ArrayNode messages = operation.putArray("messages");
            (use.sends() ? presentNames(use.topic()) : messageNames(use.topic()))
                    .forEach(message -> messages.addObject()
                            .put("$ref", "#/channels/" + use.topic().name() + "/messages/" + message));
        }
    }

    private void components() {
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        Topics.all().forEach(topic -> {
            MessageCatalogue<?> events = AsyncApiChannels.of(topic).events();
            if (events != null) {
                events.names().forEach(name -> event(messages.putObject(name), topic, name));
                events.formerNames().forEach(name -> formerEvent(messages.putObject(name), topic, name, events));
            } else if (topic.equals(Topics.ROUTING_DIRECTORY)) {
                directoryEntry(messages.putObject(ContractSchemas.DIRECTORY_ENTRY));
            } else if (topic.equals(Topics.TICKET_COMMANDS)) {
                presentNames(topic).forEach(name -> command(messages.putObject(name), topic, name));
            } else if (topic.equals(Topics.TICKET_COMMAND_REPLIES)) {
                table(
                        messages.putObject(ContractSchemas.COMMAND_REPLY),
                        topic,
                        schemaOf(ContractSchemas.COMMAND_REPLY));
            } else if (topic.equals(Topics.TICKET_KEYS) || topic.equals(Topics.COMMAND_KEYS)) {
                key(messages.putObject(topic.name()), topic);
            } else {
                table(messages.putObject(topic.name()), topic, byHand(topic));
            }
        });
        ObjectNode traits = components.putObject("messageTraits");
        AsyncApiHeaders.describeEvent(traits.putObject("cloudEvent"));
        AsyncApiHeaders.describeCommand(traits.putObject("cloudCommand"));
        ObjectNode security = components.putObject("securitySchemes");
        security.putObject("password").put("type", "scramSha512").put("description", "SASL SCRAM, over TLS");
        security.putObject("certificate").put("type", "X509").put("description", "A client's certificate");
    }

    private void event(ObjectNode message, TopicSpec topic, String name) {
        JsonNode schema = requireNonNull(schemas.get(name));
        describeEvent(message, topic, name, schema, "");
        ArrayNode examples = message.putArray("examples");
        Samples.events().stream()
                .filter(sample -> sample.file().equals(name) || sample.file().equals(name + "-minimal"))
                .forEach(sample -> example(examples, sample.file(), record(sample)));
    }

    private void formerEvent(ObjectNode message, TopicSpec topic, String name, MessageCatalogue<?> events) {
        JsonNode schema = ApprovedFile.of(ApprovedSchemasTest.FOLDER, name).json();
        String present = events.nameOf(events.typeOf(name).orElseThrow());
        describeEvent(
                message,
                topic,
                name,
                schema,
                "\n\nA former version: written no more, since " + present + " took its place.");
        ArrayNode examples = message.putArray("examples");
        for (String file : List.of(name, name + "-minimal")) {
            example(
                    examples,
                    file,
                    ApprovedFile.of(ApprovedSamplesTest.FOLDER, file).json());
        }
    }

    private static void describeEvent(
            ObjectNode message, TopicSpec topic, String name, JsonNode schema, String afterwards) {
        message.put("name", name)
                .put("title", name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1))
                .put("description", schema.get("description").textValue() + afterwards)
                .put("contentType", "application/json");
        message.putArray("traits").add(reference("messageTraits", "cloudEvent"));
        ObjectNode headers = message.putObject("headers").put("type", "object").putObject("properties");
        headers.putObject("ce_type").put("const", name);
        headers.putObject("ce_source").put("const", AsyncApiChannels.of(topic).source());
        headers.putObject("ce_dataschema").put("const", schema.get("$id").textValue());
        message.set("payload", payload(schema));
    }

    private void directoryEntry(ObjectNode message) {
        JsonNode schema = requireNonNull(schemas.get(ContractSchemas.DIRECTORY_ENTRY));
        message.put("name", ContractSchemas.DIRECTORY_ENTRY)
                .put("title", "DirectoryEntry.v1")
                .put("description", schema.get("description").textValue())
                .put("contentType", "application/json");
        message.set("payload", payload(schema));
        keyOf(message, "desk:<id>, team:<id> or agent:<id>");
        ArrayNode examples = message.putArray("examples");
        Samples.directory().forEach(sample -> example(examples, sample.file(), record(sample)));
    }

    private void command(ObjectNode message, TopicSpec topic, String name) {
        JsonNode schema = schemaOf(name);
        message.put("name", name)
                .put("title", name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1))
                .put("description", schema.get("description").textValue())
                .put("contentType", "application/json");
        message.putArray("traits").add(reference("messageTraits", "cloudCommand"));
        message.putObject("headers")
                .put("type", "object")
                .putObject("properties")
                .putObject("ce_type")
                .put("const", name);
        message.set("payload", payload(schema));
        keyOf(message, AsyncApiChannels.of(topic).key());
    }

    private static void table(ObjectNode message, TopicSpec topic, JsonNode schema) {
        Words words = AsyncApiChannels.of(topic);
        message.put("name", topic.name())
                .put("title", words.title())
                .put("description", words.text())
                .put("contentType", "application/json");
        message.set("payload", payload(schema));
        keyOf(message, words.key());
    }

    private static void key(ObjectNode message, TopicSpec topic) {
        Words words = AsyncApiChannels.of(topic);
        message.put("name", topic.name())
                .put("title", words.title())
                .put("description", words.text())
                .put("contentType", "application/octet-stream");
        message.putObject("payload")
                .putArray("anyOf")
                .addObject()
                .put("type", "string")
                .put("format", "binary")
                .put("description", "The key itself; empty once it was destroyed");
        keyOf(message, words.key());
    }

    private JsonNode schemaOf(String name) {
        return requireNonNull(internal.get(name));
    }

    /** Of a record that the contract does not know; a test of the service that writes it holds it against this. */
    private static JsonNode byHand(TopicSpec topic) {
        try {
            return ContractJson.mapper()
                    .readTree(AsyncApiDocument.class.getResource("/asyncapi/" + topic.name() + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The committed schema: what it says of itself as a document of its own is left to the message. */
    private static JsonNode payload(JsonNode schema) {
        ObjectNode payload = schema.deepCopy();
        payload.remove(List.of("$schema", "$id", "description"));
        return payload;
    }

    private static void keyOf(ObjectNode message, String text) {
        ObjectNode kafka = message.putObject("bindings").putObject("kafka");
        kafka.putObject("key").put("type", "string").put("description", text);
        kafka.put("bindingVersion", KAFKA_BINDING);
    }

    private static void example(ArrayNode examples, String file, JsonNode record) {
        ObjectNode example = examples.addObject().put("name", file);
        if (!record.get("headers").isEmpty()) {
            example.set("headers", record.get("headers"));
        }
        example.set("payload", record.get("value"));
    }

    private static <E> JsonNode record(EventSample<E> sample) {
        try {
            return ApprovedSamplesTest.json(sample.topic(), sample.records().write(sample.envelope()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode record(DirectorySample sample) {
        try {
            byte[] value = ContractJson.mapper().writeValueAsBytes(sample.entry());
            return ApprovedSamplesTest.json(
                    Topics.ROUTING_DIRECTORY, new WireRecord(sample.entry().key(), new RecordHeaders(), value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Collection<String> messageNames(TopicSpec topic) {
        List<String> names = new ArrayList<>(presentNames(topic));
        MessageCatalogue<?> events = AsyncApiChannels.of(topic).events();
        if (events != null) {
            names.addAll(events.formerNames());
        }
        return names;
    }

    private static Collection<String> presentNames(TopicSpec topic) {
        MessageCatalogue<?> events = AsyncApiChannels.of(topic).events();
        if (events != null) {
            return events.names();
        }
        if (topic.equals(Topics.TICKET_COMMANDS)) {
            return ContractSchemas.commands()
                    .flatMap(commands -> commands.names().stream())
                    .toList();
        }
        if (topic.equals(Topics.TICKET_COMMAND_REPLIES)) {
            return List.of(ContractSchemas.COMMAND_REPLY);
        }
        return List.of(topic.equals(Topics.ROUTING_DIRECTORY) ? ContractSchemas.DIRECTORY_ENTRY : topic.name());
    }

    private static void topicConfiguration(TopicSpec topic, ObjectNode configuration) {
        configuration.putArray("cleanup.policy").add(topic.settings().get("cleanup.policy"));
        for (String number : List.of("retention.ms", "retention.bytes")) {
            if (topic.settings().containsKey(number)) {
                configuration.put(number, Long.parseLong(topic.settings().get(number)));
            }
        }
    }

    private static String kept(TopicSpec topic) {
        if ("compact".equals(topic.settings().get("cleanup.policy"))) {
            return "Kept: the newest record of each key.";
        }
        long retention = Long.parseLong(requireNonNull(topic.settings().get("retention.ms")));
        if (retention < 0) {
            return "Kept for ever.";
        }
        Duration kept = Duration.ofMillis(retention);
        return kept.toDays() > 0
                ? "Kept for " + kept.toDays() + " days."
                : "Kept for " + kept.toMinutes() + " minutes.";
    }

    private static String decapitalized(String sentence) {
        return sentence.startsWith("The ") ? "t" + sentence.substring(1) : sentence;
    }

    private static ObjectNode reference(String kind, String name) {
        return ContractJson.mapper().createObjectNode().put("$ref", "#/components/" + kind + "/" + name);
    }
}

package dev.traza.query.api.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is different in a ticket between two of its versions, as the caller may see it.
 *
 * @param changes field by field, in alphabetical order
 */
@Schema(name = "TicketDifference")
public record DifferenceAnswer(UUID ticketId, String number, Version from, Version to, List<Change> changes) {

    /**
     * One of the two versions.
     *
     * @param recordedAt when it was put on record
     */
    @Schema(name = "TicketVersion")
    public record Version(long version, Instant recordedAt) {}

    /**
     * A field that is different.
     *
     * @param field where it stands in the ticket (RFC 6901). In lists of things that have an id, by that:
     *     {@code /tasks/<taskId>/state}
     * @param before absent if there was nothing
     * @param after absent if there is nothing
     */
    @Schema(name = "TicketChange")
    public record Change(
            String field,

            @Schema(description = "Of any type; absent if there was nothing") @Nullable
            Object before,

            @Schema(description = "Of any type; absent if there is nothing") @Nullable
            Object after) {}

    /** By what the things in lists are told from each other; other lists are compared as a whole. */
    private static final Map<String, List<String>> IDENTITIES = Map.of(
            "sla", List.of("metric", "cycle"),
            "attachments", List.of("attachmentId"),
            "participants", List.of("id"),
            "assets", List.of("assetId"),
            "tasks", List.of("taskId"),
            "links", List.of("type", "ticketId"),
            "approvals", List.of("approvalId"),
            "splits", List.of("ticketId"),
            "steps", List.of("id"),
            "items", List.of("ticketId"));

    /** They differ between any two versions, and stand beside the changes. */
    private static final List<String> ASIDE = List.of("version", "updatedAt");

    public DifferenceAnswer {
        changes = List.copyOf(changes);
    }

    static DifferenceAnswer between(TicketAnswer from, TicketAnswer to, ObjectMapper json) {
        ObjectNode before = json.valueToTree(from);
        ObjectNode after = json.valueToTree(to);
        before.remove(ASIDE);
        after.remove(ASIDE);
        List<Change> changes = new ArrayList<>();
        compare("", "", before, after, changes);
        return new DifferenceAnswer(
                to.ticketId(),
                to.number(),
                new Version(from.version(), from.updatedAt()),
                new Version(to.version(), to.updatedAt()),
                changes);
    }

    private static void compare(
            String path, String name, @Nullable JsonNode before, @Nullable JsonNode after, List<Change> changes) {
        if (before == null ? after == null : before.equals(after)) {
            return;
        }
        Map<String, JsonNode> earlier = parts(name, before);
        Map<String, JsonNode> later = parts(name, after);
        if (before == null || after == null || earlier.isEmpty() && later.isEmpty() || !alike(before, after)) {
            changes.add(new Change(path, before, after));
            return;
        }
        TreeSet<String> names = new TreeSet<>(earlier.keySet());
        names.addAll(later.keySet());
        names.forEach(part -> compare(
                path + "/" + part.replace("~", "~0").replace("/", "~1"),
                part,
                earlier.get(part),
                later.get(part),
                changes));
    }

    private static boolean alike(JsonNode before, JsonNode after) {
        return before.getNodeType() == after.getNodeType();
    }

    /** What an object or a list of things with ids consists of; nothing for what is compared as a whole. */
    private static Map<String, JsonNode> parts(String name, @Nullable JsonNode whole) {
        Map<String, JsonNode> parts = new LinkedHashMap<>();
        if (whole instanceof ObjectNode object) {
            for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                parts.put(field.getKey(), field.getValue());
            }
        } else if (whole != null && whole.isArray()) {
            List<String> identity = IDENTITIES.getOrDefault(name, List.of());
            if (!identity.isEmpty()) {
                whole.forEach(one -> parts.put(
                        identity.stream().map(part -> one.path(part).asText()).collect(Collectors.joining(":")), one));
            }
        }
        return parts;
    }
}

package dev.traza.stack.test.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What filters and measures are of a ticket as it is shown, as {@code docs/lists.md} says. */
final class PlainValues {

    /** Filters that are always of a value. */
    static final List<String> ALWAYS =
            List.of("ticket", "status", "priority", "impact", "urgency", "type", "channel", "requester", "level");

    /** Filters that are true or false. */
    static final List<String> FLAGS =
            List.of("vip", "escalated", "slaBreached", "hasOpenTasks", "hasAttachments", "erased");

    /** Filters of which a ticket may have no value. */
    static final List<String> SOMETIMES = List.of(
            "category",
            "catalogItem",
            "desk",
            "team",
            "assignee",
            "organisation",
            "language",
            "participant",
            "watcher",
            "tag",
            "holdReason",
            "resolutionCode",
            "satisfaction",
            "slaPolicy",
            "approval",
            "approver",
            "taskTeam",
            "link",
            "linkType",
            "parent",
            "child",
            "followUpOf",
            "splitFrom",
            "mergedInto",
            "absorbed",
            "asset",
            "procedure");

    /** Filters and measures that requesters must not ask for. */
    static final Set<String> OF_STAFF = Set.of(
            "watcher",
            "taskTeam",
            "hasOpenTasks",
            "link",
            "linkType",
            "parent",
            "child",
            "splitFrom",
            "asset",
            "procedure",
            "openTasks",
            "workMinutes");

    /** Filters by which nothing is counted. */
    static final Set<String> NO_FACETS = Set.of(
            "ticket",
            "participant",
            "watcher",
            "approver",
            "link",
            "parent",
            "child",
            "followUpOf",
            "splitFrom",
            "mergedInto",
            "absorbed");

    static final List<String> TIMES = List.of(
            "createdAt", "updatedAt", "firstRespondedAt", "resolvedAt", "closedAt", "dueAt", "breachesAt", "heldUntil");

    static final List<String> COUNTS =
            List.of("level", "reopenCount", "escalations", "satisfaction", "version", "openTasks", "workMinutes");

    static final List<String> RANKS = List.of("priority", "impact", "urgency", "status", "number");

    private static final List<String> PRIORITIES = List.of("LOW", "NORMAL", "HIGH", "CRITICAL");
    private static final List<String> GRADES = List.of("LOW", "MEDIUM", "HIGH");
    private static final List<String> STATUSES = List.of("NEW", "OPEN", "PENDING", "ON_HOLD", "RESOLVED", "CLOSED");

    private PlainValues() {}

    static Set<String> values(JsonNode ticket, String filter) {
        Set<String> values = new TreeSet<>();
        all(ticket, filter).forEach(values::add);
        return values;
    }

    /** The day that a text says, if it says one. */
    static Optional<LocalDate> day(String text) {
        try {
            return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException thereIsNoSuchDay) {
            return Optional.empty();
        }
    }

    private static Stream<String> all(JsonNode ticket, String filter) {
        if (filter.startsWith("field.")) {
            return text(ticket.path("customFields").path(filter.substring("field.".length())))
                    .filter(value -> !value.equals("[erased]"));
        }
        return switch (filter) {
            case "ticket" -> Stream.concat(text(ticket.path("ticketId")), text(ticket.path("number")));
            case "status",
                    "priority",
                    "impact",
                    "urgency",
                    "type",
                    "channel",
                    "desk",
                    "team",
                    "assignee",
                    "level",
                    "resolutionCode",
                    "followUpOf",
                    "splitFrom" -> text(ticket.path(filter));
            case "category" -> text(ticket.path("category")).flatMap(PlainValues::andAbove);
            case "catalogItem" -> text(ticket.path("catalogItem").path("path"));
            case "requester" -> text(ticket.path("requester").path("id"));
            case "organisation", "language", "vip" ->
                text(ticket.path("requester").path(filter));
            case "participant" -> each(ticket.path("participants")).flatMap(one -> text(one.path("id")));
            case "watcher" -> each(ticket.path("watchers")).flatMap(PlainValues::text);
            case "tag" -> each(ticket.path("tags")).flatMap(PlainValues::text);
            case "escalated" -> flag(ticket.path("escalations").asInt() > 0);
            case "holdReason" -> text(ticket.path("hold").path("reason"));
            case "satisfaction" -> text(ticket.path("rating").path("score"));
            case "slaBreached" ->
                flag(each(ticket.path("sla"))
                        .anyMatch(clock -> clock.path("breached").asBoolean()));
            case "slaPolicy" -> each(ticket.path("sla")).flatMap(clock -> text(clock.path("policy")));
            case "approval" -> each(ticket.path("approvals")).flatMap(approval -> text(approval.path("state")));
            case "approver" -> awaited(ticket);
            case "taskTeam" ->
                openTasks(ticket)
                        .flatMap(task -> task.has("team") ? text(task.path("team")) : text(ticket.path("team")));
            case "hasOpenTasks" -> flag(openTasks(ticket).findAny().isPresent());
            case "hasAttachments" -> flag(each(ticket.path("attachments")).anyMatch(file -> !file.has("erasedAt")));
            case "link" -> links(ticket, type -> true);
            case "linkType" -> each(ticket.path("links")).flatMap(link -> text(link.path("type")));
            case "parent" -> links(ticket, "CHILD_OF"::equals);
            case "child" -> links(ticket, "PARENT_OF"::equals);
            case "mergedInto" -> named(ticket.path("mergedInto"));
            case "absorbed" -> each(ticket.path("absorbed")).flatMap(PlainValues::named);
            case "asset" -> each(ticket.path("assets")).flatMap(asset -> text(asset.path("assetId")));
            case "procedure" -> text(ticket.path("procedure").path("state"));
            case "erased" -> flag(ticket.has("erasedAt"));
            default -> throw new IllegalArgumentException("No filter: " + filter);
        };
    }

    /** Times in milliseconds since 1970. */
    static Optional<Long> measure(JsonNode ticket, String measure) {
        return switch (measure) {
            case "createdAt", "updatedAt", "firstRespondedAt", "resolvedAt", "closedAt" -> time(ticket.path(measure));
            case "dueAt" -> due(ticket, clock -> true);
            case "breachesAt" -> due(ticket, clock -> !clock.path("breached").asBoolean());
            case "heldUntil" -> time(ticket.path("hold").path("until"));
            case "priority" ->
                Optional.of((long) PRIORITIES.indexOf(ticket.path("priority").asText()));
            case "impact", "urgency" ->
                Optional.of((long) GRADES.indexOf(ticket.path(measure).asText()));
            case "status" ->
                Optional.of((long) STATUSES.indexOf(ticket.path("status").asText()));
            case "number" ->
                Optional.of(Long.parseLong(ticket.path("number").asText().substring("T-".length())));
            case "level", "reopenCount", "escalations", "version", "workMinutes" ->
                Optional.of(ticket.path(measure).asLong());
            case "satisfaction" ->
                ticket.has("rating")
                        ? Optional.of(ticket.path("rating").path("score").asLong())
                        : Optional.empty();
            case "openTasks" -> Optional.of(openTasks(ticket).count());
            default -> throw new IllegalArgumentException("No measure: " + measure);
        };
    }

    private static Stream<String> awaited(JsonNode ticket) {
        return ticket.path("status").asText().equals("CLOSED")
                ? Stream.of()
                : each(ticket.path("approvals"))
                        .filter(approval -> approval.path("state").asText().equals("OPEN"))
                        .flatMap(approval -> each(approval.path("approvers"))
                                .flatMap(PlainValues::text)
                                .filter(approver -> each(approval.path("votes"))
                                        .noneMatch(vote ->
                                                vote.path("approver").asText().equals(approver))));
    }

    private static Stream<JsonNode> openTasks(JsonNode ticket) {
        return each(ticket.path("tasks"))
                .filter(task -> task.path("state").asText().equals("OPEN"));
    }

    private static Stream<String> links(JsonNode ticket, Predicate<String> type) {
        return each(ticket.path("links"))
                .filter(link -> type.test(link.path("type").asText()))
                .flatMap(PlainValues::named);
    }

    private static Stream<String> named(JsonNode other) {
        return Stream.concat(text(other.path("ticketId")), text(other.path("number")));
    }

    private static Stream<String> andAbove(String category) {
        return Stream.iterate(
                category,
                path -> !path.isEmpty(),
                path -> path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "");
    }

    private static Optional<Long> due(JsonNode ticket, Predicate<JsonNode> wanted) {
        return each(ticket.path("sla"))
                .filter(clock -> clock.path("state").asText().equals("RUNNING"))
                .filter(wanted)
                .flatMap(clock -> time(clock.path("dueAt")).stream())
                .min(Long::compare);
    }

    private static Optional<Long> time(JsonNode node) {
        return text(node).map(text -> Instant.parse(text).toEpochMilli()).findFirst();
    }

    private static Stream<String> flag(boolean value) {
        return Stream.of(Boolean.toString(value));
    }

    private static Stream<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? Stream.of(node.asText()) : Stream.of();
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}

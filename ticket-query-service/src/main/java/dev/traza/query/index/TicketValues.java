package dev.traza.query.index;

import dev.traza.contract.envelope.TicketNumber;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.view.SlaClock;
import dev.traza.query.view.Ticket;
import dev.traza.query.view.TicketView;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What filters and measures are of a ticket. */
final class TicketValues {

    private TicketValues() {}

    /** Each value once. */
    static Stream<String> of(Filter filter, TicketView view, Ticket ticket) {
        return all(filter, view, ticket).distinct();
    }

    private static Stream<String> all(Filter filter, TicketView view, Ticket ticket) {
        Ticket.Matter matter = ticket.matter();
        Ticket.Work work = ticket.work();
        return switch (filter) {
            case TICKET -> named(view.ticketId(), matter.number());
            case STATUS -> Stream.of(ticket.status().name());
            case PRIORITY -> Stream.of(ticket.importance().priority().name());
            case IMPACT -> Stream.of(ticket.importance().impact().name());
            case URGENCY -> Stream.of(ticket.importance().urgency().name());
            case TYPE -> Stream.of(matter.type().name());
            case CHANNEL -> Stream.of(matter.channel().name());
            case CATEGORY -> categories(matter.category());
            case CATALOG_ITEM -> Stream.ofNullable(matter.catalogItem()).map(item -> item.path());
            case DESK -> Stream.ofNullable(view.desk());
            case TEAM -> Stream.ofNullable(ticket.teamId());
            case ASSIGNEE -> Stream.ofNullable(ticket.assigneeId());
            case REQUESTER -> Stream.of(matter.requester().id());
            case ORGANISATION -> Stream.ofNullable(matter.requester().organisation());
            case LANGUAGE -> Stream.ofNullable(matter.requester().language());
            case VIP -> flag(matter.requester().vip());
            case PARTICIPANT -> ticket.participants().stream().map(Participant::id);
            case WATCHER -> ticket.watchers().stream();
            case TAG -> matter.tags().stream();
            case LEVEL -> Stream.of(Integer.toString(ticket.level()));
            case ESCALATED -> flag(ticket.escalations() > 0);
            case HOLD_REASON ->
                Stream.ofNullable(ticket.hold()).map(hold -> hold.reason().name());
            case RESOLUTION_CODE -> Stream.ofNullable(ticket.outcome().code()).map(Enum::name);
            case SATISFACTION -> Stream.ofNullable(work.rating()).map(rating -> Integer.toString(rating.score()));
            case SLA_BREACHED -> flag(view.sla().stream().anyMatch(SlaClock::breached));
            case SLA_POLICY -> view.sla().stream().map(SlaClock::policyId);
            case APPROVAL ->
                work.approvals().stream().map(approval -> approval.state().name());
            case APPROVER -> ticket.awaitedApprovers();
            case TASK_TEAM -> openTasks(ticket).flatMap(task -> teamOf(task, ticket));
            case HAS_OPEN_TASKS -> flag(openTasks(ticket).findAny().isPresent());
            case HAS_ATTACHMENTS -> flag(hasAttachments(ticket, _ -> true));
            case LINK -> links(ticket, _ -> true);
            case LINK_TYPE -> ticket.links().stream().map(link -> link.type().name());
            case PARENT -> links(ticket, LinkType.CHILD_OF::equals);
            case CHILD -> links(ticket, LinkType.PARENT_OF::equals);
            case FOLLOW_UP_OF -> id(matter.followUpOf());
            case SPLIT_FROM -> id(ticket.origins().splitFrom());
            case MERGED_INTO ->
                Stream.ofNullable(ticket.merging().into()).flatMap(into -> named(into.ticketId(), into.number()));
            case ABSORBED ->
                ticket.merging().absorbed().stream().flatMap(source -> named(source.ticketId(), source.number()));
            case ASSET -> work.assets().stream().map(Ticket.Asset::assetId);
            case PROCEDURE ->
                Stream.ofNullable(work.procedure())
                        .map(procedure -> procedure.state().name());
            case ERASED -> flag(ticket.erased().at() != null);
        };
    }

    /** The value, if there is one. */
    static OptionalLong of(Measure measure, TicketView view, Ticket ticket) {
        return switch (measure) {
            case CREATED_AT -> at(ticket.createdAt());
            case UPDATED_AT -> at(ticket.updatedAt());
            case FIRST_RESPONDED_AT -> at(ticket.conversation().firstRespondedAt());
            case RESOLVED_AT -> at(ticket.outcome().resolvedAt());
            case CLOSED_AT -> at(ticket.outcome().closedAt());
            case DUE_AT -> at(due(view, _ -> true));
            case BREACHES_AT -> at(due(view, clock -> !clock.breached()));
            case HELD_UNTIL -> at(ticket.hold() == null ? null : ticket.hold().until());
            case PRIORITY -> OptionalLong.of(ticket.importance().priority().ordinal());
            case IMPACT -> OptionalLong.of(ticket.importance().impact().ordinal());
            case URGENCY -> OptionalLong.of(ticket.importance().urgency().ordinal());
            case STATUS -> OptionalLong.of(ticket.status().ordinal());
            case NUMBER ->
                OptionalLong.of(TicketNumber.parse(ticket.matter().number())
                        .map(TicketNumber::n)
                        .orElse(0L));
            case LEVEL -> OptionalLong.of(ticket.level());
            case REOPEN_COUNT -> OptionalLong.of(ticket.outcome().reopenCount());
            case ESCALATIONS -> OptionalLong.of(ticket.escalations());
            case SATISFACTION ->
                ticket.work().rating() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(ticket.work().rating().score());
            case VERSION -> OptionalLong.of(view.version());
            case OPEN_TASKS -> OptionalLong.of(openTasks(ticket).count());
            case WORK_MINUTES ->
                OptionalLong.of(TimeUnit.SECONDS.toMinutes(ticket.work().seconds()));
        };
    }

    /** Whether there are files that requesters may read. */
    static Stream<String> hasPublicAttachments(Ticket ticket) {
        return flag(hasAttachments(ticket, Visibility.PUBLIC::equals));
    }

    private static boolean hasAttachments(Ticket ticket, Predicate<Visibility> visible) {
        return ticket.conversation().attachments().stream()
                .anyMatch(attached -> attached.erasedAt() == null && visible.test(attached.visibility()));
    }

    private static Stream<Ticket.Task> openTasks(Ticket ticket) {
        return ticket.work().tasks().stream().filter(task -> task.state() == Ticket.Task.State.OPEN);
    }

    private static Stream<String> teamOf(Ticket.Task task, Ticket ticket) {
        return Stream.ofNullable(task.teamId() == null ? ticket.teamId() : task.teamId());
    }

    private static @Nullable Instant due(TicketView view, Predicate<SlaClock> wanted) {
        return view.sla().stream()
                .filter(clock -> clock.state() == SlaClock.State.RUNNING)
                .filter(wanted)
                .map(SlaClock::dueAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static Stream<String> links(Ticket ticket, Predicate<LinkType> wanted) {
        return ticket.links().stream()
                .filter(link -> wanted.test(link.type()))
                .flatMap(link -> named(link.ticketId(), link.number()));
    }

    /** By either name a ticket is found. */
    private static Stream<String> named(UUID ticketId, String number) {
        return Stream.of(ticketId.toString(), number.toUpperCase(Locale.ROOT));
    }

    private static Stream<String> id(@Nullable UUID ticketId) {
        return Stream.ofNullable(ticketId).map(UUID::toString);
    }

    /** A category and all above it, so that asking for {@code hardware} finds {@code hardware/printer}. */
    private static Stream<String> categories(@Nullable String category) {
        return Stream.iterate(
                category,
                Objects::nonNull,
                path -> path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : null);
    }

    private static Stream<String> flag(boolean value) {
        return Stream.of(Boolean.toString(value));
    }

    private static OptionalLong at(@Nullable Instant time) {
        return time == null ? OptionalLong.empty() : OptionalLong.of(time.toEpochMilli());
    }
}

package dev.traza.sla.clock;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.CatalogReference;
import dev.traza.contract.ticket.Classification;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Visibility;
import dev.traza.sla.TicketEvents;
import dev.traza.sla.policy.Condition;
import dev.traza.sla.policy.Goal;
import dev.traza.sla.policy.Policy;
import dev.traza.sla.policy.PolicyBook;
import dev.traza.sla.policy.PolicyVersion;
import dev.traza.workingtime.CalendarPlan;
import dev.traza.workingtime.CalendarVersion;
import dev.traza.workingtime.Frame;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the story of one ticket to the clockwork and keeps what came of it. All days are Wednesday 10 June 2026, UTC. */
public final class Story {

    static final UUID TICKET = UUID.fromString("01970000-0000-7000-8000-000000000001");
    static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private PolicyBook book;
    private @Nullable TicketClocks clocks;
    private long version;
    private final List<EventEnvelope<SlaEvent>> told = new ArrayList<>();
    private final List<CommandEnvelope> asked = new ArrayList<>();

    private Story(PolicyBook book) {
        this.book = book;
    }

    /** High: 1 h and 4 h; everything else: 2 h and 8 h; every hour of every day counts. */
    static Story roundTheClock() {
        return new Story(bookOf(standard(1, Set.of(Status.PENDING, Status.ON_HOLD), Duration.ofHours(8))));
    }

    static Story by(PolicyBook book) {
        return new Story(book);
    }

    public static PolicyBook bookOf(PolicyVersion policy) {
        return PolicyBook.EMPTY.with(always(1)).with(policy);
    }

    public static CalendarVersion always(int version) {
        return calendar(version, new Frame("00:00", "24:00"));
    }

    static CalendarVersion calendar(int version, Frame... frames) {
        Map<DayOfWeek, List<Frame>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, List.of(frames));
        }
        return new CalendarVersion(
                "always",
                version,
                Ids.derived(TICKET, "calendar" + version),
                LONG_AGO.plusSeconds(version),
                "admin",
                new CalendarPlan("UTC", week, new TreeSet<>(), List.of()));
    }

    public static PolicyVersion standard(int version, Set<Status> pauseIn, Duration resolution) {
        return policy(
                version,
                pauseIn,
                new Goal(
                        "high",
                        new Condition(Set.of(), Set.of(Priority.HIGH), List.of(), Set.of(), null, Set.of()),
                        "always",
                        Map.of(
                                SlaMetric.FIRST_RESPONSE, Duration.ofHours(1),
                                SlaMetric.RESOLUTION, Duration.ofHours(4))),
                new Goal(
                        "rest",
                        Condition.ANY,
                        "always",
                        Map.of(SlaMetric.FIRST_RESPONSE, Duration.ofHours(2), SlaMetric.RESOLUTION, resolution)));
    }

    static PolicyVersion policy(int version, Set<Status> pauseIn, Goal... goals) {
        return new PolicyVersion(
                "standard",
                version,
                Ids.derived(TICKET, "policy" + version),
                LONG_AGO.plusSeconds(version),
                "admin",
                new Policy("Standard", 1_000, new TreeSet<>(List.of(50, 75, 90)), pauseIn, 5, List.of(goals)));
    }

    Story opened(String time) {
        return opened(time, Priority.NORMAL);
    }

    Story opened(String time, Priority priority) {
        return happens(time, TicketEvents.opened(priority));
    }

    Story comment(String time, Visibility visibility, AuthorKind author) {
        return happens(time, TicketEvents.comment(visibility, author, present().presentStatus()));
    }

    Story answered(String time) {
        return comment(time, Visibility.PUBLIC, AuthorKind.AGENT);
    }

    Story pended(String time) {
        return happens(time, TicketEvents.pended());
    }

    Story held(String time, @Nullable String until) {
        return happens(time, TicketEvents.held(until == null ? null : at(until)));
    }

    Story resumed(String time) {
        return happens(time, TicketEvents.resumed());
    }

    Story prioritized(String time, Priority priority) {
        return happens(time, TicketEvents.prioritized(priority, present().presentStatus()));
    }

    Story classified(String time, TicketType type, @Nullable String category) {
        Classification after = new Classification(category, null, type, Map.of());
        return happens(
                time, new TicketEvent.TicketClassified(after, after, present().presentStatus()));
    }

    Story classified(String time, CatalogReference item) {
        Classification after = new Classification(item.path(), item, TicketType.INCIDENT, Map.of());
        return happens(
                time, new TicketEvent.TicketClassified(after, after, present().presentStatus()));
    }

    Story resolved(String time) {
        return happens(time, TicketEvents.resolved());
    }

    Story reopened(String time) {
        return happens(time, TicketEvents.reopened());
    }

    Story closed(String time) {
        return happens(time, TicketEvents.closed());
    }

    Story happens(String time, TicketEvent event) {
        version++;
        return repeats(version, time, event);
    }

    /** The event of this version comes, for the first time or again. */
    Story repeats(long ofVersion, String time, TicketEvent event) {
        Instant occurredAt = at(time);
        return keep(new Clockwork(book)
                .apply(
                        clocks,
                        new EventEnvelope<>(
                                eventId(ofVersion),
                                TICKET,
                                ofVersion,
                                Actor.service("test"),
                                occurredAt,
                                occurredAt,
                                TICKET,
                                TICKET,
                                null,
                                event),
                        occurredAt));
    }

    Story itIs(String time) {
        return keep(new Clockwork(book).wake(present(), at(time)));
    }

    Story policiesBecome(String time, PolicyBook newBook) {
        book = newBook;
        return keep(new Clockwork(book).refresh(present(), at(time)));
    }

    private Story keep(Step step) {
        clocks = step.after();
        for (Effect effect : step.effects()) {
            switch (effect) {
                case Effect.Tell tell -> told.add(tell.event());
                case Effect.Ask ask -> asked.add(ask.command());
            }
        }
        return this;
    }

    TicketClocks present() {
        if (clocks == null) {
            throw new AssertionError("The ticket is not known");
        }
        return clocks;
    }

    boolean isForgotten() {
        return clocks == null;
    }

    PolicyBook book() {
        return book;
    }

    List<EventEnvelope<SlaEvent>> told() {
        return List.copyOf(told);
    }

    List<CommandEnvelope> asked() {
        return List.copyOf(asked);
    }

    /** What was told of a metric, one line each: what, cycle, used and allowed minutes, due time. */
    List<String> lines(SlaMetric metric) {
        return told.stream()
                .filter(envelope -> envelope.event().measure().metric() == metric)
                .map(Story::line)
                .toList();
    }

    private static String line(EventEnvelope<SlaEvent> envelope) {
        var measure = envelope.event().measure();
        String what =
                switch (envelope.event()) {
                    case SlaEvent.SlaStarted started -> "started";
                    case SlaEvent.SlaPaused paused -> "paused";
                    case SlaEvent.SlaResumed resumed -> "resumed";
                    case SlaEvent.SlaRetargeted retargeted -> "retargeted";
                    case SlaEvent.SlaWarned warned -> "warned " + warned.thresholdPercent();
                    case SlaEvent.SlaBreached breached -> "breached";
                    case SlaEvent.SlaMet met -> met.breached() ? "met late" : "met";
                    case SlaEvent.SlaCancelled cancelled -> "cancelled";
                };
        Instant due = measure.dueAt();
        return "%s #%d %s %d/%d due %s"
                .formatted(
                        envelope.occurredAt().toString().substring(11, 16),
                        measure.cycle(),
                        what,
                        measure.elapsedSeconds() / 60,
                        measure.targetSeconds() / 60,
                        due == null ? "-" : due.toString().substring(8, 16));
    }

    static UUID eventId(long ofVersion) {
        return Ids.derived(TICKET, "event" + ofVersion);
    }

    /** {@code HH:mm} of the story's day, or a whole instant. */
    static Instant at(String time) {
        return Instant.parse(time.length() > 5 ? time : "2026-06-10T" + time + ":00Z");
    }
}

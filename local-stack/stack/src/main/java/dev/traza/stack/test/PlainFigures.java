package dev.traza.stack.test;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Figures, computed in the plainest way: by going through a ticket's events from the first for every single thing that is
 * asked. Slow, and sharing nothing with the service that computes them but the definitions in {@code docs/figures.md}, so
 * that the two can be held against each other.
 */
public final class PlainFigures {

    private static final String NONE = "none";
    private static final Set<Status> UNSOLVED = EnumSet.of(Status.NEW, Status.OPEN, Status.PENDING, Status.ON_HOLD);
    private static final Set<ResolutionCode> NO_SOLUTION =
            EnumSet.of(ResolutionCode.SPAM, ResolutionCode.DUPLICATE, ResolutionCode.MERGED, ResolutionCode.CANCELLED);

    /** What the three logs say of a ticket, each in its own order. */
    public record Life(
            List<EventEnvelope<TicketEvent>> events,
            List<EventEnvelope<RoutingEvent>> routing,
            List<EventEnvelope<SlaEvent>> sla) {
        public Life {
            events = List.copyOf(events);
            routing = List.copyOf(routing);
            sla = List.copyOf(sla);
        }
    }

    /** Tells how many seconds lie between two times, if it can be told. */
    public interface Meter {
        /** @param calendar the ticket's own */
        OptionalLong seconds(Instant from, Instant to, @Nullable String calendar);

        /** The time that passes on every clock. */
        static Meter calendar() {
            return (from, to, calendar) -> OptionalLong.of((to.toEpochMilli() - from.toEpochMilli()) / 1000);
        }
    }

    /** Tells the desk of a team. */
    public interface Directory {
        /** The desk that the team belongs to now; null when that is not known. */
        @Nullable
        String deskOf(String team);
    }

    /**
     * Something that a figure is made of.
     *
     * @param number seconds of a time, 1 or 0 for a property, a score or 0; absent when a time could not be measured
     */
    private record Seen(Instant at, Map<String, String> who, OptionalLong number) {}

    private final Collection<Life> lives;
    private final Meter meter;
    private final Directory directory;

    /**
     * Figures over these tickets.
     *
     * @param directory what is known of teams besides what routing said of a ticket
     */
    public PlainFigures(Collection<Life> lives, Meter meter, Directory directory) {
        this.lives = lives.stream()
                .filter(life -> !life.events().isEmpty()
                        && life.events().getFirst().event() instanceof TicketEvent.TicketOpened)
                .toList();
        this.meter = meter;
        this.directory = directory;
    }

    /**
     * A figure of one period, by groups, as the API would answer it: the fields of the value.
     *
     * @param by dimensions to group by
     * @param wanted which of what is attributed to whom counts, by dimension
     */
    public Map<List<String>, Map<String, Object>> compute(
            String figure, Instant from, Instant to, List<String> by, Predicate<Map<String, String>> wanted) {
        Map<List<String>, List<OptionalLong>> groups = new LinkedHashMap<>();
        for (Life life : lives) {
            for (Seen seen : seen(figure, life, to)) {
                boolean inside = figure.equals("backlog")
                        || (!seen.at().isBefore(from) && seen.at().isBefore(to));
                if (inside && wanted.test(seen.who())) {
                    List<String> key = by.stream()
                            .map(dimension -> seen.who().getOrDefault(dimension, NONE))
                            .toList();
                    groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(seen.number());
                }
            }
        }
        Map<List<String>, Map<String, Object>> values = new LinkedHashMap<>();
        groups.forEach((key, numbers) -> values.put(key, value(figure, numbers)));
        return values;
    }

    /** The value of a figure that nothing contributes to. */
    public static Map<String, Object> nothing(String figure) {
        return value(figure, List.of());
    }

    private static Map<String, Object> value(String figure, List<OptionalLong> measured) {
        List<Long> numbers = measured.stream()
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .sorted()
                .toList();
        long sum = numbers.stream().mapToLong(Long::longValue).sum();
        Map<String, Object> value = new TreeMap<>();
        switch (figure) {
            case "first-response-time", "resolution-time" -> {
                value.put("count", (long) numbers.size());
                if (!numbers.isEmpty()) {
                    value.put("median", numbers.get((int) Math.ceil(numbers.size() * 0.5) - 1));
                    value.put("p90", numbers.get((numbers.size() * 9 + 9) / 10 - 1));
                    value.put("mean", (double) sum / numbers.size());
                }
            }
            case "reopen-rate", "first-contact-resolution", "escalation-rate" -> {
                value.put("count", sum);
                value.put("of", (long) numbers.size());
                if (!numbers.isEmpty()) {
                    value.put("rate", (double) sum / numbers.size());
                }
            }
            case "satisfaction" -> {
                List<Long> given = numbers.stream().filter(score -> score > 0).toList();
                value.put("count", (long) given.size());
                value.put("of", (long) numbers.size());
                value.put(
                        "scores",
                        List.of(often(given, 1), often(given, 2), often(given, 3), often(given, 4), often(given, 5)));
                if (!numbers.isEmpty()) {
                    value.put("rate", (double) given.size() / numbers.size());
                }
                if (!given.isEmpty()) {
                    value.put("mean", (double) sum / given.size());
                }
            }
            case "work-time" -> {
                value.put("count", (long) numbers.size());
                value.put("seconds", sum);
            }
            default -> value.put("count", (long) numbers.size());
        }
        return value;
    }

    private static long often(List<Long> scores, long score) {
        return scores.stream().filter(one -> one == score).count();
    }

    private List<Seen> seen(String figure, Life life, Instant end) {
        List<Seen> seen = new ArrayList<>();
        if (figure.equals("backlog")) {
            unsolvedAt(life, end).ifPresent(who -> seen.add(new Seen(end, who, OptionalLong.of(1))));
        }
        if (figure.equals("opened") || figure.equals("escalation-rate")) {
            seen.add(new Seen(opened(life), opening(life), property(escalated(life))));
        }
        int resolutions = 0;
        boolean answered = false;
        for (int i = 0; i < life.events().size(); i++) {
            TicketEvent event = life.events().get(i).event();
            if (event instanceof TicketEvent.TicketResolved resolved) {
                resolutions++;
                seen.addAll(resolution(figure, life, i, resolved, resolutions, answered));
                answered = answered || !NO_SOLUTION.contains(resolved.code());
            } else if (event instanceof TicketEvent.CommentAdded comment && isAnswer(comment)) {
                if (figure.equals("first-response-time") && !answered) {
                    seen.add(time(life, opened(life), at(life, i), who(life, i, comment.authorId())));
                }
                answered = true;
            } else {
                seen.addAll(other(figure, life, i, event));
            }
        }
        return seen;
    }

    private List<Seen> resolution(
            String figure, Life life, int i, TicketEvent.TicketResolved resolved, int resolutions, boolean answered) {
        boolean solution = !NO_SOLUTION.contains(resolved.code());
        Actor actor = life.events().get(i).actor();
        String by = actor.kind() == Actor.Kind.USER ? actor.subject() : null;
        String holder = who(life, i, null).get("agent");
        Map<String, String> who = who(life, i, holder == null ? by : holder);
        Instant turn = turn(life, i);
        return switch (figure) {
            case "resolved" -> List.of(new Seen(turn, who, OptionalLong.of(1)));
            case "satisfaction" -> List.of(new Seen(turn, who, OptionalLong.of(score(life, resolutions))));
            case "first-response-time" ->
                solution && !answered
                        ? List.of(time(life, opened(life), at(life, i), who(life, i, by == null ? holder : by)))
                        : List.of();
            case "resolution-time" -> solution ? List.of(time(life, begun(life, i), turn, who)) : List.of();
            case "reopen-rate" -> solution ? List.of(new Seen(turn, who, property(reopened(life, i)))) : List.of();
            case "first-contact-resolution" ->
                solution && resolutions == 1
                        ? List.of(new Seen(turn, who, property(firstContact(life, i))))
                        : List.of();
            default -> List.of();
        };
    }

    private List<Seen> other(String figure, Life life, int i, TicketEvent event) {
        return switch (event) {
            case TicketEvent.TicketReopened _ -> only("reopened", figure, turn(life, i), who(life, i, null), 1);
            case TicketEvent.TicketClosed _ -> only("closed", figure, turn(life, i), who(life, i, null), 1);
            case TicketEvent.TicketEscalated _ -> only("escalated", figure, at(life, i), who(life, i, null), 1);
            case TicketEvent.WorkLogged work ->
                only("work-time", figure, at(life, i), who(life, i, work.agentId()), work.seconds());
            default -> List.of();
        };
    }

    private static List<Seen> only(String of, String figure, Instant at, Map<String, String> who, long number) {
        return of.equals(figure) ? List.of(new Seen(at, who, OptionalLong.of(number))) : List.of();
    }

    private static boolean isAnswer(TicketEvent.CommentAdded comment) {
        return comment.visibility() == Visibility.PUBLIC && comment.authorKind() == AuthorKind.AGENT;
    }

    private static Instant at(Life life, int i) {
        return later(life.events().get(i).occurredAt(), opened(life));
    }

    /** When the i-th event counts, if it changes whether the ticket is solved. */
    private static Instant turn(Life life, int i) {
        return later(at(life, i), turned(life, i));
    }

    private Seen time(Life life, Instant from, Instant to, Map<String, String> who) {
        String calendar = life.sla().isEmpty()
                ? null
                : life.sla().getLast().event().measure().calendar();
        return new Seen(to, who, meter.seconds(from, to, calendar));
    }

    private static OptionalLong property(boolean has) {
        return OptionalLong.of(has ? 1 : 0);
    }

    private static Instant opened(Life life) {
        return life.events().getFirst().occurredAt();
    }

    private static boolean unsolved(Life life, int i) {
        return UNSOLVED.contains(life.events().get(i).event().status());
    }

    /** When the ticket last began or ceased to be unsolved, as of its i-th event. */
    private static Instant turned(Life life, int i) {
        Instant turned = opened(life);
        for (int j = 1; j <= i; j++) {
            if (unsolved(life, j) != unsolved(life, j - 1)) {
                turned = later(life.events().get(j).occurredAt(), turned);
            }
        }
        return turned;
    }

    /** The opening or the last reopening before the i-th event. */
    private static Instant begun(Life life, int i) {
        for (int j = i; j > 0; j--) {
            if (life.events().get(j).event() instanceof TicketEvent.TicketReopened) {
                return later(life.events().get(j).occurredAt(), turned(life, j));
            }
        }
        return opened(life);
    }

    private static boolean reopened(Life life, int i) {
        for (int j = i + 1; j < life.events().size(); j++) {
            switch (life.events().get(j).event()) {
                case TicketEvent.TicketReopened _ -> {
                    return true;
                }
                case TicketEvent.TicketResolved _ -> {
                    return false;
                }
                default -> {}
            }
        }
        return false;
    }

    private static long score(Life life, int resolution) {
        long score = 0;
        for (EventEnvelope<TicketEvent> envelope : life.events()) {
            if (envelope.event() instanceof TicketEvent.TicketRated rated && rated.resolution() == resolution) {
                score = rated.score();
            }
        }
        return score;
    }

    private static boolean escalated(Life life) {
        return life.events().stream().anyMatch(envelope -> envelope.event() instanceof TicketEvent.TicketEscalated);
    }

    private boolean firstContact(Life life, int resolved) {
        int answers = 0;
        Set<String> teams = new HashSet<>();
        for (int i = 0; i <= resolved; i++) {
            TicketEvent event = life.events().get(i).event();
            String team = who(life, i, null).get("team");
            if (team != null) {
                teams.add(team);
            }
            if (event instanceof TicketEvent.CommentAdded comment && comment.visibility() == Visibility.PUBLIC) {
                if (comment.authorKind() == AuthorKind.REQUESTER) {
                    return false;
                }
                answers += comment.authorKind() == AuthorKind.AGENT ? 1 : 0;
            }
            boolean passedOn = event instanceof TicketEvent.TicketEscalated escalated
                    && escalated.kind() == EscalationKind.FUNCTIONAL;
            if (passedOn || event.status() == Status.PENDING) {
                return false;
            }
        }
        return answers <= 1 && teams.size() <= 1 && !reopened(life, resolved);
    }

    /** Who has the ticket at a moment, unless it is solved then or not opened yet. */
    private Optional<Map<String, String>> unsolvedAt(Life life, Instant moment) {
        boolean unsolved = false;
        Map<String, String> who = Map.of();
        Instant turned = opened(life);
        Instant moved = opened(life);
        for (int i = 0; i < life.events().size(); i++) {
            Instant at = later(life.events().get(i).occurredAt(), opened(life));
            if (i == 0 || unsolved(life, i) != unsolved(life, i - 1)) {
                turned = later(at, turned);
                if (turned.isBefore(moment)) {
                    unsolved = unsolved(life, i);
                }
            }
            if (i == 0 || !who(life, i, null).equals(who(life, i - 1, null))) {
                moved = later(at, moved);
                if (moved.isBefore(moment)) {
                    who = who(life, i, null);
                }
            }
        }
        return unsolved ? Optional.of(who) : Optional.empty();
    }

    /** To whom the i-th event is attributed, by dimension; what there is not is absent. */
    private Map<String, String> who(Life life, int i, @Nullable String agent) {
        Map<String, String> who = new TreeMap<>();
        String holder = null;
        for (EventEnvelope<TicketEvent> envelope : life.events().subList(0, i + 1)) {
            switch (envelope.event()) {
                case TicketEvent.TicketOpened opened
                when who.isEmpty() -> {
                    who.put("channel", opened.channel().name());
                    who.put("priority", opened.priority().name());
                    put(who, "category", opened.category());
                }
                case TicketEvent.TicketAssigned assigned -> {
                    put(who, "team", assigned.teamId());
                    holder = assigned.agentId();
                }
                case TicketEvent.TicketReleased released -> {
                    put(who, "team", released.teamId());
                    holder = null;
                }
                case TicketEvent.TicketClassified classified ->
                    put(who, "category", classified.after().category());
                case TicketEvent.TicketPrioritized prioritized ->
                    who.put("priority", prioritized.priority().name());
                default -> {}
            }
        }
        put(who, "desk", desk(life, who.get("team")));
        put(who, "agent", agent == null ? holder : agent);
        return who;
    }

    private Map<String, String> opening(Life life) {
        Priority priority = ((TicketEvent.TicketOpened) life.events().getFirst().event()).priority();
        Map<String, String> first = new TreeMap<>();
        for (int i = 0; i < life.events().size(); i++) {
            who(life, i, null).forEach(first::putIfAbsent);
        }
        first.put("priority", priority.name());
        first.remove("desk");
        put(first, "desk", desk(life, first.get("team")));
        return first;
    }

    private @Nullable String desk(Life life, @Nullable String team) {
        String desk = null;
        for (EventEnvelope<RoutingEvent> envelope : life.routing()) {
            if (envelope.event() instanceof RoutingEvent.TicketRouted routed
                    && routed.teamId().equals(team)) {
                desk = routed.deskId();
            }
        }
        return desk == null && team != null ? directory.deskOf(team) : desk;
    }

    private static void put(Map<String, String> into, String name, @Nullable String value) {
        if (value == null) {
            into.remove(name);
        } else {
            into.put(name, value);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

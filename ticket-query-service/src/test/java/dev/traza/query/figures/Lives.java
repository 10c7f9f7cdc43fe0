package dev.traza.query.figures;

import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Lives of tickets by chance, the same for the same seed: moved about, typed in late, merged and taken back, reopened. */
public final class Lives {

    /** Before this nothing happens. */
    public static final Instant FROM = Instant.parse("2024-03-25T00:00:00Z");

    /** From here on nothing new begins. */
    public static final Instant TO = Instant.parse("2024-04-08T00:00:00Z");

    private static final List<String> TEAMS = List.of("printers", "networks", "laptops");
    private static final List<String> AGENTS = List.of("ana", "ben", "carla", "tom");
    private static final List<String> CALENDARS = List.of("office", "nights", "unknown");

    private final Random random;
    private final String category;

    public Lives(long seed) {
        this(seed, "hardware");
    }

    /** @param category above those of all tickets */
    public Lives(long seed, String category) {
        this.random = new Random(seed);
        this.category = category;
    }

    public List<Life> some(int count) {
        return IntStream.range(0, count).mapToObj(_ -> one()).toList();
    }

    private Life one() {
        long span = Duration.between(FROM, TO).toSeconds();
        Instant begin = FROM.plusSeconds(random.nextLong(span));
        byte[] name = Long.toString(random.nextLong(), 36).getBytes(StandardCharsets.US_ASCII);
        Life life = Life.at(UUID.nameUUIDFromBytes(name), begin)
                .opened(one(List.of(Channel.values())), category(), one(List.of(Priority.values())));
        int events = random.nextInt(16);
        for (int i = 0; i < events; i++) {
            // Now and then something is typed in that happened before what was typed in before it.
            life.after(Duration.ofSeconds(random.nextInt(10) == 0 ? -random.nextInt(90_000) : random.nextInt(100_000)));
            next(life);
        }
        return life;
    }

    private void next(Life life) {
        switch (life.status()) {
            case NEW, OPEN -> working(life);
            case PENDING, ON_HOLD -> {
                switch (random.nextInt(3)) {
                    case 0 -> life.asked();
                    case 1 -> life.resolved(one(List.of(ResolutionCode.values())));
                    default -> around(life);
                }
            }
            case RESOLVED -> {
                switch (random.nextInt(5)) {
                    case 0 -> life.reopened();
                    case 1 -> life.closed(ResolutionCode.FIXED);
                    case 2 -> life.merged();
                    case 3 -> life.rated(1 + random.nextInt(5));
                    default -> around(life);
                }
            }
            case CLOSED -> {
                if (random.nextBoolean() && life.resolutions() > 0) {
                    life.rated(1 + random.nextInt(5));
                } else if (random.nextInt(3) == 0) {
                    life.unmerged(random.nextBoolean() ? Status.OPEN : Status.RESOLVED);
                } else {
                    life.erased();
                }
            }
        }
    }

    private void working(Life life) {
        switch (random.nextInt(12)) {
            case 0, 1 -> life.resolved(one(List.of(ResolutionCode.values())));
            case 2 -> life.closed(ResolutionCode.SPAM);
            case 3 -> life.merged();
            case 4 -> life.pended();
            case 5, 6 -> life.replied(one(AGENTS));
            case 7 -> life.escalated(one(List.of(EscalationKind.values())));
            default -> around(life);
        }
    }

    private void around(Life life) {
        switch (random.nextInt(11)) {
            case 0 -> life.asked();
            case 1 -> life.noted(one(AGENTS));
            case 2 -> life.classified(category());
            case 3 -> life.prioritized(one(List.of(Priority.values())));
            case 4, 5 -> life.worked(one(AGENTS), 1 + random.nextInt(7_200));
            case 6 -> life.released();
            case 7 -> life.tagged();
            case 8 -> life.measuredIn(one(CALENDARS));
            case 9 -> life.routed(random.nextBoolean() ? "it" : "facility", one(TEAMS));
            default -> life.assigned(one(TEAMS), random.nextInt(4) == 0 ? null : one(AGENTS));
        }
    }

    private String category() {
        return category + one(List.of("", "/printer", "/printer/laser", "/laptop"));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /**
     * What was told of all tickets as a reader of three logs may get it: the logs mixed by chance, each in its own order,
     * with stretches that come again.
     */
    public List<LoggedEvent> asRead(List<Life> lives) {
        Map<Source, List<LoggedEvent>> logs = new EnumMap<>(Source.class);
        List<List<LoggedEvent>> ofTickets = new ArrayList<>(lives.stream()
                .<List<LoggedEvent>>map(life -> new ArrayList<>(life.told()))
                .toList());
        while (!ofTickets.isEmpty()) {
            int ticket = random.nextInt(ofTickets.size());
            List<LoggedEvent> left = ofTickets.get(ticket);
            LoggedEvent next = left.removeFirst();
            logs.computeIfAbsent(next.source(), _ -> new ArrayList<>()).add(next);
            if (left.isEmpty()) {
                ofTickets.remove(ticket);
            }
        }
        Map<Source, Integer> at = new EnumMap<>(Source.class);
        List<LoggedEvent> read = new ArrayList<>();
        List<Source> sources = new ArrayList<>(logs.keySet());
        while (!sources.isEmpty()) {
            Source source = one(sources);
            List<LoggedEvent> log = logs.getOrDefault(source, List.of());
            int position = at.getOrDefault(source, 0);
            if (position == log.size()) {
                sources.remove(source);
                continue;
            }
            read.add(log.get(position));
            boolean again = random.nextInt(50) == 0;
            at.put(source, again ? Math.max(0, position - random.nextInt(20)) : position + 1);
        }
        return read;
    }
}

package dev.traza.bench.read;

import dev.traza.bench.material.Words;
import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketNumber;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.sla.SlaMeasure;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import dev.traza.contract.topic.Partitioning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/** Tickets as a help desk has them after a year, drawn from a seed: the same seed tells the same lives. */
final class Lives {

    /** As in {@link #TEAMS}; known here so that questions can be asked that find something. */
    static final List<String> TEAMS = List.of("helpdesk", "specialists", "hr", "facilities");

    private static final List<String> AGENTS = List.of("ana", "luis", "john", "carmen", "mary", "sara");
    private static final List<String> CATEGORIES =
            List.of("hardware/printer", "hardware/laptop", "software/mail", "network/vpn", "payroll", "building");
    private static final List<String> TAGS = List.of("vip", "floor-1", "floor-2", "floor-3", "supplier", "repeat");
    private static final int REQUESTERS = 2_000;
    private static final Duration YEAR = Duration.ofDays(365);
    private static final long TARGET_SECONDS = 8 * 3_600;

    private static final int SUBJECT_WORDS = 6;
    private static final int DESCRIPTION_WORDS = 30;
    private static final int COMMENT_WORDS = 20;
    private static final int MOST_COMMENTS = 5;

    private final long seed;
    private final int count;
    private final Instant end;
    private final int partitions;
    private final long[] perPartition;

    /**
     * @param count how many tickets
     * @param end when the year ends
     * @param partitions of the ticket's topics
     */
    Lives(long seed, int count, Instant end, int partitions) {
        this.seed = seed;
        this.count = count;
        this.end = end;
        this.partitions = partitions;
        this.perPartition = new long[partitions];
    }

    /** What happened to one ticket, and its clock. */
    record Life(
            UUID ticketId,
            String number,
            int partition,
            List<EventEnvelope<TicketEvent>> events,
            EventEnvelope<SlaEvent> clock) {}

    /** The id of a ticket, which can be known without telling its life. */
    UUID id(int ticket) {
        SplittableRandom random = new SplittableRandom(seed * 31 + ticket);
        long millis = openedAt(ticket).toEpochMilli();
        // As ids are made when a ticket is opened (UUIDv7), so that they lie together in the order of time.
        return new UUID(millis << 16 | 0x7000L | random.nextInt(0x1000), random.nextLong() >>> 2 | 0x8000000000000000L);
    }

    /** The life of a ticket; to be asked for in order, each once, because numbers are counted. */
    Life life(int ticket) {
        SplittableRandom random = new SplittableRandom(seed * 17 + ticket);
        UUID id = id(ticket);
        int partition = Partitioning.partitionOf(id.toString(), partitions);
        String number = TicketNumber.of(++perPartition[partition], partition, partitions)
                .text();
        Telling telling = new Telling(id, openedAt(ticket), random, number);
        List<EventEnvelope<TicketEvent>> events = telling.tell();
        return new Life(id, number, partition, events, telling.clock());
    }

    private Instant openedAt(int ticket) {
        return end.minus(YEAR).plus(YEAR.dividedBy(count).multipliedBy(ticket));
    }

    /** One ticket, event by event. */
    private static final class Telling {

        private final UUID id;
        private final SplittableRandom random;
        private final String number;
        private final String language;
        private final String requester;
        private final Words words;
        private final Instant begin;
        private final List<EventEnvelope<TicketEvent>> told = new ArrayList<>();
        private Instant now;

        Telling(UUID id, Instant begin, SplittableRandom random, String number) {
            this.id = id;
            this.random = random;
            this.number = number;
            this.begin = begin;
            this.now = begin;
            this.language = random.nextInt(3) == 0 ? "en" : "es";
            this.requester = "u-" + random.nextInt(REQUESTERS);
            this.words = Words.of(language);
        }

        List<EventEnvelope<TicketEvent>> tell() {
            String agent = oneOf(AGENTS);
            Priority priority = oneOf(List.of(Priority.values()));
            then(opened(priority));
            then(new TicketEvent.TicketAssigned(
                    oneOf(TEAMS), agent, null, null, new AssignmentBasis("default", 1, "The first rule"), Status.OPEN));
            int comments = random.nextInt(MOST_COMMENTS);
            for (int n = 0; n < comments; n++) {
                then(comment(agent));
            }
            if (random.nextInt(10) == 0) {
                then(new TicketEvent.TicketPrioritized(
                        Impact.HIGH, Urgency.HIGH, Priority.CRITICAL, priority, "Many are waiting", Status.OPEN));
            }
            if (random.nextInt(5) > 0) {
                then(new TicketEvent.TicketResolved(
                        ResolutionCode.FIXED, words.sentence(random, COMMENT_WORDS), 1, Status.RESOLVED));
                if (random.nextInt(4) > 0) {
                    then(new TicketEvent.TicketClosed(ResolutionCode.FIXED, null, Status.CLOSED));
                }
            }
            return told;
        }

        EventEnvelope<SlaEvent> clock() {
            SlaMeasure measure = new SlaMeasure(
                    SlaMetric.RESOLUTION,
                    1,
                    "standard",
                    1,
                    "normal",
                    "office",
                    TARGET_SECONDS,
                    0,
                    begin.plusSeconds(TARGET_SECONDS * (1 + random.nextInt(5))));
            return envelope(1, new SlaEvent.SlaStarted(measure));
        }

        private TicketEvent opened(Priority priority) {
            return new TicketEvent.TicketOpened(
                    number,
                    oneOf(List.of(TicketType.values())),
                    oneOf(List.of(Channel.EMAIL, Channel.PORTAL, Channel.PHONE)),
                    new Requester(
                            requester, "Persona " + requester, requester + "@example.org", null, null, language, false),
                    words.sentence(random, SUBJECT_WORDS),
                    words.sentence(random, DESCRIPTION_WORDS),
                    oneOf(CATEGORIES),
                    oneOf(List.of(Impact.values())),
                    oneOf(List.of(Urgency.values())),
                    priority,
                    1,
                    random.nextInt(3) == 0 ? List.of(oneOf(TAGS)) : List.of(),
                    Map.of(),
                    null,
                    Status.NEW);
        }

        private TicketEvent comment(String agent) {
            boolean byAgent = random.nextBoolean();
            return new TicketEvent.CommentAdded(
                    random(),
                    words.sentence(random, COMMENT_WORDS),
                    byAgent && random.nextBoolean() ? Visibility.INTERNAL : Visibility.PUBLIC,
                    byAgent ? AuthorKind.AGENT : AuthorKind.REQUESTER,
                    byAgent ? agent : requester,
                    Channel.PORTAL,
                    Status.OPEN);
        }

        private void then(TicketEvent event) {
            told.add(envelope(told.size() + 1, event));
            now = now.plusSeconds(60 + random.nextInt(3_600));
        }

        private <E> EventEnvelope<E> envelope(long sequence, E event) {
            UUID cause = random();
            return new EventEnvelope<>(
                    random(),
                    id,
                    sequence,
                    Actor.user("ana", Set.of(Role.AGENT)),
                    now,
                    now,
                    cause,
                    cause,
                    "00-%016x%016x-%016x-00".formatted(random.nextLong(), random.nextLong(), random.nextLong()),
                    event);
        }

        private UUID random() {
            return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 0x8000000000000000L);
        }

        private <T> T oneOf(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }
    }
}

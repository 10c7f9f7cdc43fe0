package dev.traza.query.api.ticket;

import com.mongodb.MongoException;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.query.api.Parameters;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.store.Stretch;
import dev.traza.query.store.TicketStore;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Moment;
import dev.traza.query.view.Past;
import dev.traza.query.view.Progress;
import dev.traza.query.view.Source;
import dev.traza.query.view.TicketView;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tickets as they were: what the fold says of their timelines up to a moment. */
@Singleton
public class TimeTravel {

    static final String AS_OF = "asOf";
    static final String AT_VERSION = "atVersion";

    /** Events read at once. */
    private static final int CHUNK = 500;

    /** Clocks that are further ahead than this are wrong, or somebody asks for the future. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final TicketStore store;
    private final Clock clock;

    @Inject
    public TimeTravel(TicketStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What a request asks for; empty when it is the present. */
    public sealed interface Asked {

        /** As it was at this time. */
        record AsOf(Instant at) implements Asked {}

        /** As it was at this version. */
        record AtVersion(long version) implements Asked {}
    }

    /** Reads what is asked for. Errors are noted in the parameters. */
    public Optional<Asked> asked(Parameters parameters) {
        Optional<Instant> asOf = parameters.time(AS_OF);
        Optional<Long> version = version(parameters, AT_VERSION);
        if (asOf.isPresent() && version.isPresent()) {
            parameters.wrong(AT_VERSION, "contradiction", "Only one of asOf and atVersion can be asked for.");
        }
        if (asOf.filter(at -> at.isAfter(clock.instant().plus(AHEAD))).isPresent()) {
            parameters.wrong(AS_OF, "in-the-future", "Nobody knows yet.");
        }
        return asOf.<Asked>map(Asked.AsOf::new).or(() -> version.map(Asked.AtVersion::new));
    }

    /** A parameter that names a version. */
    static Optional<Long> version(Parameters parameters, String name) {
        return parameters.one(name, 10, "A version: a number from 1.", value -> Parameters.number(value)
                .filter(n -> n >= 1)
                .map(Integer::longValue));
    }

    /**
     * The ticket as it was, with what went on in it then.
     *
     * @param present as it is now, as far as the caller may see it
     * @throws ProblemException (404) if it did not exist yet or has never had that version, (503) if the read model is away
     */
    public Merged at(TicketView present, Asked asked) {
        try {
            Moment moment = moment(present, asked);
            TicketView past = past(present, moment).orElseThrow(TimeTravel::notYet);
            return Merged.of(past, ids -> store.byIds(ids).stream()
                    .flatMap(other -> past(other, moment.elsewhere()).stream())
                    .toList());
        } catch (MongoException e) {
            throw TokenHeader.unavailable("The read model cannot be reached at the moment.");
        }
    }

    private Moment moment(TicketView present, Asked asked) {
        return switch (asked) {
            case Asked.AsOf(Instant at) -> new Moment.AsOf(at);
            case Asked.AtVersion(long version) -> {
                if (version > present.version()) {
                    throw new ProblemException(
                            ProblemType.NOT_FOUND,
                            "The ticket has never had version " + version + "; it is at " + present.version() + ".");
                }
                yield new Moment.AtVersion(version, recorded(present, version + 1));
            }
        };
    }

    private @Nullable Instant recorded(TicketView present, long version) {
        if (version > present.version()) {
            return null;
        }
        Progress all = present.progress();
        return store
                .timeline(present.ticketId(), all.with(Source.TICKET, version - 1), all.with(Source.TICKET, version), 1)
                .stream()
                .map(event -> event.envelope().recordedAt())
                .findFirst()
                .orElse(null);
    }

    private Optional<TicketView> past(TicketView present, Moment moment) {
        Past past = new Past(present.ticketId(), moment);
        Progress read = Progress.NONE;
        Progress wanted = present.progress();
        while (read.total() < wanted.total()) {
            List<LoggedEvent> events = store.timeline(List.of(new Stretch(present.ticketId(), read, wanted)), CHUNK);
            if (events.isEmpty()) {
                break;
            }
            past.take(events);
            for (LoggedEvent event : events) {
                read = read.with(event.source(), event.envelope().sequence());
            }
            wanted = past.wanted(present.progress());
            read = atMost(read, wanted);
        }
        return past.view(present);
    }

    /** What was read beyond the moment is as good as not read. */
    private static Progress atMost(Progress read, Progress wanted) {
        return new Progress(
                Math.min(read.ticket(), wanted.ticket()),
                Math.min(read.routing(), wanted.routing()),
                Math.min(read.sla(), wanted.sla()));
    }

    private static ProblemException notYet() {
        return new ProblemException(ProblemType.NOT_FOUND, "The ticket did not exist yet.");
    }
}

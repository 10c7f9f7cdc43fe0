package dev.traza.query.api.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.traza.kit.problem.Problem;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.query.api.Cursors;
import dev.traza.query.api.Parameters;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.live.LiveConfig;
import dev.traza.query.live.LiveLog;
import dev.traza.query.live.PastLog;
import dev.traza.query.live.Places;
import dev.traza.query.live.Streams;
import dev.traza.query.log.ReadModelAwayException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Begins streams: who may have one, where it begins, and when it ends. */
@Singleton
class EventStreams {

    static final String LAST_EVENT_ID = "Last-Event-ID";
    static final String CURSOR = "cursor";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Streams streams;
    private final LiveLog live;
    private final PastLog past;
    private final LiveConfig config;
    private final JsonWebToken token;
    private final CurrentVertxRequest request;
    private final ObjectMapper json;
    private final Clock clock;

    @Inject
    EventStreams(
            Streams streams,
            LiveLog live,
            PastLog past,
            LiveConfig config,
            JsonWebToken token,
            CurrentVertxRequest request,
            ObjectMapper json,
            Clock clock) {
        this.streams = streams;
        this.live = live;
        this.past = past;
        this.config = config;
        this.token = token;
        this.request = request;
        this.json = json;
        this.clock = clock;
    }

    /**
     * The answer that is a stream.
     *
     * @throws ProblemException (429) if there are too many
     */
    Response answer(Viewer viewer, EventStream.Telling telling) {
        Streams.Place place = streams.take(viewer.actor().subject())
                .orElseThrow(() -> new ProblemException(Problem.of(
                                ProblemType.TOO_MANY_REQUESTS,
                                "There are too many streams. Close those that you do not need, or come again later.")
                        .withRetryAfter(RETRY_AFTER)));
        EventStream.End end = end();
        RoutingContext exchange = request.getCurrent();
        if (exchange != null) {
            place.breakOffWith(() -> exchange.response().reset());
            exchange.addEndHandler(done -> {
                place.gone();
                place.close(); // also when the stream never began
            });
        }
        StreamingOutput body = out -> new EventStream(out, place, config, clock, json, end, telling).run();
        return Response.ok(body)
                .type(MediaType.SERVER_SENT_EVENTS)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .header("X-Accel-Buffering", "no") // a proxy that collects would hold back what is live
                .build();
    }

    private EventStream.End end() {
        Instant longest = clock.instant().plus(config.longestLife());
        Instant expires = Instant.ofEpochSecond(token.getExpirationTime());
        return expires.isBefore(longest)
                ? new EventStream.End(expires, Streams.Ending.TOKEN_EXPIRED)
                : new EventStream.End(longest, Streams.Ending.LONGEST_LIFE);
    }

    /** Where the reader wants to go on, as they say; a reconnecting client sends the header beside its old address. */
    static Optional<String> cursor(Parameters parameters, HttpHeaders headers, int longest) {
        Optional<String> given = parameters.one(CURSOR, longest);
        List<String> lastIds = headers.getRequestHeader(LAST_EVENT_ID);
        return lastIds == null || lastIds.isEmpty() || lastIds.getFirst().isBlank()
                ? given
                : Optional.of(lastIds.getFirst().strip());
    }

    /**
     * Where a stream of the whole log begins.
     *
     * @param cursor absent for what happens from now on
     * @throws ProblemException (400) if it is no place in the log, (410) if that is too far back, (503) if Kafka is away
     */
    Places places(Optional<String> cursor) {
        Places end = live.now()
                .orElseThrow(() -> TokenHeader.unavailable("This node does not follow the log yet."))
                .end();
        if (cursor.isEmpty()) {
            return end;
        }
        Places places = Cursors.places(cursor.get(), end.partitions()).orElseThrow(EventStreams::noPlace);
        if (!end.reach(places) && !reallyThere(places)) {
            throw noPlace();
        }
        if (places.behind(end) > config.longestReplay()) {
            throw new ProblemException(
                    ProblemType.GONE,
                    "The cursor is too old to go on from: more than " + config.longestReplay()
                            + " records were added since. Read anew what you show, and begin a stream without a cursor.");
        }
        return places;
    }

    /** Another node may be ahead of this one; nobody is ahead of the log. */
    private boolean reallyThere(Places places) {
        try {
            return past.end(places.partitions()).reach(places);
        } catch (ReadModelAwayException e) {
            throw TokenHeader.unavailable("The log cannot be reached at the moment.");
        }
    }

    static ProblemException noPlace() {
        return Parameters.refusal(CURSOR, "Not a cursor of this stream.");
    }
}

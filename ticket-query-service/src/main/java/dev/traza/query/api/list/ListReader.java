package dev.traza.query.api.list;

import dev.traza.kit.feed.Feed;
import dev.traza.kit.feed.FeedHealth;
import dev.traza.query.api.ApiConfig;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.directory.Directory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Understands what lists are asked for, whether the parameters come with a request or were kept from another time. */
@Singleton
public class ListReader {

    private final Directory directory;
    private final FeedHealth feeds;
    private final Clock clock;
    private final ApiConfig config;

    @Inject
    ListReader(Directory directory, FeedHealth feeds, Clock clock, ApiConfig config) {
        this.directory = directory;
        this.feeds = feeds;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Reads the parameters of a list.
     *
     * @param given the values of each
     * @param viewer who asks, and is meant by {@code me} and {@code mine}
     * @throws dev.traza.kit.problem.ProblemException (400) if one is unknown or not as it has to be, (403) if the viewer must
     *     not ask for it, (503) if it is about their teams and those are not known yet
     */
    public ListParameters read(Map<String, List<String>> given, Viewer viewer) {
        return read(given, viewer, clock.instant());
    }

    /**
     * Reads the parameters of a list as they are understood at a certain moment.
     *
     * @param now what is meant by it
     */
    public ListParameters read(Map<String, List<String>> given, Viewer viewer, Instant now) {
        return ListParameters.read(given, new Asker(viewer, now, () -> teamsOf(viewer)), config);
    }

    /** The ids of somebody's teams. */
    public Set<String> teamsOf(Viewer viewer) {
        return switch (feeds.feed(Directory.FEED).state()) {
            case Feed.State.CatchingUp() -> throw TokenHeader.unavailable("Who is in which team is not known yet.");
            case Feed.State.Following(), Feed.State.Waiting _, Feed.State.Failed _ ->
                directory.teamsOf(viewer.actor().subject());
        };
    }
}

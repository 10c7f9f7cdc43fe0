package dev.traza.kit.feed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when every feed has caught up and none has failed. */
@Default // @Readiness is a qualifier: without this nobody could inject it plainly
@Readiness
@ApplicationScoped
public class FeedHealth implements HealthCheck {

    private final Map<String, Feed> feeds = new ConcurrentSkipListMap<>();

    /** The feed of this name, made when first asked for. */
    public Feed feed(String name) {
        return feeds.computeIfAbsent(name, Feed::new);
    }

    /** From now on this feed is the one that counts under a name, instead of the one that did so far. */
    public void show(String name, Feed feed) {
        feeds.put(name, feed);
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("feeds");
        boolean up = true;
        for (Map.Entry<String, Feed> shown : feeds.entrySet()) {
            Feed feed = shown.getValue();
            up &= feed.state() instanceof Feed.State.Following;
            answer.withData(
                    shown.getKey(),
                    switch (feed.state()) {
                        case Feed.State.CatchingUp catchingUp -> "catching up";
                        case Feed.State.Following following -> "following";
                        case Feed.State.Waiting waiting -> "waiting: " + waiting.because();
                        case Feed.State.Failed failed -> "failed: " + failed.because();
                    });
        }
        return answer.status(up).build();
    }
}

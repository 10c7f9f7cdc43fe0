package dev.traza.notification;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service as in production, but with waits that a test can wait for. */
public final class ShortWaits implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("traza.notification.dispatch.poll", "200ms"),
                Map.entry("traza.notification.dispatch.patience", "6s"),
                Map.entry("traza.notification.dispatch.recheck", "200ms"),
                Map.entry("traza.notification.dispatch.retry.first", "300ms"),
                Map.entry("traza.notification.letter.portal-url", "https://portal.example.org"),
                Map.entry("traza.notification.letter.zone", "America/Lima"),
                Map.entry("quarkus.http.test-port", "0"));
    }
}

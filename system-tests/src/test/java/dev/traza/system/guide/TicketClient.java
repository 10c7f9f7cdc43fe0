package dev.traza.system.guide;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands as a good client does, and reads what came of them.
 *
 * @param token of the OpenID Connect provider
 */
public record TicketClient(HttpClient http, String token) {

    private static final int ATTEMPTS = 5;

    // guide: sending
    /** Sends a command. The key is made once for what is wanted, and kept until there is an answer. */
    public HttpResponse<String> send(URI address, String idempotencyKey, String body)
            throws IOException, InterruptedException {
        return patiently(request(address)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Reads what must not be older than a write that answered with this token. */
    public HttpResponse<String> read(URI address, String consistencyToken) throws IOException, InterruptedException {
        return patiently(
                request(address).header("Consistency-Token", consistencyToken).build());
    }

    private HttpResponse<String> patiently(HttpRequest request) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            HttpResponse<String> answer = attempt(request);
            if (answer != null && !asksToComeAgain(answer)) {
                return answer;
            }
            if (attempt == ATTEMPTS) {
                throw new IOException("No answer after " + attempt + " attempts; the same request may be sent again");
            }
            Thread.sleep(Duration.ofSeconds(
                    answer == null
                            ? attempt
                            : answer.headers().firstValueAsLong("Retry-After").orElse(attempt)));
        }
    }

    private static boolean asksToComeAgain(HttpResponse<String> answer) {
        return answer.statusCode() >= 400 // 409 while the first request runs, 429, 503
                && answer.headers().firstValue("Retry-After").isPresent();
    }

    private @Nullable HttpResponse<String> attempt(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException nobodyKnowsWhetherItArrived) {
            return null; // the same key makes it safe to ask again
        }
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(15));
    }
    // end
}

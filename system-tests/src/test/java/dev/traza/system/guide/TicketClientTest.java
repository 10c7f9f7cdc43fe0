package dev.traza.system.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guide's client against a service that has a bad moment. */
class TicketClientTest {

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/api/v1/tickets", this::answer);
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void whatWasNotAnsweredIsSentAgainUnderTheSameKeyWhenTheServiceSaysSo() throws Exception {
        URI tickets = URI.create("http://127.0.0.1:" + service.getAddress().getPort() + "/api/v1/tickets");

        HttpResponse<String> opened =
                new TicketClient(HttpClient.newHttpClient(), "token").send(tickets, "form-8831", "{}");

        assertThat(opened.statusCode()).isEqualTo(201);
        assertThat(keys).containsExactly("form-8831", "form-8831", "form-8831");
    }

    private void answer(HttpExchange exchange) throws IOException {
        keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        switch (keys.size()) {
            case 1 -> exchange.close(); // it may have arrived, and it may not
            case 2 -> {
                exchange.getResponseHeaders().add("Retry-After", "1");
                exchange.sendResponseHeaders(503, -1);
            }
            default -> exchange.sendResponseHeaders(201, -1);
        }
        exchange.close();
    }
}

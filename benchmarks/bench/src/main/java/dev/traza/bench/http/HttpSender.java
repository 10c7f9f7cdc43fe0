package dev.traza.bench.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Sends requests on one thread of its own, over connections that are kept, without pipelining. */
public final class HttpSender implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Context thread;
    private final HttpClient client;
    private final Duration timeout;

    /**
     * @param connections at most, to each address
     * @param timeout of one request
     */
    public HttpSender(int connections, Duration timeout) {
        this.vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
        this.thread = vertx.getOrCreateContext();
        this.timeout = timeout;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(connections)
                .setKeepAlive(true)
                .setPipelining(false)
                .setTcpNoDelay(true)
                .setConnectTimeout((int) timeout.toMillis()));
    }

    /**
     * Sends a request and comes back at once.
     *
     * @param replied told exactly once, on the thread of this sender
     */
    public void send(Ask ask, Consumer<Reply> replied) {
        thread.runOnContext(_ -> client.request(options(ask))
                .compose(request -> transmit(request, ask))
                .compose(answer -> answer.body().map(body -> new Reply(answer.statusCode(), answer.headers(), body)))
                .onComplete(done -> replied.accept(done.succeeded() ? done.result() : Reply.none())));
    }

    /**
     * Sends a request and waits for what comes back.
     *
     * @throws InterruptedException when this thread is
     */
    public Reply ask(Ask ask) throws InterruptedException {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        send(ask, reply::complete);
        try {
            return reply.get(timeout.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return Reply.none();
        }
    }

    private RequestOptions options(Ask ask) {
        RequestOptions options = new RequestOptions()
                .setHost(HOST)
                .setPort(ask.port())
                .setMethod(HttpMethod.valueOf(ask.method()))
                .setURI(ask.path())
                .setTimeout(timeout.toMillis())
                .putHeader("Authorization", "Bearer " + ask.token())
                .putHeader("Accept", "application/json");
        if (ask.body() != null) {
            options.putHeader("Content-Type", "application/json");
        }
        ask.headers().forEach(options::putHeader);
        return options;
    }

    private static Future<HttpClientResponse> transmit(HttpClientRequest request, Ask ask) {
        return ask.body() == null ? request.send() : request.send(ask.body());
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException stillOpen) {
            System.err.println("The connections of the load cannot be closed: " + stillOpen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

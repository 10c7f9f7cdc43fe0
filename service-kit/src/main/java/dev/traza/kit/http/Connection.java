package dev.traza.kit.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Objects;

/** The connection on which the present request came. */
@ApplicationScoped
public class Connection {

    private final CurrentVertxRequest current;

    @Inject
    Connection(CurrentVertxRequest current) {
        this.current = current;
    }

    /**
     * Ends it once the answer is written: what is still to come of a refused body is not read to be thrown away. The answer
     * says so (RFC 9112, section 9.6), or a client would send its next request into a connection that is being closed.
     */
    public void closeAfterAnswer() {
        RoutingContext request = current.getCurrent();
        if (request != null) {
            if (request.request().version() != HttpVersion.HTTP_2) {
                request.addHeadersEndHandler(
                        written -> request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
            }
            request.addEndHandler(done -> request.request().connection().close());
        }
    }

    /**
     * Watches over an answer that is sent while it is made: whoever reads too slowly, or not at all, must not hold for ever
     * what the answer needs.
     *
     * @param longest after which the answer is broken off
     * @param ended told once when the exchange has ended, however it did; must not block
     */
    public Exchange watch(Duration longest, Runnable ended) {
        RoutingContext request = Objects.requireNonNull(current.getCurrent(), "only within a request");
        Exchange exchange = new Exchange(request);
        long timer = request.vertx().setTimer(Math.max(1, longest.toMillis()), late -> exchange.breakOff());
        request.addEndHandler(done -> {
            request.vertx().cancelTimer(timer);
            ended.run();
        });
        return exchange;
    }

    /** A request and what is being answered to it. */
    public static final class Exchange {

        private final RoutingContext request;

        private Exchange(RoutingContext request) {
            this.request = request;
        }

        /**
         * Ends the answer as it is, so that its reader cannot take it for whole. Neither is what waits to be sent sent, as an
         * orderly close would, nor the chunk that says that there are no more.
         */
        public void breakOff() {
            if (request.request().version() == HttpVersion.HTTP_2) {
                request.response().reset();
            } else if (request.request().connection() instanceof ConnectionBase connection) {
                // Not the channel's own close, which Vert.x makes an orderly one.
                var unused = connection.channelHandlerContext().close();
            } else {
                request.request().connection().close();
            }
        }
    }
}

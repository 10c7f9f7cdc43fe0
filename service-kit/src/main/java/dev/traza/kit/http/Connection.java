package dev.traza.kit.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

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
}

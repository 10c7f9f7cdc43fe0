package dev.traza.kit.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
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

    /** Ends it once the answer is written: what is still to come of a refused body is not read to be thrown away. */
    public void closeAfterAnswer() {
        RoutingContext request = current.getCurrent();
        if (request != null) {
            request.addEndHandler(done -> request.request().connection().close());
        }
    }
}

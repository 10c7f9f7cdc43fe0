package dev.traza.query.lucene;

import dev.traza.query.log.Projection;
import dev.traza.query.view.LoggedEvent;

/** A read model that each node keeps for itself. */
public interface NodeReadModel extends Projection<LoggedEvent> {

    /** Throws everything away; the next look at the positions begins anew. */
    void forget();

    /** Makes everything durable and gives the files free. */
    void close();
}

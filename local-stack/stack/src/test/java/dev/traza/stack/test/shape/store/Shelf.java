package dev.traza.stack.test.shape.store;

import dev.traza.stack.test.shape.rule.Decision;
import jakarta.inject.Inject;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Is injected into, keeps state of its class, and talks on the side. */
public class Shelf {

    static int count;

    @Inject
    @Nullable
    Decision decision;

    /** Counts. */
    public void add() {
        count++;
        Logger.getLogger("shelf").info("added");
    }
}

package dev.traza.query.figures;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** By what time is measured. */
public interface Meter {

    /** The time that passes on every clock. */
    Meter CALENDAR = (from, to, _) -> OptionalLong.of((to - from) / 1000);

    /**
     * Whole seconds between two times in milliseconds since 1970; empty when they cannot be told.
     *
     * @param to not before {@code from}
     * @param calendar the ticket's own; absent when it has none
     */
    OptionalLong seconds(long from, long to, @Nullable String calendar);
}

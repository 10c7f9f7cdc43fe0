package dev.traza.query.figures;

import org.jspecify.annotations.Nullable;

/** Which desk a team belongs to now, for tickets that came to it without routing. */
public interface Desks {

    /** Nothing is known of any team. */
    Desks UNKNOWN = _ -> null;

    /** The desk of a team; null when it is not known. */
    @Nullable
    String of(String team);
}

package dev.traza.command.entity;

import java.time.Instant;

/**
 * An event together with the moment at which it was put on record: what an entity's state is made of.
 *
 * @param <E> the sealed type of the entity's events
 */
public interface Recorded<E> {

    /** What happened. */
    E event();

    /** The decision's clock. */
    Instant recordedAt();
}

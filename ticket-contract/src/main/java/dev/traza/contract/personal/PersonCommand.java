package dev.traza.contract.personal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked concerning a person; their id is in the command's envelope. */
public sealed interface PersonCommand {

    /** Of which partition of tickets it is asked. */
    int partition();

    /**
     * Erases a person from the tickets of one partition: it is asked of each partition.
     *
     * @param after the tickets that come after this one; absent means all
     */
    record ErasePerson(int partition, @Nullable UUID after) implements PersonCommand {}
}

package dev.traza.system.fault;

/**
 * Something that goes wrong with a process, and ends.
 *
 * @param victim whom it befalls; faults of the same victim do not befall it at once
 * @param what happens, as the end of a sentence that begins with the victim
 * @param strike lets it happen
 * @param heal ends it, and does not wait for the victim, which may need another one that is healed after it
 * @param awaitWell waits until the victim is ready again
 */
public record Fault(String victim, String what, Runnable strike, Runnable heal, Runnable awaitWell) {

    /** For example "kafka is killed". */
    @Override
    public String toString() {
        return victim + " " + what;
    }
}

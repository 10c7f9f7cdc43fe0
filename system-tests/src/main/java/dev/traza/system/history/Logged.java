package dev.traza.system.history;

/**
 * A record of a topic and where it stands.
 *
 * @param key as written
 */
public record Logged<T>(int partition, long offset, String key, T value) {

    /** For a sentence. */
    public String place() {
        return "partition " + partition + ", offset " + offset;
    }
}

package dev.traza.query.log;

/** One partition of one topic. */
public record LogPartition(String topic, int partition) {

    /** {@code <topic>:<partition>}, the name under which its position is kept. */
    public String key() {
        return topic + ":" + partition;
    }
}

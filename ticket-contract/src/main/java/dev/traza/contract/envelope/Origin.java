package dev.traza.contract.envelope;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of one ticket and takes steps of others. It travels with the steps, so that the last of them can answer
 * whoever asked.
 *
 * @param commandId under which the answer is awaited
 * @param subject who asked
 * @param requestHash of the request's content, by which a repeat is recognised
 * @param replyPartition the partition of {@code ticket-command-replies} on which the asker listens; absent when nobody
 *     waits
 */
public record Origin(
        UUID commandId,
        String subject,
        @Nullable String requestHash,
        @Nullable Integer replyPartition) {}

package dev.traza.sla.policy;

import java.time.Instant;
import java.util.UUID;

/**
 * One version of a policy, as it was written.
 *
 * @param version counted from 1
 * @param changeId of the change that wrote it; tells two versions apart that have the same number because the policy
 *     was deleted in between
 * @param changedBy subject of the administrator
 */
public record PolicyVersion(
        String id, int version, UUID changeId, Instant changedAt, String changedBy, Policy policy) {}

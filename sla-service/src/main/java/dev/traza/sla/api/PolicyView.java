package dev.traza.sla.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.traza.sla.policy.Policy;
import dev.traza.sla.policy.PolicyVersion;
import java.time.Instant;

/** A policy as read over HTTP: what was written, and when and by whom. */
public record PolicyView(
        String id,
        int version,
        Instant changedAt,
        String changedBy,
        @JsonUnwrapped Policy policy) {
    static PolicyView of(PolicyVersion version) {
        return new PolicyView(
                version.id(), version.version(), version.changedAt(), version.changedBy(), version.policy());
    }
}

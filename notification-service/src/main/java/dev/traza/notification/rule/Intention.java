package dev.traza.notification.rule;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message that one event calls for.
 *
 * @param notTo persons who are not told even if the recipient turns out to be one of them, since it was their own action
 * @param suppressed why it is known already that nothing is to be sent
 */
public record Intention(
        Recipient recipient,
        Notice notice,
        Set<String> notTo,
        @Nullable Suppression suppressed) {

    public Intention {
        notTo = Set.copyOf(notTo);
    }
}

package dev.traza.notification.dispatch;

import dev.traza.notification.channel.Handover;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether the mail server could be reached the last time; shared by those who ask it and those who tell people. */
public final class MailServerState {

    private volatile Optional<Outage> outage = Optional.empty();

    /** The present outage, if there is one. */
    public Optional<Outage> outage() {
        return outage;
    }

    /** Takes note of what the server answered. */
    public void answered(Handover answer, Instant now) {
        outage = switch (answer) {
            case Handover.Unreachable unreachable ->
                Optional.of(new Outage(outage.map(Outage::since).orElse(now), now, unreachable.answer()));
            case Handover.Accepted accepted -> Optional.empty();
            case Handover.Refused refused -> Optional.empty();
            case Handover.NotNow notNow -> outage; // says nothing about whether it can be reached
        };
    }

    /** Whether the server is left alone for now. */
    public boolean rests(Instant now, Duration rest) {
        return !restUntilNextTry(now, rest).isZero();
    }

    Duration restUntilNextTry(Instant now, Duration rest) {
        return outage.map(present -> Duration.between(now, present.lastTried().plus(rest)))
                .filter(left -> !left.isNegative())
                .orElse(Duration.ZERO);
    }

    /**
     * @param since when it was first not reached
     * @param lastTried when it was last not reached
     * @param answer why
     */
    public record Outage(Instant since, Instant lastTried, String answer) {}
}

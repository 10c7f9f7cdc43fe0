package dev.traza.command.ticket.across;

import dev.traza.command.ticket.Decision;
import dev.traza.contract.envelope.Origin;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a decision beyond its own ticket.
 *
 * @param answering who is told of the decision
 * @param steps what other tickets have to do
 */
public record Aftermath(Answering answering, List<Step> steps) {

    public Aftermath {
        steps = List.copyOf(steps);
    }

    /** Who is told of a decision, besides the query side: whoever sent the command, as a rule. */
    public sealed interface Answering {

        /** The sender is told at once, and that is all. */
        record AtOnce() implements Answering {}

        /** The sender is told later: the steps come back to this ticket, and the last of them answers. */
        record Later() implements Answering {}

        /**
         * The sender is told by the ticket to which the steps go, under the same id. What was answered is known there and
         * not here, so a repeat is passed on to it.
         */
        record Elsewhere() implements Answering {}

        /**
         * This was the last step: its sender is told as always, and whoever asked at the beginning as well.
         *
         * @param refusal what they are told; absent when it is the decision itself
         */
        record AtLast(Origin origin, Decision.@Nullable Refused refusal) implements Answering {}
    }

    Aftermath and(List<Step> more) {
        return more.isEmpty()
                ? this
                : new Aftermath(
                        answering, Stream.concat(steps.stream(), more.stream()).toList());
    }

    static Aftermath none() {
        return new Aftermath(new Answering.AtOnce(), List.of());
    }

    static Aftermath told(Step... steps) {
        return new Aftermath(new Answering.AtOnce(), List.of(steps));
    }

    static Aftermath later(Step... steps) {
        return new Aftermath(new Answering.Later(), List.of(steps));
    }
}

package dev.traza.command.processor;

import dev.traza.command.processor.AnswerStore.Answer;
import dev.traza.command.ticket.across.Aftermath;
import dev.traza.command.ticket.across.Aftermath.Answering;
import dev.traza.command.ticket.across.Step;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.Origin;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.sealing.TextKey;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a decision leads to beyond its own ticket, ready to be put on record with it.
 *
 * @param steps commands to other tickets
 * @param last the answer that an operation across tickets ends with; absent when it does not end here
 */
record Onward(List<Sent> steps, @Nullable Last last) {

    static final Onward NOTHING = new Onward(List.of(), null);

    private static final String SOURCE = "/ticket-command-service";

    Onward {
        steps = List.copyOf(steps);
    }

    /** A command and the partition of the ticket it is for. */
    record Sent(int partition, WireRecord written) {}

    /** An answer and who waits for it. */
    record Last(Origin origin, CommandOutcome outcome) {}

    /** Puts it on record. */
    void send(CommandEnvelope cause, Partition here, long now) {
        steps.forEach(step -> here.send(EntityTopology.STEPS, step.written(), step.partition()));
        if (last == null) {
            return;
        }
        Origin origin = last.origin();
        here.answers()
                .keep(
                        origin.commandId(),
                        new Answer(origin.subject(), origin.requestHash(), last.outcome()).bytes(),
                        now);
        here.reply(
                new CommandReply(
                        origin.commandId(), origin.subject(), cause.acceptedAt(), cause.traceparent(), last.outcome()),
                origin.replyPartition());
    }

    /**
     * Writes the steps.
     *
     * @param partitions of the ticket's topics
     * @param logKey to seal their texts with
     * @param last what whoever asked at the beginning is told, if this is the end
     */
    static Onward of(
            CommandEnvelope cause, Aftermath aftermath, int partitions, Supplier<TextKey> logKey, CommandOutcome last) {
        if (aftermath.steps().isEmpty() && !(aftermath.answering() instanceof Answering.AtLast)) {
            return NOTHING;
        }
        TextKey key = logKey.get(); // here, where Kafka's failures are not yet those of writing JSON
        return new Onward(
                aftermath.steps().stream()
                        .map((Step step) -> step.of(cause))
                        .map(step -> new Sent(
                                step.ticket().partition(partitions), CommandRecords.write(SOURCE, step, scope -> key)))
                        .toList(),
                aftermath.answering() instanceof Answering.AtLast end ? new Last(end.origin(), last) : null);
    }
}

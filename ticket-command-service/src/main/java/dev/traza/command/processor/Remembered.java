package dev.traza.command.processor;

import dev.traza.command.processor.AnswerStore.Answer;
import dev.traza.contract.envelope.CommandContext;
import dev.traza.contract.envelope.CommandOutcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An answer ready to be kept. */
record Remembered(UUID commandId, byte[] answer) {

    /** @param outcome absent as long as others have to be heard */
    static Remembered of(CommandContext command, @Nullable CommandOutcome outcome) {
        return new Remembered(
                command.commandId(), new Answer(command.actor().subject(), command.requestHash(), outcome).bytes());
    }

    void keep(Partition here, long now) {
        here.answers().keep(commandId, answer, now);
    }
}

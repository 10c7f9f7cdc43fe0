package dev.traza.query.figures;

import dev.traza.query.view.LoggedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures over lives by chance, read as a reader of three logs may get them, against the plainest computation. */
class RandomFiguresTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void figuresAreWhatAPlainComputationOverTheEventsGives(long seed) {
        Lives lives = new Lives(seed);
        List<Life> some = lives.some(60);
        Map<UUID, TicketFacts> facts = facts(lives.asRead(some));
        AgainstPlainFigures against = new AgainstPlainFigures(seed, some);

        for (int i = 0; i < 120; i++) {
            against.ask(question -> {
                Evaluation evaluation = new Evaluation(question, 100_000, 100_000);
                facts.values().forEach(evaluation::take);
                return evaluation.outcome();
            });
        }
    }

    private static Map<UUID, TicketFacts> facts(List<LoggedEvent> read) {
        Map<UUID, TicketFacts> facts = new HashMap<>();
        for (LoggedEvent event : read) {
            UUID id = event.envelope().ticketId();
            TicketFacts before = facts.getOrDefault(id, TicketFacts.nothingYet(id));
            switch (FactFold.evolve(before, event)) {
                case Told.Next(TicketFacts after) -> facts.put(id, after);
                case Told.Known() -> {}
                case Told.TooEarly(var gap) -> throw new IllegalStateException(gap.toString());
            }
        }
        return facts;
    }
}

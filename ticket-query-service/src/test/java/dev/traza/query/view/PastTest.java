package dev.traza.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.personal.Personal;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.query.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ticket as it was is the fold of what had been put on record by then. */
class PastTest {

    private static final Instant DUE = Instant.parse("2026-03-02T11:00:00Z");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void atAnyMomentItIsTheFoldOfEachLogUpToThen(long seed) {
        Random random = new Random(seed);
        Story story = life(random, 40);
        TicketView present = fold(story.ticketId(), story.told());

        for (int i = 0; i < 200; i++) {
            Instant at = story.told().getFirst().envelope().recordedAt().plusSeconds(random.nextInt(-2, 50));
            Moment moment = new Moment.AsOf(at);

            Past past = new Past(story.ticketId(), moment);
            past.take(interleaved(story, random));

            List<LoggedEvent> until = story.told().stream()
                    .filter(event -> !event.envelope().recordedAt().isAfter(at))
                    .toList();
            if (until.isEmpty()) {
                assertThat(past.view(present)).isEmpty();
            } else {
                assertThat(past.view(present)).contains(fold(story.ticketId(), until));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aVersionLastsUntilTheNextOne(long seed) {
        Random random = new Random(seed);
        Story story = life(random, 40);
        TicketView present = fold(story.ticketId(), story.told());

        for (long version = 1; version <= story.version(); version++) {
            Past past = new Past(story.ticketId(), new Moment.AtVersion(version, recorded(story, version + 1)));
            past.take(interleaved(story, random));

            long last = version;
            List<LoggedEvent> until = story.told().stream()
                    .takeWhile(event ->
                            event.source() != Source.TICKET || event.envelope().sequence() <= last)
                    .toList();
            assertThat(past.view(present)).contains(fold(story.ticketId(), until));
        }
        assertThat(recorded(story, story.version() + 1)).isNull();
    }

    @Test
    void aLogEndsWithItsFirstLaterEventWhateverIsSaidToBeEarlierAfterIt() {
        Story story = Story.of("u-17")
                .opened("a", "b")
                .prioritized(Priority.HIGH)
                .said(Visibility.PUBLIC, AuthorKind.AGENT, "c");
        Instant opened = story.told().getFirst().envelope().recordedAt();
        List<LoggedEvent> told = new ArrayList<>(story.told());
        told.set(2, at(told.get(2), opened));
        Past past = new Past(story.ticketId(), new Moment.AsOf(opened));

        past.take(told);

        assertThat(past.progress()).isEqualTo(new Progress(1, 0, 0));
    }

    @Test
    void whatWasErasedSinceStaysErasedAndSaysSo() {
        Attachment file = new Attachment(Ids.next(), "0".repeat(64), "a.png", "image/png", 3);
        Story story = Story.of("u-17")
                .opened("a", "b")
                .attached(Visibility.PUBLIC, AuthorKind.AGENT, file)
                .ticket(new TicketEvent.PersonalDataErased("u-17", true, List.of(), Status.OPEN));
        EventEnvelope<?> erasing = story.last().envelope();
        List<LoggedEvent> stored = story.told().stream()
                .map(event -> event instanceof LoggedEvent.OfTicket ofTicket
                        ? ofTicket.after((TicketEvent.PersonalDataErased) erasing.event())
                        : event)
                .toList();
        TicketView present = fold(story.ticketId(), story.told());
        Past past = new Past(story.ticketId(), new Moment.AtVersion(2, erasing.recordedAt()));

        past.take(stored);

        Ticket ticket = past.view(present).orElseThrow().ticket();
        assertThat(ticket).isNotNull();
        assertThat(ticket.matter().subject()).isEqualTo(Personal.ERASED);
        assertThat(ticket.erased().at()).isEqualTo(erasing.occurredAt());
        assertThat(ticket.conversation().attachments())
                .singleElement()
                .satisfies(attached -> assertThat(attached.erasedAt()).isNotNull());
    }

    private static Story life(Random random, int length) {
        Story story = Story.of("u-17").opened("a", "b");
        while (story.told().size() < length) {
            switch (random.nextInt(7)) {
                case 0 -> story.assigned("printers", "ana");
                case 1 -> story.prioritized(Priority.values()[random.nextInt(4)]);
                case 2 -> story.said(Visibility.PUBLIC, AuthorKind.AGENT, "c" + random.nextInt());
                case 3 -> story.slaStarted(SlaMetric.RESOLUTION, DUE);
                case 4 -> story.slaWarned(SlaMetric.RESOLUTION, 50 + random.nextInt(3));
                case 5 -> story.routed("printers", "ana");
                default -> story.resolved("d").reopened();
            }
        }
        return story;
    }

    /** The logs in some order among each other. */
    private static List<LoggedEvent> interleaved(Story story, Random random) {
        List<Source> order =
                new ArrayList<>(story.told().stream().map(LoggedEvent::source).toList());
        Collections.shuffle(order, random);
        List<List<LoggedEvent>> logs = Stream.of(Source.values())
                .map(source -> (List<LoggedEvent>) new ArrayList<>(story.told().stream()
                        .filter(event -> event.source() == source)
                        .toList()))
                .toList();
        return order.stream()
                .map(source -> logs.get(source.ordinal()).removeFirst())
                .toList();
    }

    private static @Nullable Instant recorded(Story story, long version) {
        return story.told().stream()
                .filter(event ->
                        event.source() == Source.TICKET && event.envelope().sequence() == version)
                .map(event -> event.envelope().recordedAt())
                .findFirst()
                .orElse(null);
    }

    private static LoggedEvent at(LoggedEvent event, Instant recordedAt) {
        EventEnvelope<TicketEvent> envelope = ((LoggedEvent.OfTicket) event).envelope();
        return new LoggedEvent.OfTicket(new EventEnvelope<>(
                envelope.eventId(),
                envelope.ticketId(),
                envelope.sequence(),
                envelope.actor(),
                envelope.occurredAt(),
                recordedAt,
                envelope.correlationId(),
                envelope.causationId(),
                envelope.traceparent(),
                envelope.event()));
    }

    private static TicketView fold(UUID ticketId, List<LoggedEvent> events) {
        TicketView view = TicketView.nothingYet(ticketId);
        for (LoggedEvent event : events) {
            if (TicketFold.evolve(view, event) instanceof Fold.Applied(TicketView next)) {
                view = next;
            }
        }
        return view;
    }
}

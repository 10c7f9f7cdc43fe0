package dev.traza.command.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandOutcome.Accepted;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.Role;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.Requester;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.LinkTicket;
import dev.traza.contract.ticket.TicketCommand.OpenTicket;
import dev.traza.contract.ticket.TicketCommand.SplitTicket;
import dev.traza.contract.ticket.TicketEvent.TicketLinked;
import dev.traza.contract.ticket.TicketEvent.TicketOpened;
import dev.traza.contract.ticket.TicketEvent.TicketSplit;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A processor dies at each step of what two tickets do together, when the step is decided and not committed; the one that
 * comes after it goes on:
 *
 * <pre>
 *   here    LinkTicket x              ConfirmLink x
 *   there                MirrorLink x
 * </pre>
 */
class KilledBetweenTicketsTest {

    private static final Actor ANA = Actor.user("ana", Set.of(Role.AGENT));

    private DyingProcessor processor;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        processor = new DyingProcessor(folder);
    }

    @AfterEach
    void stop() {
        processor.close();
    }

    @Test
    void whereverItDiesNothingIsHalfDoneAndWhoAskedIsAnsweredOnce() {
        // given two tickets with different writers, and something said on one of them
        UUID here = ticketIn(0);
        UUID there = ticketIn(1);
        AddComment comment =
                new AddComment(Ids.next(), "Y el escáner", Visibility.PUBLIC, AuthorKind.REQUESTER, Channel.PORTAL);
        processor.start();
        List<UUID> before = List.of(
                processor.send(here, open(), ANA),
                processor.send(there, open(), ANA),
                processor.send(here, comment, ANA));
        await().atMost(DyingProcessor.PATIENCE).until(() -> processor.answered(before));
        processor.kill();

        // when a processor dies at every step of a link, one after the other
        UUID link = processor.send(here, new LinkTicket(LinkType.CAUSES, there.toString()), ANA);
        for (String step : List.of("LinkTicket", "MirrorLink", "ConfirmLink")) {
            processor.dieAt(step);
        }
        // and at every step of a split
        UUID fresh = ticketIn(1);
        UUID split = processor.send(here, new SplitTicket(comment.commentId(), fresh, null), ANA);
        for (String step : List.of("SplitTicket", "OpenTicket")) {
            processor.dieAt(step);
        }
        processor.start();

        // then both are done, once
        await().atMost(DyingProcessor.PATIENCE).until(() -> processor.answered(List.of(link, split)));
        await().atMost(DyingProcessor.PATIENCE)
                .until(() -> processor.count(TicketLinked.class) == 2 && processor.count(TicketOpened.class) == 3);
        assertThat(processor.count(TicketSplit.class)).isEqualTo(1);
        assertThat(processor.answers().values()).allSatisfy(given -> assertThat(given)
                .singleElement()
                .isInstanceOfSatisfying(Accepted.class, accepted -> assertThat(accepted.replayed())
                        .isFalse()));
        assertThat(ticketOf(link)).isEqualTo(here);
        assertThat(ticketOf(split)).isEqualTo(fresh);
        Stream.of(here, there, fresh).forEach(ticket -> {
            List<Long> versions = processor.happened().stream()
                    .filter(event -> event.ticketId().equals(ticket))
                    .map(EventEnvelope::sequence)
                    .toList();
            assertThat(versions)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, versions.size()).boxed().toList());
        });
    }

    private @Nullable UUID ticketOf(UUID commandId) {
        return processor.answers().getOrDefault(commandId, List.of()).stream()
                .flatMap(
                        answer -> answer instanceof Accepted accepted ? Stream.of(accepted.ticketId()) : Stream.empty())
                .findFirst()
                .orElse(null);
    }

    private static UUID ticketIn(int partition) {
        UUID id = Ids.next();
        while (TicketRef.of(id).partition(DyingProcessor.PARTITIONS) != partition) {
            id = Ids.next();
        }
        return id;
    }

    private static OpenTicket open() {
        return new OpenTicket(
                TicketType.INCIDENT,
                Channel.PORTAL,
                new Requester("u-17", null, null, null, null, null, false),
                "No puedo imprimir",
                "La impresora del 3er piso no responde",
                null,
                Impact.LOW,
                Urgency.LOW,
                Priority.LOW,
                List.of(),
                Map.of(),
                null);
    }
}

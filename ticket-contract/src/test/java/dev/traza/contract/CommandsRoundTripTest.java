package dev.traza.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.CatalogCommandEnvelope;
import dev.traza.contract.envelope.CommandContext;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandOutcome.Accepted;
import dev.traza.contract.envelope.CommandOutcome.ItemAccepted;
import dev.traza.contract.envelope.CommandOutcome.PersonAccepted;
import dev.traza.contract.envelope.CommandOutcome.Rejected;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.envelope.PersonCommandEnvelope;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.ReplyRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.sealing.TextKey;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands and replies are internal: they come back as they went, and need no approved form. */
class CommandsRoundTripTest {

    @ParameterizedTest
    @MethodSource("dev.traza.contract.Samples#commands")
    void aCommandComesBackAsItWent(CommandEnvelope envelope) throws UnreadableRecordException {
        WireRecord written = CommandRecords.write("/ticket-command-service", envelope);

        assertThat(CommandRecords.read(written)).isEqualTo(envelope);
        assertThat(written.key()).isEqualTo(envelope.ticket().text());
    }

    @ParameterizedTest
    @MethodSource("dev.traza.contract.Samples#catalogCommands")
    void aCommandForTheCatalogComesBackAsItWent(CatalogCommandEnvelope envelope) throws UnreadableRecordException {
        WireRecord written = CommandRecords.write("/ticket-command-service", envelope);

        assertThat(CommandRecords.readAny(written)).isEqualTo(envelope);
        assertThat(written.key()).isEqualTo(envelope.path().text());
    }

    @ParameterizedTest
    @MethodSource("dev.traza.contract.Samples#personCommands")
    void aCommandConcerningAPersonComesBackAsItWent(PersonCommandEnvelope envelope) throws UnreadableRecordException {
        WireRecord written = CommandRecords.write("/ticket-command-service", envelope);

        assertThat(CommandRecords.readAny(written)).isEqualTo(envelope);
        assertThat(written.key()).isEqualTo("lucia");
    }

    @ParameterizedTest
    @MethodSource("dev.traza.contract.Samples#commands")
    void whoeverReadsCommandsOfAnyKindReadsThoseForTickets(CommandEnvelope envelope) throws UnreadableRecordException {
        assertThat(CommandRecords.readAny(CommandRecords.write("/ticket-command-service", envelope)))
                .isEqualTo(envelope);
    }

    @ParameterizedTest
    @MethodSource("everySample")
    void aSealedCommandOfAnyKindComesBackAsItWentToWhoHasTheKey(CommandContext envelope)
            throws UnreadableRecordException {
        TextKey key = TextKey.generate();

        WireRecord written = CommandRecords.write("/ticket-command-service", envelope, scope -> key);

        assertThat(CommandRecords.readAny(written, keyId -> Optional.of(key))).isEqualTo(envelope);
    }

    static Stream<CommandContext> everySample() {
        return Stream.of(Samples.commands(), Samples.catalogCommands(), Samples.personCommands())
                .flatMap(Function.identity());
    }

    @Test
    void everyCommandForTheCatalogIsTried() {
        assertThat(Samples.catalogCommands()
                        .map(envelope -> MessageCatalogue.CATALOG_COMMANDS.nameOf(envelope.command()))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(MessageCatalogue.CATALOG_COMMANDS.names());
    }

    @Test
    void aCommandThatAnEarlierReleaseLeftOnTheLogIsReadAsOneOfToday() throws UnreadableRecordException {
        CommandEnvelope today = Samples.commands()
                .filter(envelope -> envelope.command().equals(new TicketCommand.LogWork(1500, "Cambio del tóner")))
                .findFirst()
                .orElseThrow();
        WireRecord written = CommandRecords.write("/ticket-command-service", today);
        assertThat(new String(written.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                .isEqualTo("dev.traza.ticket.LogWork.v2");
        written.headers()
                .remove("ce_type")
                .add("ce_type", "dev.traza.ticket.LogWork.v1".getBytes(StandardCharsets.UTF_8));
        byte[] earlier = "{\"minutes\": 25, \"activity\": \"Cambio del tóner\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(CommandRecords.read(new WireRecord(written.key(), written.headers(), earlier)))
                .isEqualTo(today);
    }

    @Test
    void everyCommandIsTried() {
        assertThat(Samples.commands()
                        .map(envelope -> MessageCatalogue.TICKET_COMMANDS.nameOf(envelope.command()))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(MessageCatalogue.TICKET_COMMANDS.names());
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aReplyComesBackAsItWent(CommandReply reply) throws UnreadableRecordException {
        WireRecord written = ReplyRecords.write(reply);

        assertThat(ReplyRecords.read(written)).isEqualTo(reply);
        assertThat(written.key()).isEqualTo(reply.commandId().toString());
    }

    @ParameterizedTest
    @EnumSource(RejectionCode.class)
    void everyRejectionComesBackAsItWent(RejectionCode code) throws UnreadableRecordException {
        CommandReply reply = reply(new Rejected(code, "why", null, null, null, List.of(), false));

        assertThat(ReplyRecords.read(ReplyRecords.write(reply))).isEqualTo(reply);
    }

    @Test
    void theSameCommandIsTheSameBytesHoweverItsFieldsWereGathered() {
        // given a form's fields, gathered in two orders
        List<Map.Entry<String, String>> fields = Stream.of("a", "b", "c", "d", "e", "f")
                .map(name -> Map.entry(name, name))
                .toList();

        // when each is written
        List<byte[]> written = Stream.of(fields, fields.reversed())
                .map(order -> order.stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new)))
                .map(Samples::opening)
                .map(envelope -> CommandRecords.write("/ticket-command-service", envelope)
                        .value())
                .toList();

        // then a hash over the content is the same on every node
        assertThat(Arrays.equals(written.getFirst(), written.getLast())).isTrue();
        assertThat(new String(written.getFirst(), StandardCharsets.UTF_8))
                .contains("\"customFields\":{\"a\":\"a\",\"b\":\"b\",\"c\":\"c\",\"d\":\"d\",\"e\":\"e\",\"f\":\"f\"}");
    }

    static Stream<CommandReply> replies() {
        UUID ticketId = Ids.next();
        return Stream.of(
                reply(new Accepted(ticketId, "T-1042", 7, Status.OPEN, false)),
                reply(new Accepted(ticketId, "T-1042", 7, Status.OPEN, true)),
                reply(new ItemAccepted("hardware/printer", 3, false, false)),
                reply(new ItemAccepted("hardware/printer", 4, true, true)),
                reply(new PersonAccepted("lucia", 12, false)),
                reply(new Rejected(
                        RejectionCode.TRANSITION_NOT_ALLOWED,
                        "El ticket está cerrado",
                        ticketId,
                        7L,
                        Status.RESOLVED,
                        List.of("ReopenTicket", "CloseTicket"),
                        true)),
                new CommandReply(
                        Ids.next(),
                        "u-17",
                        Instant.parse("2026-11-20T14:02:11.342Z"),
                        null,
                        new Rejected(RejectionCode.TICKET_NOT_FOUND, "", null, null, null, List.of(), false)));
    }

    private static CommandReply reply(CommandOutcome outcome) {
        return new CommandReply(
                Ids.next(),
                "u-17",
                Instant.parse("2026-11-20T14:02:11.342Z"),
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                outcome);
    }
}

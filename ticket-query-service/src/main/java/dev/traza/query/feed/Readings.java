package dev.traza.query.feed;

import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.ReplyRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.topic.Topics;
import dev.traza.query.view.CommandFact;
import dev.traza.query.view.LoggedEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the records of each topic say, in the words of the views. */
final class Readings {

    private Readings() {}

    /** Reads a record of the three public topics. */
    static LoggedEvent event(ConsumerRecord<String, byte[]> read) throws UnreadableRecordException {
        WireRecord written = WireRecord.of(read);
        if (read.topic().equals(Topics.TICKET_EVENTS.name())) {
            return new LoggedEvent.OfTicket(EventRecords.TICKET.read(written));
        }
        if (read.topic().equals(Topics.SLA_EVENTS.name())) {
            return new LoggedEvent.OfSla(EventRecords.SLA.read(written));
        }
        if (read.topic().equals(Topics.ROUTING_EVENTS.name())) {
            return new LoggedEvent.OfRouting(EventRecords.ROUTING.read(written));
        }
        throw new IllegalStateException("No views are made of " + read.topic());
    }

    /** Reads a record of the two command topics. */
    static CommandFact command(ConsumerRecord<String, byte[]> read) throws UnreadableRecordException {
        WireRecord written = WireRecord.of(read);
        if (read.topic().equals(Topics.TICKET_COMMANDS.name())) {
            var command = CommandRecords.readAny(written);
            return new CommandFact.Asked(
                    command.commandId(), command.actor().subject(), command.subject(), command.acceptedAt());
        }
        if (read.topic().equals(Topics.TICKET_COMMAND_REPLIES.name())) {
            return new CommandFact.Answered(ReplyRecords.read(written));
        }
        throw new IllegalStateException("No views are made of " + read.topic());
    }
}

package dev.traza.query.feed;

import dev.traza.contract.ContractJson;
import dev.traza.contract.envelope.CommandRecords;
import dev.traza.contract.envelope.EventRecords;
import dev.traza.contract.envelope.ReplyRecords;
import dev.traza.contract.envelope.UnreadableRecordException;
import dev.traza.contract.envelope.WireRecord;
import dev.traza.contract.routing.DirectoryEntry;
import dev.traza.contract.sealing.TextKeys;
import dev.traza.contract.topic.Topics;
import dev.traza.query.directory.DirectoryChange;
import dev.traza.query.live.Happening;
import dev.traza.query.live.HappeningRecords;
import dev.traza.query.savedview.ViewChange;
import dev.traza.query.view.CommandFact;
import dev.traza.query.view.LoggedEvent;
import dev.traza.workingtime.CalendarRecord;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the records of each topic say, in the words of the views. */
final class Readings {

    private Readings() {}

    /**
     * The three public topics, with what people wrote.
     *
     * @param ticketTopic the names of the topics
     */
    record Events(String ticketTopic, String slaTopic, String routingTopic) implements LogReader.Reading<LoggedEvent> {

        /** As they are named everywhere. */
        static final Events OF_ALL =
                new Events(Topics.TICKET_EVENTS.name(), Topics.SLA_EVENTS.name(), Topics.ROUTING_EVENTS.name());

        @Override
        public Set<UUID> keysOf(ConsumerRecord<String, byte[]> read) throws UnreadableRecordException {
            return read.topic().equals(ticketTopic) ? EventRecords.keysOf(WireRecord.of(read)) : Set.of();
        }

        @Override
        public LoggedEvent of(ConsumerRecord<String, byte[]> read, TextKeys keys) throws UnreadableRecordException {
            WireRecord written = WireRecord.of(read);
            if (read.topic().equals(ticketTopic)) {
                return new LoggedEvent.OfTicket(EventRecords.TICKET.read(written, keys));
            }
            if (read.topic().equals(slaTopic)) {
                return new LoggedEvent.OfSla(EventRecords.SLA.read(written));
            }
            if (read.topic().equals(routingTopic)) {
                return new LoggedEvent.OfRouting(EventRecords.ROUTING.read(written));
            }
            throw new IllegalStateException("No views are made of " + read.topic());
        }
    }

    /**
     * That something happened, by the headers of the three public topics.
     *
     * @param records knows the names of the topics
     */
    record Happenings(HappeningRecords records) implements LogReader.Reading<Happening> {

        /** As they are named everywhere. */
        static final Happenings OF_ALL = new Happenings(new HappeningRecords(HappeningRecords.topics()));

        @Override
        public Set<UUID> keysOf(ConsumerRecord<String, byte[]> read) {
            return Set.of();
        }

        @Override
        public Happening of(ConsumerRecord<String, byte[]> read, TextKeys keys) throws UnreadableRecordException {
            return records.read(read);
        }
    }

    /**
     * The three public topics without what people wrote, for those who only count: no key is needed to read them.
     *
     * @param topics their names
     */
    record Unopened(Events topics) implements LogReader.Reading<LoggedEvent> {

        @Override
        public Set<UUID> keysOf(ConsumerRecord<String, byte[]> read) {
            return Set.of();
        }

        @Override
        public LoggedEvent of(ConsumerRecord<String, byte[]> read, TextKeys none) throws UnreadableRecordException {
            return read.topic().equals(topics.ticketTopic())
                    ? new LoggedEvent.OfTicket(EventRecords.TICKET.read(WireRecord.of(read)))
                    : topics.of(read, none);
        }
    }

    /** Calendars among the policies, which do not matter here. */
    record Calendars() implements LogReader.Reading<Optional<CalendarRecord>> {

        @Override
        public Set<UUID> keysOf(ConsumerRecord<String, byte[]> read) {
            return Set.of();
        }

        @Override
        public Optional<CalendarRecord> of(ConsumerRecord<String, byte[]> read, TextKeys keys)
                throws UnreadableRecordException {
            return CalendarRecord.read(read.key(), read.value());
        }
    }

    /** The two command topics. What a command says is not wanted, only that it was asked for. */
    record Commands() implements LogReader.Reading<CommandFact> {

        @Override
        public Set<UUID> keysOf(ConsumerRecord<String, byte[]> read) {
            return Set.of();
        }

        @Override
        public CommandFact of(ConsumerRecord<String, byte[]> read, TextKeys keys) throws UnreadableRecordException {
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

    /** The topic of desks, teams and agents. */
    record OfDirectory() implements LogReader.Reading<DirectoryChange> {

        @Override
        public Set<UUID> keysOf(ConsumerRecord<String, byte[]> read) {
            return Set.of();
        }

        @Override
        public DirectoryChange of(ConsumerRecord<String, byte[]> read, TextKeys keys) throws UnreadableRecordException {
            if (read.key() == null) {
                throw new UnreadableRecordException("An entry of the directory has a key");
            }
            try {
                return new DirectoryChange(
                        read.key(),
                        read.value() == null
                                ? null
                                : ContractJson.mapper().readValue(read.value(), DirectoryEntry.class));
            } catch (IOException e) {
                throw new UnreadableRecordException("Not an entry of the directory that is known here");
            }
        }
    }

    /** The topic of saved views. */
    record OfViews() implements LogReader.Reading<ViewChange> {

        @Override
        public Set<UUID> keysOf(ConsumerRecord<String, byte[]> read) {
            return Set.of();
        }

        @Override
        public ViewChange of(ConsumerRecord<String, byte[]> read, TextKeys keys) throws UnreadableRecordException {
            return ViewChange.read(read.key(), read.value());
        }
    }
}

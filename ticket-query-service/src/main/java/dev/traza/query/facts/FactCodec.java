package dev.traza.query.facts;

import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.query.figures.Deed;
import dev.traza.query.figures.Moment;
import dev.traza.query.figures.Standing;
import dev.traza.query.figures.TicketFacts;
import dev.traza.query.view.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Facts as few bytes. A figure over a year reads those of every ticket of the year, so they are written for being read:
 * each id once, times as differences, and no names.
 */
final class FactCodec {

    /** Count it up whenever the same log would give other bytes. */
    private static final String FORM = "1";

    /** Says how facts are written; others are made anew. Constants are written by their place, so these belong to it. */
    static final String SCHEMA = FORM
            + Arrays.toString(Channel.values())
            + Arrays.toString(Priority.values())
            + Arrays.toString(Status.values())
            + Arrays.toString(ResolutionCode.values())
            + Arrays.toString(EscalationKind.values());

    private static final Channel[] CHANNELS = Channel.values();
    private static final Priority[] PRIORITIES = Priority.values();
    private static final Status[] STATUSES = Status.values();
    private static final ResolutionCode[] CODES = ResolutionCode.values();
    private static final EscalationKind[] KINDS = EscalationKind.values();

    private static final Deed OPENED = new Deed.Opened();
    private static final Deed ASKED = new Deed.Asked();
    private static final Deed REOPENED = new Deed.Reopened();
    private static final Deed MERGED = new Deed.Merged();
    private static final Deed UNMERGED = new Deed.Unmerged();
    private static final Deed CHANGED = new Deed.Changed();

    private FactCodec() {}

    static BytesRef write(TicketFacts facts) {
        try {
            return new Writing(facts).bytes();
        } catch (IOException e) {
            throw new IllegalStateException("Memory can always be written to", e);
        }
    }

    static TicketFacts read(BytesRef bytes) throws IOException {
        try {
            return new Reading(new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length)).facts();
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("These are not the bytes of facts", e);
        }
    }

    private static final class Writing {

        private final TicketFacts facts;
        private final ByteBuffersDataOutput out = new ByteBuffersDataOutput();
        private final Map<String, Integer> words = new LinkedHashMap<>();
        private final Map<Standing, Integer> standings = new LinkedHashMap<>();

        Writing(TicketFacts facts) {
            this.facts = facts;
        }

        BytesRef bytes() throws IOException {
            ByteBuffersDataOutput body = new ByteBuffersDataOutput();
            writeBody(body);
            out.writeLong(facts.ticketId().getMostSignificantBits());
            out.writeLong(facts.ticketId().getLeastSignificantBits());
            out.writeVLong(facts.progress().ticket());
            out.writeVLong(facts.progress().routing());
            out.writeVLong(facts.progress().sla());
            out.writeVInt(words.size());
            for (String word : words.keySet()) {
                out.writeString(word);
            }
            body.copyTo(out);
            return new BytesRef(out.toArrayCopy());
        }

        private void writeBody(DataOutput body) throws IOException {
            body.writeVInt(facts.channel() == null ? 0 : facts.channel().ordinal() + 1);
            body.writeVInt(word(facts.calendar()));
            body.writeVInt(facts.desks().size());
            for (Map.Entry<String, String> desk : facts.desks().entrySet()) {
                body.writeVInt(word(desk.getKey()));
                body.writeVInt(word(desk.getValue()));
            }
            for (Moment moment : facts.moments()) {
                standings.putIfAbsent(moment.standing(), standings.size());
            }
            body.writeVInt(standings.size());
            for (Standing standing : standings.keySet()) {
                body.writeVInt(word(standing.team()));
                body.writeVInt(word(standing.agent()));
                body.writeVInt(word(standing.category()));
                body.writeVInt(standing.priority().ordinal());
            }
            body.writeVInt(facts.moments().size());
            long before = 0;
            for (Moment moment : facts.moments()) {
                body.writeZLong(moment.at() - before);
                before = moment.at();
                body.writeVInt(moment.status().ordinal());
                body.writeVInt(standings.getOrDefault(moment.standing(), 0));
                write(body, moment.deed());
            }
        }

        private void write(DataOutput body, Deed deed) throws IOException {
            switch (deed) {
                case Deed.Opened _ -> body.writeVInt(0);
                case Deed.Replied replied -> {
                    body.writeVInt(1);
                    body.writeVInt(word(replied.by()));
                }
                case Deed.Asked _ -> body.writeVInt(2);
                case Deed.Resolved resolved -> {
                    body.writeVInt(3);
                    body.writeVInt(resolved.code().ordinal());
                    body.writeVInt(word(resolved.by()));
                }
                case Deed.Reopened _ -> body.writeVInt(4);
                case Deed.Closed closed -> {
                    body.writeVInt(5);
                    body.writeVInt(closed.code().ordinal());
                }
                case Deed.Merged _ -> body.writeVInt(6);
                case Deed.Unmerged _ -> body.writeVInt(7);
                case Deed.Escalated escalated -> {
                    body.writeVInt(8);
                    body.writeVInt(escalated.kind().ordinal());
                }
                case Deed.Rated rated -> {
                    body.writeVInt(9);
                    body.writeVInt(rated.score());
                    body.writeVInt(rated.resolution());
                }
                case Deed.Worked worked -> {
                    body.writeVInt(10);
                    body.writeVInt(word(worked.by()));
                    body.writeVInt(worked.seconds());
                }
                case Deed.Changed _ -> body.writeVInt(11);
            }
        }

        /** The word's number from 1 on; 0 stands for none. */
        private int word(@Nullable String word) {
            return word == null ? 0 : words.computeIfAbsent(word, _ -> words.size() + 1);
        }
    }

    private static final class Reading {

        private final ByteArrayDataInput in;
        private String[] words = {};

        Reading(ByteArrayDataInput in) {
            this.in = in;
        }

        TicketFacts facts() throws IOException {
            UUID ticketId = new UUID(in.readLong(), in.readLong());
            Progress progress = new Progress(in.readVLong(), in.readVLong(), in.readVLong());
            words = new String[in.readVInt()];
            for (int i = 0; i < words.length; i++) {
                words[i] = in.readString();
            }
            int channel = in.readVInt();
            String calendar = word();
            Map<String, String> desks = desks();
            Standing[] standings = standings();
            return new TicketFacts(
                    ticketId,
                    progress,
                    channel == 0 ? null : CHANNELS[channel - 1],
                    calendar,
                    desks,
                    moments(standings));
        }

        private Map<String, String> desks() {
            int count = in.readVInt();
            if (count == 0) {
                return Map.of();
            }
            Map<String, String> desks = HashMap.newHashMap(count);
            for (int i = 0; i < count; i++) {
                desks.put(present(), present());
            }
            return desks;
        }

        private Standing[] standings() {
            Standing[] standings = new Standing[in.readVInt()];
            for (int i = 0; i < standings.length; i++) {
                standings[i] = new Standing(word(), word(), word(), PRIORITIES[in.readVInt()]);
            }
            return standings;
        }

        private List<Moment> moments(Standing[] standings) throws IOException {
            int count = in.readVInt();
            List<Moment> moments = new ArrayList<>(count);
            long at = 0;
            for (int i = 0; i < count; i++) {
                at += in.readZLong();
                moments.add(new Moment(at, STATUSES[in.readVInt()], standings[in.readVInt()], deed()));
            }
            return moments;
        }

        private Deed deed() throws IOException {
            int kind = in.readVInt();
            return switch (kind) {
                case 0 -> OPENED;
                case 1 -> new Deed.Replied(present());
                case 2 -> ASKED;
                case 3 -> new Deed.Resolved(CODES[in.readVInt()], word());
                case 4 -> REOPENED;
                case 5 -> new Deed.Closed(CODES[in.readVInt()]);
                case 6 -> MERGED;
                case 7 -> UNMERGED;
                case 8 -> new Deed.Escalated(KINDS[in.readVInt()]);
                case 9 -> new Deed.Rated(in.readVInt(), in.readVInt());
                case 10 -> new Deed.Worked(present(), in.readVInt());
                case 11 -> CHANGED;
                default -> throw new IOException("There is no deed " + kind);
            };
        }

        private @Nullable String word() {
            int number = in.readVInt();
            return number == 0 ? null : words[number - 1];
        }

        private String present() {
            return words[in.readVInt() - 1];
        }
    }
}

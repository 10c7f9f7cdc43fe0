package dev.traza.query.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.personal.Erasing;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.query.log.GapException;
import dev.traza.query.log.LogPartition;
import dev.traza.query.log.Projection;
import dev.traza.query.log.ReadModelAwayException;
import dev.traza.query.view.Fold;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Progress;
import dev.traza.query.view.TicketFold;
import dev.traza.query.view.TicketView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Views and timelines of tickets in MongoDB, one generation of them, shared by all query nodes. Everything is read and
 * written by {@code _id}.
 *
 * <p>A batch is written in three steps: timeline pages and numbers, whose content follows from the event alone, and what
 * erasures take from older events; then the views, each with how far it has come; then the positions in the log. Whatever
 * a crash leaves out is done again by the next reader of the partition, and changes nothing that was done.
 */
public class TicketStore implements Projection<LoggedEvent> {

    private static final Logger LOG = Logger.getLogger(TicketStore.class);
    private static final int DUPLICATE_KEY = 11000;
    private static final String REVISION = "revision";
    private static final String VERSION = "version";
    private static final String VIEW = "view";
    private static final String TICKET_ID = "ticketId";

    private final ReadModels models;
    private final StoreConfig config;
    private final TimelinePages timeline;
    private final Positions positions;
    private volatile @Nullable Boolean guarded;

    /** One generation of them. */
    public TicketStore(ReadModels models, StoreConfig config) {
        this.models = models;
        this.config = config;
        this.timeline = new TimelinePages(models);
        this.positions = new Positions(models, "tickets");
    }

    /** The view of this ticket; empty when there is none or its opening is not yet known. */
    public Optional<TicketView> byId(UUID ticketId) {
        return Optional.ofNullable(models.tickets().find(byKey(ticketId)).first())
                .map(TicketStore::view)
                .filter(view -> view.ticket() != null);
    }

    /** The view of the ticket with this number, as in {@code T-1042}. */
    public Optional<TicketView> byNumber(String number) {
        return Optional.ofNullable(
                        models.numbers().find(Filters.eq(Documents.ID, number)).first())
                .flatMap(kept -> byId(UUID.fromString(kept.getString(TICKET_ID))));
    }

    /** The version that the ticket's view has; 0 when there is none. */
    public long version(UUID ticketId) {
        Document kept = models.tickets()
                .find(byKey(ticketId))
                .projection(Projections.include(VERSION))
                .first();
        return kept == null ? 0 : kept.getLong(VERSION);
    }

    /**
     * What happened to a ticket, oldest first by the time of record; each log in its own order.
     *
     * @param after how much of each log the reader has had
     * @param upTo how much of each log the ticket's view holds
     */
    public List<LoggedEvent> timeline(UUID ticketId, Progress after, Progress upTo, int limit) {
        return timeline(List.of(new Stretch(ticketId, after, upTo)), limit);
    }

    /** What happened to several tickets, oldest first by the time of record; each log of each in its own order. */
    public List<LoggedEvent> timeline(List<Stretch> stretches, int limit) {
        return timeline.read(stretches, limit);
    }

    /** The views of these tickets, as far as they were opened. */
    public List<TicketView> byIds(Collection<UUID> ticketIds) {
        return load(ticketIds).values().stream()
                .filter(view -> view.ticket() != null)
                .toList();
    }

    @Override
    public Map<LogPartition, Long> positions(Collection<LogPartition> partitions) throws ReadModelAwayException {
        try {
            return positions.of(partitions);
        } catch (MongoException e) {
            throw away(e);
        }
    }

    @Override
    public void apply(List<LoggedEvent> batch, Map<LogPartition, Long> next)
            throws ReadModelAwayException, GapException {
        try {
            for (int attempt = 1; !fold(batch); attempt++) {
                if (attempt >= config.staleAttempts()) {
                    throw new ReadModelAwayException(
                            "Other nodes keep changing the same views", new IllegalStateException("stale"));
                }
            }
            positions.put(next);
        } catch (MongoException e) {
            guarded = null; // it may be another server that answers next
            throw away(e);
        }
    }

    /** Folds a batch into the views; false if another node changed one of them meanwhile. */
    private boolean fold(List<LoggedEvent> batch) throws GapException {
        Map<UUID, TicketView> before =
                load(batch.stream().map(event -> event.envelope().ticketId()).collect(Collectors.toSet()));
        Map<UUID, TicketView> after = new LinkedHashMap<>();
        List<LoggedEvent> applied = new ArrayList<>();
        List<EventEnvelope<TicketEvent>> erasures = new ArrayList<>();
        for (LoggedEvent event : batch) {
            UUID ticketId = event.envelope().ticketId();
            TicketView present =
                    after.getOrDefault(ticketId, before.getOrDefault(ticketId, TicketView.nothingYet(ticketId)));
            switch (TicketFold.evolve(present, event)) {
                case Fold.Applied(TicketView view) -> {
                    after.put(ticketId, view);
                    if (event instanceof LoggedEvent.OfTicket(var envelope)
                            && envelope.event() instanceof Erasing erasing) {
                        erasures.add(envelope);
                        applied.replaceAll(earlier -> without(erasing, ticketId, earlier));
                    }
                    applied.add(event);
                }
                case Fold.Duplicate() ->
                    LOG.debugf("Event %s is known already", event.envelope().eventId());
                case Fold.Gap gap -> throw new GapException(ticketId, gap);
            }
        }
        boolean guard = guarded();
        if (!timeline.write(applied, guard)) {
            return false;
        }
        erasures.forEach(this::erase);
        writeNumbers(after.values().stream()
                .filter(view -> !isOpened(before.get(view.ticketId())))
                .toList());
        return writeViews(before, after.values(), guard);
    }

    /** What an erasure is about must not be written first and taken away afterwards: a crash could come in between. */
    private static LoggedEvent without(Erasing erasing, UUID ticketId, LoggedEvent earlier) {
        return earlier instanceof LoggedEvent.OfTicket ofTicket
                        && ofTicket.envelope().ticketId().equals(ticketId)
                ? ofTicket.after(erasing)
                : earlier;
    }

    /** Before the view is written: as long as that does not hold the erasure, whoever reads on does this again. */
    private void erase(EventEnvelope<TicketEvent> envelope) {
        if (envelope.event() instanceof Erasing erasing) {
            timeline.erase(envelope.ticketId(), envelope.sequence(), erasing);
        }
    }

    private Map<UUID, TicketView> load(Collection<UUID> ticketIds) {
        Map<UUID, TicketView> views = new HashMap<>();
        List<String> keys = ticketIds.stream().map(UUID::toString).toList();
        for (Document kept : models.tickets().find(Filters.in(Documents.ID, keys))) {
            TicketView view = view(kept);
            views.put(view.ticketId(), view);
        }
        return views;
    }

    private void writeNumbers(Collection<TicketView> views) {
        List<ReplaceOneModel<Document>> numbers = views.stream()
                .flatMap(
                        view -> Optional.ofNullable(view.ticket())
                                .map(ticket -> number(ticket.matter().number(), view.ticketId()))
                                .stream())
                .toList();
        if (!numbers.isEmpty()) {
            models.numbers().bulkWrite(numbers, new BulkWriteOptions().ordered(false));
        }
    }

    private static boolean isOpened(@Nullable TicketView view) {
        return view != null && view.ticket() != null;
    }

    private static ReplaceOneModel<Document> number(String number, UUID ticketId) {
        return new ReplaceOneModel<>(
                Filters.eq(Documents.ID, number),
                new Document(Documents.ID, number).append(TICKET_ID, ticketId.toString()),
                new ReplaceOptions().upsert(true));
    }

    private boolean writeViews(Map<UUID, TicketView> before, Collection<TicketView> views, boolean guard) {
        if (views.isEmpty()) {
            return true;
        }
        List<ReplaceOneModel<Document>> replacements = views.stream()
                .map(view -> new ReplaceOneModel<>(
                        guard ? unchangedSince(before.get(view.ticketId()), view.ticketId()) : byKey(view.ticketId()),
                        document(view),
                        new ReplaceOptions().upsert(true)))
                .toList();
        try {
            models.tickets().bulkWrite(replacements, new BulkWriteOptions().ordered(false));
            return true;
        } catch (MongoBulkWriteException e) {
            if (guard && e.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY)) {
                LOG.debugf(
                        "%d views were changed by another node",
                        e.getWriteErrors().size());
                return false;
            }
            throw e;
        }
    }

    /**
     * Matches the view only as it was loaded: an upsert that does not match tries to insert, and fails on the key. Without
     * it, a node that lost a partition while it slept could put an old view over a newer one.
     */
    private static Bson unchangedSince(@Nullable TicketView loaded, UUID ticketId) {
        long revision = loaded == null ? 0 : loaded.progress().total();
        return Filters.and(byKey(ticketId), Filters.eq(REVISION, revision));
    }

    private boolean guarded() {
        Boolean known = guarded;
        if (known == null) {
            known = switch (config.guard()) {
                case ON -> true;
                case OFF -> false;
                case AUTO -> models.onReplicaSet();
            };
            guarded = known;
        }
        return known;
    }

    private static Bson byKey(UUID ticketId) {
        return Filters.eq(Documents.ID, ticketId.toString());
    }

    private static TicketView view(Document kept) {
        return Documents.read(kept.getString(VIEW), TicketView.class);
    }

    private static Document document(TicketView view) {
        return new Document(Documents.ID, view.ticketId().toString())
                .append(REVISION, view.progress().total())
                .append(VERSION, view.version())
                .append(VIEW, Documents.write(view));
    }

    private static ReadModelAwayException away(MongoException e) {
        return new ReadModelAwayException(
                "MongoDB does not take it: " + e.getClass().getSimpleName() + " (code " + e.getCode() + ")", e);
    }
}

package dev.traza.notification.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteUpsert;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import dev.traza.contract.personal.Erasing;
import dev.traza.notification.ledger.Claim;
import dev.traza.notification.ledger.Delivery;
import dev.traza.notification.ledger.DeliveryList;
import dev.traza.notification.ledger.DeliveryState;
import dev.traza.notification.ledger.Ledger;
import dev.traza.notification.ledger.QueueFigures;
import dev.traza.notification.ledger.Resends;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in five collections: {@code deliveries} (the record, by id), {@code letters} (their texts, apart, since a
 * server that scans the record must not read them all), {@code pending} (the queue, small, so that looking through it is
 * quick on any server), {@code ticket_deliveries} (the ids of a ticket's messages, one document a ticket) and
 * {@code resends} (the requests of people).
 *
 * <p>Everything but three kinds of list reads and writes by {@code _id} alone; see {@link #page}.
 */
public final class MongoLedger implements Ledger, DeliveryList, Resends {

    private static final String TICKET_ID = "ticketId";
    private static final String PERSON_ID = "personId";
    private static final String STATE = "state";
    private static final String AT = "at";
    private static final String DELIVERY = "delivery";
    private static final String LETTER = "letter";
    private static final String DUE = "due";
    private static final String SINCE = "since";
    private static final String LEASE_ENDS = "leaseEnds";
    private static final String CLAIMS = "claims";
    private static final String ITEMS = "items";
    private static final String DELIVERY_ID = "deliveryId";
    private static final String ROUND = "round";
    private static final String ERASURES = "erasures";
    private static final Date NO_LEASE = new Date(0);

    /** A list of what is pending reads at most so many; during a longer outage it shows the oldest. */
    private static final int PENDING_LISTED = 5_000;

    private static final Comparator<DeliveryList.Place> NEWEST_FIRST = Comparator.comparing(DeliveryList.Place::at)
            .thenComparing(place -> place.id().toString())
            .reversed();

    private final MongoCollection<Document> deliveries;
    private final MongoCollection<Document> letters;
    private final MongoCollection<Document> pending;
    private final MongoCollection<Document> ticketDeliveries;
    private final MongoCollection<Document> resends;
    private final Clock clock;

    /** In this database. */
    public MongoLedger(MongoDatabase database, Clock clock) {
        deliveries = database.getCollection("deliveries");
        letters = database.getCollection("letters");
        pending = database.getCollection("pending");
        ticketDeliveries = database.getCollection("ticket_deliveries");
        resends = database.getCollection("resends");
        this.clock = clock;
    }

    /** Makes the indexes that lists need on a large ledger. */
    public void prepare() {
        deliveries.createIndex(descending(AT, MongoCollections.ID));
        deliveries.createIndex(compoundIndex(ascending(PERSON_ID), descending(AT, MongoCollections.ID)));
        deliveries.createIndex(compoundIndex(ascending(STATE), descending(AT, MongoCollections.ID)));
        pending.createIndex(ascending(DUE));
    }

    @Override
    public List<Delivery> record(Collection<Delivery> intended) {
        if (intended.isEmpty()) {
            return List.of();
        }
        List<Delivery> all = List.copyOf(intended);
        Set<Integer> inserted = deliveries
                .bulkWrite(all.stream()
                        .map(delivery -> upsert(delivery.id(), documentOf(delivery)))
                        .toList())
                .getUpserts()
                .stream()
                .map(BulkWriteUpsert::getIndex)
                .collect(Collectors.toSet());
        List<Delivery> fresh = new ArrayList<>();
        List<Delivery> unsettled = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (inserted.contains(i)) {
                fresh.add(all.get(i));
                unsettled.add(all.get(i));
            } else {
                // A replay. If the process died before the message was queued, it is queued now.
                withoutLetter(all.get(i).id()).ifPresent(unsettled::add);
            }
        }
        List<UpdateOneModel<Document>> queued = unsettled.stream()
                .filter(delivery -> !delivery.state().isFinal())
                .map(MongoLedger::queueing)
                .toList();
        if (!queued.isEmpty()) {
            pending.bulkWrite(queued);
        }
        ticketDeliveries.bulkWrite(all.stream()
                .map(delivery -> new UpdateOneModel<Document>(
                        eq(MongoCollections.ID, delivery.ticketId().toString()),
                        addToSet(
                                ITEMS,
                                new Document(AT, Date.from(delivery.at()))
                                        .append(DELIVERY_ID, delivery.id().toString())),
                        MongoCollections.UPSERT))
                .toList());
        return fresh;
    }

    @Override
    public List<Claim> due(Instant now, int limit) {
        Date then = Date.from(now);
        return pending.find(and(lte(DUE, then), lte(LEASE_ENDS, then)))
                .sort(Sorts.ascending(DUE))
                .limit(limit)
                .map(found -> new Claim(UUID.fromString(found.getString(MongoCollections.ID)), found.getLong(CLAIMS)))
                .into(new ArrayList<>());
    }

    @Override
    public Optional<Claim> claim(Claim seen, Instant leaseEnds) {
        long matched = pending.updateOne(held(seen), combine(inc(CLAIMS, 1L), set(LEASE_ENDS, Date.from(leaseEnds))))
                .getMatchedCount();
        return matched == 1 ? Optional.of(new Claim(seen.deliveryId(), seen.claims() + 1)) : Optional.empty();
    }

    @Override
    public Optional<Delivery> find(UUID deliveryId) {
        return Optional.ofNullable(deliveries.find(byId(deliveryId)).first()).map(found -> {
            Document letter = letters.find(byId(deliveryId)).first();
            return deliveryOf(found, letter == null ? null : letter.get(LETTER, Document.class));
        });
    }

    private Optional<Delivery> withoutLetter(UUID deliveryId) {
        return Optional.ofNullable(deliveries.find(byId(deliveryId)).first()).map(found -> deliveryOf(found, null));
    }

    @Override
    public boolean begin(Claim held, Delivery sending, Instant leaseEnds) {
        if (pending.updateOne(held(held), set(LEASE_ENDS, Date.from(leaseEnds))).getMatchedCount() == 0) {
            return false;
        }
        if (!replaceUnlessErased(sending)) {
            return false;
        }
        if (sending.letter() != null) {
            letters.replaceOne(
                    byId(sending.id()),
                    new Document(MongoCollections.ID, sending.id().toString())
                            .append(LETTER, MongoCollections.documentOf(sending.letter())),
                    new ReplaceOptions().upsert(true));
            if (isErasedSince(sending)) {
                letters.deleteOne(byId(sending.id()));
                return false;
            }
        }
        return true;
    }

    /** Writes a message unless something was taken from it since it was read. */
    private boolean replaceUnlessErased(Delivery delivery) {
        return deliveries
                        .replaceOne(and(byId(delivery.id()), sameErasures(delivery)), documentOf(delivery))
                        .getMatchedCount()
                == 1;
    }

    private boolean isErasedSince(Delivery delivery) {
        return deliveries.find(and(byId(delivery.id()), sameErasures(delivery))).first() == null;
    }

    private static Bson sameErasures(Delivery delivery) {
        return delivery.erasures() == null ? exists(ERASURES, false) : eq(ERASURES, delivery.erasures());
    }

    @Override
    public void erase(UUID ticketId, Erasing erasing, long before) {
        idsOf(ticketId, null).forEach(deliveryId -> {
            boolean done = false;
            while (!done) {
                done = eraseOne(deliveryId, erasing, before);
            }
        });
    }

    /** False when the message was changed meanwhile; that happens some times in its life, and not for ever. */
    private boolean eraseOne(UUID deliveryId, Erasing erasing, long before) {
        Document found = deliveries.find(byId(deliveryId)).first();
        if (found == null) {
            return true;
        }
        Bson unchanged = and(byId(deliveryId), eq(DELIVERY, new Document(found.get(DELIVERY, Document.class))));
        Delivery present = deliveryOf(found, null);
        Long version = present.version();
        if (version != null && version >= before) {
            return true;
        }
        if (!present.isConcernedBy(erasing)) {
            return true;
        }
        Delivery less = present.erased(erasing, clock.instant());
        if (!less.equals(present)
                && deliveries.replaceOne(unchanged, documentOf(less)).getMatchedCount() == 0) {
            return false;
        }
        // The queue's entry stays until whoever holds it is done: they may be about to write a letter.
        letters.deleteOne(byId(deliveryId));
        if (less.state().isFinal()) {
            pending.updateOne(byId(deliveryId), set(DUE, Date.from(clock.instant())));
        }
        return true;
    }

    @Override
    public void settle(Claim held, Delivery settled) {
        boolean ours = pending.find(held(held)).first() != null;
        if (!ours && settled.state() != DeliveryState.SENT) {
            return;
        }
        // The record first: a process that dies in between leaves a message in the queue that is known to be settled.
        Delivery ended = settled;
        while (!replaceUnlessErased(ended)) {
            ended = withoutLetter(settled.id()).orElseThrow().endedAs(settled);
        }
        if (ended.state().isFinal()) {
            dequeue(ended.id());
        } else {
            pending.updateOne(byId(ended.id()), combine(set(DUE, dueOf(ended)), set(LEASE_ENDS, NO_LEASE)));
        }
    }

    @Override
    public void dequeue(UUID deliveryId) {
        if (withoutLetter(deliveryId)
                .filter(delivery -> delivery.erasures() != null)
                .isPresent()) {
            letters.deleteOne(byId(deliveryId)); // of one who died in the middle of writing it
        }
        pending.deleteOne(byId(deliveryId));
    }

    @Override
    public QueueFigures queue() {
        Document oldest = pending.find().sort(Sorts.ascending(SINCE)).limit(1).first();
        return new QueueFigures(
                pending.estimatedDocumentCount(),
                Optional.ofNullable(oldest).map(found -> found.getDate(SINCE).toInstant()));
    }

    /**
     * By ticket: the ticket's own document, then each message by id. By states that are all unfinished: the queue, which is
     * small. Everything else goes through {@code deliveries}: with an index on MongoDB, by a scan on the embedded server.
     */
    @Override
    public Page page(Query query, @Nullable Place after, int limit) {
        UUID ticketId = query.ticketId();
        Stream<Delivery> found;
        if (ticketId != null) {
            found = idsOf(ticketId, after).map(this::withoutLetter).flatMap(Optional::stream);
        } else if (!query.states().isEmpty() && query.states().stream().noneMatch(DeliveryState::isFinal)) {
            found = pendingDeliveries(after);
        } else {
            found = scan(query, after, limit).stream();
        }
        List<Delivery> items = found.filter(query::matches).limit(limit + 1L).toList();
        return items.size() <= limit
                ? new Page(items, null)
                : new Page(items.subList(0, limit), Place.of(items.get(limit - 1)));
    }

    @Override
    public Resends.Outcome resend(UUID deliveryId, UUID requestId) {
        Optional<Delivery> found = find(deliveryId);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        Delivery delivery = found.get();
        Document before = resends.find(byId(requestId)).first();
        if (before == null) {
            if (!delivery.state().isFinal()) {
                return new Outcome.NotFinal(delivery);
            }
            int round = delivery.round() + 1;
            try {
                resends.insertOne(new Document(MongoCollections.ID, requestId.toString())
                        .append(DELIVERY_ID, deliveryId.toString())
                        .append(ROUND, round)
                        .append(AT, Date.from(clock.instant())));
                return new Outcome.Queued(requeue(delivery, round), false);
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
                before = Objects.requireNonNull(resends.find(byId(requestId)).first());
            }
        }
        return deliveryId.toString().equals(before.getString(DELIVERY_ID))
                ? new Outcome.Queued(requeue(delivery, before.getInteger(ROUND)), true)
                : new Outcome.OtherRequest();
    }

    private Delivery requeue(Delivery delivery, int round) {
        if (delivery.round() >= round) {
            return delivery; // done before
        }
        Delivery again = delivery.again(round, clock.instant());
        while (!replaceUnlessErased(again)) {
            again = withoutLetter(delivery.id()).orElseThrow().again(round, clock.instant());
        }
        letters.deleteOne(byId(delivery.id()));
        pending.bulkWrite(List.of(queueing(again)));
        return again;
    }

    private Stream<UUID> idsOf(UUID ticketId, @Nullable Place after) {
        Document list = ticketDeliveries.find(byId(ticketId)).first();
        if (list == null) {
            return Stream.of();
        }
        return list.getList(ITEMS, Document.class).stream()
                .map(item -> new Place(item.getDate(AT).toInstant(), UUID.fromString(item.getString(DELIVERY_ID))))
                .filter(place -> after == null || NEWEST_FIRST.compare(after, place) < 0)
                .sorted(NEWEST_FIRST)
                .map(Place::id);
    }

    private Stream<Delivery> pendingDeliveries(@Nullable Place after) {
        return pending.find().limit(PENDING_LISTED).into(new ArrayList<>()).stream()
                .map(found -> withoutLetter(UUID.fromString(found.getString(MongoCollections.ID))))
                .flatMap(Optional::stream)
                .filter(delivery -> after == null || NEWEST_FIRST.compare(after, Place.of(delivery)) < 0)
                .sorted(Comparator.comparing(Place::of, NEWEST_FIRST));
    }

    private List<Delivery> scan(Query query, @Nullable Place after, int limit) {
        List<Bson> filters = new ArrayList<>();
        if (!query.states().isEmpty()) {
            filters.add(in(STATE, query.states().stream().map(Enum::name).toList()));
        }
        if (query.personId() != null) {
            filters.add(eq(PERSON_ID, query.personId()));
        }
        if (after != null) {
            Date at = Date.from(after.at());
            filters.add(or(
                    lt(AT, at),
                    and(eq(AT, at), lt(MongoCollections.ID, after.id().toString()))));
        }
        return deliveries
                .find(filters.isEmpty() ? new Document() : and(filters))
                .sort(Sorts.descending(AT, MongoCollections.ID))
                .limit(limit + 1)
                .map(found -> deliveryOf(found, null))
                .into(new ArrayList<>());
    }

    private static Document documentOf(Delivery delivery) {
        Document document = new Document(MongoCollections.ID, delivery.id().toString())
                .append(TICKET_ID, delivery.ticketId().toString())
                .append(STATE, delivery.state().name())
                .append(AT, Date.from(delivery.at()));
        delivery.personId().ifPresent(person -> document.append(PERSON_ID, person));
        if (delivery.erasures() != null) {
            document.append(ERASURES, delivery.erasures());
        }
        Document content = MongoCollections.documentOf(delivery);
        content.remove(LETTER);
        return document.append(DELIVERY, content);
    }

    private static Delivery deliveryOf(Document document, @Nullable Document letter) {
        Document content = document.get(DELIVERY, Document.class);
        if (letter != null) {
            content.append(LETTER, letter);
        }
        return MongoCollections.read(content, Delivery.class);
    }

    private static UpdateOneModel<Document> queueing(Delivery delivery) {
        return upsert(
                delivery.id(),
                new Document(DUE, dueOf(delivery))
                        .append(SINCE, Date.from(delivery.roundBegan()))
                        .append(LEASE_ENDS, NO_LEASE)
                        .append(CLAIMS, 0L));
    }

    private static Date dueOf(Delivery delivery) {
        Instant next = delivery.nextAttemptAt();
        return Date.from(next == null ? delivery.roundBegan() : next);
    }

    private static UpdateOneModel<Document> upsert(UUID id, Document content) {
        Document fields = new Document(content);
        fields.remove(MongoCollections.ID);
        List<Bson> onInsert = fields.entrySet().stream()
                .map(field -> setOnInsert(field.getKey(), field.getValue()))
                .toList();
        return new UpdateOneModel<>(byId(id), combine(onInsert), MongoCollections.UPSERT);
    }

    private static Bson byId(UUID id) {
        return eq(MongoCollections.ID, id.toString());
    }

    /** Goes beyond the id, so the embedded server scans: of the queue only, which is short. */
    private static Bson held(Claim claim) {
        return and(eq(MongoCollections.ID, claim.deliveryId().toString()), eq(CLAIMS, claim.claims()));
    }
}

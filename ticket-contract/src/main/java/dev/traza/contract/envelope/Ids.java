package dev.traza.contract.envelope;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.traza.contract.catalog.CatalogPath;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** How ids are made: time-ordered when something begins, derived when it follows from something else. */
public final class Ids {

    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** Namespace of ids that follow from a caller's Idempotency-Key. */
    private static final UUID IDEMPOTENCY_KEYS = UUID.fromString("5b0b2f0e-6d1c-5c56-9d6f-1f1f3c1c7f10");

    /** Namespace of ids that follow from a place in the service catalog. */
    private static final UUID CATALOG_ITEMS = UUID.fromString("7d4b6a52-0f0e-5b0a-8f0c-6a1d1f2b9c35");

    /** Namespace of ids that stand for people. */
    private static final UUID PEOPLE = UUID.fromString("0b6f2f4e-2f0d-5d5e-9a51-5c9d1c7a3e42");

    private Ids() {}

    /** A fresh time-ordered id (UUIDv7, RFC 9562). */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /**
     * The id of what follows from a cause (UUIDv5, RFC 9562): the same cause and purpose give the same id, so a replay
     * changes nothing.
     */
    public static UUID derived(UUID cause, String purpose) {
        return UuidCreator.getNameBasedSha1(cause, purpose);
    }

    /**
     * The id that a person's Idempotency-Key stands for.
     *
     * @param purpose what the id is for, since one key may stand for several (the command, the new ticket)
     */
    public static UUID ofIdempotencyKey(String subject, String key, String purpose) {
        UUID person = derived(IDEMPOTENCY_KEYS, subject);
        return derived(derived(person, key), purpose);
    }

    /** The id of the item at this place: an item is its place, so nobody has to look it up. */
    public static UUID ofCatalogItem(CatalogPath path) {
        return derived(CATALOG_ITEMS, path.text());
    }

    /** An id of one size for a person, whatever their own looks like. */
    public static UUID ofPerson(String personId) {
        return derived(PEOPLE, personId);
    }

    /** Reads an id in its canonical form of 36 characters; empty for anything else. */
    public static Optional<UUID> parse(String text) {
        return CANONICAL.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}

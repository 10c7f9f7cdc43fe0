package dev.traza.notification.api;

import dev.traza.contract.envelope.Ids;
import dev.traza.notification.ledger.DeliveryList.Place;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** A place in a list as callers carry it: opaque to them. */
final class Cursor {

    private Cursor() {}

    static String of(Place place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((place.at().toEpochMilli() + ":" + place.id()).getBytes(StandardCharsets.US_ASCII));
    }

    /** Empty when it is not one of ours. */
    static Optional<Place> parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":", 2);
            if (parts.length < 2) {
                return Optional.empty();
            }
            Instant at = Instant.ofEpochMilli(Long.parseLong(parts[0]));
            return Ids.parse(parts[1]).map(id -> new Place(at, id));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}

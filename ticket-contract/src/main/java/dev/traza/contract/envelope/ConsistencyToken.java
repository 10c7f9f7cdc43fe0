package dev.traza.contract.envelope;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Says "I have seen this ticket at this version": the answer to a write carries it, and a reader that sends it back is
 * served only from views at least that new. Callers treat it as opaque.
 *
 * @param version 1 or more
 */
public record ConsistencyToken(UUID ticketId, long version) {

    private static final int LONGEST = 128;

    /** The token's text, safe in headers and URLs. */
    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((ticketId + ":" + version).getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads a token's text; empty when it is not one of ours. */
    public static Optional<ConsistencyToken> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":", 2);
            if (parts.length < 2) {
                return Optional.empty();
            }
            long version = Long.parseLong(parts[1]);
            return version < 1
                    ? Optional.empty()
                    : Ids.parse(parts[0]).map(ticketId -> new ConsistencyToken(ticketId, version));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}

package dev.traza.notification.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The person a message goes to.
 *
 * @param personId the subject of the person's token
 * @param name as people write it, if known
 * @param address mail address; checked for form
 * @param language BCP 47 tag, if known
 */
public record Addressee(
        String personId,
        @Nullable String name,
        String address,
        @Nullable String language) {}

package dev.traza.contract.ticket;

import dev.traza.contract.personal.Personal;
import org.jspecify.annotations.Nullable;

/**
 * The person a ticket is for, as known when it was opened.
 *
 * @param id the subject of the person's token; never empty
 * @param language BCP 47 tag of the language to write in, for example {@code es}
 * @param vip whether policies may prefer this person
 */
public record Requester(
        String id,
        @Personal @Nullable String name,
        @Personal @Nullable String email,
        @Personal @Nullable String phone,
        @Nullable String organisation,
        @Nullable String language,
        boolean vip) {}

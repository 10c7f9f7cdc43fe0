package dev.traza.notification.ledger;

import dev.traza.contract.personal.Personal;
import org.jspecify.annotations.Nullable;

/**
 * The person a message goes to.
 *
 * @param personId the subject of the person's token
 * @param name as people write it, if known
 * @param address mail address, checked for form; or {@link Personal#ERASED}
 * @param language BCP 47 tag, if known
 */
public record Addressee(
        String personId,
        @Nullable String name,
        String address,
        @Nullable String language) {

    /** Who it was, and no more. */
    Addressee erased() {
        return new Addressee(personId, null, Personal.ERASED, null);
    }

    /** Whether it is known no more where they were written to. */
    public boolean isErased() {
        return address.equals(Personal.ERASED);
    }
}

package dev.traza.contract.ticket;

import dev.traza.contract.personal.Personal;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.personal.Scoped;
import org.jspecify.annotations.Nullable;

/**
 * A person who takes part in a ticket's conversation on the requester's side of the desk without being its requester.
 *
 * @param id the subject of the person's token; never empty
 * @param email where to write to them; without it they are not told of anything
 * @param language BCP 47 tag of the language to write in, for example {@code es}
 */
public record Participant(
        String id,
        @Personal @Nullable String name,
        @Personal @Nullable String email,
        @Nullable String language) implements Scoped {

    @Override
    public Scope scope() {
        return new Scope.OfPerson(id);
    }
}

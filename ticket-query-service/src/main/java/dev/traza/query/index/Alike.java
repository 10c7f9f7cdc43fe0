package dev.traza.query.index;

import dev.traza.query.view.TicketView;
import java.util.List;

/**
 * A ticket that is like another, and why.
 *
 * @param score from 0 to 1, how sure it is
 * @param words what of the telling words of the one the other has too, as they were written in the one, the rarest first
 * @param sameRequester whether both are for the same person
 * @param sameCategory whether both have the same category
 * @param open whether it is neither resolved nor closed
 */
public record Alike(
        TicketView view, double score, List<String> words, boolean sameRequester, boolean sameCategory, boolean open) {

    public Alike {
        words = List.copyOf(words);
    }
}

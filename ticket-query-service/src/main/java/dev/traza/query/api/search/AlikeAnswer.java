package dev.traza.query.api.search;

import dev.traza.query.index.Alike;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Tickets that are like another one, the likest first. */
public record AlikeAnswer(List<Item> items) {

    public AlikeAnswer {
        items = List.copyOf(items);
    }

    /**
     * A ticket.
     *
     * @param score from 0 to 1, how sure it is
     */
    @Schema(name = "AlikeTicket")
    public record Item(TicketBrief ticket, double score, Why why) {}

    /**
     * Why it is like the other one.
     *
     * @param words what of the other one's telling words it has too, as they were written there, the rarest first
     * @param open whether it is neither resolved nor closed
     */
    @Schema(name = "WhyAlike")
    public record Why(List<String> words, boolean sameRequester, boolean sameCategory, boolean open) {
        public Why {
            words = List.copyOf(words);
        }
    }

    static AlikeAnswer of(List<Alike> found) {
        return new AlikeAnswer(found.stream()
                .map(one -> new Item(
                        TicketBrief.of(one.view()),
                        Math.round(one.score() * 1000) / 1000.0,
                        new Why(one.words(), one.sameRequester(), one.sameCategory(), one.open())))
                .toList());
    }
}

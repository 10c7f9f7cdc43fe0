package dev.traza.query.api.search;

import dev.traza.query.index.Suggestion;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What somebody may mean who has not typed to the end, the surest first. */
public record SuggestionsAnswer(List<Suggested> items) {

    public SuggestionsAnswer {
        items = List.copyOf(items);
    }

    /**
     * A ticket.
     *
     * @param match by what it was found
     */
    @Schema(name = "SuggestedTicket")
    public record Suggested(Suggestion.Match match, TicketBrief ticket) {}

    static SuggestionsAnswer of(List<Suggestion> found) {
        return new SuggestionsAnswer(found.stream()
                .map(one -> new Suggested(one.match(), TicketBrief.of(one.view())))
                .toList());
    }
}

package dev.traza.query.api;

import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Ticket;
import dev.traza.query.words.Language;
import dev.traza.query.words.Sentences;

/** Tells what happened in the language of one reader. */
public record Teller(Sentences sentences, Language language) {

    /** The sentence. */
    public String tell(LoggedEvent event, Ticket ticket, Viewer viewer) {
        return sentences.of(event, ticket, viewer.seesAll(), language);
    }
}

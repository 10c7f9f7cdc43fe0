package dev.traza.query.api;

import dev.traza.query.index.Fragment;
import dev.traza.query.index.Question;
import dev.traza.query.index.TicketPage;
import dev.traza.query.index.TicketQuery;
import dev.traza.query.view.TicketView;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers lists of tickets, whether their parameters came with the request or were kept in a view. */
@Singleton
class TicketLists {

    private final IndexAnswers index;
    private final EventStreams streams;

    @Inject
    TicketLists(IndexAnswers index, EventStreams streams) {
        this.index = index;
        this.streams = streams;
    }

    /** A page of the list, as the viewer may see it. */
    Response answer(ListParameters asked, Viewer viewer, UriInfo uri) {
        Optional<String> liveCursor = index.ask(streams::beforeASearch);
        TicketPage page = index.ask(tickets -> tickets.search(asked.query()));
        List<TicketAnswer> items = Merged.all(page.items(), ids -> index.ask(tickets -> tickets.byIds(ids))).stream()
                .map(merged -> TicketAnswer.of(merged, viewer))
                .toList();
        TicketQuery.Position next = page.next();
        String nextCursor = next == null ? null : Cursors.of(new Cursors.Place(asked.now(), next), asked.identity());
        List<ListAnswer.Counts> facets = asked.query().facets().isEmpty()
                ? null
                : page.facets().stream().map(ListAnswer.Counts::of).toList();
        Response.ResponseBuilder answer = Response.fromResponse(
                page(new ListAnswer(items, nextCursor, facets, highlights(asked, page)), nextCursor, uri));
        liveCursor.ifPresent(cursor -> answer.header(EventStreams.LIVE_CURSOR, cursor));
        return answer.build();
    }

    /** An answer that leads to the next page. */
    static Response page(Object body, @Nullable String nextCursor, UriInfo uri) {
        Response.ResponseBuilder answer = Response.ok(body).header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (nextCursor != null) {
            // Facets are of the whole list, and whoever goes on has them.
            answer.links(Link.fromUri(uri.getRequestUriBuilder()
                            .replaceQueryParam("facets")
                            .replaceQueryParam("cursor", nextCursor)
                            .build())
                    .rel("next")
                    .build());
        }
        return answer.build();
    }

    private @Nullable Map<UUID, List<Fragment>> highlights(ListParameters asked, TicketPage page) {
        Question question = asked.query().question();
        String text = question.text();
        if (text == null || !asked.highlight()) {
            return null;
        }
        List<UUID> shown = page.items().stream().map(TicketView::ticketId).toList();
        return index.ask(tickets -> tickets.highlights(text, question.onlyOf(), question.withInternal(), shown));
    }
}

package dev.traza.query.api.list;

import dev.traza.query.api.Cursors;
import dev.traza.query.api.LiveCursor;
import dev.traza.query.api.Pages;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.ticket.Merged;
import dev.traza.query.api.ticket.TicketAnswer;
import dev.traza.query.index.Fragment;
import dev.traza.query.index.Question;
import dev.traza.query.index.TicketPage;
import dev.traza.query.index.TicketQuery;
import dev.traza.query.view.TicketView;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers lists of tickets, whether their parameters came with the request or were kept in a view. */
@Singleton
public class TicketLists {

    private final IndexAnswers index;
    private final LiveCursor live;

    @Inject
    TicketLists(IndexAnswers index, LiveCursor live) {
        this.index = index;
        this.live = live;
    }

    /** A page of the list, as the viewer may see it. */
    public Response answer(ListParameters asked, Viewer viewer, UriInfo uri) {
        Optional<String> liveCursor = index.ask(live::beforeASearch);
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
                Pages.page(new ListAnswer(items, nextCursor, facets, highlights(asked, page)), nextCursor, uri));
        liveCursor.ifPresent(cursor -> answer.header(LiveCursor.NAME, cursor));
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

package dev.traza.query.api.view;

import dev.traza.contract.envelope.Ids;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.query.api.ApiConfig;
import dev.traza.query.api.Parameters;
import dev.traza.query.api.Viewer;
import dev.traza.query.api.list.IndexAnswers;
import dev.traza.query.api.list.ListParameters;
import dev.traza.query.api.list.ListReader;
import dev.traza.query.api.list.TicketLists;
import dev.traza.query.savedview.Onlooker;
import dev.traza.query.savedview.SavedView;
import dev.traza.query.savedview.ViewBook;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows saved views, what is in them, and how much. */
@Singleton
class ViewLists {

    /** What whoever looks at a view may say of the list. */
    private static final Set<String> OF_WHO_LOOKS = Set.of("cursor", "limit", "facets", "highlight", "sort");

    private static final int LONGEST_CURSOR = 1_000;

    private static final Comparator<Place> BY_NAME =
            Comparator.comparing(Place::name).thenComparing(Place::viewId);

    private final ListReader lists;
    private final TicketLists tickets;
    private final IndexAnswers index;
    private final ApiConfig config;
    private final Clock clock;

    @Inject
    ViewLists(ListReader lists, TicketLists tickets, IndexAnswers index, ApiConfig config, Clock clock) {
        this.lists = lists;
        this.tickets = tickets;
        this.index = index;
        this.config = config;
        this.clock = clock;
    }

    /** Where a view stands among the others. */
    private record Place(String name, UUID viewId) {

        static Place of(SavedView view) {
            return new Place(view.name().toLowerCase(Locale.ROOT), view.viewId());
        }

        String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((viewId + name).getBytes(StandardCharsets.UTF_8));
        }

        static Optional<Place> parse(String text) {
            try {
                String read = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                int idLength = 36;
                return read.length() < idLength
                        ? Optional.empty()
                        : Ids.parse(read.substring(0, idLength)).map(id -> new Place(read.substring(idLength), id));
            } catch (IllegalArgumentException notOurs) {
                return Optional.empty();
            }
        }
    }

    /** A page of what this person sees. */
    Response page(ViewBook book, Onlooker who, Viewer viewer, UriInfo uri) {
        Parameters parameters = new Parameters(uri.getQueryParameters());
        int limit = parameters.limit(config);
        Optional<Place> after = parameters.one("cursor", LONGEST_CURSOR, "Not a cursor of this list.", Place::parse);
        parameters.check();
        List<SavedView> left = book.seenBy(who).stream()
                .filter(view -> after.isEmpty() || BY_NAME.compare(Place.of(view), after.get()) > 0)
                .sorted(Comparator.comparing(Place::of, BY_NAME))
                .limit(limit + 1L)
                .toList();
        List<SavedView> shown = left.subList(0, Math.min(limit, left.size()));
        String next = left.size() > limit ? Place.of(shown.getLast()).text() : null;
        Response.ResponseBuilder answer = Response.ok(new ViewPage(
                        shown.stream().map(view -> answer(view, who, viewer)).toList(), next))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (next != null) {
            answer.links(Link.fromUri(uri.getRequestUriBuilder()
                            .replaceQueryParam("cursor", next)
                            .build())
                    .rel("next")
                    .build());
        }
        return answer.build();
    }

    /** A view with the number of its tickets. */
    ViewAnswer answer(SavedView view, Onlooker who, Viewer viewer) {
        return ViewAnswer.of(view, who, count(view, viewer));
    }

    /** The tickets of a view, for who looks. */
    Response tickets(SavedView view, Viewer viewer, UriInfo uri) {
        Map<String, List<String>> given = new HashMap<>(uri.getQueryParameters());
        Parameters parameters = new Parameters(given);
        parameters.refuseUnknown(OF_WHO_LOOKS::contains);
        parameters.check();
        Map<String, List<String>> asked = new HashMap<>(view.parameters());
        asked.putAll(given);
        return tickets.answer(lists.read(asked, viewer), viewer, uri);
    }

    /**
     * What {@code now} means is rounded up to a minute: a question that is another one with every millisecond could not be
     * counted once for all who ask in that minute, and what was written just now is not to be missed.
     */
    private @Nullable Integer count(SavedView view, Viewer viewer) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        try {
            ListParameters asked = lists.read(view.parameters(), viewer, now);
            return index.ask(tickets -> tickets.count(asked.query().question()));
        } catch (ProblemException e) {
            if (e.problem().status() == ProblemType.UNAVAILABLE.status()) {
                throw e;
            }
            return null; // a view of another release, or of somebody who could ask for more
        }
    }
}

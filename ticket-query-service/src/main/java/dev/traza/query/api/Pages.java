package dev.traza.query.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** Answers that are a page of something longer. */
public final class Pages {

    private Pages() {}

    /** An answer that leads to the next page. */
    public static Response page(Object body, @Nullable String nextCursor, UriInfo uri) {
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
}

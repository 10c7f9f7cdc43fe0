package dev.traza.query.api.ticket;

import com.mongodb.MongoException;
import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.kit.problem.ProblemException;
import dev.traza.kit.problem.ProblemType;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.api.Viewer;
import dev.traza.query.store.TicketStore;
import dev.traza.query.view.TicketView;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the one ticket that a request names, for those who may see it. */
@Singleton
public class TicketReads {

    private final TicketStore store;
    private final TokenHeader tokens;

    @Inject
    TicketReads(TicketStore store, TokenHeader tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    /**
     * The ticket, not older than what the caller has seen.
     *
     * @param ticket its id or number
     * @throws ProblemException (404) if there is none for this caller, (503) if the read model is away or not that far
     */
    public TicketView find(String ticket, Viewer viewer, HttpHeaders headers) {
        TicketRef ref = TicketRef.parse(ticket).orElseThrow(TicketReads::noSuchTicket);
        tokens.await(TokenHeader.in(headers), this::holds);
        try {
            Optional<TicketView> found =
                    switch (ref) {
                        case TicketRef.ById byId -> store.byId(byId.ticketId());
                        case TicketRef.ByNumber byNumber -> store.byNumber(byNumber.text());
                    };
            return found.filter(viewer::maySee).orElseThrow(TicketReads::noSuchTicket);
        } catch (MongoException e) {
            throw TokenHeader.unavailable("The read model cannot be reached at the moment.");
        }
    }

    /**
     * The ticket with all that goes on in it.
     *
     * @throws ProblemException (503) if the read model is away
     */
    public Merged withOthers(TicketView view) {
        try {
            return Merged.of(view, store::byIds);
        } catch (MongoException e) {
            throw TokenHeader.unavailable("The read model cannot be reached at the moment.");
        }
    }

    /** Whether If-None-Match names this version; weak and strong tags count alike here (RFC 9110). */
    static boolean names(@Nullable List<String> ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && ifNoneMatch.stream()
                        .flatMap(header -> Arrays.stream(header.split(",", -1)))
                        .map(String::strip)
                        .map(one -> one.startsWith("W/") ? one.substring(2) : one)
                        .anyMatch(one -> one.equals("*") || one.equals(tag));
    }

    private boolean holds(ConsistencyToken token) {
        try {
            return store.version(token.ticketId()) >= token.version();
        } catch (MongoException e) {
            throw TokenHeader.unavailable("The read model cannot be reached at the moment.");
        }
    }

    private static ProblemException noSuchTicket() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such ticket.");
    }
}

package dev.traza.query.api.list;

import dev.traza.contract.envelope.ConsistencyToken;
import dev.traza.kit.problem.ProblemException;
import dev.traza.query.api.TokenHeader;
import dev.traza.query.index.IndexAwayException;
import dev.traza.query.index.TicketIndex;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

/** Asks the index, as it is at least as new as what the caller has seen. */
@Singleton
public class IndexAnswers {

    private final TicketIndex index;
    private final TokenHeader tokens;

    @Inject
    IndexAnswers(TicketIndex index, TokenHeader tokens) {
        this.index = index;
        this.tokens = tokens;
    }

    /** A question to the index. */
    public interface Asking<R> {
        R of(TicketIndex index) throws IndexAwayException;
    }

    /**
     * Waits until the index holds what the caller has seen.
     *
     * @throws ProblemException (400) for a header that is none of ours, (503) if the index is not that far in time
     */
    public void await(HttpHeaders headers) {
        tokens.await(TokenHeader.in(headers), this::holds);
    }

    /**
     * Asks.
     *
     * @throws ProblemException (503) if the index is away
     */
    public <R> R ask(Asking<R> asking) {
        try {
            return asking.of(index);
        } catch (IndexAwayException e) {
            throw TokenHeader.unavailable("The search index is being made ready.");
        }
    }

    /** Whether the index has the ticket at that version. */
    public boolean holds(ConsistencyToken token) {
        return ask(asked -> asked.holds(token));
    }
}

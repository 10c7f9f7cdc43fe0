package dev.traza.contract.ticket;

/** How a ticket ended: part of the trace that every case leaves. */
public enum ResolutionCode {
    FIXED,
    WORKAROUND,
    FULFILLED,
    ANSWERED,
    NOT_REPRODUCIBLE,
    WONT_FIX,
    NO_RESPONSE,
    DUPLICATE,
    MERGED,
    SPAM,
    CANCELLED
}

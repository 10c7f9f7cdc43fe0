package dev.traza.contract.personal;

import java.util.UUID;

/** The texts of a ticket that are erased together. */
public sealed interface Scope {

    /** All that no narrower scope is about. */
    record OfTicket() implements Scope {}

    /** What was said in one comment, with the names of its files. */
    record OfComment(UUID commentId) implements Scope {}

    /** What is known of somebody who takes part in the ticket, and whose ticket it is not. */
    record OfPerson(String personId) implements Scope {}
}

package dev.traza.system.check;

/** What Traza promises about its history. */
public enum Rule {
    /** Every record is one of the contract. */
    READABLE,
    /** What was acknowledged is on the log: its command, and its events unless nothing had to change. */
    NOTHING_LOST,
    /** A command has one set of events: of one ticket, without a gap, and never a second time. */
    ONE_SET_OF_EVENTS,
    /** The acknowledged ticket and version are those of the command's last event. */
    ACKNOWLEDGED_AS_IT_HAPPENED,
    /** A refused command has no events. */
    REFUSED_CHANGES_NOTHING,
    /** Every command on the log has been answered. */
    EVERY_COMMAND_ANSWERED,
    /**
     * A command is decided once; every further answer says that it is a repetition. Who only asks for the first answer of
     * what may be one has asked for no decision.
     */
    DECIDED_ONCE,
    /** A ticket's versions are 1, 2, 3… without a gap, and begin with the opening. */
    VERSIONS_CONTIGUOUS,
    /** An event id occurs once. */
    EVENT_IDS_UNIQUE,
    /** All events of a ticket are in the partition that its id decides. */
    ONE_PARTITION,
    /** A ticket's events stand on the log in the order of their versions. */
    IN_ORDER,
    /** The command service decides by the events that are on the log: its store has them all, the same, and no others. */
    STORE_EQUALS_LOG,
    /** Once it is quiet, every transaction has ended. */
    TRANSACTIONS_ENDED,
    /** No two tickets have the same number, and the number leads to the ticket's partition. */
    NUMBERS,
    /** A link is on both tickets or on neither, and a ticket that was split off is known to the one it came from. */
    LINKS_MUTUAL,
    /** The read model shows what a fold of the log gives: no less, no more, nothing else. */
    VIEW_EQUALS_FOLD,
    /** The paged list shows every ticket once, as the log has it. */
    LISTED_ONCE,
    /** No message and no delivery arrived twice in a mailbox. */
    MAIL_ONCE,
    /** What the ledger calls sent has arrived, unless nobody knows any more where to. */
    MAIL_ARRIVED,
    /** Of a ticket's metric and cycle, each threshold warns once, and breach and end come once. */
    THRESHOLDS_ONCE,
    /** The sequence of a ticket's service-level events is 1, 2, 3… without a gap, in one partition. */
    SLA_CONTIGUOUS,
    /** Once it is quiet, a ticket goes on in another exactly when the other has it. */
    MERGED_WHOLE,
    /** An item's versions are 1, 2, 3… without a gap and begin with its definition, and all items are in one partition. */
    CATALOG_CONTIGUOUS,
    /** A ticket was opened and classified by a version of the catalog's item that was in force, and fits its form. */
    FORM_IN_FORCE,
    /** Each step of a procedure begins once, when and only when those before it are done, and what fails stops it. */
    PROCEDURE_IN_ORDER,
    /**
     * A file that an event names is handed out under its ticket, with the bytes that the event says; or nothing is, if it
     * was erased.
     */
    FILES_WHOLE,
    /** No text that belongs to a person stands on the log of events in the clear. */
    TEXTS_SEALED,
    /** Every key that a record names is there, or it is on record that it was destroyed. */
    KEYS_KEPT,
    /** Texts are gone where an event says so, all of them, and nowhere else. */
    ERASED_AS_SAID
}

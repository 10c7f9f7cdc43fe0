package dev.traza.notification.rule;

/** Why an intended message is not sent. */
public enum Suppression {
    /** The recipient did it, or had it done. */
    OWN_ACTION,
    /** The event is older than what people still want to hear of. */
    TOO_OLD,
    /** An earlier ledger, now lost, had this event. */
    BEFORE_REBUILD,
    /** The ticket is not known, also not a while later. */
    UNKNOWN_TICKET,
    /** The directory does not know the recipient or the team, also not a while later. */
    UNKNOWN_RECIPIENT,
    /** The recipient takes part in the ticket no more. */
    NOT_TAKING_PART,
    /** Nobody has the ticket. */
    NO_ASSIGNEE,
    /** The ticket has no team, or its team has no supervisor. */
    NO_SUPERVISOR,
    /** The recipient is told of the same event in another role. */
    ALREADY_TOLD,
    /** The recipient has no mail address. */
    NO_ADDRESS,
    /** What is on record as the recipient's mail address is none. */
    INVALID_ADDRESS,
    /** What there was to say, or whom to say it to, was erased. */
    ERASED
}

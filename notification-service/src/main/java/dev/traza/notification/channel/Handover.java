package dev.traza.notification.channel;

/** What came of handing a mail to the mail server. */
public sealed interface Handover {

    /** What the server said, or why it could not be asked; one line, for support staff. */
    String answer();

    /** The server took it. */
    record Accepted(String answer) implements Handover {}

    /** The server will never take it (5xx). */
    record Refused(String answer) implements Handover {}

    /** The server did not take it this time (4xx), or the answer was lost. */
    record NotNow(String answer) implements Handover {}

    /** The server cannot be used at all at present: not reached, or it does not let us in. */
    record Unreachable(String answer) implements Handover {}
}

package dev.traza.stack.demo;

/** What somebody does next about a ticket. */
enum Step {
    /** An agent looks who has it; if nobody has, takes it. */
    TAKE,
    /** A second agent takes the same ticket a moment later, and is refused. */
    TAKE_TOO_LATE,
    /** The agent answers in public. */
    REPLY,
    /** The agent writes down something for colleagues. */
    NOTE,
    /** The agent corrects impact and urgency. */
    PRIORITIZE,
    /** The agent asks and waits for the requester. */
    ASK,
    /** The requester answers. */
    ANSWER,
    /** The agent waits for somebody else. */
    HOLD,
    /** The agent goes on. */
    RESUME,
    /** The agent asks for people who know more. */
    ESCALATE,
    /** The agent says how it was solved. */
    RESOLVE,
    /** The requester says it was not solved. */
    REOPEN,
    /** The requester writes again after the solution, which reopens the ticket. */
    WRITE_AGAIN,
    /** The requester confirms that it was solved. */
    CONFIRM,
    /** The requester tries to close what was not solved, and is refused. */
    CONFIRM_TOO_EARLY,
    /** The requester writes to the closed ticket, is refused, and opens a new one that follows it up. */
    FOLLOW_UP
}

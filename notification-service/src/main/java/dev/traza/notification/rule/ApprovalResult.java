package dev.traza.notification.rule;

/** How an approval ended. */
public enum ApprovalResult {
    GRANTED,
    DENIED,
    /** Not decided in time. */
    EXPIRED
}

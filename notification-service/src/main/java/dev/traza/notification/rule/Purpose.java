package dev.traza.notification.rule;

/** What a message is for; part of its id, so a name, once released, stays. */
public enum Purpose {
    /** To the requester: the ticket exists, and this is its number. */
    ACKNOWLEDGEMENT,
    /** To the requester and the participants: support answered. */
    REPLY,
    /** To the requester and the participants: another of them said something. */
    CONVERSATION,
    /** To the assignee: the requester or a participant said something. */
    REQUESTER_COMMENT,
    /** To an agent: the ticket is yours. */
    ASSIGNMENT,
    /** To the assignee: a service-level target comes near. */
    SLA_WARNING,
    /** To the assignee and the supervisor: a service-level target was missed. */
    SLA_BREACH,
    /** To the requester and the participants: support says it is solved. */
    RESOLUTION,
    /** To the assignee: it was not solved after all. */
    REOPENING,
    /** To an approver: your approval is needed. */
    APPROVAL_REQUEST,
    /** To the requester, the assignee and who asked: how an approval ended. */
    APPROVAL_RESULT,
    /** To the assignee: the ticket's procedure goes no further. */
    PROCEDURE_STOP,
    /** To all whom the ticket concerns: it goes on in another. */
    MERGE,
    /** To the assignee: another ticket goes on in this one. */
    ABSORPTION,
    /** To all whom the ticket concerns: it stands for itself again. */
    UNMERGE,
    /** To the assignee and the watchers of a parent: all its children are done. */
    CHILDREN_DONE,
    /** To the assignee and the watchers of a child: its parent was solved, and the solution may be its own. */
    RESOLUTION_OFFER
}

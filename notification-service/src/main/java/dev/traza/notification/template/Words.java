package dev.traza.notification.template;

import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.Priority;
import dev.traza.notification.rule.ApprovalResult;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Everything that letters say by themselves, in English. */
@MessageBundle(value = "words", locale = "en")
public interface Words {

    @Message("Hello {name},")
    String greeting(String name);

    @Message("Hello,")
    String greetingWithoutName();

    @Message("Attached")
    String file();

    @Message("Open {number}")
    String open(String number);

    @Message("Support")
    String support();

    @Message("Requester")
    String requester();

    @Message("Priority")
    String priorityLabel();

    @Message("{#when priority}{#is CRITICAL}Critical{#is HIGH}High{#is NORMAL}Normal{#is LOW}Low{/when}")
    String priority(Priority priority);

    @Message("Team")
    String team();

    @Message("Assigned to")
    String assignee();

    @Message("Due")
    String due();

    @Message("Agreed time")
    String target();

    @Message("{#when metric}{#is FIRST_RESPONSE}the first response{#is RESOLUTION}the resolution{/when}")
    String metric(SlaMetric metric);

    @Message("You receive this mail because you asked support for help. To add something, simply reply to it.")
    String footerForRequester();

    @Message("You receive this mail because you take part in this request. To add something, simply reply to it.")
    String footerForParticipant();

    @Message("You receive this mail because of your role in this ticket.")
    String footerForStaff();

    @Message("We have received your request")
    String receivedTitle();

    @Message(
            "Your request has the number {number}. We will get back to you; a reply to this mail reaches the same ticket.")
    String receivedLead(String number);

    @Message("You wrote")
    String youWrote();

    @Message("{author} has answered your request")
    String repliedTitle(String author);

    @Message("{author} has written about the request")
    String saidTitle(String author);

    @Message("{name} wrote")
    String wrote(String name);

    @Message("The requester")
    String theRequester();

    @Message("New comment: {subject}")
    String commentedSubject(String subject);

    @Message("{requester} has commented on {number}")
    String commentedTitle(String requester, String number);

    @Message("Assigned to you: {subject}")
    String assignedSubject(String subject);

    @Message("{number} is assigned to you")
    String assignedTitle(String number);

    @Message("{percent} % of the time used: {subject}")
    String nearingSubject(int percent, String subject);

    @Message("{percent} % of the time for {metric} is used")
    String nearingTitle(int percent, String metric);

    @Message("Overdue: {subject}")
    String missedSubject(String subject);

    @Message("The time for {metric} has run out")
    String missedTitle(String metric);

    @Message("{hours} h {minutes} min of working time")
    String workingTime(long hours, long minutes);

    @Message("Your request has been solved")
    String resolvedTitle();

    @Message("If something is still not right, reply to this mail.")
    String resolvedLead();

    @Message("The solution")
    String solution();

    @Message("Reopened: {subject}")
    String reopenedSubject(String subject);

    @Message("{number} has been reopened")
    String reopenedTitle(String number);

    @Message("The reason")
    String reason();

    @Message("Decide before")
    String decideBefore();

    @Message("Your approval is needed: {subject}")
    String approvalAskedSubject(String subject);

    @Message("{number} waits for your approval")
    String approvalAskedTitle(String number);

    @Message("Please approve or deny it in the portal.")
    String approvalAskedLead();

    @Message("To be approved")
    String toBeApproved();

    @Message("{#when result}{#is GRANTED}Approved{#is DENIED}Denied{#is EXPIRED}Not decided in time{/when}: {subject}")
    String approvalEndedSubject(ApprovalResult result, String subject);

    @Message(
            "{#when result}{#is GRANTED}The approval for {number} was granted{#is DENIED}The approval for {number} was denied{#is EXPIRED}The approval for {number} was not decided in time{/when}")
    String approvalEndedTitle(ApprovalResult result, String number);

    @Message(
            "{#when result}{#is GRANTED}Your request has been approved{#is DENIED}Your request has not been approved{#is EXPIRED}The approval of your request was not given in time{/when}")
    String requestDecidedTitle(ApprovalResult result);

    @Message("The procedure for {number} was stopped")
    String procedureStoppedTitle(String number);

    @Message("Its steps do not follow each other any more; the ticket goes on by hand.")
    String procedureStoppedLead();

    @Message("Your request goes on as {into}")
    String goesOnTitle(String into);

    @Message("It is about the same matter as {into}, so we answer both there. You take part in that request now.")
    String goesOnLead(String into);

    @Message("{number} goes on in {into}")
    String mergedTitle(String number, String into);

    @Message("Your request is looked after on its own again")
    String separateTitle();

    @Message("It keeps its number, {number}.")
    String separateLead(String number);

    @Message("{number} was taken back from {from}")
    String unmergedTitle(String number, String from);

    @Message("{source} goes on in {number}")
    String absorbedTitle(String source, String number);

    @Message("All done below: {subject}")
    String childrenDoneSubject(String subject);

    @Message(
            "{#if children == 1}The ticket below {number} is done{#else}All {children} tickets below {number} are done{/if}")
    String childrenDoneTitle(int children, String number);

    @Message("What belongs to this ticket is resolved or closed, so it can be resolved too.")
    String childrenDoneLead();

    @Message("A solution for {subject}")
    String resolutionOfferedSubject(String subject);

    @Message("{parent}, to which {number} belongs, has been solved")
    String resolutionOfferedTitle(String parent, String number);

    @Message("If that solves {number} too, you can resolve it with the same words.")
    String resolutionOfferedLead(String number);
}

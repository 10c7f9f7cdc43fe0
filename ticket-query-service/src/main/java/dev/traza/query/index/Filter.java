package dev.traza.query.index;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** By what every list can be narrowed to certain values. What each of them is of a ticket, {@link TicketValues} says. */
public enum Filter implements Attribute {
    /** The ticket itself, by id or number. */
    TICKET("ticket"),
    STATUS("status", Trait.FACET),
    PRIORITY("priority", Trait.FACET),
    IMPACT("impact", Trait.FACET),
    URGENCY("urgency", Trait.FACET),
    TYPE("type", Trait.FACET),
    CHANNEL("channel", Trait.FACET),
    /** Also finds what is below the category. */
    CATEGORY("category", Trait.FACET, Trait.OPTIONAL),
    /** The path of the catalog's item. */
    CATALOG_ITEM("catalogItem", Trait.FACET, Trait.OPTIONAL),
    DESK("desk", Trait.FACET, Trait.OPTIONAL),
    TEAM("team", Trait.FACET, Trait.OPTIONAL),
    ASSIGNEE("assignee", Trait.FACET, Trait.OPTIONAL),
    REQUESTER("requester", Trait.FACET),
    /** The requester's. */
    ORGANISATION("organisation", Trait.FACET, Trait.OPTIONAL),
    /** The requester's. */
    LANGUAGE("language", Trait.FACET, Trait.OPTIONAL),
    /** Whether the requester is one. */
    VIP("vip", Trait.FACET),
    PARTICIPANT("participant", Trait.OPTIONAL),
    WATCHER("watcher", Trait.OPTIONAL, Trait.STAFF),
    TAG("tag", Trait.FACET, Trait.OPTIONAL),
    LEVEL("level", Trait.FACET),
    /** Whether it was ever escalated. */
    ESCALATED("escalated", Trait.FACET),
    /** What a ticket on hold waits for; others have none. */
    HOLD_REASON("holdReason", Trait.FACET, Trait.OPTIONAL),
    RESOLUTION_CODE("resolutionCode", Trait.FACET, Trait.OPTIONAL),
    SATISFACTION("satisfaction", Trait.FACET, Trait.OPTIONAL),
    /** Whether a clock of the ticket has run over its target. */
    SLA_BREACHED("slaBreached", Trait.FACET),
    SLA_POLICY("slaPolicy", Trait.FACET, Trait.OPTIONAL),
    /** How an approval of the ticket stands. */
    APPROVAL("approval", Trait.FACET, Trait.OPTIONAL),
    /** Whose approval is waited for. */
    APPROVER("approver", Trait.OPTIONAL),
    /** Who has an open task in it; tasks without a team are the ticket's own team's. */
    TASK_TEAM("taskTeam", Trait.FACET, Trait.OPTIONAL, Trait.STAFF),
    HAS_OPEN_TASKS("hasOpenTasks", Trait.FACET, Trait.STAFF),
    /** Whether a file that can still be had came with what was said on it, as far as who asks may read that. */
    HAS_ATTACHMENTS("hasAttachments", Trait.FACET),
    /** A ticket to which it has a link of any type. */
    LINK("link", Trait.OPTIONAL, Trait.STAFF),
    LINK_TYPE("linkType", Trait.FACET, Trait.OPTIONAL, Trait.STAFF),
    PARENT("parent", Trait.OPTIONAL, Trait.STAFF),
    CHILD("child", Trait.OPTIONAL, Trait.STAFF),
    FOLLOW_UP_OF("followUpOf", Trait.OPTIONAL),
    SPLIT_FROM("splitFrom", Trait.OPTIONAL, Trait.STAFF),
    MERGED_INTO("mergedInto", Trait.OPTIONAL),
    /** A ticket that goes on in it. */
    ABSORBED("absorbed", Trait.OPTIONAL),
    ASSET("asset", Trait.FACET, Trait.OPTIONAL, Trait.STAFF),
    /** How its procedure stands. */
    PROCEDURE("procedure", Trait.FACET, Trait.OPTIONAL, Trait.STAFF),
    /** Whether its texts were erased with whoever asked for it. */
    ERASED("erased", Trait.FACET);

    private final String parameter;
    private final boolean facet;
    private final boolean optional;
    private final boolean staff;

    private enum Trait {
        FACET,
        OPTIONAL,
        STAFF
    }

    Filter(String parameter, Trait... traits) {
        List<Trait> all = List.of(traits);
        this.parameter = parameter;
        this.facet = all.contains(Trait.FACET);
        this.optional = all.contains(Trait.OPTIONAL);
        this.staff = all.contains(Trait.STAFF);
    }

    /** The filter with this parameter's name. */
    public static Optional<Filter> of(String parameter) {
        return Arrays.stream(values())
                .filter(filter -> filter.parameter.equals(parameter))
                .findFirst();
    }

    @Override
    public String parameter() {
        return parameter;
    }

    @Override
    public boolean isOptional() {
        return optional;
    }

    @Override
    public boolean isForStaff() {
        return staff;
    }

    @Override
    public boolean isFacet() {
        return facet;
    }

    String field() {
        return parameter;
    }
}

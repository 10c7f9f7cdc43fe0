package dev.traza.system.life;

import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A few tickets that have to do with each other, in variables: what each says for itself, and what they do together. What
 * one asks of another is done at once here, since nobody else asks meanwhile.
 */
public final class PlainDesk {

    /** A ticket that does not exist. */
    public static final String NOWHERE = "nowhere";

    private static final Set<String> TEAMS = Set.of("helpdesk", "specialists", "hr", "facilities");
    private static final Map<String, Set<String>> MEMBERS = Map.of(
            "helpdesk", Set.of("ana", "luis", "john"),
            "specialists", Set.of("john", "carmen"),
            "hr", Set.of("mary", "sara"),
            "facilities", Set.of("sara"));

    private final Map<String, PlainTicket> tickets = new LinkedHashMap<>();
    private final PlainItem item;

    /** Nothing was asked yet. */
    public PlainDesk(PlainItem item) {
        this.item = item;
    }

    /** The same, to see what would become of something. */
    public PlainDesk copy() {
        PlainDesk copy = new PlainDesk(item.copy());
        tickets.forEach((label, ticket) -> copy.tickets.put(label, new PlainTicket(ticket)));
        return copy;
    }

    /** The catalog's item. */
    public PlainItem item() {
        return item;
    }

    /** All tickets, the oldest first. */
    public List<String> labels() {
        return List.copyOf(tickets.keySet());
    }

    /** One of them. */
    public PlainTicket ticket(String label) {
        return Objects.requireNonNull(tickets.get(label), label);
    }

    /**
     * What somebody wants of support.
     *
     * @param label what the ticket is called here
     * @param who asks for themselves; staff for somebody
     */
    public record Opening(
            String label,
            Who who,
            Who owner,
            Impact impact,
            Urgency urgency,
            Wish.Category category,
            @Nullable TicketType type,
            Map<String, String> fields) {}

    /** A new ticket, if it may be. */
    public Expected open(Opening opening) {
        if (opening.who() == Who.NOBODY) {
            return Expected.atTheDoor(401, null);
        }
        if (opening.who() == Who.INTEGRATOR) {
            return Expected.atTheDoor(403, null);
        }
        if (misfits(opening.category(), opening.fields())) {
            return Expected.atTheDoor(422, "RULE_VIOLATED");
        }
        if (!opening.who().agent() && opening.who() != opening.owner()) {
            return Expected.NOT_PERMITTED;
        }
        tickets.put(
                opening.label(),
                new PlainTicket(
                        opening.label(),
                        opening.owner().subject(),
                        "No puedo imprimir",
                        "No responde",
                        opening.impact(),
                        opening.urgency(),
                        kind(opening.category(), opening.type(), opening.fields(), TicketType.INCIDENT)));
        return Expected.opened();
    }

    private boolean misfits(Wish.Category category, Map<String, String> fields) {
        return category == Wish.Category.ITEM && !item.takes(fields);
    }

    private PlainTicket.Kind kind(
            Wish.Category category, @Nullable TicketType type, Map<String, String> fields, TicketType otherwise) {
        boolean known = category == Wish.Category.ITEM;
        TicketType said = type == null && known ? TicketType.SERVICE_REQUEST : type;
        return new PlainTicket.Kind(
                switch (category) {
                    case NONE -> null;
                    case ITEM -> item.path();
                    case ELSEWHERE -> "elsewhere";
                },
                known ? item.version() : null,
                said == null ? otherwise : said,
                fields);
    }

    /**
     * Asks something of a ticket; it changes when the answer is yes, and others with it.
     *
     * @param wanted the only version that will do; absent when any will
     */
    public Expected ask(Act act, @Nullable Long wanted) {
        Expected turnedAway = atTheDoor(act.who(), act.wish());
        if (turnedAway != null) {
            return turnedAway;
        }
        PlainTicket ticket = tickets.get(act.label());
        if (ticket == null) {
            return Expected.NOT_FOUND;
        }
        Expected refused = ticket.refuses(act.who(), act.wish(), wanted);
        if (refused != null) {
            return refused;
        }
        PlainTicket before = new PlainTicket(ticket);
        Expected expected = carriedOut(act, ticket);
        Expected answered = expected.at(ticket.version, ticket.status);
        tellFamily(before, ticket);
        return answered;
    }

    private @Nullable Expected atTheDoor(Who who, Wish wish) {
        if (who == Who.NOBODY) {
            return Expected.atTheDoor(401, null);
        }
        if (who == Who.INTEGRATOR) {
            return Expected.atTheDoor(403, null);
        }
        if (wish instanceof Wish.Nonsense) {
            return Expected.atTheDoor(400, null);
        }
        boolean wrong = namesUnknownPeople(who, wish)
                || (wish instanceof Wish.Classify classify && misfits(classify.category(), classify.fields()));
        return who.agent() && wrong ? Expected.atTheDoor(422, "RULE_VIOLATED") : null;
    }

    private static boolean namesUnknownPeople(Who who, Wish wish) {
        if (wish instanceof Wish.Assign(String toTeam, String toAgent)) {
            return !TEAMS.contains(toTeam)
                    || (toAgent != null
                            && !MEMBERS.getOrDefault(toTeam, Set.of()).contains(toAgent));
        }
        if (wish instanceof Wish.Take(String fromTeam) && fromTeam != null) {
            return !MEMBERS.getOrDefault(fromTeam, Set.of()).contains(who.subject());
        }
        String named = wish instanceof Wish.Escalate(boolean _, Integer _, String toTeam)
                ? toTeam
                : wish instanceof Wish.AddTask add ? add.team() : null;
        return named != null && !TEAMS.contains(named);
    }

    private Expected carriedOut(Act act, PlainTicket ticket) {
        return switch (act.wish()) {
            case Wish.Classify(Wish.Category category, TicketType type, Map<String, String> fields) -> {
                PlainTicket.Kind kind = kind(category, type, fields, ticket.kind.type());
                ticket.version += kind.equals(ticket.kind) ? 0 : 1;
                ticket.kind = kind;
                yield Expected.DONE;
            }
            case Wish.Link(LinkType type, String other) -> link(ticket, type, other);
            case Wish.Unlink(LinkType type, String other) -> unlink(ticket, type, other);
            case Wish.Split(int comment, String subject) -> split(ticket, comment, subject);
            case Wish.Merge(String into) -> merge(ticket, into);
            case Wish.Unmerge _ -> unmerge(ticket);
            case Wish wish -> ticket.follow(act.who(), wish);
        };
    }

    private Expected link(PlainTicket one, LinkType type, String label) {
        if (label.equals(one.label)) {
            return Expected.AGAINST_A_RULE;
        }
        LinkType back = type.inverse();
        if (one.links.containsKey(new PlainTicket.Link(type, label))) {
            return Expected.DONE;
        }
        if (one.links.containsKey(new PlainTicket.Link(back, label)) || wouldHaveTwoParents(one, type)) {
            return Expected.AGAINST_A_RULE;
        }
        PlainTicket other = tickets.get(label);
        if (other == null) {
            return Expected.NOT_FOUND;
        }
        if (other.merged != null) {
            return Expected.NOT_NOW;
        }
        boolean circle = type != LinkType.RELATED
                && one.links.keySet().stream()
                        .anyMatch(link -> link.type() == back
                                && other.links.containsKey(new PlainTicket.Link(type, link.other())));
        if (circle || wouldHaveTwoParents(other, back)) {
            return Expected.AGAINST_A_RULE;
        }
        one.links.put(new PlainTicket.Link(type, label), other.status);
        other.links.put(new PlainTicket.Link(back, one.label), one.status);
        one.version++;
        other.version++;
        return Expected.DONE;
    }

    private static boolean wouldHaveTwoParents(PlainTicket ticket, LinkType type) {
        return type == LinkType.CHILD_OF
                && ticket.links.keySet().stream().anyMatch(link -> link.type() == LinkType.CHILD_OF);
    }

    private Expected unlink(PlainTicket one, LinkType type, String label) {
        if (one.links.containsKey(new PlainTicket.Link(type, label))) {
            part(one, type, label);
            part(ticket(label), type.inverse(), one.label);
        }
        return Expected.DONE;
    }

    private static void part(PlainTicket ticket, LinkType type, String other) {
        ticket.links.remove(new PlainTicket.Link(type, other));
        ticket.version++;
        boolean itsOffer = ticket.offer != null && ticket.offer.parent().equals(other) && type == LinkType.CHILD_OF;
        ticket.offer = itsOffer ? null : ticket.offer;
    }

    private Expected split(PlainTicket from, int comment, @Nullable String subject) {
        boolean wrong = comment >= from.said.size()
                || !from.said.get(comment).open()
                || from.splits.containsKey(comment)
                || (subject != null && subject.isBlank());
        if (wrong) {
            return Expected.AGAINST_A_RULE;
        }
        String label = from.label + "." + (comment + 1);
        PlainTicket fresh = new PlainTicket(
                label,
                from.owner,
                subject == null ? from.subject : subject,
                from.said.get(comment).body(),
                from.impact,
                from.urgency,
                from.kind);
        fresh.priority = from.priority;
        from.tags.stream().sorted().forEach(fresh.tags::add);
        fresh.splitFrom = from.label;
        tickets.put(label, fresh);
        from.splits.put(comment, label);
        from.version++;
        return Expected.opened();
    }

    private Expected merge(PlainTicket source, String label) {
        if (label.equals(source.label)) {
            return Expected.AGAINST_A_RULE;
        }
        source.version += 2; // that it began, and how it ended
        PlainTicket target = tickets.get(label);
        if (target == null) {
            return Expected.NOT_FOUND;
        }
        if (target.merged != null) {
            return Expected.NOT_NOW;
        }
        if (target.status == Status.CLOSED) {
            return Expected.CLOSED;
        }
        target.absorbed.put(source.label, source.people());
        target.version++;
        source.merged = new PlainTicket.Merged(label, source.status, source.waiting, source.code);
        source.status = Status.CLOSED;
        source.waiting = null;
        source.code = ResolutionCode.MERGED;
        return Expected.DONE;
    }

    private Expected unmerge(PlainTicket source) {
        PlainTicket.Merged was = Objects.requireNonNull(source.merged);
        source.version++;
        source.status = was.status();
        source.waiting = was.waiting();
        source.code = was.code();
        source.merged = null;
        PlainTicket target = ticket(was.into());
        target.absorbed.remove(source.label);
        target.version++;
        while (target.merged != null) {
            PlainTicket beyond = ticket(target.merged.into());
            beyond.absorbed.put(target.label, target.people());
            beyond.version++;
            target = beyond;
        }
        return Expected.DONE;
    }

    /** Parents offer their resolution and hear how far their children are. */
    private void tellFamily(PlainTicket before, PlainTicket after) {
        for (PlainTicket.Link link : List.copyOf(after.links.keySet())) {
            PlainTicket other = ticket(link.other());
            if (link.type() == LinkType.PARENT_OF) {
                tellChild(before, after, other);
            }
            PlainTicket.Link known = new PlainTicket.Link(LinkType.PARENT_OF, after.label);
            if (link.type() == LinkType.CHILD_OF
                    && stage(Objects.requireNonNull(other.links.get(known))) != stage(after.status)) {
                other.links.put(known, after.status);
                other.version++;
            }
        }
    }

    private static void tellChild(PlainTicket before, PlainTicket parent, PlainTicket child) {
        if (parent.resolutions > before.resolutions && child.isUnresolved()) {
            child.offer = new PlainTicket.Offer(parent.label, Objects.requireNonNull(parent.code));
            child.version++;
        }
        boolean offered = child.offer != null && child.offer.parent().equals(parent.label);
        if (parent.reopenings > before.reopenings && offered) {
            child.offer = null;
            child.version++;
        }
    }

    private static int stage(Status status) {
        return status == Status.CLOSED ? 2 : status == Status.RESOLVED ? 1 : 0;
    }

    /** What the view of a ticket has to show to support, by the names of the API. */
    public Map<String, Object> view(String label) {
        Map<String, Object> view = new TreeMap<>(ticket(label).view());
        view.put("commentCount", comments(label, true));
        return view;
    }

    /** How many comments are read with this ticket: its own and those of all that go on in it. */
    public int comments(String label, boolean alsoInternal) {
        PlainTicket ticket = ticket(label);
        long own =
                ticket.said.stream().filter(said -> alsoInternal || said.open()).count();
        return (int) own
                + ticket.absorbed.keySet().stream()
                        .mapToInt(source -> comments(source, alsoInternal))
                        .sum();
    }

    /** The links of a ticket that one who does not work here may see: those to their own. */
    public List<String> links(String label, Who viewer) {
        List<String> seen = new ArrayList<>();
        for (PlainTicket.Link link : ticket(label).links.keySet()) {
            if (ticket(link.other()).owner.equals(viewer.subject())) {
                seen.add(link.type() + " " + link.other());
            }
        }
        return seen.stream().sorted().toList();
    }

    /** The tickets of which something has changed since then. */
    public List<String> changedSince(PlainDesk then) {
        return tickets.entrySet().stream()
                .filter(ticket -> !then.tickets.containsKey(ticket.getKey())
                        || then.ticket(ticket.getKey()).version != ticket.getValue().version)
                .map(Map.Entry::getKey)
                .toList();
    }
}

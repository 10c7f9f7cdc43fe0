package dev.traza.system.life;

import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws what happens next: mostly what makes sense, and everything else now and then. */
public final class Fate {

    private static final List<Who> AGENTS_ON_DUTY = List.of(Who.ANA, Who.ANA, Who.ANA, Who.LUIS, Who.LUIS, Who.CARMEN);
    private static final List<Who> PERSONS = List.of(Who.OWNER, Who.OWNER, Who.STRANGER, Who.STRANGER, Who.BOSS);
    private static final List<Who> INTRUDERS = List.of(Who.INTEGRATOR, Who.NOBODY);
    private static final List<Who> APPROVERS = List.of(Who.BOSS, Who.BOSS, Who.ANA, Who.LUIS, Who.OWNER, Who.STRANGER);
    private static final List<Who> ASKERS = List.of(Who.OWNER, Who.STRANGER, Who.BOSS, Who.ANA);
    private static final List<String> TEAMS = List.of("helpdesk", "helpdesk", "specialists", "hr", "no-such-team");
    private static final List<String> AGENTS = List.of("ana", "luis", "john", "carmen");
    private static final List<UUID> TASKS = List.of(new UUID(1, 1), new UUID(1, 2));
    private static final List<UUID> APPROVALS = List.of(new UUID(2, 1), new UUID(2, 2), new UUID(2, 3));
    private static final List<List<String>> BOARDS = List.of(
            List.of(Who.BOSS.subject()),
            List.of(Who.BOSS.subject()),
            List.of(Who.BOSS.subject(), Who.ANA.subject()),
            List.of(Who.BOSS.subject(), Who.ANA.subject(), Who.LUIS.subject()),
            List.of(Who.STRANGER.subject(), Who.LUIS.subject()),
            List.of(Who.OWNER.subject()),
            List.of(Who.BOSS.subject(), Who.BOSS.subject()));
    private static final List<String> GUESTS =
            List.of(Who.STRANGER.subject(), Who.OWNER.subject(), Who.BOSS.subject(), "u-life-guest");
    private static final List<Map<String, String>> ANSWERS = List.of(
            Map.of(),
            Map.of("serial", "S-1"),
            Map.of("serial", "much too long"),
            Map.of("fault", "jam"),
            Map.of("fault", "other"),
            Map.of("fault", "other", "details", "It hums"),
            Map.of("fault", "jam", "details", "It hums"),
            Map.of("fault", "none"),
            Map.of("size", "5"),
            Map.of("size", "11"),
            Map.of("size", "five"),
            Map.of("size", "10", "rush", "true"),
            Map.of("size", "1", "rush", "maybe"),
            Map.of("colour", "blue"));
    private static final int WORDS = 25;

    /** How often something else is thought of when the first idea would be refused. */
    private static final int SECOND_THOUGHTS = 4;

    private static final int MOST_SAID = 4;
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant ONE_DAY = Instant.parse("2199-01-01T00:00:00Z");
    private static final Instant ANOTHER_DAY = Instant.parse("2198-01-01T00:00:00Z");

    private final RandomGenerator random;
    private final List<Supplier<Wish>> wishes;
    private final List<Function<PlainDesk, Wish>> wishesAmongTickets;

    /** The same generator, the same fate. */
    public Fate(RandomGenerator random) {
        this.random = random;
        this.wishesAmongTickets = List.of(
                desk -> new Wish.Link(oneOf(LinkType.values()), other(desk)),
                desk -> new Wish.Link(oneOf(List.of(LinkType.PARENT_OF, LinkType.CHILD_OF)), other(desk)),
                desk -> new Wish.Link(oneOf(List.of(LinkType.PARENT_OF, LinkType.CHILD_OF)), other(desk)),
                desk -> new Wish.Unlink(oneOf(LinkType.values()), other(desk)),
                desk -> new Wish.Unlink(oneOf(List.of(LinkType.PARENT_OF, LinkType.CHILD_OF)), other(desk)),
                _ -> split(random.nextInt(MOST_SAID)),
                desk -> new Wish.Merge(other(desk)),
                desk -> new Wish.Merge(other(desk)),
                _ -> new Wish.Unmerge(),
                _ -> new Wish.ResolveAsParent(),
                _ -> new Wish.ResolveAsParent(),
                this::classification,
                this::classification,
                this::classification);
        this.wishes = List.of(
                () -> new Wish.Comment("Hola", oneOf(Visibility.values())),
                () -> new Wish.Comment("¿Alguna novedad?", Visibility.PUBLIC),
                () -> new Wish.Comment("Sí", Visibility.PUBLIC),
                () -> new Wish.Assign(oneOf(TEAMS), maybe(oneOf(AGENTS))),
                Wish.Release::new,
                () -> new Wish.Take(maybe(oneOf(TEAMS))),
                () -> new Wish.Take(null),
                () -> new Wish.Weigh(oneOf(Impact.values()), oneOf(Urgency.values())),
                () -> new Wish.SetPriority(oneOf(Priority.values()), "the board waits"),
                Wish.Pend::new,
                Wish.Pend::new,
                () -> new Wish.Hold(oneOf(HoldReason.values()), maybe(oneOf(List.of(LONG_AGO, ONE_DAY, ONE_DAY)))),
                Wish.Resume::new,
                () -> new Wish.Escalate(chance(3), maybe(random.nextInt(5)), maybe(oneOf(TEAMS))),
                () -> new Wish.Resolve(oneOf(ResolutionCode.values())),
                () -> new Wish.Resolve(ResolutionCode.FIXED),
                () -> new Wish.Resolve(ResolutionCode.FIXED),
                Wish.Reopen::new,
                () -> new Wish.Close(maybe(oneOf(ResolutionCode.values()))),
                () -> new Wish.Revise(maybe(oneOf(List.of("Otra cosa", "Impresora", " "))), maybe(word())),
                () -> new Wish.Tag(IntStream.rangeClosed(0, random.nextInt(8))
                        .mapToObj(_ -> word())
                        .toList()),
                () -> new Wish.Untag(word()),
                () -> new Wish.Watch(oneOf(AGENTS)),
                () -> new Wish.Unwatch(oneOf(AGENTS)),
                () -> new Wish.Invite(oneOf(GUESTS), maybe("Eva")),
                () -> new Wish.Invite(Who.STRANGER.subject(), null),
                () -> new Wish.Uninvite(oneOf(GUESTS)),
                () -> new Wish.LinkAsset(word(), maybe("Impresora")),
                () -> new Wish.UnlinkAsset(word()),
                () -> new Wish.Work(1 + random.nextInt(120)),
                this::task,
                this::task,
                this::task,
                () -> new Wish.CompleteTask(oneOf(TASKS)),
                () -> new Wish.CancelTask(oneOf(TASKS)),
                () -> new Wish.CancelTask(oneOf(TASKS)),
                this::approval,
                this::approval,
                () -> new Wish.WithdrawApproval(oneOf(APPROVALS)),
                this::nonsense);
    }

    /** What is asked next, by whom, of which ticket. */
    public Act act(PlainDesk desk) {
        return sensible(desk, () -> anyAct(desk));
    }

    /** What is asked of this ticket, which others have no part in. */
    public Act ownAct(PlainDesk desk, String label) {
        return sensible(desk, () -> new Act(who(), label, wish()));
    }

    /** In most cases something that is not refused. */
    private Act sensible(PlainDesk desk, Supplier<Act> idea) {
        Act act = idea.get();
        int thoughts = chance(3) ? 0 : SECOND_THOUGHTS;
        while (thoughts > 0 && !desk.copy().ask(act, null).done()) {
            act = idea.get();
            thoughts--;
        }
        return act;
    }

    private Act anyAct(PlainDesk desk) {
        if (chance(200)) {
            return new Act(who(), PlainDesk.NOWHERE, wish());
        }
        List<Act> near = desk.labels().stream()
                .flatMap(label -> near(desk.ticket(label), label))
                .toList();
        if (!near.isEmpty() && chance(4)) {
            return oneOf(near);
        }
        String label = oneOf(desk.labels());
        if (chance(20)) {
            UUID approval = oneOf(APPROVALS);
            return new Act(
                    oneOf(APPROVERS), label, new Wish.DecideApproval(approval, oneOf(ApprovalDecision.values())));
        }
        if (chance(20)) {
            return new Act(oneOf(ASKERS), label, new Wish.Rate(1 + random.nextInt(5)));
        }
        return new Act(who(), label, chance(3) ? oneOf(wishesAmongTickets).apply(desk) : wish());
    }

    /** What this person asks of this ticket in one request with other things. */
    public Act amongMany(Who who, String label) {
        Wish wish = wish();
        while (wish instanceof Wish.Nonsense) {
            wish = wish();
        }
        return new Act(who, label, wish);
    }

    /** Somebody opens a ticket, in most cases one who may. */
    public PlainDesk.Opening opening(PlainDesk desk, String label, Who owner) {
        Who who = chance(3) ? who() : owner;
        Wish.Category category = oneOf(Wish.Category.values());
        return new PlainDesk.Opening(
                label,
                who,
                owner,
                oneOf(Impact.values()),
                oneOf(Urgency.values()),
                category,
                maybe(oneOf(TicketType.values())),
                category == Wish.Category.ITEM ? answers(desk.item()) : Map.of());
    }

    /** Which form the catalog's item gets. */
    public PlainItem.Form form() {
        return oneOf(PlainItem.Form.values());
    }

    /** Who asks next. */
    public Who who() {
        return oneOf(chance(25) ? INTRUDERS : chance(3) ? PERSONS : AGENTS_ON_DUTY);
    }

    /** What they ask of a ticket alone. */
    public Wish wish() {
        return oneOf(wishes).get();
    }

    private String other(PlainDesk desk) {
        return chance(20) ? PlainDesk.NOWHERE : oneOf(desk.labels());
    }

    private Wish classification(PlainDesk desk) {
        Wish.Category category = oneOf(Wish.Category.values());
        Map<String, String> fields = category == Wish.Category.ITEM
                ? answers(desk.item())
                : oneOf(List.of(Map.of(), Map.of("colour", "blue")));
        return new Wish.Classify(category, maybe(oneOf(TicketType.values())), fields);
    }

    /** Half of the time such as the form takes, if it takes any. */
    private Map<String, String> answers(PlainItem item) {
        List<Map<String, String>> fitting = ANSWERS.stream().filter(item::takes).toList();
        return oneOf(fitting.isEmpty() || chance(2) ? ANSWERS : fitting);
    }

    /** What follows from how a ticket is, and would hardly be thought of by chance. */
    private Stream<Act> near(PlainTicket ticket, String label) {
        List<Act> near = new ArrayList<>();
        if (ticket.isMerged()) {
            near.add(new Act(who(), label, new Wish.Unmerge()));
        }
        if (ticket.isOffered()) {
            near.add(new Act(who(), label, new Wish.ResolveAsParent()));
        }
        if (ticket.comments() > 0) {
            near.add(new Act(who(), label, split(random.nextInt(ticket.comments()))));
        }
        for (UUID approval : APPROVALS) {
            if (ticket.isOpen(approval)) {
                Wish vote = new Wish.DecideApproval(approval, oneOf(ApprovalDecision.values()));
                near.add(new Act(oneOf(APPROVERS), label, vote));
                near.add(new Act(oneOf(APPROVERS), label, vote));
                near.add(new Act(who(), label, new Wish.WithdrawApproval(approval)));
            }
        }
        return near.stream();
    }

    private Wish split(int comment) {
        return new Wish.Split(comment, maybe(oneOf(List.of("Otra cosa", "Aparte", " "))));
    }

    private Wish task() {
        return new Wish.AddTask(oneOf(TASKS), oneOf(List.of("Tóner", "Cable")), maybe(oneOf(TEAMS)), chance(3));
    }

    private Wish approval() {
        return new Wish.RequestApproval(
                oneOf(APPROVALS),
                oneOf(List.of("¿480 €?", "¿480 €?", "¿Un día?")),
                oneOf(BOARDS),
                chance(3) ? Integer.valueOf(1 + random.nextInt(3)) : null,
                chance(4) ? Integer.valueOf(oneOf(List.of(1, 34, 50, 51, 67, 100))) : null,
                chance(3) ? oneOf(List.of(LONG_AGO, ONE_DAY, ANOTHER_DAY)) : null);
    }

    /** Once in so many times. */
    public boolean chance(int times) {
        return random.nextInt(times) == 0;
    }

    /** One of the values, each as likely as the other. */
    public <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** One of the values, each as likely as the other. */
    public <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> @Nullable T maybe(T value) {
        return chance(2) ? null : value;
    }

    private String word() {
        return "w" + random.nextInt(WORDS);
    }

    private Wish nonsense() {
        return new Wish.Nonsense(oneOf(List.of(
                new Wish.Request("POST", "comments", Map.of("body", " ", "visibility", "PUBLIC")),
                new Wish.Request("POST", "comments", Map.of("body", "Hola", "visibility", "SECRET")),
                new Wish.Request("POST", "comments", Map.of("body", "x".repeat(50_001), "visibility", "PUBLIC")),
                new Wish.Request("POST", "comments", "{"),
                new Wish.Request("POST", "comments", "[]"),
                new Wish.Request("PUT", "assignment", Map.of("agentId", "ana")),
                new Wish.Request("PUT", "assignment", Map.of("teamId", "helpdesk", "surprise", 1)),
                new Wish.Request("PUT", "priority", Map.of("priority", "HIGH")),
                new Wish.Request("PUT", "priority", Map.of("impact", "HIGH")),
                new Wish.Request("POST", "hold", Map.of("reason", "LUNCH")),
                new Wish.Request("POST", "escalation", Map.of("level", 9, "reason", "it is urgent")),
                new Wish.Request("POST", "resolution", Map.of("code", "FIXED")),
                new Wish.Request("POST", "resolution", Map.of("code", "FIXED", "text", "\u0000")),
                new Wish.Request("POST", "work", Map.of("minutes", 0, "activity", "nothing")),
                new Wish.Request("POST", "work", Map.of("minutes", 1441, "activity", "a long day")),
                new Wish.Request("POST", "tags", Map.of("tags", List.of())),
                new Wish.Request("PUT", "tasks/not-an-id", Map.of("title", "Tóner")),
                new Wish.Request("POST", "rating", Map.of("score", 6)),
                new Wish.Request(
                        "PUT", "approvals/" + APPROVALS.getFirst(), Map.of("question", "¿Sí?", "approvers", List.of())),
                new Wish.Request(
                        "POST", "approvals/" + APPROVALS.getFirst() + "/decision", Map.of("decision", "MAYBE")),
                new Wish.Request("PUT", "classification", Map.of("type", "MIRACLE")),
                new Wish.Request("POST", "splits", Map.of("commentId", "the-first")),
                new Wish.Request("POST", "merge", Map.of("into", "the other one")))));
    }
}

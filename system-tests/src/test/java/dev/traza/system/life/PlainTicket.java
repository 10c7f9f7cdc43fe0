package dev.traza.system.life;

import dev.traza.contract.ticket.ApprovalDecision;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketType;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as the domain describes it, in variables: no events, no log, no time. It shares no code with the services, so
 * that they cannot be wrong in the same way. What several tickets do together is the {@link PlainDesk}'s matter.
 */
public final class PlainTicket {

    private static final Set<ResolutionCode> ENDS_UNRESOLVED = EnumSet.of(
            ResolutionCode.SPAM, ResolutionCode.DUPLICATE, ResolutionCode.CANCELLED, ResolutionCode.NO_RESPONSE);
    private static final int MOST_TAGS = 20;
    private static final int HIGHEST_LEVEL = 4;

    final String label;
    final String owner;
    long version = 1;
    Status status = Status.NEW;
    int level = 1;
    int resolutions;
    int reopenings;

    @Nullable
    ResolutionCode code;

    @Nullable
    Wait waiting;

    String subject;
    final List<Said> said = new ArrayList<>();
    final Set<String> tags = new LinkedHashSet<>();
    Kind kind;
    Impact impact;
    Urgency urgency;
    Priority priority;
    final Map<Link, Status> links = new LinkedHashMap<>();
    final Map<Integer, String> splits = new LinkedHashMap<>();

    @Nullable
    String splitFrom;

    @Nullable
    Offer offer;

    @Nullable
    Merged merged;

    final Map<String, People> absorbed = new LinkedHashMap<>();

    private String description;
    private @Nullable String team;
    private @Nullable String agent;
    private int minutes;
    private int rated;
    private @Nullable Integer score;
    private final Set<String> watchers = new LinkedHashSet<>();
    private final Map<String, String> participants = new LinkedHashMap<>();
    private final Map<String, String> assets = new LinkedHashMap<>();
    private final Map<UUID, Task> tasks = new LinkedHashMap<>();
    private final Set<UUID> done = new HashSet<>();
    private final Set<UUID> cancelled = new HashSet<>();
    private final Map<UUID, Question> questions = new LinkedHashMap<>();
    private final Map<UUID, Map<String, ApprovalDecision>> votes = new LinkedHashMap<>();
    private final Map<UUID, String> ends = new LinkedHashMap<>();
    private @Nullable Wait interrupted;

    PlainTicket(
            String label, String owner, String subject, String description, Impact impact, Urgency urgency, Kind kind) {
        this.label = label;
        this.owner = owner;
        this.subject = subject;
        this.description = description;
        this.impact = impact;
        this.urgency = urgency;
        this.kind = kind;
        this.priority = priority(impact, urgency);
    }

    PlainTicket(PlainTicket other) {
        this(other.label, other.owner, other.subject, other.description, other.impact, other.urgency, other.kind);
        version = other.version;
        status = other.status;
        level = other.level;
        resolutions = other.resolutions;
        reopenings = other.reopenings;
        code = other.code;
        waiting = other.waiting;
        said.addAll(other.said);
        tags.addAll(other.tags);
        priority = other.priority;
        links.putAll(other.links);
        splits.putAll(other.splits);
        splitFrom = other.splitFrom;
        offer = other.offer;
        merged = other.merged;
        absorbed.putAll(other.absorbed);
        team = other.team;
        agent = other.agent;
        minutes = other.minutes;
        rated = other.rated;
        score = other.score;
        watchers.addAll(other.watchers);
        participants.putAll(other.participants);
        assets.putAll(other.assets);
        tasks.putAll(other.tasks);
        done.addAll(other.done);
        cancelled.addAll(other.cancelled);
        questions.putAll(other.questions);
        other.votes.forEach((id, given) -> votes.put(id, new LinkedHashMap<>(given)));
        ends.putAll(other.ends);
        interrupted = other.interrupted;
    }

    record Said(String body, boolean open) {}

    /** What kind of matter it is; the version is that of the catalog's item. */
    record Kind(@Nullable String category, @Nullable Long itemVersion, TicketType type, Map<String, String> fields) {}

    record Link(LinkType type, String other) {}

    record Offer(String parent, ResolutionCode code) {}

    /** Where it goes on, and how it was until then. */
    record Merged(
            String into,
            Status status,
            @Nullable Wait waiting,
            @Nullable ResolutionCode code) {}

    record People(Set<String> asking, Set<String> following) {
        People without(@Nullable String asker, @Nullable String follower) {
            Set<String> askers = new TreeSet<>(asking);
            Set<String> followers = new TreeSet<>(following);
            askers.removeIf(one -> one.equals(asker));
            followers.removeIf(one -> one.equals(follower));
            return new People(askers, followers);
        }
    }

    record Wait(
            Status status,
            @Nullable HoldReason reason,
            @Nullable Instant until) {}

    private record Task(String title, @Nullable String team, boolean mandatory) {}

    private record Question(
            String text,
            List<String> approvers,
            int needed,
            @Nullable Instant expiresAt) {}

    /** How many things have happened to it. */
    public long version() {
        return version;
    }

    /** Where it stands. */
    public Status status() {
        return status;
    }

    /** Whether it goes on in another. */
    public boolean isMerged() {
        return merged != null;
    }

    /** Whether its parent offers it a resolution. */
    public boolean isOffered() {
        return offer != null;
    }

    /** How many things were said on it. */
    public int comments() {
        return said.size();
    }

    /** Whether this approval is still to be decided. */
    public boolean isOpen(UUID approval) {
        return questions.containsKey(approval) && !ends.containsKey(approval);
    }

    /** Whom to ask this first: who may, what is known of the ticket, what it can take at all. */
    @Nullable
    Expected refuses(Who who, Wish wish, @Nullable Long wanted) {
        Expected unwelcome = who.agent() ? refusesAgent(who, wish) : refusesPerson(who, wish);
        if (unwelcome != null) {
            return unwelcome;
        }
        if (wanted != null && wanted != version) {
            return Expected.OUT_OF_DATE;
        }
        if (merged != null && !(wish instanceof Wish.Unmerge)) {
            return Expected.NOT_NOW;
        }
        if (!standsFor(wish)) {
            return status == Status.CLOSED ? Expected.CLOSED : Expected.NOT_NOW;
        }
        return null;
    }

    private @Nullable Expected refusesAgent(Who who, Wish wish) {
        boolean anothersVote = wish instanceof Wish.DecideApproval decide
                && questions.containsKey(decide.approval())
                && !asks(decide.approval(), who);
        return anothersVote || wish instanceof Wish.Rate ? Expected.NOT_PERMITTED : null;
    }

    private @Nullable Expected refusesPerson(Who who, Wish wish) {
        boolean everAsked = questions.keySet().stream().anyMatch(approval -> asks(approval, who));
        if (wish instanceof Wish.DecideApproval decide && everAsked) {
            return questions.containsKey(decide.approval()) && !asks(decide.approval(), who)
                    ? Expected.NOT_PERMITTED
                    : null;
        }
        boolean open = wish instanceof Wish.Comment comment && comment.visibility() == Visibility.PUBLIC;
        if (owner.equals(who.subject())) {
            boolean own = wish instanceof Wish.Reopen
                    || wish instanceof Wish.Rate
                    || (wish instanceof Wish.Close close && close.code() == null);
            return open || own ? null : Expected.NOT_PERMITTED;
        }
        if (takesPart(who.subject())) {
            return open ? null : Expected.NOT_PERMITTED;
        }
        return Expected.NOT_FOUND;
    }

    private boolean asks(UUID approval, Who who) {
        Question question = questions.get(approval);
        return question != null && question.approvers().contains(who.subject());
    }

    /** The status diagram. */
    private boolean standsFor(Wish wish) {
        return switch (wish) {
            case Wish.Rate _ -> status == Status.RESOLVED || status == Status.CLOSED;
            case Wish.Tag _,
                    Wish.Untag _,
                    Wish.Watch _,
                    Wish.Unwatch _,
                    Wish.Invite _,
                    Wish.Uninvite _,
                    Wish.Work _,
                    Wish.Comment _,
                    Wish.Merge _,
                    Wish.Close _ -> status != Status.CLOSED;
            case Wish.Pend _, Wish.Hold _ -> status == Status.OPEN;
            case Wish.Resume _ -> status == Status.PENDING || status == Status.ON_HOLD;
            case Wish.Reopen _ -> status == Status.RESOLVED;
            case Wish.Unmerge _ -> merged != null;
            case Wish.Link _, Wish.Unlink _, Wish.Split _ -> true;
            case Wish.Assign _,
                    Wish.Release _,
                    Wish.Take _,
                    Wish.Weigh _,
                    Wish.SetPriority _,
                    Wish.Escalate _,
                    Wish.Resolve _,
                    Wish.ResolveAsParent _,
                    Wish.Revise _,
                    Wish.Classify _,
                    Wish.RequestApproval _,
                    Wish.DecideApproval _,
                    Wish.WithdrawApproval _,
                    Wish.LinkAsset _,
                    Wish.UnlinkAsset _,
                    Wish.AddTask _,
                    Wish.CompleteTask _,
                    Wish.CancelTask _ -> isUnresolved();
            case Wish.Nonsense _ -> false;
        };
    }

    boolean isUnresolved() {
        return status != Status.RESOLVED && status != Status.CLOSED;
    }

    /** What concerns nobody but this ticket. */
    Expected follow(Who who, Wish wish) {
        return switch (wish) {
            case Wish.Comment comment -> said(who, comment);
            case Wish.Assign(String toTeam, String toAgent) -> give(toTeam, toAgent);
            case Wish.Release _ -> changed(agent != null, () -> agent = null);
            case Wish.Take(String fromTeam) -> {
                if (agent != null && !agent.equals(who.subject())) {
                    yield Expected.refused(409, "ALREADY_ASSIGNED");
                }
                yield give(team != null ? team : fromTeam != null ? fromTeam : who.team(), who.subject());
            }
            case Wish.Weigh(Impact newImpact, Urgency newUrgency) -> {
                Priority follows = priority(newImpact, newUrgency);
                yield changed(impact != newImpact || urgency != newUrgency || priority != follows, () -> {
                    impact = newImpact;
                    urgency = newUrgency;
                    priority = follows;
                });
            }
            case Wish.SetPriority(Priority wanted, String _) -> changed(priority != wanted, () -> priority = wanted);
            case Wish.Pend _ -> happened(() -> waits(new Wait(Status.PENDING, null, null)));
            case Wish.Hold(HoldReason reason, Instant until) ->
                (reason == HoldReason.DATE && until == null) || isOver(until)
                        ? Expected.AGAINST_A_RULE
                        : happened(() -> waits(new Wait(Status.ON_HOLD, reason, until)));
            case Wish.Resume _ -> anyOpen() ? Expected.AGAINST_A_RULE : happened(() -> waits(null));
            case Wish.Escalate escalate -> escalated(escalate);
            case Wish.Resolve(ResolutionCode how) -> resolved(how);
            case Wish.ResolveAsParent _ -> offer == null ? Expected.AGAINST_A_RULE : resolved(offer.code());
            case Wish.Reopen _ -> happened(this::reopened);
            case Wish.Close(ResolutionCode how) -> close(how);
            case Wish.Revise(String newSubject, String newDescription) -> revised(newSubject, newDescription);
            case Wish.Tag(List<String> more) -> {
                Set<String> all = new LinkedHashSet<>(tags);
                all.addAll(more);
                yield all.size() > MOST_TAGS
                        ? Expected.AGAINST_A_RULE
                        : changed(all.size() > tags.size(), () -> tags.addAll(more));
            }
            case Wish.Untag(String tag) -> changed(tags.contains(tag), () -> tags.remove(tag));
            case Wish.Watch(String watcher) -> changed(!watchers.contains(watcher), () -> watchers.add(watcher));
            case Wish.Unwatch(String watcher) ->
                changed(following().contains(watcher), () -> {
                    watchers.remove(watcher);
                    absorbed.replaceAll((_, people) -> people.without(null, watcher));
                });
            case Wish.Invite(String person, String name) ->
                person.equals(owner)
                        ? Expected.AGAINST_A_RULE
                        : changed(
                                !participants.containsKey(person)
                                        || !Objects.equals(participants.get(person), known(name)),
                                () -> participants.put(person, known(name)));
            case Wish.Uninvite(String person) ->
                changed(takesPart(person), () -> {
                    participants.remove(person);
                    absorbed.replaceAll((_, people) -> people.without(person, null));
                });
            case Wish.LinkAsset(String asset, String name) ->
                changed(!assets.containsKey(asset), () -> assets.put(asset, known(name)));
            case Wish.UnlinkAsset(String asset) -> changed(assets.containsKey(asset), () -> assets.remove(asset));
            case Wish.Work(int more) -> happened(() -> minutes += more);
            case Wish.AddTask(UUID id, String title, String toTeam, boolean mandatory) -> {
                Task task = new Task(title, toTeam, mandatory);
                yield tasks.containsKey(id) && !task.equals(tasks.get(id))
                        ? Expected.AGAINST_A_RULE
                        : changed(!tasks.containsKey(id), () -> tasks.put(id, task));
            }
            case Wish.CompleteTask(UUID id) -> ended(id, done, cancelled);
            case Wish.CancelTask(UUID id) -> ended(id, cancelled, done);
            case Wish.Rate(int how) ->
                resolutions == 0 || rated == resolutions
                        ? Expected.AGAINST_A_RULE
                        : happened(() -> {
                            rated = resolutions;
                            score = how;
                        });
            case Wish.RequestApproval request -> asked(request);
            case Wish.DecideApproval(UUID approval, ApprovalDecision decision) -> voted(who, approval, decision);
            case Wish.WithdrawApproval(UUID approval) -> withdrawn(approval);
            case Wish.Classify _, Wish.Link _, Wish.Unlink _, Wish.Split _, Wish.Merge _, Wish.Unmerge _ ->
                throw new IllegalArgumentException("The desk's matter");
            case Wish.Nonsense _ -> throw new IllegalArgumentException("Nonsense is refused at the door");
        };
    }

    private static String known(@Nullable String name) {
        return name == null ? "" : name;
    }

    private static boolean isOver(@Nullable Instant until) {
        return until != null && until.isBefore(Instant.now());
    }

    private void waits(@Nullable Wait now) {
        waiting = now;
        status = now == null ? Status.OPEN : now.status();
    }

    private Expected said(Who who, Wish.Comment comment) {
        return happened(() -> {
            boolean open = comment.visibility() == Visibility.PUBLIC;
            said.add(new Said(comment.body(), open));
            if (!open) {
                return;
            }
            if (who.agent()) {
                status = status == Status.NEW ? Status.OPEN : status;
                return;
            }
            if (interrupted != null && interrupted.status() == Status.PENDING) {
                interrupted = null; // that has come meanwhile
            }
            if (status == Status.PENDING) {
                version++;
                waits(null);
            } else if (status == Status.RESOLVED) {
                version++;
                reopened();
            }
        });
    }

    private Expected give(String toTeam, @Nullable String toAgent) {
        return changed(!toTeam.equals(team) || !Objects.equals(toAgent, agent), () -> {
            team = toTeam;
            agent = toAgent;
            status = status == Status.NEW && toAgent != null ? Status.OPEN : status;
        });
    }

    private Expected escalated(Wish.Escalate escalate) {
        int wanted = escalate.level() == null ? level + (escalate.toSupervisor() ? 0 : 1) : escalate.level();
        boolean possible = escalate.toSupervisor() ? wanted == level : wanted > level && wanted <= HIGHEST_LEVEL;
        return possible ? happened(() -> level = wanted) : Expected.AGAINST_A_RULE;
    }

    private Expected resolved(ResolutionCode how) {
        boolean undone = tasks.entrySet().stream()
                .anyMatch(task -> task.getValue().mandatory()
                        && !done.contains(task.getKey())
                        && !cancelled.contains(task.getKey()));
        return how == ResolutionCode.MERGED || undone || anyOpen()
                ? Expected.AGAINST_A_RULE
                : happened(() -> {
                    waits(null);
                    status = Status.RESOLVED;
                    code = how;
                    resolutions++;
                    offer = null;
                });
    }

    private Expected close(@Nullable ResolutionCode how) {
        if (status == Status.RESOLVED) {
            return how == null || how == code ? happened(() -> closed(code)) : Expected.AGAINST_A_RULE;
        }
        if (how == null) {
            return Expected.NOT_NOW;
        }
        return !ENDS_UNRESOLVED.contains(how) ? Expected.AGAINST_A_RULE : happened(() -> closed(how));
    }

    private void closed(@Nullable ResolutionCode how) {
        for (UUID approval : questions.keySet()) {
            if (isOpen(approval)) {
                version++;
                ends.put(approval, "WITHDRAWN");
            }
        }
        waits(null);
        status = Status.CLOSED;
        code = how;
        offer = null;
    }

    private Expected revised(@Nullable String newSubject, @Nullable String newDescription) {
        if (newSubject != null && newSubject.isBlank()) {
            return Expected.AGAINST_A_RULE;
        }
        String subjectAfter = newSubject == null ? subject : newSubject;
        String descriptionAfter = newDescription == null ? description : newDescription;
        return changed(!subjectAfter.equals(subject) || !descriptionAfter.equals(description), () -> {
            subject = subjectAfter;
            description = descriptionAfter;
        });
    }

    private Expected ended(UUID id, Set<UUID> sameEnd, Set<UUID> otherEnd) {
        return !tasks.containsKey(id) || otherEnd.contains(id)
                ? Expected.AGAINST_A_RULE
                : changed(!sameEnd.contains(id), () -> sameEnd.add(id));
    }

    private void reopened() {
        status = Status.OPEN;
        code = null;
        reopenings++;
    }

    private boolean anyOpen() {
        return questions.keySet().stream().anyMatch(this::isOpen);
    }

    private Expected asked(Wish.RequestApproval request) {
        List<String> approvers = request.approvers();
        int size = approvers.size();
        Integer needed = request.needed();
        Integer percent = request.percent();
        boolean wrong = new HashSet<>(approvers).size() < size
                || approvers.contains(owner)
                || (needed != null && percent != null)
                || (needed != null && needed > size);
        if (wrong) {
            return Expected.AGAINST_A_RULE;
        }
        int share = percent == null ? size : (int) Math.ceil(size * percent / 100.0);
        Question question =
                new Question(request.question(), approvers, needed == null ? share : needed, request.expiresAt());
        Question known = questions.get(request.approval());
        if (known != null) {
            return known.equals(question) ? Expected.DONE : Expected.AGAINST_A_RULE;
        }
        if (isOver(request.expiresAt())) {
            return Expected.AGAINST_A_RULE;
        }
        return happened(() -> {
            if (!anyOpen()) {
                boolean forThis = waiting != null && waiting.reason() == HoldReason.APPROVAL;
                interrupted = forThis ? null : waiting;
            }
            questions.put(request.approval(), question);
            votes.put(request.approval(), new LinkedHashMap<>());
            goesOn();
        });
    }

    private Expected voted(Who who, UUID approval, ApprovalDecision decision) {
        Question question = questions.get(approval);
        if (question == null) {
            return Expected.AGAINST_A_RULE;
        }
        Map<String, ApprovalDecision> given = Objects.requireNonNull(votes.get(approval));
        if (given.containsKey(who.subject())) {
            return given.get(who.subject()) == decision ? Expected.DONE : Expected.AGAINST_A_RULE;
        }
        if (!isOpen(approval)) {
            return Expected.AGAINST_A_RULE;
        }
        return happened(() -> {
            given.put(who.subject(), decision);
            long yes = given.values().stream()
                    .filter(ApprovalDecision.APPROVE::equals)
                    .count();
            long no = given.size() - yes;
            if (yes >= question.needed() || question.approvers().size() - no < question.needed()) {
                version++;
                ends.put(approval, yes >= question.needed() ? "GRANTED" : "DENIED");
                goesOn();
            }
        });
    }

    private Expected withdrawn(UUID approval) {
        if (!questions.containsKey(approval)) {
            return Expected.AGAINST_A_RULE;
        }
        if (isOpen(approval)) {
            return happened(() -> {
                ends.put(approval, "WITHDRAWN");
                goesOn();
            });
        }
        return "WITHDRAWN".equals(ends.get(approval)) ? Expected.DONE : Expected.AGAINST_A_RULE;
    }

    /** On hold until the first of those that are open expires; when none is, as it was before. */
    private void goesOn() {
        if (!anyOpen()) {
            version++;
            waits(interrupted);
            return;
        }
        Instant first = questions.entrySet().stream()
                .filter(question -> isOpen(question.getKey()))
                .flatMap(question -> Stream.ofNullable(question.getValue().expiresAt()))
                .min(Instant::compareTo)
                .orElse(null);
        Wait now = new Wait(Status.ON_HOLD, HoldReason.APPROVAL, first);
        if (!now.equals(waiting)) {
            version++;
            waits(now);
        }
    }

    private Expected happened(Runnable change) {
        return changed(true, change);
    }

    private Expected changed(boolean something, Runnable change) {
        if (something) {
            version++;
            change.run();
        }
        return Expected.DONE;
    }

    private static Priority priority(Impact impact, Urgency urgency) {
        return switch (impact.ordinal() + urgency.ordinal()) {
            case 0, 1 -> Priority.LOW;
            case 2 -> Priority.NORMAL;
            case 3 -> Priority.HIGH;
            case 4 -> Priority.CRITICAL;
            default -> throw new IllegalArgumentException("There are three of each");
        };
    }

    /** Who takes part besides its owner, also because another ticket goes on in it. */
    private Set<String> asking() {
        Set<String> all = new TreeSet<>(participants.keySet());
        absorbed.values().forEach(people -> all.addAll(people.asking()));
        all.remove(owner);
        return all;
    }

    private Set<String> following() {
        Set<String> all = new TreeSet<>(watchers);
        absorbed.values().forEach(people -> all.addAll(people.following()));
        return all;
    }

    private boolean takesPart(String person) {
        return asking().contains(person);
    }

    /** Everybody who comes along when it goes on in another. */
    People people() {
        Set<String> everybody = asking();
        everybody.add(owner);
        return new People(everybody, following());
    }

    /** Whether a person who does not work here may read it. */
    public boolean concerns(Who who) {
        boolean asked = questions.keySet().stream()
                .anyMatch(approval -> asks(approval, who)
                        && (isOpen(approval)
                                || Objects.requireNonNull(votes.get(approval)).containsKey(who.subject())));
        return owner.equals(who.subject()) || takesPart(who.subject()) || asked;
    }

    /** What its view has to show to support of this ticket alone, by the names of the API; absent values are left out. */
    Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("version", version);
        view.put("status", status.name());
        view.put("subject", subject);
        view.put("description", description);
        view.put("impact", impact.name());
        view.put("urgency", urgency.name());
        view.put("priority", priority.name());
        view.put("type", kind.type().name());
        put(view, "category", kind.category());
        put(view, "itemVersion", kind.itemVersion());
        view.put("customFields", new TreeMap<>(kind.fields()));
        view.put("level", level);
        put(view, "team", team);
        put(view, "assignee", agent);
        put(view, "resolutionCode", code == null ? null : code.name());
        view.put("reopenCount", reopenings);
        view.put("tags", List.copyOf(tags));
        view.put("watchers", List.copyOf(following()));
        view.put("participants", List.copyOf(asking()));
        view.put("assets", List.copyOf(assets.keySet()));
        view.put("tasks", taskLines());
        view.put("workMinutes", minutes);
        put(view, "score", score);
        view.put("approvals", approvalLines());
        put(view, "mergedInto", merged == null ? null : merged.into());
        view.put("absorbed", absorbed.keySet().stream().sorted().toList());
        put(view, "offer", offer == null ? null : offer.code() + " of " + offer.parent());
        view.put("splits", splits.values().stream().sorted().toList());
        put(view, "splitFrom", splitFrom);
        view.put(
                "links",
                links.keySet().stream()
                        .map(link -> link.type() + " " + link.other())
                        .sorted()
                        .toList());
        view.put(
                "childrenDone",
                links.entrySet().stream()
                        .filter(link -> link.getKey().type() == LinkType.PARENT_OF)
                        .filter(link -> link.getValue() == Status.RESOLVED || link.getValue() == Status.CLOSED)
                        .count());
        return view;
    }

    private List<String> taskLines() {
        List<String> lines = new ArrayList<>();
        tasks.forEach((id, task) -> lines.add(id + " " + task.title() + " "
                + (done.contains(id) ? "DONE" : cancelled.contains(id) ? "CANCELLED" : "OPEN")));
        return lines;
    }

    private List<String> approvalLines() {
        List<String> lines = new ArrayList<>();
        questions.forEach((id, question) -> lines.add("%s %s %d %s"
                .formatted(
                        id, ends.getOrDefault(id, "OPEN"), question.needed(), Objects.requireNonNull(votes.get(id)))));
        return lines;
    }

    private static void put(Map<String, Object> view, String name, @Nullable Object value) {
        if (value != null) {
            view.put(name, value);
        }
    }
}

package dev.traza.system.life;

import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as the domain describes it, in variables: no events, no log, no time. It shares no code with the services, so
 * that they cannot be wrong in the same way.
 */
public final class PlainTicket {

    private static final Set<String> TEAMS = Set.of("helpdesk", "specialists", "hr", "facilities");
    private static final Map<String, Set<String>> MEMBERS = Map.of(
            "helpdesk", Set.of("ana", "luis", "john"),
            "specialists", Set.of("john", "carmen"),
            "hr", Set.of("mary", "sara"),
            "facilities", Set.of("sara"));
    private static final Set<ResolutionCode> ENDS_UNRESOLVED = EnumSet.of(
            ResolutionCode.SPAM, ResolutionCode.DUPLICATE, ResolutionCode.CANCELLED, ResolutionCode.NO_RESPONSE);
    private static final int MOST_TAGS = 20;

    private long version = 1;
    private Status status = Status.NEW;
    private String subject;
    private String description;
    private Impact impact;
    private Urgency urgency;
    private Priority priority;
    private @Nullable String team;
    private @Nullable String agent;
    private int level = 1;
    private int publicComments;
    private int internalComments;
    private int minutes;
    private int resolutions;
    private int reopenings;
    private int rated;
    private @Nullable Integer score;
    private @Nullable ResolutionCode code;
    private final Set<String> tags = new LinkedHashSet<>();
    private final Set<String> watchers = new LinkedHashSet<>();
    private final Map<String, String> participants = new LinkedHashMap<>();
    private final Map<String, String> assets = new LinkedHashMap<>();
    private final Map<UUID, Task> tasks = new LinkedHashMap<>();
    private final Set<UUID> done = new HashSet<>();
    private final Set<UUID> cancelled = new HashSet<>();

    /** Just opened. */
    public PlainTicket(String subject, String description, Impact impact, Urgency urgency) {
        this.subject = subject;
        this.description = description;
        this.impact = impact;
        this.urgency = urgency;
        this.priority = priority(impact, urgency);
    }

    private record Task(String title, @Nullable String team, boolean mandatory) {}

    /** How many things have happened to it. */
    public long version() {
        return version;
    }

    /** Where it stands. */
    public Status status() {
        return status;
    }

    /**
     * Asks something of it; it changes when the answer is yes.
     *
     * @param current whether the caller knows its version, or does not say
     */
    public Expected ask(Who who, Wish wish, boolean current) {
        if (who == Who.NOBODY) {
            return Expected.atTheDoor(401, null);
        }
        if (who == Who.INTEGRATOR) {
            return Expected.atTheDoor(403, null);
        }
        if (wish instanceof Wish.Nonsense) {
            return Expected.atTheDoor(400, null);
        }
        if (who.agent() && namesUnknownPeople(who, wish)) {
            return Expected.atTheDoor(422, "RULE_VIOLATED");
        }
        if (who == Who.STRANGER && !participants.containsKey(who.subject())) {
            return Expected.NOT_FOUND;
        }
        if (!mayAsk(who, wish)) {
            return Expected.NOT_PERMITTED;
        }
        if (!current) {
            return Expected.refused(412, "VERSION_MISMATCH");
        }
        if (!standsFor(wish)) {
            return status == Status.CLOSED ? Expected.refused(409, "TICKET_CLOSED") : Expected.NOT_NOW;
        }
        return follow(who, wish);
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

    private static boolean mayAsk(Who who, Wish wish) {
        if (who == Who.STRANGER) {
            return wish instanceof Wish.Comment comment && comment.visibility() == Visibility.PUBLIC;
        }
        if (wish instanceof Wish.Rate) {
            return who == Who.OWNER;
        }
        if (who != Who.OWNER) {
            return true;
        }
        return wish instanceof Wish.Reopen
                || (wish instanceof Wish.Comment comment && comment.visibility() == Visibility.PUBLIC)
                || (wish instanceof Wish.Close close && close.code() == null);
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
                    Wish.Close _ -> status != Status.CLOSED;
            case Wish.Pend _, Wish.Hold _ -> status == Status.OPEN;
            case Wish.Resume _ -> status == Status.PENDING || status == Status.ON_HOLD;
            case Wish.Reopen _ -> status == Status.RESOLVED;
            case Wish.Assign _,
                    Wish.Release _,
                    Wish.Take _,
                    Wish.Weigh _,
                    Wish.SetPriority _,
                    Wish.Escalate _,
                    Wish.Resolve _,
                    Wish.Revise _,
                    Wish.LinkAsset _,
                    Wish.UnlinkAsset _,
                    Wish.AddTask _,
                    Wish.CompleteTask _,
                    Wish.CancelTask _ -> status != Status.RESOLVED && status != Status.CLOSED;
            case Wish.Nonsense _ -> false;
        };
    }

    private Expected follow(Who who, Wish wish) {
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
            case Wish.Pend _ -> happened(() -> status = Status.PENDING);
            case Wish.Hold(HoldReason reason, Instant until) ->
                (reason == HoldReason.DATE && until == null) || (until != null && until.isBefore(Instant.now()))
                        ? Expected.AGAINST_A_RULE
                        : happened(() -> status = Status.ON_HOLD);
            case Wish.Resume _ -> happened(() -> status = Status.OPEN);
            case Wish.Escalate escalate -> escalated(escalate);
            case Wish.Resolve(ResolutionCode how) -> {
                boolean open = tasks.entrySet().stream()
                        .anyMatch(task -> task.getValue().mandatory()
                                && !done.contains(task.getKey())
                                && !cancelled.contains(task.getKey()));
                yield how == ResolutionCode.MERGED || open
                        ? Expected.AGAINST_A_RULE
                        : happened(() -> {
                            status = Status.RESOLVED;
                            code = how;
                            resolutions++;
                        });
            }
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
            case Wish.Unwatch(String watcher) -> changed(watchers.contains(watcher), () -> watchers.remove(watcher));
            case Wish.Invite(String person, String name) ->
                person.equals(Who.OWNER.subject())
                        ? Expected.AGAINST_A_RULE
                        : changed(
                                !participants.containsKey(person)
                                        || !Objects.equals(participants.get(person), known(name)),
                                () -> {
                                    participants.remove(person); // what is known last stands last
                                    participants.put(person, known(name));
                                });
            case Wish.Uninvite(String person) ->
                changed(participants.containsKey(person), () -> participants.remove(person));
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
            case Wish.Nonsense _ -> throw new IllegalArgumentException("Nonsense is refused at the door");
        };
    }

    private static String known(@Nullable String name) {
        return name == null ? "" : name;
    }

    private Expected said(Who who, Wish.Comment comment) {
        return happened(() -> {
            if (comment.visibility() == Visibility.INTERNAL) {
                internalComments++;
                return;
            }
            publicComments++;
            if (who.agent()) {
                status = status == Status.NEW ? Status.OPEN : status;
            } else if (status == Status.PENDING) {
                version++;
                status = Status.OPEN;
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
        boolean possible = escalate.toSupervisor() ? wanted == level : wanted > level && wanted <= 4;
        return possible ? happened(() -> level = wanted) : Expected.AGAINST_A_RULE;
    }

    private Expected close(@Nullable ResolutionCode how) {
        if (status == Status.RESOLVED) {
            return how == null || how == code ? happened(() -> status = Status.CLOSED) : Expected.AGAINST_A_RULE;
        }
        if (how == null) {
            return Expected.NOT_NOW;
        }
        return !ENDS_UNRESOLVED.contains(how)
                ? Expected.AGAINST_A_RULE
                : happened(() -> {
                    status = Status.CLOSED;
                    code = how;
                });
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

    /** What its view has to show to support, by the names of the API; absent values are left out. */
    public Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("version", version);
        view.put("status", status.name());
        view.put("subject", subject);
        view.put("description", description);
        view.put("impact", impact.name());
        view.put("urgency", urgency.name());
        view.put("priority", priority.name());
        view.put("level", level);
        put(view, "team", team);
        put(view, "assignee", agent);
        put(view, "resolutionCode", code == null ? null : code.name());
        view.put("reopenCount", reopenings);
        view.put("commentCount", publicComments + internalComments);
        view.put("tags", List.copyOf(tags));
        view.put("watchers", List.copyOf(watchers));
        view.put("participants", List.copyOf(participants.keySet()));
        view.put("assets", List.copyOf(assets.keySet()));
        view.put("tasks", taskLines());
        view.put("workMinutes", minutes);
        put(view, "score", score);
        return view;
    }

    private List<String> taskLines() {
        List<String> lines = new ArrayList<>();
        tasks.forEach((id, task) -> lines.add(id + " " + task.title() + " "
                + (done.contains(id) ? "DONE" : cancelled.contains(id) ? "CANCELLED" : "OPEN")));
        return lines;
    }

    private static void put(Map<String, Object> view, String name, @Nullable Object value) {
        if (value != null) {
            view.put(name, value);
        }
    }

    /** How many comments its requester sees. */
    public int publicComments() {
        return publicComments;
    }
}

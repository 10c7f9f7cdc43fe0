package dev.traza.query.figures;

import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A ticket's life as figures look at it, read off its moments. The log says in which order things came; the times they are
 * given may contradict it, as yesterday's call can be typed today. So a change of whether the ticket is solved never counts
 * before the one before it, and a change of its standing likewise.
 */
final class Course {

    /** A stretch in which the ticket was to be solved and stood at one place; {@code to} does not belong to it. */
    record Spell(long from, long to, Standing standing) {}

    /**
     * One time that support said it is solved.
     *
     * @param since the opening, or the reopening before it
     * @param reopened whether it was not solved after all
     * @param score 1–5; 0 when it was not rated
     */
    record Resolution(long since, long at, Deed.Resolved how, Standing standing, boolean reopened, int score) {

        private Resolution again() {
            return new Resolution(since, at, how, standing, true, score);
        }

        private Resolution rated(int newScore) {
            return new Resolution(since, at, how, standing, reopened, newScore);
        }
    }

    /** Something at a time of its own. */
    record Event(long at, Standing standing) {}

    private final TicketFacts facts;
    private final Desks desks;
    private final List<Resolution> resolutions = new ArrayList<>();
    private final List<Event> reopenings = new ArrayList<>();
    private final List<Event> closings = new ArrayList<>();

    /** When the ticket began and ceased to be unsolved, in turn. */
    private final List<Long> turns = new ArrayList<>();

    Course(TicketFacts facts, Desks desks) {
        this.facts = facts;
        this.desks = desks;
        long since = facts.began();
        long turned = facts.began();
        boolean unsolved = true;
        turns.add(turned);
        for (Moment moment : facts.moments()) {
            long at = Math.max(moment.at(), turned);
            if (moment.leavesUnsolved() != unsolved) {
                unsolved = !unsolved;
                turned = at;
                turns.add(at);
            }
            switch (moment.deed()) {
                case Deed.Resolved resolved ->
                    resolutions.add(new Resolution(since, at, resolved, moment.standing(), false, 0));
                case Deed.Reopened _ -> {
                    since = at;
                    reopenings.add(new Event(at, moment.standing()));
                    if (!resolutions.isEmpty()) {
                        resolutions.set(
                                resolutions.size() - 1, resolutions.getLast().again());
                    }
                }
                case Deed.Closed _ -> closings.add(new Event(at, moment.standing()));
                case Deed.Rated rated -> {
                    int rates = rated.resolution() - 1;
                    if (rates >= 0 && rates < resolutions.size()) {
                        resolutions.set(rates, resolutions.get(rates).rated(rated.score()));
                    }
                }
                case Deed.Opened _,
                        Deed.Replied _,
                        Deed.Asked _,
                        Deed.Merged _,
                        Deed.Unmerged _,
                        Deed.Escalated _,
                        Deed.Worked _,
                        Deed.Changed _ -> {}
            }
        }
        if (unsolved) {
            turns.add(Long.MAX_VALUE);
        }
    }

    TicketFacts facts() {
        return facts;
    }

    List<Resolution> resolutions() {
        return resolutions;
    }

    List<Event> reopenings() {
        return reopenings;
    }

    List<Event> closings() {
        return closings;
    }

    /** When it was unsolved, and where it stood then. */
    List<Spell> unsolved() {
        List<Spell> spells = new ArrayList<>();
        List<Moment> moments = facts.moments();
        long from = facts.began();
        for (int i = 0; i < moments.size(); ) {
            Standing standing = moments.get(i).standing();
            int next = i + 1;
            while (next < moments.size() && moments.get(next).standing().equals(standing)) {
                next++;
            }
            long to = next < moments.size() ? Math.max(from, moments.get(next).at()) : Long.MAX_VALUE;
            for (int turn = 0; turn < turns.size(); turn += 2) {
                long begin = Math.max(from, turns.get(turn));
                long end = Math.min(to, turns.get(turn + 1));
                if (begin < end) {
                    spells.add(new Spell(begin, end, standing));
                }
            }
            from = to;
            i = next;
        }
        return spells;
    }

    /**
     * The opening: with the first team, agent and category that the ticket ever got, since it may have none of them when it
     * comes in.
     */
    Subject opening() {
        Standing opened = facts.moments().getFirst().standing();
        String team = first(Standing::team);
        return new Subject(
                desk(team),
                team,
                first(Standing::agent),
                first(Standing::category),
                facts.channel(),
                opened.priority());
    }

    private @Nullable String first(Function<Standing, @Nullable String> value) {
        for (Moment moment : facts.moments()) {
            String found = value.apply(moment.standing());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable String desk(@Nullable String team) {
        if (team == null) {
            return null;
        }
        String chosen = facts.desks().get(team);
        return chosen == null ? desks.of(team) : chosen;
    }

    /** Who had the ticket at a place in its life. */
    Subject at(Standing standing) {
        return at(standing, standing.agent());
    }

    /** The same with another agent than the one who had it. */
    Subject at(Standing standing, @Nullable String agent) {
        String team = standing.team();
        return new Subject(desk(team), team, agent, standing.category(), facts.channel(), standing.priority());
    }

    /** Who resolved it: who had it, or who did it when nobody had it. */
    Subject of(Resolution resolution) {
        String agent = resolution.standing().agent();
        return at(resolution.standing(), agent == null ? resolution.how().by() : agent);
    }

    /** Whether it was escalated, ever. */
    boolean isEscalated() {
        return facts.moments().stream().anyMatch(moment -> moment.deed() instanceof Deed.Escalated);
    }

    /**
     * Whether the first contact was all it took: until the first resolution at most one answer, nothing further from the
     * requester, no waiting for them, no escalation to others, no second team; and it was solved.
     */
    boolean isSolvedOnFirstContact() {
        int replies = 0;
        Set<String> teams = new HashSet<>();
        for (Moment moment : facts.moments()) {
            if (moment.standing().team() != null) {
                teams.add(moment.standing().team());
            }
            if (moment.status() == Status.PENDING) {
                return false;
            }
            switch (moment.deed()) {
                case Deed.Resolved _ -> {
                    return replies <= 1
                            && teams.size() <= 1
                            && !resolutions.getFirst().reopened();
                }
                case Deed.Replied _ -> replies++;
                case Deed.Asked _ -> {
                    return false;
                }
                case Deed.Escalated(EscalationKind kind) -> {
                    if (kind == EscalationKind.FUNCTIONAL) {
                        return false;
                    }
                }
                case Deed.Opened _,
                        Deed.Reopened _,
                        Deed.Closed _,
                        Deed.Merged _,
                        Deed.Unmerged _,
                        Deed.Rated _,
                        Deed.Worked _,
                        Deed.Changed _ -> {}
            }
        }
        return false;
    }

    /** The first answer that the requester got: what an agent said, or with what it was solved. */
    @Nullable
    Moment firstResponse() {
        for (Moment moment : facts.moments()) {
            boolean answers =
                    switch (moment.deed()) {
                        case Deed.Replied _ -> true;
                        case Deed.Resolved resolved -> resolved.isSolution();
                        case Deed.Opened _,
                                Deed.Asked _,
                                Deed.Reopened _,
                                Deed.Closed _,
                                Deed.Merged _,
                                Deed.Unmerged _,
                                Deed.Escalated _,
                                Deed.Rated _,
                                Deed.Worked _,
                                Deed.Changed _ -> false;
                    };
            if (answers) {
                return moment;
            }
        }
        return null;
    }
}

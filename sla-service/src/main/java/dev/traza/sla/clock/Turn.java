package dev.traza.sla.clock;

import dev.traza.contract.envelope.Actor;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.sla.SlaMeasure;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.ResumeReason;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Visibility;
import dev.traza.sla.policy.PolicyBook;
import dev.traza.sla.policy.TicketFacts;
import dev.traza.workingtime.WorkingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One turn of the clockwork for one ticket: the state while it changes, and what is told on the way. */
final class Turn {

    private static final Actor SELF = Actor.service("sla-service");
    private static final int BREACH = 100;

    private final PolicyBook book;
    private final Instant now;
    private final UUID ticketId;
    private final UUID correlationId;
    private final @Nullable String ticketTrace;
    private final List<Effect> effects = new ArrayList<>();
    private final List<StatusChange> history;
    private final Map<SlaMetric, Integer> cycles = new EnumMap<>(SlaMetric.class);
    private final Map<SlaMetric, RunningClock> clocks = new EnumMap<>(SlaMetric.class);
    private final Instant openedAt;

    private long version;
    private long sequence;
    private TicketFacts facts;
    private boolean responded;
    private Instant resolvingSince;
    private boolean resolved;
    private boolean closed;
    private @Nullable Waiting hold;
    private @Nullable Waiting resolution;
    private @Nullable String trace;

    Turn(PolicyBook book, TicketClocks before, Instant now) {
        this.book = book;
        this.now = now;
        ticketId = before.ticketId();
        correlationId = before.correlationId();
        ticketTrace = before.traceparent();
        history = new ArrayList<>(before.history());
        openedAt = before.openedAt();
        version = before.version();
        sequence = before.sequence();
        facts = before.facts();
        responded = before.responded();
        resolvingSince = before.resolvingSince();
        resolved = before.resolved();
        cycles.putAll(before.cycles());
        clocks.putAll(before.clocks());
        hold = before.hold();
        resolution = before.resolution();
        trace = ticketTrace;
    }

    static Turn opening(
            PolicyBook book, EventEnvelope<TicketEvent> envelope, TicketEvent.TicketOpened opened, Instant now) {
        TicketClocks blank = new TicketClocks(
                envelope.ticketId(),
                envelope.sequence(),
                0,
                new TicketFacts(
                        opened.type(),
                        opened.priority(),
                        opened.category(),
                        opened.requester().organisation(),
                        opened.requester().vip(),
                        TicketFacts.hintOf(opened.catalogItem())),
                List.of(new StatusChange(envelope.occurredAt(), opened.status())),
                envelope.occurredAt(),
                false,
                envelope.occurredAt(),
                false,
                Map.of(),
                Map.of(),
                null,
                null,
                envelope.correlationId(),
                envelope.traceparent(),
                List.of());
        return new Turn(book, blank, now).followPolicies(envelope.occurredAt(), envelope.eventId());
    }

    Turn take(EventEnvelope<TicketEvent> envelope) {
        Instant at = envelope.occurredAt();
        UUID cause = envelope.eventId();
        version = envelope.sequence();
        followPolicies(at, null);
        tellWhatWasDue(due -> due.isBefore(at));
        if (envelope.traceparent() != null) {
            trace = envelope.traceparent();
        }
        switch (envelope.event()) {
            case TicketEvent.CommentAdded comment -> {
                if (comment.visibility() == Visibility.PUBLIC && comment.authorKind() == AuthorKind.AGENT) {
                    respond(at, cause);
                }
            }
            case TicketEvent.TicketPrioritized prioritized -> facts = facts.withPriority(prioritized.priority());
            case TicketEvent.TicketClassified classified -> facts = facts.classified(classified.after());
            case TicketEvent.TicketResolved solved -> {
                respond(at, cause);
                meet(SlaMetric.RESOLUTION, at, cause);
                resolved = true;
            }
            case TicketEvent.TicketReopened reopened -> {
                resolved = false;
                resolvingSince = later(at, history.getLast().at());
            }
            case TicketEvent.TicketClosed end -> {
                for (SlaMetric metric : SlaMetric.values()) {
                    cancel(metric, at, cause);
                }
                closed = true;
            }
            case TicketEvent.MergeBegun nothing -> {}
            // These change the status or what ends by itself in it.
            case TicketEvent.TicketMerged merged -> {}
            case TicketEvent.MergeAbandoned abandoned -> {}
            case TicketEvent.TicketUnmerged unmerged -> {}
            // Clocks measure what was promised for the ticket itself.
            case TicketEvent.TicketAbsorbed nothing -> {}
            case TicketEvent.AbsorbedTicketChanged nothing -> {}
            case TicketEvent.TicketRestored nothing -> {}
            case TicketEvent.TicketHeld held -> {}
            case TicketEvent.TicketOpened again -> {}
            case TicketEvent.TicketAssigned assigned -> {}
            case TicketEvent.TicketReleased released -> {}
            case TicketEvent.TicketPended pended -> {}
            case TicketEvent.TicketResumed resumed -> {}
            case TicketEvent.TicketEscalated escalated -> {}
            case TicketEvent.TicketRevised nothing -> {}
            case TicketEvent.TicketTagged nothing -> {}
            case TicketEvent.TicketUntagged nothing -> {}
            case TicketEvent.TicketWatched nothing -> {}
            case TicketEvent.TicketUnwatched nothing -> {}
            case TicketEvent.ParticipantAdded nothing -> {}
            case TicketEvent.ParticipantRemoved nothing -> {}
            case TicketEvent.AssetLinked nothing -> {}
            case TicketEvent.AssetUnlinked nothing -> {}
            case TicketEvent.WorkLogged nothing -> {}
            case TicketEvent.TicketRated nothing -> {}
            case TicketEvent.TaskAdded nothing -> {}
            case TicketEvent.TaskCompleted nothing -> {}
            case TicketEvent.TaskCancelled nothing -> {}
            case TicketEvent.TicketLinked nothing -> {}
            case TicketEvent.TicketUnlinked nothing -> {}
            // The hold that comes with them is what counts.
            case TicketEvent.ApprovalRequested nothing -> {}
            case TicketEvent.ApprovalDecided nothing -> {}
            case TicketEvent.ApprovalGranted nothing -> {}
            case TicketEvent.ApprovalDenied nothing -> {}
            case TicketEvent.ApprovalWithdrawn nothing -> {}
            case TicketEvent.ApprovalExpired nothing -> {}
            case TicketEvent.ProcedureStarted nothing -> {}
            case TicketEvent.ProcedureCompleted nothing -> {}
            case TicketEvent.ProcedureStopped nothing -> {}
            case TicketEvent.TicketSplit nothing -> {}
            case TicketEvent.SplitUndone nothing -> {}
            case TicketEvent.CommentRedacted nothing -> {}
            case TicketEvent.PersonalDataErased nothing -> {}
            case TicketEvent.ResolutionOffered nothing -> {}
            case TicketEvent.ResolutionWithdrawn nothing -> {}
            case TicketEvent.ChildProgressed nothing -> {}
        }
        if (closed) {
            return this;
        }
        enter(envelope.event(), at, cause);
        return followPolicies(at, cause);
    }

    Turn wake() {
        followPolicies(now, null);
        tellWhatWasDue(due -> !due.isAfter(now));
        Waiting held = hold;
        if (held != null && !held.until().isAfter(now)) {
            ask(
                    Ids.derived(held.setBy(), "resume-at-date"),
                    held.setBy(),
                    later(held.until(), held.since()),
                    new TicketCommand.ResumeTicket(ResumeReason.DATE_REACHED));
            hold = null;
        }
        Waiting solved = resolution;
        Optional<Instant> closing = closingTime();
        if (solved != null && closing.isPresent() && !closing.get().isAfter(now)) {
            ask(
                    Ids.derived(solved.setBy(), "close-after-resolution"),
                    solved.setBy(),
                    closing.get(),
                    new TicketCommand.CloseTicket(
                            null, "Nobody reopened it in the time that the policy leaves for that"));
            resolution = null;
        }
        return this;
    }

    /**
     * Starts, retargets or cancels clocks so that they are those of the goal that applies to the ticket now.
     *
     * @param cause the ticket's event that made another goal apply; absent when it was a change of policies
     */
    Turn followPolicies(Instant at, @Nullable UUID cause) {
        Optional<PolicyBook.Choice> choice = book.choose(facts);
        UUID by = cause != null ? cause : choice.map(PolicyBook::changeOf).orElse(null);
        for (SlaMetric metric : SlaMetric.values()) {
            RunningClock clock = clocks.get(metric);
            Terms terms = choice.flatMap(applying -> Terms.of(applying, metric)).orElse(null);
            if (clock != null && (terms == null || by == null)) {
                cancel(metric, at, cause != null ? cause : clock.setBy());
            } else if (clock != null && terms != null && by != null && !terms.measuresLike(clock.terms())) {
                retarget(clock, terms, later(at, clock.startedAt()), by);
            } else if (clock == null && terms != null && by != null && !hasEnded(metric)) {
                start(metric, terms, at, by);
            }
        }
        return this;
    }

    Step end() {
        if (closed) {
            return new Step(null, effects);
        }
        letOldHistoryGo();
        return new Step(
                new TicketClocks(
                        ticketId,
                        version,
                        sequence,
                        facts,
                        history,
                        openedAt,
                        responded,
                        resolvingSince,
                        resolved,
                        cycles,
                        clocks,
                        hold,
                        resolution,
                        correlationId,
                        ticketTrace,
                        timers()),
                effects);
    }

    private boolean hasEnded(SlaMetric metric) {
        return switch (metric) {
            case FIRST_RESPONSE -> responded;
            case RESOLUTION -> resolved;
        };
    }

    private void start(SlaMetric metric, Terms terms, Instant at, UUID by) {
        int cycle = cycles.merge(metric, 1, Integer::sum);
        Instant since =
                switch (metric) {
                    case FIRST_RESPONSE -> openedAt;
                    case RESOLUTION -> resolvingSince;
                };
        RunningClock clock = new RunningClock(
                metric,
                cycle,
                terms,
                since,
                later(since, history.getFirst().at()),
                Duration.ZERO,
                later(at, since),
                by,
                Collections.emptySortedSet(),
                false,
                false);
        clocks.put(metric, clock);
        tell(clock, clock.setAt(), by, new SlaEvent.SlaStarted(measure(clock, clock.setAt())), "");
        followStatus(clock, clock.setAt(), by);
    }

    private void retarget(RunningClock clock, Terms terms, Instant at, UUID by) {
        RunningClock retargeted = clock.retargeted(terms, at, by);
        clocks.put(clock.metric(), retargeted);
        tell(retargeted, at, by, new SlaEvent.SlaRetargeted(measure(retargeted, at)), again());
        followStatus(retargeted, at, by);
    }

    /** Takes the event's status over, and what ends by itself in it. */
    private void enter(TicketEvent event, Instant at, UUID cause) {
        Status status = event.status();
        if (status != history.getLast().status()) {
            history.add(new StatusChange(later(at, history.getLast().at()), status));
            for (RunningClock clock : List.copyOf(clocks.values())) {
                followStatus(clock, history.getLast().at(), cause);
            }
        }
        if (status != Status.ON_HOLD) {
            hold = null;
        } else if (event instanceof TicketEvent.TicketHeld held) {
            wait(held.until(), at, cause);
        } else if (event instanceof TicketEvent.TicketUnmerged unmerged) {
            wait(unmerged.until(), at, cause);
        } else if (event instanceof TicketEvent.MergeAbandoned abandoned) {
            // If it was asked to go on in between, it refused; so it is asked again.
            wait(abandoned.until(), at, cause);
        }
        if (status != Status.RESOLVED) {
            resolution = null;
        } else if (event instanceof TicketEvent.TicketResolved
                || event instanceof TicketEvent.TicketUnmerged
                || (event instanceof TicketEvent.MergeAbandoned && resolution == null)) {
            resolution = new Waiting(at, at, cause, version);
        }
    }

    private void wait(@Nullable Instant until, Instant at, UUID cause) {
        hold = until == null ? null : new Waiting(at, until, cause, version);
    }

    private void followStatus(RunningClock clock, Instant at, UUID cause) {
        Status status = history.getLast().status();
        boolean pauses = clock.terms().pausesIn(status);
        if (pauses && !clock.paused()) {
            RunningClock paused = clock.pausedNow();
            clocks.put(clock.metric(), paused);
            tell(paused, at, cause, new SlaEvent.SlaPaused(measure(paused, at), status), again());
        } else if (!pauses && clock.paused()) {
            RunningClock resumed = clock.resumed(at, cause);
            clocks.put(clock.metric(), resumed);
            tell(resumed, at, cause, new SlaEvent.SlaResumed(measure(resumed, at)), again());
        }
    }

    private void respond(Instant at, UUID cause) {
        meet(SlaMetric.FIRST_RESPONSE, at, cause);
        responded = true;
    }

    private void meet(SlaMetric metric, Instant at, UUID cause) {
        RunningClock clock = clocks.remove(metric);
        if (clock != null) {
            Instant end = later(at, clock.startedAt());
            boolean late = reading(clock)
                    .flatMap(reading -> reading.reaches(clock.terms().target()))
                    .filter(due -> due.isBefore(end))
                    .isPresent();
            tell(clock, end, cause, new SlaEvent.SlaMet(measure(clock, end), late), "");
        }
    }

    private void cancel(SlaMetric metric, Instant at, UUID cause) {
        RunningClock clock = clocks.remove(metric);
        if (clock != null) {
            Instant end = later(at, clock.startedAt());
            tell(clock, end, cause, new SlaEvent.SlaCancelled(measure(clock, end)), "");
        }
    }

    /** A warning or the breach that a clock has not told yet. */
    private record Mark(RunningClock clock, int percent, Instant dueAt) {}

    private interface When {
        boolean isDue(Instant due);
    }

    private void tellWhatWasDue(When when) {
        while (true) { // each round tells one mark of a finite number, and a told mark does not come back
            Optional<Mark> next = clocks.values().stream()
                    .flatMap(clock -> nextMark(clock).stream())
                    .filter(mark -> when.isDue(mark.dueAt()))
                    .min(Comparator.comparing(Mark::dueAt));
            if (next.isEmpty()) {
                return;
            }
            tell(next.get());
        }
    }

    private void tell(Mark mark) {
        RunningClock clock = mark.clock();
        SlaMeasure measure = measure(clock, mark.dueAt());
        if (mark.percent() == BREACH) {
            clocks.put(clock.metric(), clock.breachedNow());
            tell(clock, mark.dueAt(), clock.setBy(), new SlaEvent.SlaBreached(measure), "");
        } else {
            clocks.put(clock.metric(), clock.warnedOf(mark.percent()));
            tell(
                    clock,
                    mark.dueAt(),
                    clock.setBy(),
                    new SlaEvent.SlaWarned(measure, mark.percent()),
                    ":" + mark.percent());
        }
    }

    private Optional<Mark> nextMark(RunningClock clock) {
        if (clock.paused()) {
            return Optional.empty();
        }
        Stream<Integer> warnings = clock.terms().warnAtPercent().stream()
                .filter(percent -> !clock.warned().contains(percent));
        Optional<Integer> percent = Stream.concat(warnings, clock.breached() ? Stream.of() : Stream.of(BREACH))
                .findFirst();
        return percent.flatMap(share -> reading(clock)
                .flatMap(reading -> reading.reaches(clock.terms().share(share)))
                .map(due -> new Mark(clock, share, later(due, clock.setAt()))));
    }

    private Optional<Instant> closingTime() {
        Waiting solved = resolution;
        if (solved == null) {
            return Optional.empty();
        }
        return book.choose(facts)
                .filter(choice -> choice.policy().policy().closeResolvedAfterBusinessDays() > 0)
                .flatMap(choice -> choice.calendar()
                        .time()
                        .afterBusinessDays(
                                solved.since(), choice.policy().policy().closeResolvedAfterBusinessDays()));
    }

    private List<Timer> timers() {
        List<Timer> timers = new ArrayList<>();
        for (RunningClock clock : clocks.values()) {
            nextMark(clock)
                    .ifPresent(mark -> timers.add(new Timer(
                            mark.dueAt(),
                            switch (clock.metric()) {
                                case FIRST_RESPONSE -> Timer.Kind.FIRST_RESPONSE;
                                case RESOLUTION -> Timer.Kind.RESOLUTION;
                            },
                            clock.cycle(),
                            mark.percent())));
        }
        Waiting held = hold;
        if (held != null) {
            timers.add(new Timer(held.until(), Timer.Kind.HOLD, Math.toIntExact(held.version()), 0));
        }
        Waiting solved = resolution;
        if (solved != null) {
            closingTime()
                    .ifPresent(due ->
                            timers.add(new Timer(due, Timer.Kind.CLOSING, Math.toIntExact(solved.version()), 0)));
        }
        return timers;
    }

    /**
     * Keeps the history short: what lies before every clock is not needed, and past the bound the oldest changes become a
     * sum. A sum stays what it is when another calendar applies later; that is the price of the bound.
     */
    private void letOldHistoryGo() {
        Instant needed = responded ? resolvingSince : openedAt;
        while (history.size() > 1 && !history.get(1).at().isAfter(needed)) {
            history.removeFirst();
        }
        if (history.size() <= Clockwork.LONGEST_HISTORY) {
            return;
        }
        Instant from =
                history.get(history.size() - Clockwork.LONGEST_HISTORY / 2).at();
        for (RunningClock clock : List.copyOf(clocks.values())) {
            reading(clock)
                    .ifPresent(reading -> clocks.put(
                            clock.metric(),
                            from.isAfter(clock.countsFrom()) ? clock.carrying(reading.elapsed(from), from) : clock));
        }
        while (history.size() > Clockwork.LONGEST_HISTORY / 2) {
            history.removeFirst();
        }
    }

    private SlaMeasure measure(RunningClock clock, Instant at) {
        Optional<Reading> reading = reading(clock);
        Terms terms = clock.terms();
        boolean standing = clock.paused() || terms.pausesIn(history.getLast().status());
        return new SlaMeasure(
                clock.metric(),
                clock.cycle(),
                terms.policyId(),
                terms.policyVersion(),
                terms.goal(),
                terms.calendar(),
                terms.target().toSeconds(),
                reading.map(known -> known.elapsed(at)).orElse(Duration.ZERO).toSeconds(),
                standing
                        ? null
                        : reading.flatMap(known -> known.reaches(terms.target()))
                                .orElse(null));
    }

    /** Empty only when the calendar is gone, and then the clock is about to be cancelled or retargeted. */
    private Optional<Reading> reading(RunningClock clock) {
        return book.calendar(clock.terms().calendar())
                .map(PolicyBook.OpenCalendar::time)
                .map((WorkingCalendar time) -> new Reading(clock, history, time));
    }

    /** Distinguishes what can happen to a cycle more than once. */
    private String again() {
        return ":" + (sequence + 1);
    }

    private void tell(RunningClock clock, Instant occurredAt, UUID cause, SlaEvent event, String distinction) {
        sequence++;
        String purpose =
                clock.metric() + ":" + clock.cycle() + ":" + event.getClass().getSimpleName() + distinction;
        effects.add(new Effect.Tell(new EventEnvelope<>(
                Ids.derived(ticketId, purpose),
                ticketId,
                sequence,
                SELF,
                occurredAt,
                later(now, occurredAt),
                correlationId,
                cause,
                trace,
                event)));
    }

    private void ask(UUID commandId, UUID cause, Instant occurredAt, TicketCommand command) {
        effects.add(new Effect.Ask(new CommandEnvelope(
                commandId,
                TicketRef.of(ticketId),
                SELF,
                later(now, occurredAt),
                occurredAt,
                null,
                correlationId,
                cause,
                null,
                null,
                trace,
                command)));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}

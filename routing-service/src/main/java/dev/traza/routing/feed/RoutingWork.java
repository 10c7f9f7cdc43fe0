package dev.traza.routing.feed;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.kit.trace.TraceContext;
import dev.traza.routing.assignment.Assigning;
import dev.traza.routing.assignment.Choice;
import dev.traza.routing.assignment.Target;
import dev.traza.routing.assignment.Targeting;
import dev.traza.routing.commands.Sender;
import dev.traza.routing.decision.Cause;
import dev.traza.routing.decision.Deciding;
import dev.traza.routing.decision.Decision;
import dev.traza.routing.desk.Agent;
import dev.traza.routing.desk.Directory;
import dev.traza.routing.desk.Workload;
import dev.traza.routing.directory.Organisation;
import dev.traza.routing.directory.Rules;
import dev.traza.routing.escalation.Escalating;
import dev.traza.routing.rule.RuleBook;
import dev.traza.routing.store.LedgerStore;
import dev.traza.routing.store.StoredTicket;
import dev.traza.routing.store.TicketStore;
import dev.traza.routing.store.WorkloadStore;
import dev.traza.routing.ticket.Breach;
import dev.traza.routing.ticket.Placing;
import dev.traza.routing.ticket.RoutedTicket;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works off what was heard. Every step may be repeated after a crash at any point:
 *
 * <ol>
 *   <li>what tickets are like, and what agents carry, is brought up to date (by versions, so old events change nothing);
 *   <li>decisions in the ledger that may not have been sent are sent, unchanged;
 *   <li>what is owed is decided: the decision is written to the ledger, which admits one for each cause and number, and
 *       only then sent;
 *   <li>the tickets remember what was tried.
 * </ol>
 *
 * <p>While old events are caught up with, nothing is decided: the ticket may have been served since. What is still owed
 * at the end of them is decided then.
 */
class RoutingWork {

    private static final Logger LOG = Logger.getLogger(RoutingWork.class);
    private static final int PROMISE_TRIES = 5;
    private static final int ROUND = 50;

    private final TicketStore tickets;
    private final WorkloadStore workloads;
    private final LedgerStore ledger;
    private final Organisation organisation;
    private final Rules rules;
    private final Sender sender;
    private final DecisionConfig config;
    private final int maxHeld;
    private final RoutingMetrics metrics;
    private final Clock clock;

    @GuardedBy("this")
    private final Map<UUID, Occasion> held = new LinkedHashMap<>();

    /** Whether the ledger may hold decisions on tickets that do not know of them. */
    @GuardedBy("this")
    private boolean conflicted = true;

    RoutingWork(
            TicketStore tickets,
            WorkloadStore workloads,
            LedgerStore ledger,
            Organisation organisation,
            Rules rules,
            Sender sender,
            DecisionConfig config,
            int maxHeld,
            RoutingMetrics metrics,
            Clock clock) {
        this.tickets = tickets;
        this.workloads = workloads;
        this.ledger = ledger;
        this.organisation = organisation;
        this.rules = rules;
        this.sender = sender;
        this.config = config;
        this.maxHeld = maxHeld;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Works off a batch; of one ticket, in the order in which it happened.
     *
     * @param behind whether this partition has not reached the end that the log had at the start
     */
    synchronized void apply(List<Heard> batch, IntPredicate behind) {
        List<Occasion> occasions = fold(batch);
        List<Occasion> now = new ArrayList<>();
        for (Occasion occasion : occasions) {
            if (behind.test(occasion.partition()) && held.size() < maxHeld) {
                held.merge(occasion.ticketId(), occasion, Occasion::and);
            } else {
                Occasion earlier = held.get(occasion.ticketId());
                now.add(earlier == null ? occasion : earlier.and(occasion));
            }
        }
        decideAndRelease(now);
    }

    /** The partition has reached the end that the log had at the start: what is still owed there is decided. */
    synchronized void caughtUp(int partition) {
        List<Occasion> now = held.values().stream()
                .filter(occasion -> occasion.partition() == partition)
                .toList();
        decideAndRelease(now);
    }

    /** The partition belongs to another instance now. */
    synchronized void forget(int partition) {
        held.values().removeIf(occasion -> occasion.partition() == partition);
    }

    @GuardedBy("this")
    private void decideAndRelease(List<Occasion> occasions) {
        decide(occasions);
        occasions.forEach(occasion -> held.remove(occasion.ticketId()));
    }

    private List<Occasion> fold(List<Heard> batch) {
        Map<UUID, StoredTicket> before =
                tickets.load(batch.stream().map(Heard::ticketId).toList());
        Map<UUID, LedgerStore.Entry> decided = ledger.find(
                batch.stream().map(heard -> heard.envelope().eventId()).toList());
        // A crash may have come between the ledger and the ticket.
        decided.values().stream()
                .map(LedgerStore.Entry::decision)
                .sorted(Comparator.comparingLong(Decision::sequence))
                .forEach(decision -> before.computeIfPresent(
                        decision.ticketId(), (id, stored) -> stored.decided(decision.causeId())));

        Map<UUID, StoredTicket> after = new HashMap<>(before);
        Map<UUID, Set<String>> hands = new HashMap<>();
        Map<UUID, Occasion> occasions = new LinkedHashMap<>();
        for (Heard heard : batch) {
            UUID id = heard.ticketId();
            StoredTicket stored = Objects.requireNonNull(after.get(id));
            Set<String> passed = hands.computeIfAbsent(id, first -> hands(stored.ticket()));
            StoredTicket next = stored.with(applied(stored, heard));
            passed.addAll(hands(next.ticket()));
            after.put(id, next);
            occasion(heard, next).ifPresent(occasion -> occasions.merge(id, occasion, Occasion::and));
        }

        // Before the tickets: a crash in between repeats these, whereas the other order would lose them.
        List<WorkloadStore.Change> changes = new ArrayList<>();
        hands.forEach((id, passed) -> changes.addAll(changes(
                Objects.requireNonNull(before.get(id)).ticket(),
                Objects.requireNonNull(after.get(id)).ticket(),
                passed)));
        workloads.apply(changes);
        tickets.remember(numbers(batch));
        tickets.save(after.values().stream()
                .filter(stored -> !stored.equals(before.get(stored.ticket().ticketId())))
                .toList());
        sendAgain(decided.values());
        occasions.values().removeIf(occasion -> !Objects.requireNonNull(after.get(occasion.ticketId()))
                .ticket()
                .owed()
                .anything());
        return List.copyOf(occasions.values());
    }

    private static RoutedTicket applied(StoredTicket stored, Heard heard) {
        return switch (heard) {
            case Heard.OfTicket event ->
                stored.ticket()
                        .after(event.envelope().sequence(), event.envelope().event());
            case Heard.OfSla event ->
                stored.ticket()
                        .after(
                                event.envelope().sequence(),
                                event.envelope().eventId(),
                                event.envelope().event(),
                                stored.decisions().contains(event.envelope().eventId()));
        };
    }

    private static Map<String, UUID> numbers(List<Heard> batch) {
        Map<String, UUID> numbers = new HashMap<>();
        for (Heard heard : batch) {
            if (heard.envelope().event() instanceof TicketEvent.TicketOpened opened) {
                numbers.put(opened.number(), heard.ticketId());
            }
        }
        return numbers;
    }

    private static Optional<Occasion> occasion(Heard heard, StoredTicket after) {
        return switch (heard) {
            // An older event than the ticket's newest is a repetition, and the newest is still to come.
            case Heard.OfTicket event
            when event.envelope().sequence() == after.ticket().version() ->
                Optional.of(new Occasion(heard.ticketId(), heard.partition(), heard.cause(), null));
            case Heard.OfTicket older -> Optional.empty();
            case Heard.OfSla event
            when event.envelope().event() instanceof SlaEvent.SlaBreached ->
                Optional.of(new Occasion(heard.ticketId(), heard.partition(), null, heard.cause()));
            case Heard.OfSla other -> Optional.empty();
        };
    }

    private static Set<String> hands(RoutedTicket ticket) {
        Set<String> hands = new HashSet<>();
        Stream.of(
                        Optional.ofNullable(ticket.carriedBy()),
                        Optional.ofNullable(ticket.owed().promisedTo()))
                .flatMap(Optional::stream)
                .forEach(hands::add);
        return hands;
    }

    private static List<WorkloadStore.Change> changes(RoutedTicket before, RoutedTicket after, Set<String> passed) {
        List<WorkloadStore.Change> changes = new ArrayList<>();
        String carrier = after.carriedBy();
        for (String agentId : passed) {
            if (!agentId.equals(carrier) && !agentId.equals(after.owed().promisedTo())) {
                changes.add(new WorkloadStore.Change(agentId, after.ticketId(), null));
            }
        }
        boolean asBefore = carrier != null
                && carrier.equals(before.carriedBy())
                && after.standing().priority() == before.standing().priority()
                && passed.size() == 1;
        if (carrier != null && !asBefore) {
            changes.add(new WorkloadStore.Change(
                    carrier,
                    after.ticketId(),
                    new Workload.OpenTicket(after.standing().priority(), null)));
        }
        return changes;
    }

    private void sendAgain(Collection<LedgerStore.Entry> decided) {
        List<Decision> unsent = decided.stream()
                .filter(entry -> !entry.sent())
                .map(LedgerStore.Entry::decision)
                .sorted(Comparator.comparing(Decision::ticketId).thenComparing(Decision::sequence))
                .toList();
        if (!unsent.isEmpty()) {
            LOG.infof("Sending %d decisions again that may not have been sent before a restart", unsent.size());
            sender.send(unsent);
            ledger.markSent(unsent);
            unsent.forEach(decision -> metrics.sentAgain());
        }
    }

    // In small rounds: the first commands leave while later ones are still being decided.
    @GuardedBy("this")
    private void decide(List<Occasion> occasions) {
        for (int from = 0; from < occasions.size(); from += ROUND) {
            decideRound(occasions.subList(from, Math.min(from + ROUND, occasions.size())));
        }
    }

    @GuardedBy("this")
    private void decideRound(List<Occasion> occasions) {
        Map<UUID, StoredTicket> before =
                tickets.load(occasions.stream().map(Occasion::ticketId).toList());
        Round round = new Round(rules.current(), organisation.current().directory(), conflicted);
        List<StoredTicket> changed = new ArrayList<>();
        for (Occasion occasion : occasions) {
            StoredTicket stored = Objects.requireNonNull(before.get(occasion.ticketId()));
            StoredTicket after = round.decide(stored, occasion);
            if (!after.equals(stored)) {
                changed.add(after);
            }
        }
        round.roster.settle();
        conflicted = true; // until it is known that nobody else has decided on these tickets
        ledger.write(round.made);
        conflicted = false;
        List<Decision> outgoing =
                Stream.concat(round.found.stream(), round.made.stream()).toList();
        sender.send(outgoing);
        ledger.markSent(outgoing);
        Instant now = clock.instant();
        round.answered.forEach(cause -> metrics.sent(cause, now));
        tickets.save(changed);
    }

    /** Decisions that see the same rules, the same organisation and each other's effect. */
    private final class Round {

        private final boolean asksTheLedger;
        private final Directory directory;
        private final Targeting targeting;
        private final Escalating escalating;
        private final Assigning assigning;
        private final Roster roster = new Roster(workloads);
        private final List<Decision> found = new ArrayList<>();
        private final List<Decision> made = new ArrayList<>();
        private final List<Cause> answered = new ArrayList<>();

        /** @param asksTheLedger whether it may hold decisions that the tickets do not know of */
        Round(RuleBook rules, Directory directory, boolean asksTheLedger) {
            this.asksTheLedger = asksTheLedger;
            this.directory = directory;
            targeting = new Targeting(rules, directory);
            escalating = new Escalating(targeting, directory);
            assigning = new Assigning(directory, config.weights(), roster::of);
        }

        StoredTicket decide(StoredTicket stored, Occasion occasion) {
            StoredTicket known = asksTheLedger ? withWhatTheLedgerKnows(stored) : stored;
            int before = answered.size();
            StoredTicket after = known;
            if (isOpen(known, occasion.byTicket())) {
                Cause cause = Objects.requireNonNull(occasion.byTicket());
                after = place(after, cause);
                if (answered.size() == before) {
                    after = escalate(after, cause);
                }
            }
            // One command at a time: what remains owed is decided on the version that the first one makes.
            if (answered.size() == before && isOpen(known, occasion.bySla())) {
                after = escalate(after, Objects.requireNonNull(occasion.bySla()));
            }
            return after;
        }

        private static boolean isOpen(StoredTicket known, @Nullable Cause cause) {
            return cause != null && !known.decisions().contains(cause.eventId());
        }

        // A decision may stand in the ledger without the ticket knowing, when a crash came in between and its cause is
        // on the other topic. Its number is taken, and it goes out before any later one.
        private StoredTicket withWhatTheLedgerKnows(StoredTicket stored) {
            StoredTicket known = stored;
            Optional<LedgerStore.Entry> next =
                    ledger.at(stored.ticket().ticketId(), known.decisions().size() + 1L);
            while (next.isPresent()) {
                Decision decision = next.get().decision();
                known = known.decided(decision.causeId());
                if (!next.get().sent()) {
                    found.add(decision);
                }
                next = ledger.at(stored.ticket().ticketId(), decision.sequence() + 1);
            }
            return known;
        }

        private StoredTicket place(StoredTicket stored, Cause cause) {
            RoutedTicket ticket = stored.ticket();
            Placing placing = ticket.owed().placing();
            if (placing == null || ticket.facts() == null || !ticket.standing().open()) {
                return stored;
            }
            if (placing.tries() >= config.maxTries()) {
                return gaveUp("assignment", cause, stored.with(ticket.placed()));
            }
            Target target = targeting.targetOf(ticket).orElse(null);
            if (target == null) {
                metrics.gaveUp("target");
                log(cause, null, "No rule leads to a team that exists; the ticket waits for its next event");
                return stored;
            }
            List<String> agents = Stream.concat(
                            directory.agentsOf(target.team()).stream().map(Agent::id),
                            Stream.ofNullable(ticket.standing().agentId()))
                    .toList();
            roster.look(agents);
            if (assigning.fits(ticket, target)) {
                return stored.with(ticket.placed());
            }
            Choice choice = choose(ticket, target, cause);
            String promisedBefore = ticket.owed().promisedTo();
            if (promisedBefore != null && !promisedBefore.equals(choice.agentId())) {
                workloads.apply(List.of(new WorkloadStore.Change(promisedBefore, ticket.ticketId(), null)));
            }
            if (Assigning.changesNothing(ticket, target, choice)) {
                return stored.with(ticket.placed());
            }
            UUID commandId = Deciding.assignmentId(cause.eventId());
            metrics.assigned(target, choice);
            return noted(
                    stored,
                    cause,
                    commandId,
                    Assigning.command(target, choice),
                    Assigning.event(target, choice, commandId),
                    ticket.placementTried(choice.agentId()));
        }

        private Choice choose(RoutedTicket ticket, Target target, Cause cause) {
            Choice choice = assigning.choose(ticket, target, clock.instant(), cause.eventId());
            for (int attempt = 1; attempt <= PROMISE_TRIES; attempt++) {
                Instant now = clock.instant();
                String agentId = choice.agentId();
                Workload.OpenTicket promise =
                        new Workload.OpenTicket(ticket.standing().priority(), now.plus(config.promise()));
                if (agentId == null || roster.promise(agentId, ticket.ticketId(), promise, now)) {
                    return choice;
                }
                choice = assigning.choose(ticket, target, now, cause.eventId());
            }
            // The agent's workload changes faster than it can be read. One ticket too many is the lesser evil.
            return choice;
        }

        private StoredTicket escalate(StoredTicket stored, Cause cause) {
            RoutedTicket ticket = stored.ticket();
            List<Breach> breaches = ticket.owed().breaches();
            if (breaches.isEmpty()
                    || ticket.facts() == null
                    || !ticket.standing().open()) {
                return stored;
            }
            Breach breach = breaches.getFirst();
            if (breach.tries() >= config.maxTries()) {
                return gaveUp("escalation", cause, stored.with(ticket.withoutOldestBreach()));
            }
            Escalating.Step step = escalating.answer(ticket, breach);
            UUID commandId = Deciding.escalationId(cause.eventId());
            metrics.escalated(step);
            return noted(stored, cause, commandId, step.command(), step.event(commandId), ticket.escalationTried());
        }

        private StoredTicket noted(
                StoredTicket stored,
                Cause cause,
                UUID commandId,
                TicketCommand command,
                RoutingEvent explanation,
                RoutedTicket after) {
            Decision decision = Deciding.write(
                    cause,
                    commandId,
                    stored.ticket().version(),
                    stored.decisions().size() + 1L,
                    clock.instant(),
                    command,
                    explanation);
            made.add(decision);
            answered.add(cause);
            log(cause, commandId, said(explanation));
            return stored.with(after).decided(cause.eventId());
        }

        private StoredTicket gaveUp(String what, Cause cause, StoredTicket without) {
            metrics.gaveUp(what);
            log(cause, null, "Gave up the %s after %d tries; people decide".formatted(what, config.maxTries()));
            return without;
        }
    }

    private static String said(RoutingEvent explanation) {
        return switch (explanation) {
            case RoutingEvent.TicketRouted routed ->
                "Routed to team %s%s by %s"
                        .formatted(routed.teamId(), routed.agentId() == null ? "'s queue" : "", routed.ruleId());
            case RoutingEvent.EscalationDecided decided ->
                "Escalates (%s%s)"
                        .formatted(decided.kind(), decided.level() == null ? "" : " to level " + decided.level());
        };
    }

    private static void log(Cause cause, @Nullable UUID commandId, String what) {
        try (var trace = TraceContext.of(cause.traceparent(), cause.ticketId(), commandId)) {
            LOG.info(what);
        }
    }
}

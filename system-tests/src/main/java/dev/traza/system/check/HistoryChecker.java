package dev.traza.system.check;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.CommandOutcome;
import dev.traza.contract.envelope.CommandReply;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.MessageCatalogue;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.TicketNumber;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.personal.Scope;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.Attachment;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.system.history.History;
import dev.traza.system.history.Logged;
import dev.traza.system.history.NamedFile;
import dev.traza.system.history.Post;
import dev.traza.system.history.SeenFile;
import dev.traza.system.history.SeenTicket;
import dev.traza.system.history.Store;
import dev.traza.system.history.Texts;
import dev.traza.system.load.Acknowledgement;
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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a history. The history must be at rest: a command that is still under way looks like one that
 * was lost. A pure function of what was seen, so that a recorded history can be checked again later.
 */
public final class HistoryChecker {

    private final History history;
    private final List<Finding> findings = new ArrayList<>();

    /** Each event id once, in the order of the log; a second record of the same event is a finding of its own. */
    private final List<Logged<EventEnvelope<TicketEvent>>> events;

    /** Events by ticket, in the order of versions. */
    private final Map<UUID, List<EventEnvelope<TicketEvent>>> byTicket;

    /** Events by the command that caused them, in the order of the log. */
    private final Map<UUID, List<EventEnvelope<TicketEvent>>> byCommand;

    private final Map<UUID, CommandEnvelope> commands;

    /** Under which a first answer was asked for. */
    private final Set<UUID> recalled;

    private final Map<UUID, List<CommandOutcome>> decisions;
    private final Set<UUID> acknowledged;

    private HistoryChecker(History history) {
        this.history = history;
        this.events = distinct(history.log().ticketEvents());
        this.byTicket = events.stream().map(Logged::value).collect(groupingBy(EventEnvelope::ticketId));
        byTicket.values().forEach(own -> own.sort(Comparator.comparingLong(EventEnvelope::sequence)));
        this.byCommand = events.stream().map(Logged::value).collect(groupingBy(EventEnvelope::causationId));
        this.commands = history.log().commands().stream()
                .map(Logged::value)
                .collect(toMap(
                        CommandEnvelope::commandId,
                        Function.identity(),
                        (first, next) -> asksForTheFirstAnswer(first) ? next : first));
        this.recalled = history.log().commands().stream()
                .map(Logged::value)
                .filter(HistoryChecker::asksForTheFirstAnswer)
                .map(CommandEnvelope::commandId)
                .collect(toSet());
        this.decisions = history.log().replies().stream()
                .map(Logged::value)
                .filter(this::isDecision)
                .collect(groupingBy(CommandReply::commandId, mapping(CommandReply::outcome, toList())));
        this.acknowledged = history.acknowledgements().stream()
                .filter(told -> told.meaning() == Acknowledgement.Meaning.CARRIED_OUT
                        || told.meaning() == Acknowledgement.Meaning.REFUSED)
                .map(Acknowledgement::commandId)
                .filter(Objects::nonNull)
                .collect(toSet());
    }

    /** Everything that is wrong, in the order of the rules; empty when nothing is. */
    public static List<Finding> check(History history) {
        HistoryChecker checker = new HistoryChecker(history);
        checker.records();
        checker.streams();
        checker.store();
        checker.numbers();
        checker.sets();
        checker.links();
        checker.acknowledgements();
        checker.answers();
        checker.views();
        checker.post();
        checker.clocks();
        checker.merges();
        checker.catalog();
        checker.procedures();
        checker.files();
        ErasureCheck.check(
                checker.byTicket, history.log().seals(), history.log().keys(), checker::found);
        return checker.findings.stream()
                .sorted(Comparator.comparing(Finding::rule))
                .toList();
    }

    private void procedures() {
        byTicket.forEach((ticketId, own) -> ProcedureCheck.check(
                own, sentence -> found(Rule.PROCEDURE_IN_ORDER, "Of ticket %s, %s".formatted(ticketId, sentence))));
    }

    private void records() {
        history.log().unreadable().forEach(sentence -> found(Rule.READABLE, sentence));
        repeated(history.log().ticketEvents());
        repeated(history.log().catalogEvents());
        repeated(history.log().slaEvents());
    }

    private <E> void repeated(List<Logged<EventEnvelope<E>>> logged) {
        Map<UUID, Logged<EventEnvelope<E>>> first = new HashMap<>();
        for (Logged<EventEnvelope<E>> event : logged) {
            Logged<EventEnvelope<E>> before = first.putIfAbsent(event.value().eventId(), event);
            if (before != null) {
                found(
                        Rule.EVENT_IDS_UNIQUE,
                        "The event %s stands on the log twice: as %s in %s and as %s in %s"
                                .formatted(
                                        event.value().eventId(),
                                        nameOf(before.value()),
                                        before.place(),
                                        nameOf(event.value()),
                                        event.place()));
            }
        }
    }

    private void streams() {
        Map<UUID, Long> lastVersion = new HashMap<>();
        for (Logged<EventEnvelope<TicketEvent>> event : events) {
            UUID ticketId = event.value().ticketId();
            int home = TicketRef.of(ticketId).partition(history.log().partitions());
            if (event.partition() != home || !event.key().equals(ticketId.toString())) {
                found(
                        Rule.ONE_PARTITION,
                        "%s stands in %s with key %s, but the ticket lives in partition %d"
                                .formatted(nameOf(event.value()), event.place(), event.key(), home));
            }
            Long before = lastVersion.put(ticketId, event.value().sequence());
            if (before != null && before > event.value().sequence()) {
                found(
                        Rule.IN_ORDER,
                        "%s in %s comes after version %d of the same ticket"
                                .formatted(nameOf(event.value()), event.place(), before));
            }
        }
        byTicket.forEach((ticketId, own) -> {
            long expected = 1;
            for (EventEnvelope<TicketEvent> event : own) {
                if (event.sequence() != expected) {
                    found(
                            Rule.VERSIONS_CONTIGUOUS,
                            "Ticket %s has %s where version %d has to be".formatted(ticketId, nameOf(event), expected));
                }
                boolean isFirst = event.sequence() == 1;
                if (isFirst != event.event() instanceof TicketEvent.TicketOpened) {
                    found(
                            Rule.VERSIONS_CONTIGUOUS,
                            "Ticket %s has %s: a ticket begins with its opening and is opened once"
                                    .formatted(ticketId, nameOf(event)));
                }
                expected = event.sequence() + 1;
            }
        });
    }

    private void store() {
        Store store = history.log().store();
        store.logged().forEach((place, content) -> {
            Integer kept = store.kept().get(place);
            if (kept == null && !store.archived().contains(place.ticketId())) {
                found(Rule.STORE_EQUALS_LOG, "%s is on the log and not in the store".formatted(place.text()));
            } else if (kept != null && !kept.equals(content)) {
                found(Rule.STORE_EQUALS_LOG, "%s is another in the store than on the log".formatted(place.text()));
            }
        });
        store.kept().keySet().stream()
                .filter(place -> !store.logged().containsKey(place))
                .forEach(place ->
                        found(Rule.STORE_EQUALS_LOG, "%s is in the store and not on the log".formatted(place.text())));
        history.log()
                .openTransactions()
                .forEach(id -> found(Rule.TRANSACTIONS_ENDED, "The transaction of %s has not ended".formatted(id)));
    }

    private void numbers() {
        Map<String, UUID> ticketOf = new HashMap<>();
        byTicket.values().stream().flatMap(List::stream).forEach(event -> {
            if (event.event() instanceof TicketEvent.TicketOpened opened) {
                UUID other = ticketOf.putIfAbsent(opened.number(), event.ticketId());
                if (other != null && !other.equals(event.ticketId())) {
                    found(
                            Rule.NUMBERS,
                            "Tickets %s and %s have the same number %s"
                                    .formatted(other, event.ticketId(), opened.number()));
                }
                int partitions = history.log().partitions();
                int home = TicketRef.of(event.ticketId()).partition(partitions);
                if (TicketNumber.parse(opened.number())
                        .filter(number -> number.n() >= partitions && number.partition(partitions) == home)
                        .isEmpty()) {
                    found(
                            Rule.NUMBERS,
                            "The number %s of ticket %s is not one that partition %d of %d hands out"
                                    .formatted(opened.number(), event.ticketId(), home, partitions));
                }
            }
        });
    }

    private void sets() {
        byCommand.forEach((commandId, set) -> {
            if (set.stream().map(EventEnvelope::ticketId).distinct().count() > 1) {
                found(
                        Rule.ONE_SET_OF_EVENTS,
                        "The command %s has events of several tickets: %s".formatted(commandId, namesOf(set)));
            } else if (!isContiguous(set)) {
                found(
                        Rule.ONE_SET_OF_EVENTS,
                        "The events of command %s are no unbroken row: %s".formatted(commandId, namesOf(set)));
            } else if (set.stream()
                            .map(event -> matterOf(event.event()))
                            .distinct()
                            .count()
                    < set.size()) {
                found(
                        Rule.ONE_SET_OF_EVENTS,
                        "The command %s was carried out more than once: %s".formatted(commandId, namesOf(set)));
            }
        });
    }

    /** What happens once in a decision: of tasks and approvals, several can begin and end in one, each once. */
    private static Object matterOf(TicketEvent event) {
        return switch (event) {
            case TicketEvent.TaskAdded added -> List.of(added.getClass(), added.taskId());
            case TicketEvent.ApprovalRequested requested -> List.of(requested.getClass(), requested.approvalId());
            case TicketEvent.ApprovalWithdrawn withdrawn -> List.of(withdrawn.getClass(), withdrawn.approvalId());
            case TicketEvent.ApprovalExpired expired -> List.of(expired.getClass(), expired.approvalId());
            case TicketEvent _ -> event.getClass();
        };
    }

    /** The events that the answer to a command speaks of: of a split those of the new ticket. */
    private List<EventEnvelope<TicketEvent>> answeredWith(UUID commandId) {
        CommandEnvelope wish = commands.get(commandId);
        return wish != null && wish.command() instanceof TicketCommand.SplitTicket split
                ? byTicket.getOrDefault(split.newTicketId(), List.of()).stream()
                        .limit(1)
                        .toList()
                : byCommand.getOrDefault(commandId, List.of());
    }

    private void links() {
        Map<UUID, TicketFold> folds = new HashMap<>();
        byTicket.forEach(
                (ticketId, own) -> TicketFold.of(own, Long.MAX_VALUE).ifPresent(fold -> folds.put(ticketId, fold)));
        byTicket.forEach((ticketId, own) -> own.stream()
                .flatMap(event ->
                        event.event() instanceof TicketEvent.TicketLinked linked ? Stream.of(linked) : Stream.empty())
                .distinct()
                .forEach(linked -> mutual(ticketId, linked, folds)));
        byTicket.values().stream().flatMap(List::stream).forEach(event -> {
            if (event.event() instanceof TicketEvent.TicketOpened opened
                    && opened.splitFrom() != null
                    && byTicket.getOrDefault(opened.splitFrom(), List.of()).stream()
                            .noneMatch(from -> from.event() instanceof TicketEvent.TicketSplit split
                                    && split.newTicketId().equals(event.ticketId()))) {
                found(
                        Rule.LINKS_MUTUAL,
                        "Ticket %s says that it was split from %s, which does not know"
                                .formatted(event.ticketId(), opened.splitFrom()));
            }
        });
    }

    private void mutual(UUID ticketId, TicketEvent.TicketLinked linked, Map<UUID, TicketFold> folds) {
        UUID otherId = linked.other().ticketId();
        boolean here = isLinked(folds.get(ticketId), linked.type(), otherId);
        boolean there = isLinked(folds.get(otherId), linked.type().inverse(), ticketId);
        if (here != there) {
            found(
                    Rule.LINKS_MUTUAL,
                    "Of the link %s from ticket %s to %s only one end is there: %s"
                            .formatted(linked.type(), ticketId, otherId, here ? "the first" : "the second"));
        }
    }

    private static boolean isLinked(@Nullable TicketFold fold, LinkType type, UUID otherId) {
        return fold != null && fold.isLinked(type, otherId.toString());
    }

    private static boolean isContiguous(List<EventEnvelope<TicketEvent>> set) {
        long lowest = set.stream().mapToLong(EventEnvelope::sequence).min().orElse(0);
        long highest = set.stream().mapToLong(EventEnvelope::sequence).max().orElse(-1);
        return highest - lowest + 1 == set.size();
    }

    private void acknowledgements() {
        for (Acknowledgement told : history.acknowledgements()) {
            switch (told.meaning()) {
                case CARRIED_OUT -> carriedOut(told);
                case TAKEN -> taken(told);
                case REFUSED -> refused(told);
                case UNKNOWN -> {}
            }
        }
    }

    private void carriedOut(Acknowledgement told) {
        UUID commandId = told.commandId();
        UUID ticketId = told.ticketId();
        Long version = told.version();
        if (commandId == null || ticketId == null || version == null) {
            found(
                    Rule.ACKNOWLEDGED_AS_IT_HAPPENED,
                    "%s: the answer does not say which command, ticket and version".formatted(told.text()));
            return;
        }
        List<EventEnvelope<TicketEvent>> set = whatBecameOf(commandId);
        if (set.isEmpty()) {
            withoutEvents(told, commandId, ticketId, version);
            return;
        }
        EventEnvelope<TicketEvent> last = lastOf(set);
        if (!last.ticketId().equals(ticketId) || last.sequence() != version) {
            found(
                    Rule.ACKNOWLEDGED_AS_IT_HAPPENED,
                    "%s: the command %s ended with %s of ticket %s"
                            .formatted(told.text(), commandId, nameOf(last), last.ticketId()));
        }
    }

    private void withoutEvents(Acknowledgement told, UUID commandId, UUID ticketId, long version) {
        CommandEnvelope wish = commands.get(commandId);
        if (wish == null) {
            found(
                    Rule.NOTHING_LOST,
                    "%s: the command %s is neither on the command log nor has it events"
                            .formatted(told.text(), commandId));
            return;
        }
        Optional<TicketFold> then = TicketFold.of(byTicket.getOrDefault(ticketId, List.of()), version);
        if (then.isEmpty() || then.get().version() != version || !wasAlready(then.get(), wish)) {
            found(
                    Rule.NOTHING_LOST,
                    "%s: the command %s has no events, and %s"
                            .formatted(
                                    told.text(),
                                    commandId,
                                    then.filter(ticket -> ticket.version() == version)
                                            .map(_ -> "something had to change")
                                            .orElse("ticket " + ticketId + " has no such version")));
        }
    }

    /** Whether nothing had to change, as far as can be known: what was erased since is gone from ticket and wish alike. */
    private boolean wasAlready(TicketFold then, CommandEnvelope wish) {
        if (Texts.of(wish.command()).stream().anyMatch(Texts::isSealed)) {
            return true; // of the command's words nothing is left
        }
        Predicate<Scope> gone =
                Erasures.of(byTicket.getOrDefault(then.ticketId(), List.of())).after(then.version());
        return then.isAlready(
                MessageCatalogue.erased(wish.command(), gone), wish.actor().subject());
    }

    private void taken(Acknowledgement told) {
        UUID commandId = told.commandId();
        if (commandId == null) {
            found(Rule.ACKNOWLEDGED_AS_IT_HAPPENED, "%s: the answer does not say which command".formatted(told.text()));
        } else if (!commands.containsKey(commandId)) {
            found(Rule.NOTHING_LOST, "%s: the command %s is not on the command log".formatted(told.text(), commandId));
        }
    }

    private void refused(Acknowledgement told) {
        List<EventEnvelope<TicketEvent>> set =
                told.commandId() == null ? List.of() : byCommand.getOrDefault(told.commandId(), List.of());
        if (!set.isEmpty()
                && !isMerge(told.commandId())
                && !RejectionCode.COMMAND_ID_REUSED.name().equals(told.code())) {
            found(
                    Rule.REFUSED_CHANGES_NOTHING,
                    "%s: the command %s has events: %s".formatted(told.text(), told.commandId(), namesOf(set)));
        }
    }

    private void answers() {
        Set<UUID> answered = new HashSet<>();
        history.log().replies().forEach(reply -> answered.add(reply.value().commandId()));
        commands.forEach((commandId, wish) -> {
            if (!answered.contains(commandId)) {
                found(
                        Rule.EVERY_COMMAND_ANSWERED,
                        "The command %s (%s for %s) was never answered"
                                .formatted(
                                        commandId,
                                        wish.command().getClass().getSimpleName(),
                                        wish.ticket().text()));
            }
        });
        decisions.forEach((commandId, made) -> {
            if (made.size() > 1) {
                found(
                        Rule.DECIDED_ONCE,
                        "The command %s was decided %d times: %s".formatted(commandId, made.size(), made));
            }
            made.forEach(outcome -> decided(commandId, outcome));
        });
    }

    /**
     * The events of a command, and for a merge also those of the step with which it ended, since the answer speaks of
     * that one. In the order of their versions.
     */
    private List<EventEnvelope<TicketEvent>> whatBecameOf(UUID commandId) {
        List<EventEnvelope<TicketEvent>> own = answeredWith(commandId);
        if (!isMerge(commandId) || own.isEmpty()) {
            return own;
        }
        UUID ticketId = own.getFirst().ticketId();
        return Stream.concat(
                        own.stream(),
                        commands.values().stream()
                                .filter(step -> step.origin() != null
                                        && step.origin().commandId().equals(commandId))
                                .flatMap(step -> byCommand.getOrDefault(step.commandId(), List.of()).stream())
                                .filter(event -> event.ticketId().equals(ticketId)))
                .sorted(Comparator.comparingLong(EventEnvelope::sequence))
                .toList();
    }

    /** Of these it is on record that they were begun also when the other ticket refuses. */
    private boolean isMerge(@Nullable UUID commandId) {
        CommandEnvelope wish = commandId == null ? null : commands.get(commandId);
        return wish != null && wish.command() instanceof TicketCommand.MergeTicket;
    }

    private void decided(UUID commandId, CommandOutcome outcome) {
        List<EventEnvelope<TicketEvent>> set = whatBecameOf(commandId);
        switch (outcome) {
            case CommandOutcome.Accepted accepted -> {
                boolean fits = set.isEmpty()
                        ? Optional.ofNullable(commands.get(commandId))
                                .filter(wish -> TicketFold.of(
                                                byTicket.getOrDefault(accepted.ticketId(), List.of()),
                                                accepted.version())
                                        .filter(then -> wasAlready(then, wish))
                                        .isPresent())
                                .isPresent()
                        : lastOf(set).sequence() == accepted.version()
                                && lastOf(set).ticketId().equals(accepted.ticketId());
                if (!fits && !isAcknowledged(commandId)) {
                    found(
                            Rule.NOTHING_LOST,
                            "The command %s was accepted as version %d of ticket %s, but its events are: %s"
                                    .formatted(commandId, accepted.version(), accepted.ticketId(), namesOf(set)));
                }
            }
            case CommandOutcome.ItemAccepted _,
                    CommandOutcome.PersonAccepted _ -> {} // no events of their own on the log
            case CommandOutcome.Rejected rejected -> {
                if (!set.isEmpty() && !isMerge(commandId) && !isAcknowledged(commandId)) {
                    found(
                            Rule.REFUSED_CHANGES_NOTHING,
                            "The command %s was refused (%s) and has events: %s"
                                    .formatted(commandId, rejected.code(), namesOf(set)));
                }
            }
        }
    }

    /** Whether a finding about this command is made where its acknowledgement is looked at. */
    private boolean isAcknowledged(UUID commandId) {
        return acknowledged.contains(commandId);
    }

    /** A repetition only says again what was decided, and a reused id was not decided at all. */
    /** Nothing is decided by it: either there is a first answer, or it is refused, as often as it is asked. */
    private static boolean asksForTheFirstAnswer(CommandEnvelope wish) {
        return wish.command() instanceof TicketCommand.RecallAnswer;
    }

    private boolean isDecision(CommandReply reply) {
        return switch (reply.outcome()) {
            case CommandOutcome.Accepted accepted -> !accepted.replayed();
            case CommandOutcome.ItemAccepted item -> !item.replayed();
            case CommandOutcome.PersonAccepted person -> !person.replayed();
            case CommandOutcome.Rejected rejected ->
                !rejected.replayed()
                        && rejected.code() != RejectionCode.COMMAND_ID_REUSED
                        && !recalled.contains(reply.commandId());
        };
    }

    private void views() {
        Map<UUID, TicketFold> folds = new LinkedHashMap<>();
        byTicket.forEach(
                (ticketId, own) -> TicketFold.of(own, Long.MAX_VALUE).ifPresent(fold -> folds.put(ticketId, fold)));
        Map<UUID, SeenTicket> folded = new LinkedHashMap<>();
        folds.forEach((ticketId, fold) -> folded.put(
                ticketId,
                fold.withComments(comments(fold, folds, new HashSet<>())).seen()));
        Map<UUID, SeenTicket> shown = history.readModel().byId().stream()
                .collect(toMap(SeenTicket::ticketId, Function.identity(), (first, _) -> first));
        compare(Rule.VIEW_EQUALS_FOLD, "The view", folded, shown);

        Map<UUID, SeenTicket> listed = new LinkedHashMap<>();
        for (SeenTicket item : history.readModel().listed()) {
            if (listed.put(item.ticketId(), item) != null) {
                found(Rule.LISTED_ONCE, "Ticket %s is in the list twice".formatted(item.ticketId()));
            }
        }
        compare(Rule.LISTED_ONCE, "The list", folded, listed);
    }

    /** What was said in a ticket and in all that go on in it. */
    private static int comments(TicketFold fold, Map<UUID, TicketFold> folds, Set<UUID> counted) {
        if (!counted.add(fold.ticketId())) {
            return 0;
        }
        return fold.comments()
                + fold.merge().absorbed().keySet().stream()
                        .map(folds::get)
                        .filter(Objects::nonNull)
                        .mapToInt(source -> comments(source, folds, counted))
                        .sum();
    }

    private void compare(Rule rule, String what, Map<UUID, SeenTicket> folded, Map<UUID, SeenTicket> shown) {
        Stream.concat(folded.keySet().stream(), shown.keySet().stream())
                .distinct()
                .forEach(ticketId -> {
                    SeenTicket expected = folded.get(ticketId);
                    SeenTicket actual = shown.get(ticketId);
                    if (expected == null) {
                        found(rule, "%s has a ticket %s that the log does not have".formatted(what, ticketId));
                    } else if (actual == null) {
                        found(rule, "%s does not have ticket %s".formatted(what, ticketId));
                    } else if (!actual.equals(expected)) {
                        found(
                                rule,
                                "%s of ticket %s is not what the log says: %s"
                                        .formatted(what, ticketId, differences(expected, actual)));
                    }
                });
    }

    private static String differences(SeenTicket log, SeenTicket shown) {
        List<String> different = new ArrayList<>();
        difference(different, "number", log.number(), shown.number());
        difference(different, "version", log.version(), shown.version());
        difference(different, "status", log.status(), shown.status());
        difference(different, "priority", log.priority(), shown.priority());
        difference(different, "team", log.teamId(), shown.teamId());
        difference(different, "assignee", log.assigneeId(), shown.assigneeId());
        difference(different, "level", log.level(), shown.level());
        difference(different, "requester", log.requesterId(), shown.requesterId());
        difference(different, "subject", log.subject(), shown.subject());
        difference(different, "comments", log.comments(), shown.comments());
        return String.join("; ", different);
    }

    private static void difference(List<String> different, String name, @Nullable Object log, @Nullable Object shown) {
        if (!Objects.equals(log, shown)) {
            different.add("%s is %s, not %s".formatted(name, shown, log));
        }
    }

    /** A ticket goes on in another exactly when it goes on there as seen from that one, and nothing is under way. */
    private void merges() {
        Map<UUID, TicketFold.Merge> merges = new LinkedHashMap<>();
        byTicket.forEach((ticketId, own) ->
                TicketFold.of(own, Long.MAX_VALUE).ifPresent(fold -> merges.put(ticketId, fold.merge())));
        merges.forEach((ticketId, merge) -> {
            if (merge.begun()) {
                found(Rule.MERGED_WHOLE, "The merge of ticket %s was begun and has no end".formatted(ticketId));
            }
            UUID into = merge.into();
            if (into != null
                    && !(merges.containsKey(into) && merges.get(into).absorbed().containsKey(ticketId))) {
                found(
                        Rule.MERGED_WHOLE,
                        "Ticket %s was merged into %s, which does not know of it".formatted(ticketId, into));
            }
            merge.absorbed().forEach((sourceId, tickets) -> absorbed(ticketId, sourceId, tickets, merges));
        });
    }

    private void absorbed(UUID ticketId, UUID sourceId, int tickets, Map<UUID, TicketFold.Merge> merges) {
        TicketFold.Merge source = merges.get(sourceId);
        if (source == null || !ticketId.equals(source.into())) {
            found(
                    Rule.MERGED_WHOLE,
                    "Ticket %s has %s going on in it, which does not say so".formatted(ticketId, sourceId));
        } else if (source.tickets() != tickets) {
            found(
                    Rule.MERGED_WHOLE,
                    "Ticket %s takes %s for %d tickets, and it stands for %d"
                            .formatted(ticketId, sourceId, tickets, source.tickets()));
        }
    }

    private void catalog() {
        CatalogCheck.check(distinct(history.log().catalogEvents()), events, commands, this::found);
    }

    private void files() {
        Map<String, SeenFile> seen = history.files().stream()
                .collect(toMap(
                        file -> file.ticketId() + " " + file.attachmentId(), Function.identity(), (first, _) -> first));
        byTicket.forEach((ticketId, own) -> {
            Erasures erasures = Erasures.of(own);
            own.forEach(event -> NamedFile.of(event)
                    .distinct()
                    .forEach(named -> file(
                            named,
                            erasures.after(event.sequence()).test(named.scope()),
                            seen.get(ticketId + " " + named.attachment().attachmentId()))));
        });
    }

    private void file(NamedFile named, boolean erased, @Nullable SeenFile seen) {
        Attachment attachment = named.attachment();
        String what = "The file %s of ticket %s".formatted(attachment.attachmentId(), named.ticketId());
        if (erased) {
            if (seen != null) {
                found(Rule.FILES_WHOLE, what + " was erased, and is handed out all the same");
            }
        } else if (seen == null) {
            found(Rule.FILES_WHOLE, what + " is not handed out");
        } else if (!seen.sha256().equals(attachment.sha256()) || seen.size() != attachment.size()) {
            found(
                    Rule.FILES_WHOLE,
                    "%s has %d bytes with the hash %s, not %d with %s"
                            .formatted(what, seen.size(), seen.sha256(), attachment.size(), attachment.sha256()));
        }
    }

    private void post() {
        List<Post.Mail> arrived = history.post().arrived();
        more(arrived.stream().collect(groupingBy(mail -> mail.mailbox() + " with Message-ID " + mail.messageId())))
                .forEach((what, mails) ->
                        found(Rule.MAIL_ONCE, "%d messages arrived at %s".formatted(mails.size(), what)));
        Map<String, List<Post.Mail>> byDelivery = arrived.stream()
                .filter(mail -> mail.deliveryId() != null)
                .collect(groupingBy(HistoryChecker::deliveryOf));
        Map<String, Integer> resends = history.post().deliveries().stream()
                .collect(toMap(Post.Delivery::deliveryId, Post.Delivery::resends, (first, _) -> first));
        byDelivery.forEach((deliveryId, mails) -> {
            long different = mails.stream().map(Post.Mail::messageId).distinct().count();
            if (different > 1 + resends.getOrDefault(deliveryId, 0)) {
                found(
                        Rule.MAIL_ONCE,
                        "%d different messages arrived for delivery %s, which was sent again %d times"
                                .formatted(different, deliveryId, resends.getOrDefault(deliveryId, 0)));
            }
        });
        for (Post.Delivery delivery : history.post().deliveries()) {
            if (delivery.sent() && !byDelivery.containsKey(delivery.deliveryId())) {
                found(
                        Rule.MAIL_ARRIVED,
                        "The ledger says that delivery %s was sent, but no such message arrived"
                                .formatted(delivery.deliveryId()));
            }
        }
    }

    private static String deliveryOf(Post.Mail mail) {
        return Objects.requireNonNullElse(mail.deliveryId(), "");
    }

    private static <K, V> Map<K, List<V>> more(Map<K, List<V>> groups) {
        Map<K, List<V>> more = new LinkedHashMap<>(groups);
        more.values().removeIf(group -> group.size() < 2);
        return more;
    }

    private void clocks() {
        Map<UUID, Long> lastSequence = new HashMap<>();
        Map<String, Integer> fired = new LinkedHashMap<>();
        for (Logged<EventEnvelope<SlaEvent>> event : distinct(history.log().slaEvents())) {
            EventEnvelope<SlaEvent> envelope = event.value();
            long expected = lastSequence.merge(envelope.ticketId(), 1L, (before, _) -> before + 1);
            int home = TicketRef.of(envelope.ticketId()).partition(history.log().partitions());
            if (envelope.sequence() != expected || event.partition() != home) {
                found(
                        Rule.SLA_CONTIGUOUS,
                        "Ticket %s has %s in %s where its service-level event %d has to be, in partition %d"
                                .formatted(envelope.ticketId(), nameOf(envelope), event.place(), expected, home));
                lastSequence.put(envelope.ticketId(), envelope.sequence());
            }
            once(envelope).ifPresent(name -> fired.merge(name, 1, Integer::sum));
        }
        fired.forEach((name, times) -> {
            if (times > 1) {
                found(Rule.THRESHOLDS_ONCE, "%s came %d times".formatted(name, times));
            }
        });
    }

    private static Optional<String> once(EventEnvelope<SlaEvent> envelope) {
        Optional<String> what =
                switch (envelope.event()) {
                    case SlaEvent.SlaWarned warned -> Optional.of("The warning at " + warned.thresholdPercent() + " %");
                    case SlaEvent.SlaBreached _ -> Optional.of("The breach");
                    case SlaEvent.SlaStarted _ -> Optional.of("The start");
                    case SlaEvent.SlaMet _, SlaEvent.SlaCancelled _ -> Optional.of("The end");
                    case SlaEvent.SlaPaused _, SlaEvent.SlaResumed _, SlaEvent.SlaRetargeted _ -> Optional.empty();
                };
        return what.map(event -> "%s of %s, cycle %d, of ticket %s"
                .formatted(
                        event,
                        envelope.event().measure().metric(),
                        envelope.event().measure().cycle(),
                        envelope.ticketId()));
    }

    private static <E> List<Logged<EventEnvelope<E>>> distinct(List<Logged<EventEnvelope<E>>> logged) {
        Set<UUID> seen = new HashSet<>();
        return logged.stream()
                .filter(event -> seen.add(event.value().eventId()))
                .toList();
    }

    private static EventEnvelope<TicketEvent> lastOf(Collection<EventEnvelope<TicketEvent>> set) {
        return set.stream()
                .max(Comparator.comparingLong(EventEnvelope::sequence))
                .orElseThrow();
    }

    private static String nameOf(EventEnvelope<?> envelope) {
        return Objects.requireNonNull(envelope.event()).getClass().getSimpleName() + " as " + envelope.sequence();
    }

    private static String namesOf(List<EventEnvelope<TicketEvent>> set) {
        return set.isEmpty() ? "none" : set.stream().map(HistoryChecker::nameOf).collect(joining(", "));
    }

    private void found(Rule rule, String sentence) {
        findings.add(new Finding(rule, sentence));
    }
}

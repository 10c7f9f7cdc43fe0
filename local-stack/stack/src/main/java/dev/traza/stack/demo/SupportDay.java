package dev.traza.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.stack.Part;
import dev.traza.stack.Stack;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Plays a planned day on a running stack and tells what came of it. */
public final class SupportDay {

    /** Routing may still be at work on the last tickets, and the read side a moment behind it. */
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Stack stack;
    private final PrintStream out;
    private final boolean terminal;

    /**
     * @param stack that is up
     * @param out where progress and summary go
     * @param terminal whether a bar can be drawn there
     */
    public SupportDay(Stack stack, PrintStream out, boolean terminal) {
        this.stack = stack;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Plays the day.
     *
     * @param contacts how many people get in touch
     * @param seed the same seed plans the same day
     * @param atOnce how many contacts are dealt with at the same time
     * @return whether all that was acknowledged is in the log and nothing unexpected happened
     * @throws IOException when the desk cannot be reached or does not decide
     */
    public boolean play(int contacts, long seed, int atOnce) throws IOException, InterruptedException {
        Instant begun = Instant.now();
        Material material = Material.load();
        Ledger ledger = new Ledger();
        TicketLog log = TicketLog.fromNow(stack.kafka().bootstrapServers());
        try (Desk desk =
                new Desk(stack.url(Part.TICKET_COMMAND_SERVICE), stack.url(Part.TICKET_QUERY_SERVICE), stack.key())) {
            out.println("A support day with %d contacts, seed %d".formatted(contacts, seed));
            playAll(new DayPlan(material, seed).contacts(contacts), desk, material, ledger, atOnce);
            Map<UUID, Status> shown = new HashMap<>();
            List<String> differences = List.of();
            Instant deadline = Instant.now().plus(SETTLED_WITHIN);
            do {
                Map<UUID, List<EventEnvelope<TicketEvent>>> events =
                        log.eventsOf(ledger.opened().keySet());
                shown.clear();
                shown.putAll(statuses(desk, ledger));
                differences = new ArrayList<>(Comparison.of(ledger, shown, events));
                ledger.opened().keySet().stream()
                        .filter(ticketId -> !shown.containsKey(ticketId))
                        .map(ticketId -> ticketId + " is not shown by the read side")
                        .forEach(differences::add);
                if (differences.isEmpty()) {
                    break;
                }
                Thread.sleep(LOOK_AGAIN);
            } while (Instant.now().isBefore(deadline));
            tell(ledger, shown, differences, begun);
            return differences.isEmpty() && ledger.troubles().isEmpty();
        }
    }

    private void playAll(List<Contact> contacts, Desk desk, Material material, Ledger ledger, int atOnce)
            throws IOException, InterruptedException {
        Progress progress = new Progress(out, terminal, contacts.size());
        ExecutorService people = Executors.newFixedThreadPool(atOnce);
        try {
            var played = new ExecutorCompletionService<Contact>(people);
            for (Contact contact : contacts) {
                played.submit(() -> {
                    new Play(desk, material, ledger, contact).run();
                    return contact;
                });
            }
            for (int i = 0; i < contacts.size(); i++) {
                played.take().get();
                progress.oneMore();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException unreachable) {
                throw unreachable;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            people.shutdownNow();
        }
    }

    private static Map<UUID, Status> statuses(Desk desk, Ledger ledger) throws IOException, InterruptedException {
        Map<UUID, Status> statuses = new HashMap<>();
        Desk.Voice supervisor = Desk.Voice.agent("sara");
        for (UUID ticketId : ledger.opened().keySet()) {
            JsonNode ticket = desk.ticket(supervisor, ticketId, "");
            if (ticket.hasNonNull("status")) {
                statuses.put(ticketId, Status.valueOf(ticket.path("status").asText()));
            }
        }
        return statuses;
    }

    private void tell(Ledger ledger, Map<UUID, Status> shown, List<String> differences, Instant begun) {
        SortedMap<String, Integer> numbers = Figures.acknowledged(ledger).numbers();
        out.println();
        line("tickets opened", numbers.getOrDefault("opened", 0) + "   " + broken(numbers, "opened by "));
        line("", "      " + broken(numbers, "opened in "));
        Map<Status, Long> byStatus = shown.values().stream()
                .collect(Collectors.groupingBy(
                        status -> status, () -> new EnumMap<>(Status.class), Collectors.counting()));
        line(
                "status now",
                byStatus.entrySet().stream()
                        .map(status -> status.getKey() + " " + status.getValue())
                        .collect(Collectors.joining(", ")));
        for (String name : List.of(
                "first responses",
                "public comments",
                "internal notes",
                "reprioritised",
                "waited for the requester",
                "put on hold",
                "went on",
                "escalated",
                "resolved",
                "reopened",
                "closed")) {
            line(name, String.valueOf(numbers.getOrDefault(name, 0)));
        }
        int rejected =
                ledger.rejected().values().stream().mapToInt(Integer::intValue).sum();
        line("commands accepted", String.valueOf(ledger.accepted().size()));
        line(
                "commands rejected",
                rejected
                        + (rejected == 0
                                ? ""
                                : "   "
                                        + ledger.rejected().entrySet().stream()
                                                .sorted(Map.Entry.comparingByKey())
                                                .map(code -> code.getKey() + " " + code.getValue())
                                                .collect(Collectors.joining(", "))));
        line(
                "time",
                String.format(
                        Locale.ROOT,
                        "%.1f s",
                        Duration.between(begun, Instant.now()).toMillis() / 1000.0));
        out.println();
        ledger.troubles().forEach(out::println);
        if (differences.isEmpty()) {
            out.println("All figures agree with the log.");
        } else {
            out.println("What was acknowledged and the log DISAGREE:");
            differences.forEach(difference -> out.println("  " + difference));
        }
    }

    private void line(String name, String value) {
        out.printf("  %-26s %s%n", name, value);
    }

    private static String broken(SortedMap<String, Integer> numbers, String prefix) {
        return numbers.entrySet().stream()
                .filter(number -> number.getKey().startsWith(prefix))
                .map(number -> number.getKey().substring(prefix.length()) + " " + number.getValue())
                .collect(Collectors.joining(", "));
    }
}

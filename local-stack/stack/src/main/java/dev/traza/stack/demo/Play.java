package dev.traza.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Plays one contact from its opening to where its plan ends. Used by one thread. */
final class Play {

    /** Routing gives a ticket to somebody within moments; a team that picks its own work leaves it. */
    private static final Duration ASSIGNED_WITHIN = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Desk desk;
    private final Material material;
    private final Ledger ledger;
    private final Contact contact;
    private final Desk.Voice requester;
    private Desk.Voice agent;
    private UUID ticketId = new UUID(0, 0);
    private Status status = Status.NEW;

    Play(Desk desk, Material material, Ledger ledger, Contact contact) {
        this.desk = desk;
        this.material = material;
        this.ledger = ledger;
        this.contact = contact;
        this.requester = Desk.Voice.of(contact.person());
        this.agent = Desk.Voice.agent(teamMember(0));
    }

    /**
     * Plays it.
     *
     * @throws IOException when the desk cannot be reached or does not decide
     */
    void run() throws IOException, InterruptedException {
        String token = open(null);
        if (token == null) {
            return;
        }
        for (Step step : contact.steps()) {
            take(step, token);
        }
    }

    private void take(Step step, String token) throws IOException, InterruptedException {
        Material.Wording words = contact.wording();
        switch (step) {
            case TAKE -> findOrTake(token);
            case TAKE_TOO_LATE -> refused(otherAgent(), "/take", Map.of());
            case REPLY -> comment(agent, greeting(), Visibility.PUBLIC);
            case NOTE -> comment(agent, words.note(), Visibility.INTERNAL);
            case PRIORITIZE -> prioritize();
            case ASK -> {
                comment(agent, words.question(), Visibility.PUBLIC);
                accepted(agent, "POST", "/pending", Map.of("reason", words.question()), TicketEvent.TicketPended.class);
            }
            case ANSWER -> comment(requester, words.answer(), Visibility.PUBLIC);
            case HOLD ->
                accepted(
                        agent,
                        "POST",
                        "/hold",
                        Map.of("reason", HoldReason.THIRD_PARTY, "note", words.note()),
                        TicketEvent.TicketHeld.class);
            case RESUME -> accepted(agent, "POST", "/resume", Map.of(), TicketEvent.TicketResumed.class);
            case ESCALATE ->
                accepted(
                        agent,
                        "POST",
                        "/escalation",
                        Map.of("reason", words.note()),
                        TicketEvent.TicketEscalated.class);
            case RESOLVE ->
                accepted(
                        agent,
                        "POST",
                        "/resolution",
                        Map.of("code", resolution(), "text", words.solution()),
                        TicketEvent.TicketResolved.class);
            case REOPEN ->
                accepted(
                        requester,
                        "POST",
                        "/reopening",
                        Map.of("reason", words.subject()),
                        TicketEvent.TicketReopened.class);
            case WRITE_AGAIN -> comment(requester, words.description(), Visibility.PUBLIC);
            case CONFIRM -> accepted(requester, "POST", "/closure", Map.of(), TicketEvent.TicketClosed.class);
            case CONFIRM_TOO_EARLY -> refused(requester, "/closure", Map.of());
            case FOLLOW_UP -> {
                refused(requester, "/comments", Map.of("body", words.description(), "visibility", Visibility.PUBLIC));
                open(ticketId);
            }
        }
    }

    /** Opens the ticket; on the phone and at the counter an agent types, everywhere else the person does. */
    private @Nullable String open(@Nullable UUID followUpOf) throws IOException, InterruptedException {
        boolean typedByAgent = contact.channel() == Channel.PHONE || contact.channel() == Channel.WALK_IN;
        Map<String, Object> body = new HashMap<>(Map.of(
                "subject", contact.wording().subject(),
                "description", contact.wording().description(),
                "channel", contact.channel(),
                "type", contact.matter().type(),
                "category", contact.matter().category(),
                "impact", contact.impact(),
                "urgency", contact.urgency(),
                "tags", List.of("demo"),
                "requester", contact.person()));
        if (followUpOf != null) {
            body.put("followUpOf", followUpOf);
        }
        Desk.Reply reply = desk.command(typedByAgent ? agent : requester, "POST", "/api/v1/tickets", body);
        if (!reply.accepted()) {
            unexpected("opening", reply);
            return null;
        }
        ticketId = UUID.fromString(reply.body().path("ticketId").asText());
        ledger.opened(new Ledger.Opened(
                ticketId,
                reply.body().path("number").asText(),
                contact.channel(),
                contact.person().language()));
        note(reply, List.of(TicketEvent.TicketOpened.class));
        return reply.consistencyToken().orElse("");
    }

    private void findOrTake(String token) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(ASSIGNED_WITHIN);
        boolean picksItsOwn = contact.matter().team().equals("facilities");
        while (!picksItsOwn && Instant.now().isBefore(deadline)) {
            String assignee =
                    desk.ticket(agent, ticketId, token).path("assignee").asText("");
            if (!assignee.isEmpty()) {
                agent = Desk.Voice.agent(assignee);
                return;
            }
            Thread.sleep(LOOK_AGAIN);
        }
        Desk.Reply reply = desk.command(agent, "POST", path("/take"), Map.of());
        if (reply.accepted()) {
            // No event of its own when routing has just given it to the same agent.
            note(reply, List.of());
        } else {
            // Routing was a moment faster. That is for its new owner then.
            ledger.rejected(reply.code());
            JsonNode seen = desk.ticket(agent, ticketId, token);
            agent = Optional.of(seen.path("assignee").asText(""))
                    .filter(assignee -> !assignee.isEmpty())
                    .map(Desk.Voice::agent)
                    .orElse(agent);
        }
    }

    private void comment(Desk.Voice voice, String text, Visibility visibility)
            throws IOException, InterruptedException {
        boolean byRequester = voice.equals(requester);
        List<Class<? extends TicketEvent>> events = byRequester && status == Status.PENDING
                ? List.of(TicketEvent.CommentAdded.class, TicketEvent.TicketResumed.class)
                : byRequester && status == Status.RESOLVED
                        ? List.of(TicketEvent.CommentAdded.class, TicketEvent.TicketReopened.class)
                        : List.of(TicketEvent.CommentAdded.class);
        Desk.Reply reply = desk.command(
                voice,
                "POST",
                path("/comments"),
                Map.of("body", text, "visibility", visibility, "channel", contact.channel()));
        if (reply.accepted()) {
            note(reply, events);
            ledger.commented(ticketId, byRequester, visibility);
        } else {
            unexpected("a comment", reply);
        }
    }

    private void prioritize() throws IOException, InterruptedException {
        if (contact.impact() == Impact.HIGH && contact.urgency() == Urgency.HIGH) {
            return;
        }
        accepted(
                agent,
                "PUT",
                "/priority",
                Map.of("impact", Impact.HIGH, "urgency", Urgency.HIGH),
                TicketEvent.TicketPrioritized.class);
    }

    private void accepted(
            Desk.Voice voice, String method, String action, Map<String, ?> body, Class<? extends TicketEvent> event)
            throws IOException, InterruptedException {
        Desk.Reply reply = desk.command(voice, method, path(action), body);
        if (reply.accepted()) {
            note(reply, List.of(event));
        } else {
            unexpected(action.substring(1), reply);
        }
    }

    /** A command that the rules forbid. */
    private void refused(Desk.Voice voice, String action, Map<String, ?> body)
            throws IOException, InterruptedException {
        Desk.Reply reply = desk.command(voice, "POST", path(action), body);
        if (reply.accepted()) {
            unexpected(action.substring(1) + ", which should have been refused,", reply);
        } else {
            ledger.rejected(reply.code());
        }
    }

    private void note(Desk.Reply reply, List<Class<? extends TicketEvent>> events) {
        status = Status.valueOf(reply.body().path("status").asText());
        ledger.accepted(new Acknowledged(ticketId, reply.body().path("version").asLong(), status, events));
    }

    private void unexpected(String what, Desk.Reply reply) {
        ledger.trouble("Contact %d: %s was answered %d %s"
                .formatted(
                        contact.number(),
                        what,
                        reply.status(),
                        reply.body().path("detail").asText()));
    }

    private String path(String action) {
        return "/api/v1/tickets/" + ticketId + action;
    }

    private Desk.Voice otherAgent() {
        return Desk.Voice.agent(material.teams().values().stream()
                .flatMap(List::stream)
                .filter(id -> !id.equals(agent.id()))
                .findFirst()
                .orElseThrow());
    }

    private String teamMember(int place) {
        List<String> team = material.teams().getOrDefault(contact.matter().team(), List.of("ana"));
        return team.get((contact.number() + place) % team.size());
    }

    private String greeting() {
        return contact.person().language().equals("es")
                ? "Hola, gracias por avisarnos. Estamos en ello."
                : "Hello, thank you for telling us. We are on it.";
    }

    private ResolutionCode resolution() {
        return switch (contact.matter().type()) {
            case INCIDENT -> ResolutionCode.FIXED;
            case SERVICE_REQUEST, CHANGE -> ResolutionCode.FULFILLED;
            case PROBLEM -> contact.number() % 2 == 0 ? ResolutionCode.FIXED : ResolutionCode.WORKAROUND;
        };
    }
}

package dev.traza.system.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traza.contract.envelope.Ids;
import dev.traza.system.client.Person;
import dev.traza.system.client.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What tickets do in several steps, each told as a story of tickets of its own, with the places between its steps and what
 * has to be seen of its tickets in the end. An operation more is a line in the list.
 */
public final class Stories {

    private static final Duration APPROVED_WITHIN = Duration.ofSeconds(45);

    private final Stubborn client;
    private final Function<UUID, JsonNode> views;
    private final String item;
    private final Person agent;
    private final Person requester;
    private final List<Person> board;
    private final ConcurrentLinkedQueue<End> ends = new ConcurrentLinkedQueue<>();
    private final List<Story> all = List.of(
            new Story(
                    this::mergedAndTakenBack,
                    Between.askedAnd("MergeTicket"),
                    Between.steps("MergeTicket", "AbsorbTicket"),
                    Between.steps("AbsorbTicket", "FinishMerge"),
                    Between.askedAnd("UnmergeTicket"),
                    Between.steps("UnmergeTicket", "RestoreTicket")),
            new Story(this::mergedIntoWhatIsClosed, Between.steps("AbsorbTicket", "AbandonMerge")),
            new Story(this::takenBackFromWhatWasMerged, Between.steps("RestoreTicket", "ChangeAbsorbedTicket")),
            new Story(
                    this::linkedAndUnlinked,
                    Between.askedAnd("LinkTicket"),
                    Between.steps("LinkTicket", "MirrorLink"),
                    Between.steps("MirrorLink", "ConfirmLink"),
                    Between.askedAnd("UnlinkTicket"),
                    Between.steps("UnlinkTicket", "MirrorUnlink")),
            new Story(this::refusedByTheOther, Between.steps("MirrorLink", "RefuseLink")),
            new Story(
                    this::parentAndChild,
                    Between.steps("ResolveTicket", "OfferResolution"),
                    Between.steps("ReopenTicket", "WithdrawOffer"),
                    Between.steps("ResolveTicket", "NoteChildProgress")),
            new Story(this::split, Between.askedAnd("SplitTicket"), Between.steps("SplitTicket", "OpenTicket")),
            new Story(this::approved, Between.askedAnd("RequestApproval"), Between.askedAnd("DecideApproval")),
            new Story(this::withdrawnOrTooLate, Between.askedAnd("WithdrawApproval")),
            new Story(this::procedure, Between.askedAnd("OpenTicket"), Between.askedAnd("CompleteTask")));

    /**
     * For one run.
     *
     * @param views what an agent sees of a ticket, once there is something to see
     * @param board who approves
     * @param item of the catalog, as {@link #itemWithProcedure} describes it
     */
    public Stories(
            Stubborn client,
            Function<UUID, JsonNode> views,
            Person agent,
            Person requester,
            List<Person> board,
            String item) {
        this.views = views;
        this.item = item;
        this.client = client;
        this.agent = agent;
        this.requester = requester;
        this.board = List.copyOf(board);
    }

    /** An item whose tickets need an approval and three tasks, two of them one after the other. */
    public static Map<String, Object> itemWithProcedure(List<Person> board) {
        return Map.of(
                "name",
                "Portátiles",
                "procedure",
                List.of(
                        Map.of(
                                "id",
                                "budget",
                                "kind",
                                "APPROVAL",
                                "question",
                                "¿480 €?",
                                "approvers",
                                board.stream().map(Person::subject).toList()),
                        task("account", List.of()),
                        task("order", List.of("budget")),
                        task("set-up", List.of("order", "account"))));
    }

    private static Map<String, Object> task(String id, List<String> after) {
        return Map.of("id", id, "kind", "TASK", "title", id, "teamId", "helpdesk", "mandatory", true, "after", after);
    }

    /** Something that goes on for several steps. */
    private record Story(Runnable plot, Set<Between> places) {
        Story(Runnable plot, Between... places) {
            this(plot, Set.of(places));
        }
    }

    /**
     * What a ticket has to look like in the end.
     *
     * @param sentence what it means
     */
    public record End(UUID ticketId, String sentence, Predicate<JsonNode> holds) {}

    /** How many different ones there are. */
    public int count() {
        return all.size();
    }

    /** Tells one of them, to its end. */
    public void tell(int which) {
        all.get(which % all.size()).plot().run();
    }

    /** Every place at which a kill can fall. */
    public Set<Between> places() {
        return all.stream().flatMap(story -> story.places().stream()).collect(Collectors.toSet());
    }

    /** What has to be seen of all tickets in the end. */
    public List<End> ends() {
        return new ArrayList<>(ends);
    }

    private void mergedAndTakenBack() {
        UUID target = open("diana");
        UUID source = open("fuente");
        comment(source, "Desde las nueve");
        done("POST", source, "/merge", Map.of("into", target));
        done("DELETE", source, "/merge", null);
        ends(source, "it stands for itself", view -> !view.hasNonNull("mergedInto"));
        UUID another = open("otra fuente");
        done("POST", another, "/merge", Map.of("into", target));
        refused(409, "POST", another, "/comments", Tickets.publicComment("¿Hola?"));
        ends(target, "only the other one goes on in it", view -> ids(view, "absorbed")
                .equals(List.of(another.toString())));
        ends(another, "it goes on in the target", view -> ids(view, "mergedInto")
                .equals(List.of(target.toString())));
    }

    private void mergedIntoWhatIsClosed() {
        UUID target = open("cerrado");
        done("POST", target, "/closure", Map.of("code", "CANCELLED"));
        UUID source = open("abierto");
        refused(409, "POST", source, "/merge", Map.of("into", target));
        comment(source, "Pues sigo aquí");
        ends(source, "it stands for itself", view -> !view.hasNonNull("mergedInto"));
    }

    private void takenBackFromWhatWasMerged() {
        UUID inner = open("dentro");
        UUID middle = open("en medio");
        UUID outer = open("fuera");
        done("POST", inner, "/merge", Map.of("into", middle));
        done("POST", middle, "/merge", Map.of("into", outer));
        done("DELETE", inner, "/merge", null);
        ends(inner, "it stands for itself", view -> !view.hasNonNull("mergedInto"));
        ends(middle, "nothing goes on in it", view -> view.path("absorbed").isEmpty());
        ends(outer, "the middle one goes on in it", view -> ids(view, "absorbed")
                .equals(List.of(middle.toString())));
    }

    private void linkedAndUnlinked() {
        UUID problem = open("causa");
        UUID incident = open("efecto");
        done("PUT", problem, "/links/CAUSES/" + incident, null);
        done("DELETE", incident, "/links/CAUSED_BY/" + problem, null);
        done("PUT", incident, "/links/DEPENDS_ON/" + problem, null);
        ends(problem, "it is needed", view -> links(view).equals(List.of("NEEDED_BY " + incident)));
        ends(incident, "it depends", view -> links(view).equals(List.of("DEPENDS_ON " + problem)));
    }

    private void refusedByTheOther() {
        UUID child = open("hijo");
        UUID parent = open("padre");
        UUID pretender = open("pretendiente");
        done("PUT", child, "/links/CHILD_OF/" + parent, null);
        refused(422, "PUT", pretender, "/links/PARENT_OF/" + child, null);
        ends(child, "it has one parent", view -> links(view).equals(List.of("CHILD_OF " + parent)));
        ends(pretender, "it has no child", view -> links(view).isEmpty());
    }

    private void parentAndChild() {
        UUID parent = open("madre");
        UUID child = open("hija");
        done("PUT", parent, "/links/PARENT_OF/" + child, null);
        resolve(parent);
        done("POST", parent, "/reopening", Map.of("reason", "Sigue igual"));
        ends(child, "nothing is offered to it", view -> !view.hasNonNull("offeredResolution"));
        UUID twin = open("gemela");
        done("PUT", parent, "/links/PARENT_OF/" + twin, null);
        resolve(child);
        resolve(parent);
        ends(twin, "the resolution is offered to it", view -> view.hasNonNull("offeredResolution"));
        ends(
                parent,
                "one of two is done",
                view -> view.path("children").path("done").asInt() == 1);
    }

    private void split() {
        UUID ticket = open("dos cosas");
        Asked said = client.ask(
                requester, "POST", "/api/v1/tickets/" + ticket + "/comments", Tickets.publicComment("Y otra cosa"));
        assertThat(said.told().status()).as(said.told().text()).isEqualTo(200);
        UUID comment = Ids.derived(Stubborn.commandId(requester, said.path(), said.key()), "comment");
        UUID fresh = Objects.requireNonNull(
                expect(201, agent, "POST", ticket, "/splits", Map.of("commentId", comment, "subject", "Otra"))
                        .told()
                        .ticketId());
        refused(422, "POST", ticket, "/splits", Map.of("commentId", comment, "subject", "Otra vez"));
        ends(ticket, "it knows what came from it", view -> view.path("splits")
                .findValuesAsText("ticketId")
                .equals(List.of(fresh.toString())));
        ends(fresh, "it knows where it came from", view -> view.path("splitFrom")
                .asText()
                .equals(ticket.toString()));
    }

    private void approved() {
        UUID ticket = open("portátil");
        UUID approval = Ids.next();
        done("PUT", ticket, "/approvals/" + approval, question(null));
        refused(422, "POST", ticket, "/resume", Map.of());
        for (Person member : board) {
            expect(200, member, "POST", ticket, "/approvals/" + approval + "/decision", Map.of("decision", "APPROVE"));
        }
        ends(ticket, "it was granted and goes on", view -> states(view).equals(List.of("GRANTED")) && !isOnHold(view));
    }

    private void withdrawnOrTooLate() {
        UUID ticket = open("ratón");
        done("PUT", ticket, "/approvals/" + Ids.next(), question(Instant.now().plus(APPROVED_WITHIN)));
        UUID second = Ids.next();
        done("PUT", ticket, "/approvals/" + second, question(null));
        done("POST", ticket, "/approvals/" + second + "/withdrawal", Map.of("reason", "Ya no hace falta"));
        ends(
                ticket,
                "one is too late, one was withdrawn, and it goes on",
                view -> states(view).equals(List.of("EXPIRED", "WITHDRAWN")) && !isOnHold(view));
    }

    private void procedure() {
        UUID ticket = open("portátil con todo", item);
        JsonNode begun = views.apply(ticket);
        done("POST", ticket, "/tasks/" + workOf(begun, "account") + "/completion", Map.of());
        refused(422, "POST", ticket, "/tasks/" + workOf(begun, "order") + "/completion", Map.of());
        for (Person member : board) {
            String decision = "/approvals/" + workOf(begun, "budget") + "/decision";
            expect(200, member, "POST", ticket, decision, Map.of("decision", "APPROVE"));
        }
        done("POST", ticket, "/tasks/" + workOf(begun, "order") + "/completion", Map.of());
        done("POST", ticket, "/tasks/" + workOf(begun, "set-up") + "/completion", Map.of());
        resolve(ticket);
        ends(
                ticket,
                "every step was done once",
                view -> view.path("procedure").path("state").asText().equals("DONE")
                        && view.path("tasks").findValuesAsText("state").equals(List.of("DONE", "DONE", "DONE"))
                        && states(view).equals(List.of("GRANTED")));
    }

    private static String workOf(JsonNode view, String step) {
        return view.path("procedure")
                .path("steps")
                .valueStream()
                .filter(one -> one.path("id").asText().equals(step))
                .map(one -> one.path("workId").asText())
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Object> question(@Nullable Instant expiresAt) {
        List<String> ids = board.stream().map(Person::subject).toList();
        return expiresAt == null
                ? Map.of("question", "¿480 €?", "approvers", ids)
                : Map.of("question", "¿480 €?", "approvers", ids, "expiresAt", expiresAt.toString());
    }

    private UUID open(String word) {
        return open(word, "hardware/printer");
    }

    private UUID open(String word, String category) {
        Asked opened =
                client.ask(requester, "POST", "/api/v1/tickets", Tickets.of(requester.subject(), word, category));
        assertThat(opened.told().status()).as(opened.told().text()).isEqualTo(201);
        return Objects.requireNonNull(opened.told().ticketId());
    }

    private void comment(UUID ticket, String text) {
        expect(200, requester, "POST", ticket, "/comments", Tickets.publicComment(text));
    }

    private void resolve(UUID ticket) {
        done("POST", ticket, "/resolution", Map.of("code", "FIXED", "text", "Cartucho cambiado"));
    }

    private void done(String method, UUID ticket, String path, @Nullable Object body) {
        expect(200, agent, method, ticket, path, body);
    }

    private void refused(int status, String method, UUID ticket, String path, @Nullable Object body) {
        expect(status, agent, method, ticket, path, body);
    }

    private Asked expect(int status, Person person, String method, UUID ticket, String path, @Nullable Object body) {
        Asked asked = client.ask(person, method, "/api/v1/tickets/" + ticket + path, body);
        assertThat(asked.told().status()).as(asked.told().text()).isEqualTo(status);
        return asked;
    }

    private void ends(UUID ticket, String sentence, Predicate<JsonNode> holds) {
        ends.add(new End(ticket, sentence, holds));
    }

    private static List<String> ids(JsonNode view, String field) {
        JsonNode tickets = view.path(field);
        return (tickets.isArray() ? tickets.valueStream() : Stream.of(tickets))
                .map(ticket -> ticket.path("ticketId").asText())
                .toList();
    }

    private static List<String> links(JsonNode view) {
        return view.path("links")
                .valueStream()
                .map(link ->
                        link.path("type").asText() + " " + link.path("ticketId").asText())
                .toList();
    }

    private static List<String> states(JsonNode view) {
        return view.path("approvals").findValuesAsText("state");
    }

    private static boolean isOnHold(JsonNode view) {
        return view.path("status").asText().equals("ON_HOLD");
    }
}

package dev.traza.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.Impact;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.Urgency;
import dev.traza.contract.ticket.Visibility;
import dev.traza.system.life.Who;
import dev.traza.system.life.Wish;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A ticket goes along every edge of the status diagram, and along none that is not drawn. */
@OnTraza
@Order(7)
class EveryEdgeTest {

    private static final Step AGENT_REPLIES = agent(new Wish.Comment("Lo miramos", Visibility.PUBLIC));
    private static final Step REQUESTER_REPLIES =
            new Step(Who.OWNER, new Wish.Comment("Sigue igual", Visibility.PUBLIC));
    private static final Step ASSIGN = agent(new Wish.Assign("helpdesk", "ana"));
    private static final Step TAKE = agent(new Wish.Take(null));
    private static final Step PEND = agent(new Wish.Pend());
    private static final Step HOLD = agent(new Wish.Hold(HoldReason.THIRD_PARTY, null));
    private static final Step RESUME = agent(new Wish.Resume());
    private static final Step RESOLVE = agent(new Wish.Resolve(ResolutionCode.FIXED));
    private static final Step REOPEN = agent(new Wish.Reopen());
    private static final Step CONFIRM = new Step(Who.OWNER, new Wish.Close(null));
    private static final Step END = agent(new Wish.Close(ResolutionCode.CANCELLED));

    private static final Map<Status, List<Step>> WAYS = Map.of(
            Status.NEW, List.of(),
            Status.OPEN, List.of(TAKE),
            Status.PENDING, List.of(TAKE, PEND),
            Status.ON_HOLD, List.of(TAKE, HOLD),
            Status.RESOLVED, List.of(TAKE, RESOLVE),
            Status.CLOSED, List.of(TAKE, RESOLVE, CONFIRM));

    private final Traza traza;

    EveryEdgeTest(Traza traza) {
        this.traza = traza;
    }

    @BeforeAll
    static void nobodyElseActs(Traza traza) {
        SideBySide.nobodyElseActs(traza);
    }

    @AfterAll
    static void theOthersGoOn(Traza traza) {
        SideBySide.theOthersGoOn(traza);
    }

    /** Somebody asks something. */
    private record Step(Who who, Wish wish) {}

    private static Step agent(Wish wish) {
        return new Step(Who.ANA, wish);
    }

    static Stream<Arguments> edges() {
        return Stream.of(
                Arguments.of(Status.NEW, ASSIGN, Status.OPEN),
                Arguments.of(Status.NEW, TAKE, Status.OPEN),
                Arguments.of(Status.NEW, AGENT_REPLIES, Status.OPEN),
                Arguments.of(Status.NEW, RESOLVE, Status.RESOLVED),
                Arguments.of(Status.NEW, END, Status.CLOSED),
                Arguments.of(Status.OPEN, PEND, Status.PENDING),
                Arguments.of(Status.OPEN, HOLD, Status.ON_HOLD),
                Arguments.of(Status.OPEN, RESOLVE, Status.RESOLVED),
                Arguments.of(Status.OPEN, END, Status.CLOSED),
                Arguments.of(Status.PENDING, REQUESTER_REPLIES, Status.OPEN),
                Arguments.of(Status.PENDING, RESUME, Status.OPEN),
                Arguments.of(Status.PENDING, RESOLVE, Status.RESOLVED),
                Arguments.of(Status.PENDING, END, Status.CLOSED),
                Arguments.of(Status.ON_HOLD, RESUME, Status.OPEN),
                Arguments.of(Status.ON_HOLD, RESOLVE, Status.RESOLVED),
                Arguments.of(Status.ON_HOLD, END, Status.CLOSED),
                Arguments.of(Status.RESOLVED, REOPEN, Status.OPEN),
                Arguments.of(Status.RESOLVED, REQUESTER_REPLIES, Status.OPEN),
                Arguments.of(Status.RESOLVED, CONFIRM, Status.CLOSED));
    }

    @ParameterizedTest
    @MethodSource("edges")
    void aDrawnEdgeLeadsWhereItPoints(Status from, Step step, Status to) {
        SideBySide both = ticketIn(from);

        both.ask(step.who(), step.wish());

        assertThat(both.plain().status()).isEqualTo(to);
        both.look();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotDrawnIsRefusedAndChangesNothing(Status from) {
        List<Step> steps = Stream.of(PEND, HOLD, RESUME, RESOLVE, REOPEN, CONFIRM, END, AGENT_REPLIES, ASSIGN, TAKE)
                .filter(step -> edges().noneMatch(edge -> edge.get()[0] == from && edge.get()[1].equals(step)))
                .toList();
        SideBySide both = ticketIn(from);

        for (Step step : steps) {
            both.ask(step.who(), step.wish());
            assertThat(both.plain().status()).as(step.toString()).isEqualTo(from);
        }

        both.look();
    }

    private SideBySide ticketIn(Status status) {
        SideBySide both = SideBySide.ofOneTicket(traza, "From " + status, Impact.LOW, Urgency.HIGH);
        WAYS.getOrDefault(status, List.of()).forEach(step -> both.ask(step.who(), step.wish()));
        assertThat(both.plain().status()).isEqualTo(status);
        return both;
    }
}

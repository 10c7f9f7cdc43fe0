package dev.traza.routing.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.traza.contract.envelope.CommandEnvelope;
import dev.traza.contract.envelope.EventEnvelope;
import dev.traza.contract.envelope.Ids;
import dev.traza.contract.routing.RoutingEvent;
import dev.traza.contract.sla.SlaEvent;
import dev.traza.contract.ticket.EscalationCause;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketEvent;
import dev.traza.contract.topic.Topics;
import dev.traza.routing.Samples;
import dev.traza.routing.TopicLog;
import dev.traza.routing.commands.KafkaSender;
import dev.traza.routing.commands.SendFailedException;
import dev.traza.routing.commands.Sender;
import dev.traza.routing.desk.AgentStatus;
import dev.traza.routing.desk.Workload;
import dev.traza.routing.directory.Organisation;
import dev.traza.routing.directory.Rules;
import dev.traza.routing.store.DirectoryStore;
import dev.traza.routing.store.DirectoryStore.Kind;
import dev.traza.routing.store.LedgerStore;
import dev.traza.routing.store.RoutingDatabase;
import dev.traza.routing.store.RuleStore;
import dev.traza.routing.store.StoreConflictException;
import dev.traza.routing.store.TicketStore;
import dev.traza.routing.store.WorkloadStore;
import dev.traza.stack.test.TestServers;
import dev.traza.stack.test.WithServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The work itself, with a real database and a real log, cut off wherever it could be. */
@WithServers
class RoutingWorkTest {

    private static final Clock CLOCK = Clock.fixed(Samples.NOON, ZoneOffset.UTC);
    private static final DecisionConfig CONFIG = new Configured(new Weighing(0.5, 1, 2, 4), Duration.ofMinutes(10), 10);

    private final TestServers servers;
    private final UUID ticketId = Ids.next();
    private final String databaseName = "routing_" + UUID.randomUUID();
    private MongoClient mongo;
    private KafkaSender sender;
    private TopicLog log;
    private RoutingDatabase database;

    RoutingWorkTest(TestServers servers) throws Exception {
        this.servers = servers;
        mongo = MongoClients.create(servers.mongoConnectionString());
        database = new RoutingDatabase(mongo, databaseName);
        sender = new KafkaSender(
                Map.of("bootstrap.servers", servers.bootstrapServers()), Duration.ofSeconds(20), 8_000_000);
        log = new TopicLog(servers.bootstrapServers()).withTopics();
    }

    @BeforeEach
    void anOrganisation() {
        begin(database);
    }

    @AfterEach
    void close() {
        mongo.getDatabase(databaseName).drop();
        log.close();
        mongo.close();
    }

    @Test
    void anOpenedTicketIsAssignedOnceWithAnExplanation() {
        work(sender).apply(List.of(opened()), behind());

        CommandEnvelope command = single(log.commands(ticketId));
        assertThat(command.commandId())
                .isEqualTo(Ids.derived(opened().envelope().eventId(), "assign"));
        assertThat(command.expectedVersion()).isEqualTo(1);
        assertThat(command.causationId()).isEqualTo(opened().envelope().eventId());
        assertThat(command.correlationId()).isEqualTo(opened().envelope().correlationId());
        assertThat(command.traceparent()).isEqualTo(Samples.TRACEPARENT);
        assertThat(command.actor().subject()).isEqualTo("routing-service");
        EventEnvelope<RoutingEvent> explanation = single(log.explanations(ticketId));
        assertThat(explanation.sequence()).isEqualTo(1);
        assertThat(explanation.causationId()).isEqualTo(opened().envelope().eventId());
        assertThat(explanation.event()).isInstanceOfSatisfying(RoutingEvent.TicketRouted.class, routed -> {
            assertThat(routed.commandId()).isEqualTo(command.commandId());
            assertThat(routed.ruleId()).isEqualTo("default");
            assertThat(routed.candidates()).hasSize(3);
            assertThat(command.command()).isInstanceOfSatisfying(TicketCommand.AssignTicket.class, assign -> {
                assertThat(assign.agentId()).isEqualTo(routed.agentId()).isNotNull();
                assertThat(assign.basis().explanation()).isEqualTo(routed.explanation());
            });
        });
    }

    @Test
    void duplicatesAndAReplayFromTheBeginningAssignNothingTwice() {
        List<Heard> history =
                List.of(opened(), ticket(2, Samples.assigned("helpdesk", "ana")), ticket(3, Samples.commented()));
        RoutingWork work = work(sender);
        work.apply(List.of(opened()), behind());
        work.apply(List.of(opened(), opened()), behind());
        work.apply(history.subList(1, 3), behind());

        work.apply(history, behind());
        work(sender).apply(history, behind());

        assertThat(log.commands(ticketId)).hasSize(1);
        assertThat(log.explanations(ticketId)).hasSize(1);
        assertThat(carried("ana")).isEqualTo(1);
    }

    @Test
    void aRestartBetweenLedgerAndSendingSendsTheSameBytesOnce() {
        Sender broken = decisions -> {
            if (!decisions.isEmpty()) {
                throw new SendFailedException("the process died here", null);
            }
        };
        assertThatThrownBy(() -> work(broken).apply(List.of(opened()), behind()))
                .isInstanceOf(SendFailedException.class);
        assertThat(log.commands(ticketId)).isEmpty();
        // A new agent would change the choice, if it were made again.
        organisation(database).put(Kind.AGENT, "zoe", Samples.agent("zoe", "helpdesk"), null);

        work(sender).apply(List.of(opened()), behind());
        work(sender).apply(List.of(opened()), behind());

        assertThat(log.commands(ticketId)).hasSize(1);
        assertThat(single(log.explanations(ticketId)).event())
                .isInstanceOfSatisfying(RoutingEvent.TicketRouted.class, routed -> assertThat(routed.candidates())
                        .hasSize(3));
    }

    @Test
    void aRestartBetweenSendingAndRememberingRepeatsTheSameBytes() {
        Sender diesAfter = decisions -> {
            sender.send(decisions);
            if (!decisions.isEmpty()) {
                throw new SendFailedException("the process died here", null);
            }
        };
        assertThatThrownBy(() -> work(diesAfter).apply(List.of(opened()), behind()))
                .isInstanceOf(SendFailedException.class);

        work(sender).apply(List.of(opened()), behind());

        List<ConsumerRecord<String, byte[]>> commands = log.records(Topics.TICKET_COMMANDS, ticketId.toString());
        assertThat(commands).hasSize(2);
        assertThat(commands.get(0).value()).isEqualTo(commands.get(1).value());
        assertThat(commands.get(0).headers().toArray())
                .isEqualTo(commands.get(1).headers().toArray());
        List<ConsumerRecord<String, byte[]>> explanations = log.records(Topics.ROUTING_EVENTS, ticketId.toString());
        assertThat(explanations.get(0).value()).isEqualTo(explanations.get(1).value());
        assertThat(explanations.get(0).headers().toArray())
                .isEqualTo(explanations.get(1).headers().toArray());
    }

    @Test
    void anEmptiedDatabaseForgetsNoDecision() {
        RoutingWork work = work(sender);
        List<Heard> history = List.of(
                opened(),
                ticket(2, Samples.assigned("helpdesk", "ana")),
                ticket(3, Samples.escalated(EscalationKind.FUNCTIONAL, 2, null, EscalationCause.AGENT)),
                ticket(4, Samples.assigned("specialists", "carmen")));
        history.forEach(heard -> work.apply(List.of(heard), behind()));
        assertThat(log.commands(ticketId)).hasSize(2);
        mongo.getDatabase(databaseName).drop();
        begin(database);

        restore(database).restoreIfNew();
        // One by one, so that every event is for a moment the newest.
        RoutingWork rebuilt = work(sender);
        history.forEach(heard -> rebuilt.apply(List.of(heard), behind()));
        rebuilt.apply(
                List.of(ticket(5, Samples.escalated(EscalationKind.FUNCTIONAL, 1, "hr", EscalationCause.AGENT))),
                behind());

        assertThat(log.commands(ticketId)).hasSize(3);
        assertThat(log.explanations(ticketId))
                .extracting(EventEnvelope::sequence)
                .containsExactly(1L, 2L, 3L);
        assertThat(carried("carmen")).isEqualTo(1);
        assertThat(carried("ana")).isZero();
    }

    @Test
    void oldEventsOfTicketsThatPeopleHaveTakenLeadToNothing() {
        RoutingWork work = work(sender);

        work.apply(List.of(opened()), behind(0));
        work.apply(List.of(ticket(2, Samples.assigned("helpdesk", "ana"))), behind(0));
        work.caughtUp(0);

        assertThat(log.commands(ticketId)).isEmpty();
    }

    @Test
    void whatIsStillOwedAtTheEndOfOldEventsIsDecidedThen() {
        RoutingWork work = work(sender);

        work.apply(List.of(opened(), ticket(2, Samples.commented())), behind(0));
        assertThat(log.commands(ticketId)).isEmpty();
        work.caughtUp(0);
        work.caughtUp(0);

        assertThat(single(log.commands(ticketId)).expectedVersion()).isEqualTo(2);
    }

    @Test
    void aDecisionThatWasOvertakenIsMadeAgainOnTheNewVersion() {
        RoutingWork work = work(sender);

        work.apply(List.of(opened()), behind());
        work.apply(List.of(ticket(2, Samples.commented())), behind());
        work.apply(List.of(ticket(3, Samples.assigned("helpdesk", "luis"))), behind());

        assertThat(log.commands(ticketId))
                .extracting(CommandEnvelope::expectedVersion)
                .containsExactly(1L, 2L);
        assertThat(log.explanations(ticketId))
                .extracting(EventEnvelope::sequence)
                .containsExactly(1L, 2L);
        assertThat(carried("luis")).isEqualTo(1);
        assertThat(carried("ana") + carried("john")).isZero();
    }

    @Test
    void whatAPersonPutsBackStaysInTheQueue() {
        RoutingWork work = work(sender);
        work.apply(List.of(opened()), behind());

        work.apply(
                List.of(ticket(2, Samples.assigned("helpdesk", "ana")), ticket(3, Samples.released("helpdesk", "ana"))),
                behind());
        work.apply(List.of(ticket(4, Samples.commented())), behind());

        assertThat(log.commands(ticketId)).hasSize(1);
        assertThat(carried("ana")).isZero();
    }

    @Test
    void ticketsAreSpreadBeforeTheirAssignmentsHaveComeBack() {
        RoutingWork work = work(sender);
        List<Heard> burst = IntStream.range(0, 9)
                .<Heard>mapToObj(i -> heard(Ids.next(), 1, Samples.opened("T-" + i, null, Priority.NORMAL)))
                .toList();

        work.apply(burst, behind());

        assertThat(Stream.of("ana", "luis", "john").map(this::carried)).containsExactly(3, 3, 3);
    }

    @Test
    void nobodyGetsMoreThanTheyMayHave() {
        RoutingWork work = work(sender);
        List<Heard> burst = IntStream.range(0, 17)
                .<Heard>mapToObj(i -> heard(Ids.next(), 1, Samples.opened("T-" + i, null, Priority.NORMAL)))
                .toList();

        work.apply(burst, behind());

        assertThat(Stream.of("ana", "luis", "john").map(this::carried)).containsExactly(5, 5, 5);
        assertThat(single(log.explanations(burst.get(16).ticketId())).event())
                .isInstanceOfSatisfying(RoutingEvent.TicketRouted.class, routed -> {
                    assertThat(routed.agentId()).isNull();
                    assertThat(routed.explanation()).contains("none of its 3 agents can take it now");
                });
    }

    @Test
    void aBreachEscalatesOnceAndTheTicketMovesToTheNextLevel() {
        RoutingWork work = work(sender);
        work.apply(List.of(opened(), ticket(2, Samples.assigned("helpdesk", "ana"))), behind());
        List<Heard> breach = List.of(sla(1, Samples.warned()), sla(2, Samples.breached()));

        work.apply(breach, behind());
        work.apply(breach, behind());
        work.apply(
                List.of(ticket(3, Samples.escalated(EscalationKind.FUNCTIONAL, 3, null, EscalationCause.SLA))),
                behind());
        work.apply(breach, behind());

        List<CommandEnvelope> commands = log.commands(ticketId);
        assertThat(commands).hasSize(2);
        assertThat(commands.getFirst().command())
                .isInstanceOfSatisfying(TicketCommand.EscalateTicket.class, escalate -> {
                    assertThat(escalate.level()).isEqualTo(3);
                    assertThat(escalate.cause()).isEqualTo(EscalationCause.SLA);
                });
        assertThat(commands.getFirst().commandId())
                .isEqualTo(Ids.derived(breach.getLast().envelope().eventId(), "escalate"));
        assertThat(commands.getLast().command())
                .isInstanceOfSatisfying(TicketCommand.AssignTicket.class, assign -> assertThat(assign.teamId())
                        .isEqualTo("specialists"));
        assertThat(log.explanations(ticketId))
                .extracting(EventEnvelope::sequence)
                .containsExactly(1L, 2L);
    }

    @Test
    void aBreachThatComesBeforeItsTicketIsAnsweredAfterTheAssignment() {
        RoutingWork work = work(sender);

        work.apply(List.of(sla(1, Samples.breached())), behind());
        work.apply(List.of(opened()), behind());
        work.apply(List.of(ticket(2, Samples.assigned("helpdesk", "ana"))), behind());

        assertThat(log.commands(ticketId))
                .extracting(command -> command.command().getClass().getSimpleName())
                .containsExactly("AssignTicket", "EscalateTicket");
    }

    @Test
    void anAgentWhoIsAwayIsPassedOver() {
        WorkloadStore workloads = new WorkloadStore(database, false);
        workloads.enter("ana", AgentStatus.AWAY);
        workloads.enter("luis", AgentStatus.BUSY);

        work(sender).apply(List.of(opened()), behind());

        assertThat(single(log.explanations(ticketId)).event())
                .isInstanceOfSatisfying(RoutingEvent.TicketRouted.class, routed -> {
                    assertThat(routed.agentId()).isEqualTo("john");
                    assertThat(routed.candidates())
                            .extracting(one -> String.valueOf(one.passedOverBecause()))
                            .containsExactly("is away", "null", "is busy");
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twoInstancesThatHearTheSameDecideOnce(boolean guarded) throws Exception {
        List<Heard> both = IntStream.range(0, 10)
                .<Heard>mapToObj(i -> heard(Ids.next(), 1, Samples.opened("T-" + i, null, Priority.NORMAL)))
                .toList();
        try (ExecutorService instances = Executors.newFixedThreadPool(2)) {
            List<Callable<Void>> runs = List.of(instance(both, guarded), instance(both, guarded));
            for (Future<Void> run : instances.invokeAll(runs, 60, TimeUnit.SECONDS)) {
                run.get();
            }
        }

        for (Heard heard : both) {
            List<CommandEnvelope> commands = log.commands(heard.ticketId());
            assertThat(Set.copyOf(commands)).hasSize(1);
            assertThat(Set.copyOf(log.explanations(heard.ticketId()))).hasSize(1);
        }
        assertThat(Stream.of("ana", "luis", "john").mapToInt(this::carried).sum())
                .isGreaterThanOrEqualTo(10);
        // Without guards an instance may not see what the other has just promised.
        assertThat(Stream.of("ana", "luis", "john").map(this::carried)).allMatch(count -> !guarded || count <= 5);
    }

    private Callable<Void> instance(List<Heard> batch, boolean guarded) {
        return () -> {
            RoutingWork work = work(sender, guarded);
            for (int attempt = 0; attempt < 50; attempt++) {
                try {
                    work.apply(batch, behind());
                    return null;
                } catch (StoreConflictException otherWasQuicker) {
                    continue;
                }
            }
            throw new IllegalStateException("No end of conflicts");
        };
    }

    private int carried(String agentId) {
        return new WorkloadStore(database, false)
                .load(List.of(agentId))
                .getOrDefault(agentId, Workload.NONE)
                .counting(Samples.NOON, UUID.randomUUID())
                .size();
    }

    private RoutingWork work(Sender with) {
        return work(with, false);
    }

    private RoutingWork work(Sender with, boolean guarded) {
        return new RoutingWork(
                new TicketStore(database, guarded),
                new WorkloadStore(database, guarded),
                new LedgerStore(database),
                organisation(database),
                new Rules(new RuleStore(database), CLOCK),
                with,
                CONFIG,
                1000,
                new RoutingMetrics(new SimpleMeterRegistry()),
                CLOCK);
    }

    private LedgerRestore restore(RoutingDatabase into) {
        return new LedgerRestore(
                new LedgerStore(into),
                new TicketStore(into, false),
                Map.of("bootstrap.servers", servers.bootstrapServers()));
    }

    private Organisation organisation(RoutingDatabase in) {
        return new Organisation(new DirectoryStore(in), sender);
    }

    private void begin(RoutingDatabase in) {
        in.prepare();
        Organisation organisation = organisation(in);
        Samples.DIRECTORY.desks().values().forEach(desk -> organisation.put(Kind.DESK, desk.id(), desk, null));
        Samples.DIRECTORY.teams().values().forEach(team -> organisation.put(Kind.TEAM, team.id(), team, null));
        Samples.DIRECTORY.agents().values().forEach(agent -> organisation.put(Kind.AGENT, agent.id(), agent, null));
        new Rules(new RuleStore(in), CLOCK).begin(Samples.RULES.rules(), "admin");
    }

    private Heard.OfTicket opened() {
        return ticket(1, Samples.opened("T-1", null, Priority.NORMAL));
    }

    private Heard.OfTicket ticket(long version, TicketEvent event) {
        return heard(ticketId, version, event);
    }

    private static Heard.OfTicket heard(UUID ticketId, long version, TicketEvent event) {
        return new Heard.OfTicket(0, Samples.envelope(ticketId, version, event));
    }

    private Heard.OfSla sla(long sequence, SlaEvent event) {
        return new Heard.OfSla(0, Samples.envelope(ticketId, sequence, event));
    }

    private static IntPredicate behind(Integer... partitions) {
        return List.of(partitions)::contains;
    }

    private static <T> T single(Collection<T> all) {
        assertThat(all).hasSize(1);
        return new ArrayList<>(all).getFirst();
    }

    private record Weighing(double low, double normal, double high, double critical) implements DecisionConfig.Weight {}

    private record Configured(DecisionConfig.Weight weight, Duration promise, int maxTries) implements DecisionConfig {}
}

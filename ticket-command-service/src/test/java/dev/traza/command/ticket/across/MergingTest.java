package dev.traza.command.ticket.across;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.command.ticket.Decision;
import dev.traza.command.ticket.TicketMerge;
import dev.traza.command.ticket.TicketState;
import dev.traza.command.ticket.Wait;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.envelope.TicketRef;
import dev.traza.contract.ticket.AbsorbedTicket;
import dev.traza.contract.ticket.AssignmentBasis;
import dev.traza.contract.ticket.AuthorKind;
import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.HoldReason;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.Participant;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.contract.ticket.TicketCommand;
import dev.traza.contract.ticket.TicketCommand.AddComment;
import dev.traza.contract.ticket.TicketCommand.AddParticipant;
import dev.traza.contract.ticket.TicketCommand.AssignTicket;
import dev.traza.contract.ticket.TicketCommand.CloseTicket;
import dev.traza.contract.ticket.TicketCommand.HoldTicket;
import dev.traza.contract.ticket.TicketCommand.LinkTicket;
import dev.traza.contract.ticket.TicketCommand.MergeTicket;
import dev.traza.contract.ticket.TicketCommand.RemoveParticipant;
import dev.traza.contract.ticket.TicketCommand.ResolveTicket;
import dev.traza.contract.ticket.TicketCommand.UnlinkTicket;
import dev.traza.contract.ticket.TicketCommand.UnmergeTicket;
import dev.traza.contract.ticket.TicketCommand.UnwatchTicket;
import dev.traza.contract.ticket.TicketCommand.WaitForRequester;
import dev.traza.contract.ticket.TicketCommand.WatchTicket;
import dev.traza.contract.ticket.TicketEvent.MergeAbandoned;
import dev.traza.contract.ticket.TicketEvent.TicketAbsorbed;
import dev.traza.contract.ticket.TicketEvent.TicketUnmerged;
import dev.traza.contract.ticket.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MergingTest {

    private static final int HISTORIES = 3_000;
    private static final int WISHES = 14;
    private static final Instant NEXT_DAY = Tickets.NOW.plus(Duration.ofDays(1));

    private final Tickets tickets = new Tickets();
    private final UUID source = tickets.open();
    private final UUID target = tickets.open();

    @ParameterizedTest
    @EnumSource(names = "CLOSED", mode = EnumSource.Mode.EXCLUDE)
    void aTicketGoesOnInAnotherAndComesBackAsItWas(Status status) {
        bring(source, status);
        TicketState before = tickets.state(source);

        UUID wish = tickets.ask(source, new MergeTicket(target.toString(), null));
        assertThat(tickets.answers(wish)).isEmpty();
        tickets.settle();

        assertThat(tickets.answers(wish)).singleElement().isInstanceOf(Decision.Accepted.class);
        assertThat(tickets.state(source).status()).isEqualTo(Status.CLOSED);
        assertThat(tickets.state(source).resolution().code()).isEqualTo(ResolutionCode.MERGED);
        assertThat(tickets.state(target).merge().absorbed()).containsOnlyKeys(source);

        tickets.ask(source, new UnmergeTicket("Es otra avería"));
        tickets.settle();

        assertThat(tickets.state(source))
                .isEqualTo(before.withVersion(tickets.state(source).version()));
        assertThat(tickets.state(target).merge().absorbed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whetherTheOtherTicketAgreesDependsOnWhetherItIsClosed(Status status) {
        bring(target, status);

        UUID wish = tickets.ask(source, new MergeTicket(target.toString(), null));
        tickets.settle();

        assertThat(tickets.answers(wish)).singleElement().satisfies(answer -> {
            if (status == Status.CLOSED) {
                assertThat(code(answer)).isEqualTo(RejectionCode.TICKET_CLOSED);
                assertThat(tickets.events(source)).last().isInstanceOf(MergeAbandoned.class);
            } else {
                assertThat(answer).isInstanceOf(Decision.Accepted.class);
                assertThat(tickets.state(target).status()).isEqualTo(status);
            }
        });
    }

    @Test
    void aClosedTicketGoesOnNowhere() {
        bring(source, Status.CLOSED);

        assertThat(code(now(source, new MergeTicket(target.toString(), null)))).isEqualTo(RejectionCode.TICKET_CLOSED);
        assertThat(code(now(source, new UnmergeTicket(null)))).isEqualTo(RejectionCode.TICKET_CLOSED);
    }

    @Test
    void aTicketThatGoesOnNowhereIsNotTakenBack() {
        assertThat(code(now(source, new UnmergeTicket(null)))).isEqualTo(RejectionCode.TRANSITION_NOT_ALLOWED);
    }

    @Test
    void aTicketIsNotMergedIntoItselfByIdOrByNumber() {
        assertThat(code(now(source, new MergeTicket(source.toString(), null)))).isEqualTo(RejectionCode.RULE_VIOLATED);
        assertThat(code(now(source, new MergeTicket(tickets.state(source).number(), null))))
                .isEqualTo(RejectionCode.RULE_VIOLATED);
    }

    @Test
    void whatIsNotThereIsNotMergedInto() {
        bring(source, Status.ON_HOLD);
        UUID wish = tickets.ask(source, new MergeTicket("T-99", null));
        tickets.settle();

        assertThat(code(tickets.answers(wish).getFirst())).isEqualTo(RejectionCode.TICKET_NOT_FOUND);
        assertThat(tickets.state(source).waiting()).isEqualTo(new Wait.OnHold(HoldReason.DATE, NEXT_DAY, null));
        assertThat(tickets.events(source)).last().isInstanceOfSatisfying(MergeAbandoned.class, abandoned -> assertThat(
                        abandoned.until())
                .isEqualTo(NEXT_DAY));
    }

    @Test
    void aTicketUnderWayTakesNothingElse() {
        tickets.ask(source, new MergeTicket(target.toString(), null));

        assertThat(Stream.of(
                        new MergeTicket("T-7", null),
                        new UnmergeTicket(null),
                        comment(),
                        new WatchTicket("ben"),
                        new LinkTicket(LinkType.RELATED, target.toString()),
                        new CloseTicket(ResolutionCode.SPAM, null)))
                .allSatisfy(command ->
                        assertThat(code(now(source, command))).isEqualTo(RejectionCode.TRANSITION_NOT_ALLOWED));
    }

    @Test
    void aMergedTicketTakesNothingButToBeTakenBackAndSaysSo() {
        merge(source, target);

        assertThat(Stream.of(
                        comment(),
                        new MergeTicket(target.toString(), null),
                        new LinkTicket(LinkType.RELATED, target.toString()),
                        new AddParticipant(person("u-9"))))
                .allSatisfy(command -> {
                    Decision.Refused refused = (Decision.Refused) now(source, command);
                    assertThat(refused.code()).isEqualTo(RejectionCode.TRANSITION_NOT_ALLOWED);
                    assertThat(refused.possible()).containsExactly("UnmergeTicket");
                    assertThat(refused.detail()).contains(tickets.state(target).number());
                });
    }

    @Test
    void ofTwoThatAreMergedIntoEachOtherAtOnceBothStayAsTheyWere() {
        UUID mine = tickets.ask(source, new MergeTicket(target.toString(), null));
        UUID yours = tickets.ask(target, new MergeTicket(source.toString(), null));
        tickets.settle();

        assertThat(List.of(mine, yours))
                .allSatisfy(wish -> assertThat(code(tickets.answers(wish).getFirst()))
                        .isEqualTo(RejectionCode.TRANSITION_NOT_ALLOWED));
        assertThat(tickets.state(source).merge())
                .isEqualTo(tickets.state(target).merge());
        assertThat(tickets.state(source).status()).isEqualTo(Status.NEW);
    }

    @Test
    void ofTwoTargetsAtOnceTheFirstGetsIt() {
        UUID other = tickets.open();
        UUID first = tickets.ask(source, new MergeTicket(target.toString(), null));
        UUID second = tickets.ask(source, new MergeTicket(other.toString(), null));
        tickets.settle();

        assertThat(tickets.answers(first)).singleElement().isInstanceOf(Decision.Accepted.class);
        assertThat(code(tickets.answers(second).getFirst())).isEqualTo(RejectionCode.TRANSITION_NOT_ALLOWED);
        assertThat(tickets.state(other).merge().absorbed()).isEmpty();
    }

    @Test
    void whatGoesOnElsewhereIsNotMergedInto() {
        UUID beyond = tickets.open();
        merge(target, beyond);

        UUID wish = tickets.ask(source, new MergeTicket(target.toString(), null));
        tickets.settle();

        assertThat(code(tickets.answers(wish).getFirst())).isEqualTo(RejectionCode.TRANSITION_NOT_ALLOWED);
        assertThat(tickets.state(source).merge().into()).isNull();
    }

    @Test
    void peopleComeAlongAndLeaveWithTheirTicketButNotWhomTheTargetHadItself() {
        now(source, new AddParticipant(person("u-1")));
        now(source, new AddParticipant(person("u-2")));
        now(source, new WatchTicket("ben"));
        now(target, new AddParticipant(person("u-2")));
        now(target, new WatchTicket("carla"));
        merge(source, target);

        assertThat(tickets.state(target).participants()).containsOnlyKeys("u-1", "u-2");
        assertThat(tickets.state(target).watchers()).containsExactlyInAnyOrder("ben", "carla");

        // Somebody wants her there for the target's own sake.
        now(target, new AddParticipant(person("u-1")));
        now(target, new UnwatchTicket("ben"));
        assertThat(tickets.state(target).watchers()).containsExactly("carla");

        tickets.ask(source, new UnmergeTicket(null));
        tickets.settle();
        assertThat(tickets.state(target).participants()).containsOnlyKeys("u-1", "u-2");
        assertThat(tickets.state(source).watchers()).containsExactly("ben");
    }

    @Test
    void whoCameWithTwoTicketsStaysUntilBothAreTakenBack() {
        UUID other = tickets.open();
        now(source, new AddParticipant(person("u-1")));
        now(other, new AddParticipant(person("u-1")));
        merge(source, target);
        merge(other, target);

        tickets.ask(source, new UnmergeTicket(null));
        tickets.settle();
        assertThat(tickets.state(target).participants()).containsOnlyKeys("u-1");

        tickets.ask(other, new UnmergeTicket(null));
        tickets.settle();
        assertThat(tickets.state(target).participants()).isEmpty();
    }

    @Test
    void whoWasSentAwayFromTheTargetIsBackInTheSourceWhenItIsTakenBack() {
        now(source, new AddParticipant(person("u-1")));
        merge(source, target);
        now(target, new RemoveParticipant("u-1"));
        assertThat(tickets.state(target).participants()).isEmpty();

        tickets.ask(source, new UnmergeTicket(null));
        tickets.settle();
        assertThat(tickets.state(source).participants()).containsOnlyKeys("u-1");
    }

    @Test
    void aChainIsTakenApartAnywhere() {
        UUID first = tickets.open();
        now(first, new AddParticipant(person("u-1")));
        now(source, new AddParticipant(person("u-2")));
        merge(first, source);
        merge(source, target);
        assertThat(tickets.state(target).participants()).containsOnlyKeys("u-1", "u-2");
        assertThat(tickets.state(target).merge().tickets()).isEqualTo(3);

        // when the farthest is taken back, the one in the middle being merged itself
        tickets.ask(first, new UnmergeTicket(null));
        tickets.settle();

        // then its people leave all the way
        assertThat(tickets.state(first).merge().into()).isNull();
        assertThat(tickets.state(target).participants()).containsOnlyKeys("u-2");
        assertThat(tickets.state(target).merge().tickets()).isEqualTo(2);
    }

    @Test
    void aTicketIsTakenBackFromOneThatHasBeenClosedSince() {
        merge(source, target);
        bring(target, Status.CLOSED);

        tickets.ask(source, new UnmergeTicket(null));
        tickets.settle();

        assertThat(tickets.state(source).status()).isEqualTo(Status.NEW);
        assertThat(tickets.state(target).merge().absorbed()).isEmpty();
        assertThat(tickets.state(target).status()).isEqualTo(Status.CLOSED);
    }

    @Test
    void aLinkThatIsTakenAwayAtItsOtherEndIsTakenAwayFromAMergedTicketToo() {
        UUID linked = tickets.open();
        tickets.ask(linked, new LinkTicket(LinkType.RELATED, source.toString()));
        tickets.settle();
        merge(source, target);

        tickets.ask(linked, new UnlinkTicket(LinkType.RELATED, source.toString()));
        tickets.settle();

        assertThat(tickets.state(source).links().present()).isEmpty();
    }

    @Test
    void aHundredTicketsAreEnough() {
        for (int n = 0; n < 98; n++) {
            merge(tickets.open(), target);
        }
        UUID pair = tickets.open();
        merge(tickets.open(), pair);

        UUID wish = tickets.ask(pair, new MergeTicket(target.toString(), null));
        tickets.settle();
        assertThat(code(tickets.answers(wish).getFirst())).isEqualTo(RejectionCode.RULE_VIOLATED);
        merge(source, target);
        assertThat(tickets.state(target).merge().tickets()).isEqualTo(100);
    }

    @Test
    void aRepeatedStepIsOnlyHeard() {
        merge(source, target);

        assertThat(tickets.events(target).stream().filter(TicketAbsorbed.class::isInstance))
                .hasSize(1);
        tickets.ask(source, new UnmergeTicket(null));
        tickets.settle();
        assertThat(tickets.events(source)).last().isInstanceOf(TicketUnmerged.class);
    }

    @Test
    void whateverIsWishedAndHoweverItGoesTogetherNothingIsMergedHalfOnceItIsQuiet() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            Tickets world = new Tickets();
            List<UUID> all = Stream.generate(world::open).limit(4).toList();
            for (int left = WISHES; left > 0 || world.busy() > 0; ) {
                if (left > 0 && (world.busy() == 0 || random.nextInt(3) == 0)) {
                    world.ask(all.get(random.nextInt(4)), wish(all, random));
                    left--;
                } else {
                    world.goOn(random.nextInt(world.busy()));
                }
            }
            agree(world, all, seed);
        }
    }

    private static TicketCommand wish(List<UUID> all, Random random) {
        String other = all.get(random.nextInt(4)).toString();
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> new MergeTicket(other, null);
            case 4, 5, 6 -> new UnmergeTicket(null);
            case 7 -> new AddParticipant(person("u-" + random.nextInt(3)));
            case 8 -> new RemoveParticipant("u-" + random.nextInt(3));
            default ->
                random.nextInt(4) == 0
                        ? new CloseTicket(ResolutionCode.CANCELLED, null)
                        : new LinkTicket(LinkType.RELATED, other);
        };
    }

    private static void agree(Tickets world, List<UUID> all, int seed) {
        for (UUID ticket : all) {
            TicketMerge merge = world.state(ticket).merge();
            TicketMerge.Into into = merge.into();
            if (into != null) {
                assertThat(merge.merged()).as("under way with seed %d", seed).isTrue();
                UUID intoId = ((TicketRef.ById) into.ticket()).ticketId();
                assertThat(world.state(intoId).merge().absorbed())
                        .as("what goes on in a target with seed %d", seed)
                        .containsKey(ticket);
            }
            assertThat(merge.absorbed().values())
                    .as("what goes on in a ticket with seed %d", seed)
                    .allSatisfy(absorbed -> agrees(world, ticket, absorbed));
        }
        world.asked().forEach((wish, command) -> assertThat(world.answers(wish))
                .as("answers to %s with seed %d", command, seed)
                .hasSize(1));
    }

    /** Nobody is there for a ticket who has left it; who was sent away from the target is there no more. */
    private static void agrees(Tickets world, UUID target, AbsorbedTicket absorbed) {
        TicketState source = world.state(absorbed.ticketId());
        assertThat(source.merge().into()).isNotNull().satisfies(into -> assertThat(into.ticket())
                .isEqualTo(TicketRef.of(target)));
        assertThat(absorbed.tickets()).isEqualTo(source.merge().tickets());
        Set<Participant> there = new HashSet<>(source.everyoneAsking());
        assertThat(there).containsAll(absorbed.participants());
    }

    private void merge(UUID from, UUID into) {
        UUID wish = tickets.ask(from, new MergeTicket(into.toString(), null));
        tickets.settle();
        assertThat(tickets.answers(wish)).singleElement().isInstanceOf(Decision.Accepted.class);
    }

    private void bring(UUID ticket, Status status) {
        switch (status) {
            case NEW -> {}
            case OPEN -> now(ticket, new AssignTicket("desk", "ana", AssignmentBasis.manual()));
            case PENDING -> {
                bring(ticket, Status.OPEN);
                now(ticket, new WaitForRequester(null));
            }
            case ON_HOLD -> {
                bring(ticket, Status.OPEN);
                now(ticket, new HoldTicket(HoldReason.DATE, NEXT_DAY, null));
            }
            case RESOLVED -> now(ticket, new ResolveTicket(ResolutionCode.FIXED, "new toner"));
            case CLOSED -> now(ticket, new CloseTicket(ResolutionCode.CANCELLED, null));
        }
        assertThat(tickets.state(ticket).status()).isEqualTo(status);
    }

    private Decision now(UUID ticket, TicketCommand command) {
        return tickets.answers(tickets.ask(ticket, command)).getFirst();
    }

    private static RejectionCode code(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused) decision).code();
    }

    private static AddComment comment() {
        return new AddComment(UUID.randomUUID(), "a", Visibility.PUBLIC, AuthorKind.AGENT, Channel.PORTAL);
    }

    private static Participant person(String id) {
        return new Participant(id, null, null, null);
    }
}

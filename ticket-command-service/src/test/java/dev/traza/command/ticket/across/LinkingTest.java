package dev.traza.command.ticket.across;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.command.ticket.Decision;
import dev.traza.command.ticket.TicketLinks.Link;
import dev.traza.contract.envelope.RejectionCode;
import dev.traza.contract.ticket.LinkType;
import dev.traza.contract.ticket.TicketCommand.LinkTicket;
import dev.traza.contract.ticket.TicketCommand.UnlinkTicket;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinkingTest {

    private static final int HISTORIES = 4_000;
    private static final int WISHES = 12;

    private final Tickets tickets = new Tickets();
    private final UUID here = tickets.open();
    private final UUID there = tickets.open();

    @ParameterizedTest
    @EnumSource(LinkType.class)
    void bothTicketsHaveTheLinkAndTheAnswerComesAtTheEnd(LinkType type) {
        UUID wish = tickets.ask(here, new LinkTicket(type, there.toString()));
        assertThat(tickets.answers(wish)).isEmpty();

        tickets.settle();

        assertThat(tickets.answers(wish)).singleElement().isInstanceOf(Decision.Accepted.class);
        assertThat(linked(here, type, there)).isTrue();
        assertThat(linked(there, type.inverse(), here)).isTrue();
    }

    @Test
    void aLinkToWhatIsNotThereIsRefusedAndNothingHasHappened() {
        UUID wish = tickets.ask(here, new LinkTicket(LinkType.RELATED, "T-99"));
        tickets.settle();

        assertThat(tickets.answers(wish))
                .singleElement()
                .isInstanceOfSatisfying(Decision.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo(RejectionCode.TICKET_NOT_FOUND));
        assertThat(tickets.events(here)).hasSize(1);
    }

    @Test
    void whatTheOtherTicketForbidsIsRefused() {
        UUID parent = tickets.open();
        tickets.ask(there, new LinkTicket(LinkType.CHILD_OF, parent.toString()));
        tickets.settle();

        UUID wish = tickets.ask(here, new LinkTicket(LinkType.PARENT_OF, there.toString()));
        tickets.settle();

        assertThat(tickets.answers(wish)).singleElement().isInstanceOf(Decision.Refused.class);
        assertThat(tickets.events(here)).hasSize(1);
    }

    @Test
    void whatIsLinkedAlreadyIsAnsweredAtOnce() {
        tickets.ask(here, new LinkTicket(LinkType.RELATED, there.toString()));
        tickets.settle();

        UUID again = tickets.ask(here, new LinkTicket(LinkType.RELATED, there.toString()));

        assertThat(tickets.answers(again)).singleElement().isEqualTo(Decision.accepted());
        assertThat(tickets.busy()).isZero();
    }

    @Test
    void aLinkIsTakenAwayFromBoth() {
        tickets.ask(here, new LinkTicket(LinkType.CAUSES, there.toString()));
        tickets.settle();

        UUID wish = tickets.ask(there, new UnlinkTicket(LinkType.CAUSED_BY, here.toString()));
        assertThat(tickets.answers(wish)).hasSize(1);
        tickets.settle();

        assertThat(tickets.state(here).links().present()).isEmpty();
        assertThat(tickets.state(there).links().present()).isEmpty();
    }

    @Test
    void asksAtBothEndsAtOnceMakeOneLink() {
        UUID mine = tickets.ask(here, new LinkTicket(LinkType.RELATED, there.toString()));
        UUID yours = tickets.ask(there, new LinkTicket(LinkType.RELATED, here.toString()));
        tickets.settle();

        assertThat(Stream.of(mine, yours))
                .allSatisfy(wish ->
                        assertThat(tickets.answers(wish)).singleElement().isInstanceOf(Decision.Accepted.class));
        assertThat(tickets.events(here)).hasSize(2);
        assertThat(tickets.events(there)).hasSize(2);
    }

    @Test
    void ofTwoWhoWantToBeTheOthersParentAtOnceNeitherIs() {
        UUID mine = tickets.ask(here, new LinkTicket(LinkType.PARENT_OF, there.toString()));
        UUID yours = tickets.ask(there, new LinkTicket(LinkType.PARENT_OF, here.toString()));
        tickets.settle();

        assertThat(Stream.of(mine, yours))
                .allSatisfy(wish ->
                        assertThat(tickets.answers(wish)).singleElement().isInstanceOf(Decision.Refused.class));
        assertThat(tickets.state(here).links().present()).isEmpty();
        assertThat(tickets.state(there).links().present()).isEmpty();
    }

    @Test
    void whateverIsWishedAndHoweverItGoesTogetherBothEndsAgreeOnceItIsQuiet() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            Tickets world = new Tickets();
            List<UUID> all = Stream.generate(world::open).limit(3).toList();
            for (int left = WISHES; left > 0 || world.busy() > 0; ) {
                if (left > 0 && (world.busy() == 0 || random.nextInt(3) == 0)) {
                    wish(world, all, random);
                    left--;
                } else {
                    world.goOn(random.nextInt(world.busy()));
                }
            }
            agree(world, all, seed);
        }
    }

    private static void wish(Tickets world, List<UUID> all, Random random) {
        UUID one = all.get(random.nextInt(all.size()));
        UUID other = all.stream().filter(id -> !id.equals(one)).toList().get(random.nextInt(2));
        LinkType type =
                List.of(LinkType.RELATED, LinkType.PARENT_OF, LinkType.CHILD_OF).get(random.nextInt(3));
        world.ask(
                one,
                random.nextInt(3) == 0
                        ? new UnlinkTicket(type, other.toString())
                        : new LinkTicket(type, other.toString()));
    }

    private static void agree(Tickets world, List<UUID> all, int seed) {
        for (UUID ticket : all) {
            assertThat(world.state(ticket).links().present().keySet())
                    .as("links of a ticket with seed %d", seed)
                    .allSatisfy((Link link) -> assertThat(world.state(link.otherId())
                                    .links()
                                    .has(link.type().inverse(), ticket))
                            .isTrue());
            assertThat(world.state(ticket).links().of(LinkType.CHILD_OF).count())
                    .as("parents with seed %d", seed)
                    .isLessThanOrEqualTo(1);
        }
        world.asked().forEach((wish, command) -> assertThat(world.answers(wish))
                .as("answers to %s with seed %d", command, seed)
                .hasSize(1));
    }

    private boolean linked(UUID from, LinkType type, UUID to) {
        return tickets.state(from).links().has(type, to);
    }
}

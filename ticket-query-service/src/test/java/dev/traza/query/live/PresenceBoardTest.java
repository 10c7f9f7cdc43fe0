package dev.traza.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.envelope.Ids;
import dev.traza.query.Configs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who is at a ticket is who said so lately. */
class PresenceBoardTest {

    private final Hand hand = new Hand();
    private final UUID ticketId = Ids.next();
    private final PresenceBoard board = board(Map.of());

    @Test
    void whoComesIsThereUntilTheyLeave() {
        board.note(said("ana", Presence.State.LOOKING));
        board.note(said("john", Presence.State.TYPING));

        assertThat(board.present(ticketId))
                .extracting(PresenceBoard.Present::personId)
                .containsExactly("ana", "john");
        assertThat(board.present(Ids.next())).isEmpty();

        board.note(said("ana", Presence.State.LEFT));
        board.note(said("ana", Presence.State.LEFT));

        assertThat(board.present(ticketId))
                .extracting(PresenceBoard.Present::personId)
                .containsExactly("john");
    }

    @Test
    void whoDoesNotSayItAgainIsGone() {
        board.note(said("ana", Presence.State.LOOKING));
        board.note(said("john", Presence.State.LOOKING));
        hand.forward(Duration.ofSeconds(20));
        board.note(said("john", Presence.State.TYPING));
        hand.forward(Duration.ofSeconds(10));

        assertThat(board.present(ticketId)).singleElement().satisfies(john -> {
            assertThat(john.state()).isEqualTo(Presence.State.TYPING);
            assertThat(john.since()).isEqualTo(hand.instant().minusSeconds(30));
        });

        hand.forward(Duration.ofSeconds(20));
        board.sweep();
        assertThat(board.present(ticketId)).isEmpty();
    }

    @Test
    void whatWasSaidEarlierAndIsHeardLaterChangesNothing() {
        Presence earlier = said("ana", Presence.State.LOOKING);
        hand.forward(Duration.ofSeconds(1));
        Presence left = said("ana", Presence.State.TYPING);
        board.note(left);
        board.note(earlier);

        assertThat(board.present(ticketId))
                .extracting(PresenceBoard.Present::state)
                .containsExactly(Presence.State.TYPING);
    }

    @Test
    void whatWasSaidTooLongAgoIsNotHeardAtAll() {
        Presence old = said("ana", Presence.State.LOOKING);
        hand.forward(Duration.ofSeconds(31));

        board.note(old);

        assertThat(board.present(ticketId)).isEmpty();
    }

    @Test
    void aClockThatIsAheadKeepsNobodyLonger() {
        board.note(new Presence(
                ticketId, "ana", Presence.State.LOOKING, hand.instant().plus(Duration.ofHours(1))));
        hand.forward(Duration.ofSeconds(30));

        assertThat(board.present(ticketId)).isEmpty();
    }

    @Test
    void thereAreNoMorePeopleAndTicketsThanFit() {
        PresenceBoard small =
                board(Map.of("traza.query.live.most-present", "2", "traza.query.live.most-tickets-with-presence", "3"));
        for (int i = 0; i < 10; i++) {
            small.note(new Presence(ticketId, "agent-" + i, Presence.State.LOOKING, hand.instant()));
        }
        assertThat(small.present(ticketId)).hasSize(2);

        for (int i = 0; i < 3; i++) {
            small.note(new Presence(Ids.next(), "ana", Presence.State.LOOKING, hand.instant()));
        }
        assertThat(small.present(ticketId)).isEmpty();
    }

    @Test
    void onlyAChangeRings() throws InterruptedException {
        Bell bell = new Bell();
        board.follow(ticketId, bell);

        board.note(said("ana", Presence.State.LOOKING));
        bell.await(Duration.ofSeconds(20));
        board.note(said("ana", Presence.State.TYPING));
        bell.await(Duration.ofSeconds(20));
        hand.forward(Duration.ofMinutes(1));
        board.sweep();
        bell.await(Duration.ofSeconds(20));

        board.leave(ticketId, bell);
        board.note(said("ana", Presence.State.LOOKING));
        assertThat(board.present(ticketId)).hasSize(1);
    }

    private PresenceBoard board(Map<String, String> settings) {
        return new PresenceBoard(Configs.of(LiveConfig.class, settings), hand);
    }

    private Presence said(String person, Presence.State state) {
        return new Presence(ticketId, person, state, hand.instant());
    }

    /** A clock that goes on when it is told to. */
    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2026-03-02T09:00:00Z");

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}

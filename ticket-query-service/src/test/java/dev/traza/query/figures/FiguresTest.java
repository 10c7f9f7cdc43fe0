package dev.traza.query.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.EscalationKind;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.ResolutionCode;
import dev.traza.contract.ticket.Status;
import dev.traza.query.view.Fold;
import dev.traza.query.view.LoggedEvent;
import dev.traza.query.view.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each figure says, one rule a test. All of it happens on the 4th of March 2026, a Wednesday, unless said otherwise. */
class FiguresTest {

    private static final Instant DAY = Instant.parse("2026-03-04T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    // ---- openings

    @Test
    void aTicketIsOpenedOnce() {
        Life life = nine().opened().after(HOUR).resolved().after(HOUR).reopened();

        assertThat(ofTheDay(Figure.OPENED, life)).isEqualTo(new Value.Count(1));
    }

    @Test
    void spamAndWhatGoesOnElsewhereWasOpenedTooForItCameIn() {
        assertThat(ofTheDay(
                        Figure.OPENED,
                        nine().opened().closed(ResolutionCode.SPAM),
                        nine().opened().merged()))
                .isEqualTo(new Value.Count(2));
    }

    @Test
    void anOpeningCountsWithTheFirstTeamAgentAndCategoryThatTheTicketEverGot() {
        Life life = nine().opened(Channel.EMAIL, null, Priority.HIGH)
                .after(HOUR)
                .classified("network")
                .assigned("first", "ana")
                .after(HOUR)
                .classified("hardware")
                .prioritized(Priority.LOW)
                .assigned("second", "ben");

        assertThat(by(Figure.OPENED, Dimension.TEAM, life)).containsOnlyKeys("first");
        assertThat(by(Figure.OPENED, Dimension.AGENT, life)).containsOnlyKeys("ana");
        assertThat(by(Figure.OPENED, Dimension.CATEGORY, life)).containsOnlyKeys("network");
        assertThat(by(Figure.OPENED, Dimension.PRIORITY, life)).containsOnlyKeys("HIGH");
        assertThat(by(Figure.OPENED, Dimension.CHANNEL, life)).containsOnlyKeys("EMAIL");
    }

    // ---- first response

    @Test
    void theFirstPublicWordOfAnAgentIsTheFirstResponse() {
        Life life = nine().opened()
                .after(HOUR)
                .asked()
                .noted("ben")
                .after(HOUR)
                .replied("ana")
                .after(HOUR)
                .replied("ben");

        assertThat(ofTheDay(Figure.FIRST_RESPONSE_TIME, life)).isEqualTo(new Value.Times(1, 7200, 7200, 7200));
        assertThat(by(Figure.FIRST_RESPONSE_TIME, Dimension.AGENT, life)).containsOnlyKeys("ana");
    }

    @Test
    void aResolutionThatComesBeforeAnyWordIsTheFirstResponse() {
        Life life = nine().opened().after(HOUR).resolved();

        assertThat(ofTheDay(Figure.FIRST_RESPONSE_TIME, life)).isEqualTo(new Value.Times(1, 3600, 3600, 3600));
    }

    @ParameterizedTest
    @EnumSource(
            value = ResolutionCode.class,
            names = {"SPAM", "DUPLICATE", "CANCELLED", "MERGED"})
    void whatWasNoMatterToSolveIsNeitherAnsweredNorSolvedByThat(ResolutionCode code) {
        Life life = nine().opened().after(HOUR).resolved(code);

        assertThat(ofTheDay(Figure.FIRST_RESPONSE_TIME, life).count()).isZero();
        assertThat(ofTheDay(Figure.RESOLUTION_TIME, life).count()).isZero();
        assertThat(ofTheDay(Figure.FIRST_CONTACT_RESOLUTION, life)).isEqualTo(new Value.Rate(0, 0));
        assertThat(ofTheDay(Figure.REOPEN_RATE, life)).isEqualTo(new Value.Rate(0, 0));
        assertThat(ofTheDay(Figure.RESOLVED, life)).isEqualTo(new Value.Count(1));
    }

    @Test
    void yesterdaysCallThatIsTypedInTodayWasYesterday() {
        Life life = Life.at("2026-03-03T09:00:00Z")
                .opened()
                .when("2026-03-04T08:00:00Z")
                .assigned("printers", "ana")
                .when("2026-03-03T10:00:00Z")
                .replied("ana");

        assertThat(ofTheDay(Figure.FIRST_RESPONSE_TIME, life).count()).isZero();
        assertThat(whole(Figure.FIRST_RESPONSE_TIME, DAY.minus(Duration.ofDays(1)), DAY, life))
                .isEqualTo(new Value.Times(1, 3600, 3600, 3600));
    }

    @Test
    void nothingTakesLessThanNoTime() {
        Life life = nine().opened().after(HOUR.negated()).replied("ana");

        assertThat(ofTheDay(Figure.FIRST_RESPONSE_TIME, life)).isEqualTo(new Value.Times(1, 0, 0, 0));
    }

    // ---- resolution

    @Test
    void eachCycleHasAResolutionTimeOfItsOwn() {
        Life life = nine().opened()
                .after(HOUR)
                .resolved()
                .after(HOUR)
                .reopened()
                .after(HOUR.multipliedBy(3))
                .resolved();

        assertThat(ofTheDay(Figure.RESOLUTION_TIME, life)).isEqualTo(new Value.Times(2, 3600, 10800, 7200));
        assertThat(ofTheDay(Figure.RESOLVED, life)).isEqualTo(new Value.Count(2));
        assertThat(ofTheDay(Figure.REOPENED, life)).isEqualTo(new Value.Count(1));
    }

    @Test
    void aResolutionCountsWhereTheTicketWasThen() {
        Life life = nine().opened()
                .routed("it", "printers")
                .assigned("printers", "ana")
                .after(HOUR)
                .assigned("networks", "ben")
                .routed("net", "networks")
                .after(HOUR)
                .resolved()
                .after(HOUR)
                .assigned("printers", "carla");

        assertThat(by(Figure.RESOLVED, Dimension.TEAM, life)).containsOnlyKeys("networks");
        assertThat(by(Figure.RESOLVED, Dimension.AGENT, life)).containsOnlyKeys("ben");
        assertThat(by(Figure.RESOLVED, Dimension.DESK, life)).containsOnlyKeys("net");
    }

    @Test
    void whatNobodyHadCountsForWhoResolvedIt() {
        assertThat(by(Figure.RESOLVED, Dimension.AGENT, nine().opened().resolved()))
                .containsOnlyKeys("ana");
    }

    @Test
    void aTicketThatWasClosedUnresolvedHasNoResolutionTime() {
        Life life = nine().opened().after(HOUR).closed(ResolutionCode.NO_RESPONSE);

        assertThat(ofTheDay(Figure.RESOLUTION_TIME, life).count()).isZero();
        assertThat(ofTheDay(Figure.CLOSED, life)).isEqualTo(new Value.Count(1));
    }

    @Test
    void goingOnInAnotherTicketIsNoEnd() {
        Life life = nine().opened().after(HOUR).merged();

        assertThat(ofTheDay(Figure.CLOSED, life)).isEqualTo(new Value.Count(0));
        assertThat(ofTheDay(Figure.RESOLVED, life)).isEqualTo(new Value.Count(0));
    }

    @Test
    void aTicketThatWasTakenBackWaitedAllTheTime() {
        Life life = nine().opened()
                .after(HOUR)
                .merged()
                .after(HOUR)
                .unmerged(Status.OPEN)
                .after(HOUR)
                .resolved();

        assertThat(ofTheDay(Figure.RESOLUTION_TIME, life)).isEqualTo(new Value.Times(1, 10800, 10800, 10800));
    }

    @Test
    void medianAndNinetiethPercentileAreTimesThatOccurred() {
        List<Life> lives = new ArrayList<>();
        for (int hours = 1; hours <= 10; hours++) {
            lives.add(Life.at("2026-03-04T00:00:00Z")
                    .opened()
                    .after(HOUR.multipliedBy(hours))
                    .resolved());
        }

        assertThat(ofTheDay(Figure.RESOLUTION_TIME, lives.toArray(Life[]::new)))
                .isEqualTo(new Value.Times(10, 5 * 3600, 9 * 3600, 5.5 * 3600));
    }

    @Test
    void timesAreMeasuredByTheMeterAndWhatItCannotMeasureIsLeftOutAndCounted() {
        Life office = nine().opened()
                .measuredIn("nights")
                .measuredIn("office")
                .after(HOUR)
                .resolved();
        Life none = nine().opened().after(HOUR).resolved();
        Meter meter = (from, to, calendar) ->
                "office".equals(calendar) ? OptionalLong.of((to - from) / 2000) : OptionalLong.empty();

        Outcome.Computed computed = computed(
                new Question(Figure.RESOLUTION_TIME, day(), List.of(), Map.of(), meter, Desks.UNKNOWN), office, none);

        assertThat(computed.total().whole()).isEqualTo(new Value.Times(1, 1800, 1800, 1800));
        assertThat(computed.unmeasured()).isEqualTo(1);
    }

    // ---- rates

    @Test
    void aResolutionThatWasFollowedByAReopeningCountsAgainstItsOwnDay() {
        Life life = nine().opened()
                .after(HOUR)
                .resolved()
                .after(Duration.ofDays(3))
                .reopened()
                .after(HOUR)
                .resolved();

        assertThat(ofTheDay(Figure.REOPEN_RATE, life)).isEqualTo(new Value.Rate(1, 1));
        assertThat(whole(Figure.REOPEN_RATE, DAY, DAY.plus(Duration.ofDays(9)), life))
                .isEqualTo(new Value.Rate(1, 2));
    }

    @Test
    void oneAnswerAndASolutionIsAFirstContact() {
        assertThat(ofTheDay(
                        Figure.FIRST_CONTACT_RESOLUTION,
                        nine().opened().resolved(),
                        nine().opened()
                                .assigned("printers", "ana")
                                .noted("ana")
                                .replied("ana")
                                .escalated(EscalationKind.HIERARCHICAL)
                                .resolved()
                                .rated(5)
                                .asked()))
                .isEqualTo(new Value.Rate(2, 2));
    }

    @Test
    void whateverTookMoreThanTheFirstContactIsNone() {
        assertThat(ofTheDay(
                        Figure.FIRST_CONTACT_RESOLUTION,
                        nine().opened().replied("ana").replied("ana").resolved(),
                        nine().opened().asked().resolved(),
                        nine().opened().assigned("printers", "ana").pended().resolved(),
                        nine().opened().escalated(EscalationKind.FUNCTIONAL).resolved(),
                        nine().opened()
                                .assigned("printers", "ana")
                                .assigned("networks", "ben")
                                .resolved(),
                        nine().opened().resolved().reopened().resolved()))
                .isEqualTo(new Value.Rate(0, 6));
    }

    @Test
    void aTicketIsEscalatedOrNotHoweverOften() {
        Life life = nine().opened()
                .after(HOUR)
                .escalated(EscalationKind.FUNCTIONAL)
                .after(Duration.ofDays(2))
                .escalated(EscalationKind.HIERARCHICAL);

        assertThat(ofTheDay(Figure.ESCALATION_RATE, life, nine().opened())).isEqualTo(new Value.Rate(1, 2));
        assertThat(ofTheDay(Figure.ESCALATED, life)).isEqualTo(new Value.Count(1));
        assertThat(whole(Figure.ESCALATED, DAY, DAY.plus(Duration.ofDays(9)), life))
                .isEqualTo(new Value.Count(2));
    }

    @Test
    void aRatingCountsForTheResolutionItIsAbout() {
        Life life = nine().opened()
                .assigned("printers", "ana")
                .resolved()
                .after(Duration.ofDays(5))
                .rated(4);
        Life unrated = nine().opened().resolved();

        assertThat(ofTheDay(Figure.SATISFACTION, life, unrated))
                .isEqualTo(new Value.Scores(List.of(0L, 0L, 0L, 1L, 0L), 2));
        assertThat(by(Figure.SATISFACTION, Dimension.AGENT, life)).containsOnlyKeys("ana");
    }

    @Test
    void eachResolutionHasItsOwnRating() {
        Life life = nine().opened().resolved().rated(1).reopened().resolved().rated(5);

        assertThat(ofTheDay(Figure.SATISFACTION, life)).isEqualTo(new Value.Scores(List.of(1L, 0L, 0L, 0L, 1L), 2));
        assertThat(((Value.Scores) ofTheDay(Figure.SATISFACTION, life)).mean()).isEqualTo(3);
    }

    @Test
    void workCountsForWhoDidItWhoeverHadTheTicket() {
        Life life = nine().opened()
                .assigned("printers", "ana")
                .after(HOUR)
                .worked("ben", 600)
                .worked("ana", 300)
                .worked("ben", 60);

        assertThat(ofTheDay(Figure.WORK_TIME, life)).isEqualTo(new Value.Sum(3, 960));
        assertThat(by(Figure.WORK_TIME, Dimension.AGENT, life))
                .isEqualTo(Map.of("ana", new Value.Sum(1, 300), "ben", new Value.Sum(2, 660)));
    }

    // ---- backlog

    @Test
    void theBacklogIsWhatIsUnsolvedAtTheEndOfEachBucket() {
        Life life = nine().opened()
                .after(Duration.ofDays(1))
                .resolved() // 5th, 9:00
                .after(Duration.ofDays(2))
                .reopened() // 7th, 9:00
                .after(Duration.ofDays(1))
                .closed(ResolutionCode.NO_RESPONSE); // 8th, 9:00

        assertThat(backlog(life)).containsExactly(1L, 0L, 0L, 1L, 0L);
    }

    @Test
    void whileItGoesOnInAnotherItIsNotInTheBacklog() {
        Life life = nine().opened()
                .after(Duration.ofDays(1))
                .merged()
                .after(Duration.ofDays(2))
                .unmerged(Status.PENDING);

        assertThat(backlog(life)).containsExactly(1L, 0L, 0L, 1L, 1L);
    }

    @Test
    void theBacklogFollowsTheTicketFromTeamToTeam() {
        Life life = nine().opened()
                .assigned("printers", null)
                .after(Duration.ofDays(2))
                .assigned("networks", "ana");

        Outcome.Computed computed = computed(
                new Question(Figure.BACKLOG, days(5), List.of(Dimension.TEAM), Map.of(), Meter.CALENDAR, Desks.UNKNOWN),
                life);

        assertThat(computed.groups()).hasSize(2);
        assertThat(counts(computed.groups().get(0))).containsExactly(0L, 0L, 1L, 1L, 1L);
        assertThat(counts(computed.groups().get(1))).containsExactly(1L, 1L, 0L, 0L, 0L);
        assertThat(counts(computed.total())).containsExactly(1L, 1L, 1L, 1L, 1L);
    }

    @Test
    void whatHappensAtTheEndOfABucketBelongsToTheNext() {
        Life life = Life.at("2026-03-05T00:00:00Z")
                .opened()
                .after(Duration.ofDays(1))
                .resolved();

        assertThat(backlog(life)).containsExactly(0L, 1L, 0L, 0L, 0L);
        assertThat(ofTheDay(Figure.OPENED, life)).isEqualTo(new Value.Count(0));
    }

    @Test
    void whatCameInWithoutWhatWentOutIsByHowMuchTheBacklogGrew() {
        List<Life> lives = new Lives(7).some(400);
        Life[] all = lives.toArray(Life[]::new);
        Instant noon = Lives.FROM.plus(Duration.ofDays(6));
        long before = whole(Figure.BACKLOG, Lives.FROM, noon, all).count();
        long after = whole(Figure.BACKLOG, noon, Lives.TO, all).count();

        long turned = lives.stream()
                .map(life -> new Course(life.facts(), Desks.UNKNOWN).unsolved())
                .mapToLong(spells -> spells.stream()
                                .filter(spell -> isIn(noon, spell.from())
                                        && spells.stream().noneMatch(other -> other.to() == spell.from()))
                                .count()
                        - spells.stream()
                                .filter(spell -> isIn(noon, spell.to())
                                        && spells.stream().noneMatch(other -> other.from() == spell.to()))
                                .count())
                .sum();

        assertThat(after - before).isEqualTo(turned);
        assertThat(before).isPositive();
    }

    private static boolean isIn(Instant from, long time) {
        return time >= from.toEpochMilli() && time < Lives.TO.toEpochMilli();
    }

    // ---- groups, filters, limits

    @Test
    void theDeskIsTheOneWithWhichRoutingChoseTheTeamWheneverItIsHeardOf() {
        Life life = nine().opened()
                .assigned("printers", "ana")
                .after(HOUR)
                .resolved()
                .routed("it", "printers");
        List<LoggedEvent> routingFirst = new ArrayList<>(life.told());
        routingFirst.addFirst(routingFirst.removeLast());

        assertThat(Life.facts(life.ticketId(), routingFirst)).isEqualTo(life.facts());
        assertThat(by(Figure.RESOLVED, Dimension.DESK, life)).containsOnlyKeys("it");
    }

    @Test
    void aTeamThatRoutingDidNotChooseHasTheDeskThatItBelongsToNowOrNone() {
        Life life = nine().opened()
                .routed("it", "printers")
                .assigned("printers", "ana")
                .resolved()
                .reopened()
                .assigned("networks", "ana")
                .resolved()
                .reopened()
                .assigned("laptops", "ana")
                .resolved();
        Desks now = team -> team.equals("laptops") ? null : "now-of-" + team;

        Outcome.Computed computed = computed(
                new Question(Figure.RESOLVED, day(), List.of(Dimension.DESK), Map.of(), Meter.CALENDAR, now), life);

        assertThat(computed.groups().stream().map(row -> row.key().getFirst()))
                .containsExactly("it", "now-of-networks", null);
    }

    @Test
    void twoDimensionsMakeAGroupForEachPair() {
        Outcome.Computed computed = computed(
                new Question(
                        Figure.RESOLVED,
                        day(),
                        List.of(Dimension.TEAM, Dimension.PRIORITY),
                        Map.of(),
                        Meter.CALENDAR,
                        Desks.UNKNOWN),
                nine().opened().assigned("b", "ana").resolved(),
                nine().opened().assigned("a", "ana").prioritized(Priority.HIGH).resolved(),
                nine().opened().assigned("a", "ana").resolved(),
                nine().opened().resolved());

        assertThat(computed.groups().stream().map(Outcome.Row::key))
                .containsExactly(
                        List.of("a", "HIGH"),
                        List.of("a", "NORMAL"),
                        List.of("b", "NORMAL"),
                        Arrays.asList(null, "NORMAL"));
    }

    @Test
    void filtersNarrowAndACategoryTakesWhatIsBelowIt() {
        Life printer = nine().opened(Channel.EMAIL, "hardware/printer", Priority.LOW);
        Life hardware = nine().opened(Channel.PHONE, "hardware", Priority.LOW);
        Life other = nine().opened(Channel.EMAIL, "hardware-store", Priority.LOW);
        Life none = nine().opened(Channel.EMAIL, null, Priority.LOW);

        assertThat(filtered(Map.of(Dimension.CATEGORY, Set.of("hardware")), printer, hardware, other, none))
                .isEqualTo(2);
        assertThat(filtered(
                        Map.of(Dimension.CATEGORY, Set.of("none", "hardware-store")), printer, hardware, other, none))
                .isEqualTo(2);
        assertThat(filtered(
                        Map.of(Dimension.CATEGORY, Set.of("hardware"), Dimension.CHANNEL, Set.of("EMAIL")),
                        printer,
                        hardware,
                        other,
                        none))
                .isEqualTo(1);
    }

    @Test
    void tooManyGroupsAreRefusedAndNotCutOff() {
        Evaluation evaluation = new Evaluation(
                new Question(
                        Figure.OPENED, days(5), List.of(Dimension.CATEGORY), Map.of(), Meter.CALENDAR, Desks.UNKNOWN),
                10,
                10);

        assertThat(evaluation.take(
                        nine().opened(Channel.EMAIL, "a", Priority.LOW).facts()))
                .isTrue();
        assertThat(evaluation.take(
                        nine().opened(Channel.EMAIL, "b", Priority.LOW).facts()))
                .isTrue();
        assertThat(evaluation.take(
                        nine().opened(Channel.EMAIL, "c", Priority.LOW).facts()))
                .isFalse();
        assertThat(evaluation.outcome()).isEqualTo(new Outcome.TooManyGroups());
    }

    @Test
    void moreTimesThanMayBeKeptAreRefusedAndNotCutOff() {
        Evaluation evaluation = new Evaluation(
                new Question(Figure.RESOLUTION_TIME, day(), List.of(), Map.of(), Meter.CALENDAR, Desks.UNKNOWN), 10, 1);

        assertThat(evaluation.take(nine().opened().resolved().facts())).isTrue();
        assertThat(evaluation.take(nine().opened().resolved().facts())).isFalse();
        assertThat(evaluation.outcome()).isEqualTo(new Outcome.TooManyTimes());
    }

    // ---- the fold

    @Test
    void anEventThatComesAgainChangesNothing() {
        Life life = nine().opened().resolved();

        assertThat(FactFold.evolve(life.facts(), life.told().getLast())).isEqualTo(new Told.Known());
    }

    @Test
    void aHoleIsTold() {
        Life life = nine().opened().replied("ana").resolved();
        TicketFacts opened = Life.facts(life.ticketId(), life.told().subList(0, 1));

        assertThat(FactFold.evolve(opened, life.told().getLast()))
                .isEqualTo(new Told.TooEarly(new Fold.Gap(Source.TICKET, 2, 3)));
    }

    @Test
    void factsHoldNothingThatAnybodySaidAndAnErasureTakesNothingFromThem() {
        Life life = nine().opened().replied("ana").resolved();
        TicketFacts before = life.facts();

        TicketFacts after = life.erased().facts();

        assertThat(before.toString()).doesNotContain("Luc", "impr", "words", "u-17");
        assertThat(after.moments()).isEqualTo(before.moments());
    }

    @Test
    void clocksAndDecisionsOfATicketThatIsNotOpenedYetCountNowhereUntilItIs() {
        Life life = nine().routed("it", "printers").measuredIn("office");

        assertThat(ofTheDay(Figure.OPENED, life)).isEqualTo(new Value.Count(0));
        assertThat(ofTheDay(Figure.OPENED, life.opened())).isEqualTo(new Value.Count(1));
    }

    private static Life nine() {
        return Life.at("2026-03-04T09:00:00Z");
    }

    private static Periods day() {
        return Periods.whole(DAY, DAY.plus(Duration.ofDays(1)));
    }

    private static Periods days(int count) {
        return Periods.of(DAY, DAY.plus(Duration.ofDays(count)), Bucket.DAY, ZoneOffset.UTC, 100)
                .orElseThrow();
    }

    private static Value ofTheDay(Figure figure, Life... lives) {
        return whole(figure, DAY, DAY.plus(Duration.ofDays(1)), lives);
    }

    private static Value whole(Figure figure, Instant from, Instant to, Life... lives) {
        return computed(
                        new Question(
                                figure, Periods.whole(from, to), List.of(), Map.of(), Meter.CALENDAR, Desks.UNKNOWN),
                        lives)
                .total()
                .whole();
    }

    private static Map<String, Value> by(Figure figure, Dimension dimension, Life... lives) {
        return computed(new Question(figure, day(), List.of(dimension), Map.of(), Meter.CALENDAR, Desks.UNKNOWN), lives)
                .groups()
                .stream()
                .collect(Collectors.toMap(
                        row -> row.key().getFirst() == null
                                ? Dimension.NONE
                                : row.key().getFirst(),
                        Outcome.Row::whole));
    }

    private static long filtered(Map<Dimension, Set<String>> filters, Life... lives) {
        return computed(new Question(Figure.OPENED, day(), List.of(), filters, Meter.CALENDAR, Desks.UNKNOWN), lives)
                .total()
                .whole()
                .count();
    }

    private static List<Long> backlog(Life... lives) {
        return counts(computed(
                        new Question(Figure.BACKLOG, days(5), List.of(), Map.of(), Meter.CALENDAR, Desks.UNKNOWN),
                        lives)
                .total());
    }

    private static List<Long> counts(Outcome.Row row) {
        return row.buckets().stream().map(Value::count).toList();
    }

    private static Outcome.Computed computed(Question question, Life... lives) {
        Evaluation evaluation = new Evaluation(question, 1000, 1000);
        for (Life life : lives) {
            assertThat(evaluation.take(life.facts())).isTrue();
        }
        return (Outcome.Computed) evaluation.outcome();
    }
}

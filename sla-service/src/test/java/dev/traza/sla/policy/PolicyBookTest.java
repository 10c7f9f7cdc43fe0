package dev.traza.sla.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traza.contract.ContractJson;
import dev.traza.contract.sla.SlaMetric;
import dev.traza.contract.ticket.Priority;
import dev.traza.contract.ticket.TicketType;
import dev.traza.workingtime.CalendarPlan;
import dev.traza.workingtime.CalendarVersion;
import dev.traza.workingtime.Frame;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyBookTest {

    private static final TicketFacts PRINTER =
            new TicketFacts(TicketType.INCIDENT, Priority.HIGH, "hardware/printer", "acme", false, null);
    private static final Instant SOME_DAY = Instant.parse("2026-06-10T08:00:00Z");

    @Test
    void theFirstGoalThatFitsApplies() {
        PolicyBook book = bookOf(policy(
                "standard",
                1_000,
                goal("critical", priorities(Priority.CRITICAL)),
                goal("high", priorities(Priority.HIGH)),
                goal("rest", Condition.ANY)));

        assertThat(chosen(book, PRINTER)).isEqualTo("standard/high");
        assertThat(chosen(book, PRINTER.withPriority(Priority.LOW))).isEqualTo("standard/rest");
    }

    @Test
    void policiesAreAskedInTheOrderOfTheirPosition() {
        PolicyBook book = bookOf(
                policy("a-late", 2_000, goal("all", Condition.ANY)),
                policy(
                        "z-early",
                        10,
                        goal("acme", new Condition(Set.of(), Set.of(), List.of(), Set.of("acme"), null, Set.of()))));

        assertThat(chosen(book, PRINTER)).isEqualTo("z-early/acme");
        assertThat(chosen(book, new TicketFacts(TicketType.INCIDENT, Priority.HIGH, null, null, false, null)))
                .isEqualTo("a-late/all");
    }

    @Test
    void aCategoryFitsWithEverythingBelowItAndNothingBeside() {
        Condition hardware = new Condition(Set.of(), Set.of(), List.of("hardware"), Set.of(), null, Set.of());

        assertThat(hardware.fits(PRINTER)).isTrue();
        assertThat(hardware.fits(inCategory("hardware"))).isTrue();
        assertThat(hardware.fits(inCategory("hardware-rental"))).isFalse();
        assertThat(hardware.fits(inCategory(null))).isFalse();
    }

    @Test
    void everyPartOfAConditionMustFit() {
        Condition vipIncidents =
                new Condition(Set.of(TicketType.INCIDENT), Set.of(), List.of(), Set.of(), true, Set.of());

        assertThat(vipIncidents.fits(PRINTER)).isFalse();
        assertThat(vipIncidents.fits(new TicketFacts(TicketType.INCIDENT, Priority.LOW, null, null, true, null)))
                .isTrue();
        assertThat(vipIncidents.fits(new TicketFacts(TicketType.CHANGE, Priority.LOW, null, null, true, null)))
                .isFalse();
    }

    @Test
    void aHintIsThatOfTheTicketsItemWordForWord() {
        Condition nextDay =
                new Condition(Set.of(), Set.of(), List.of(), Set.of(), null, Set.of("next-day", "same-day"));

        assertThat(nextDay.fits(hinted("next-day"))).isTrue();
        assertThat(nextDay.fits(hinted("next-day-or-so"))).isFalse();
        assertThat(nextDay.fits(hinted(null))).isFalse();
        assertThat(Condition.ANY.fits(hinted("next-day"))).isTrue();
    }

    @Test
    void moreHintsThanAConditionMayHaveAreRefused() {
        Set<String> many = IntStream.range(0, 201).mapToObj(Integer::toString).collect(Collectors.toSet());
        Policy policy = policy(
                        "standard", 1, goal("all", new Condition(Set.of(), Set.of(), List.of(), Set.of(), null, many)))
                .policy();

        assertThat(policy.flaws(Set.of("office")))
                .extracting(flaw -> flaw.pointer() + " " + flaw.code())
                .containsExactly("/goals/0/when/slaHints too-many");
    }

    @Test
    void aConditionThatIsOlderThanHintsIsReadAsAskingForNone() throws Exception {
        assertThat(ContractJson.mapper().readValue("{\"priorities\": [\"HIGH\"]}", Condition.class))
                .isEqualTo(priorities(Priority.HIGH));
        assertThat(ContractJson.mapper()
                        .readValue(
                                "{\"type\": \"INCIDENT\", \"priority\": \"HIGH\", \"vip\": false}", TicketFacts.class)
                        .slaHint())
                .isNull();
    }

    @Test
    void aGoalWhoseCalendarIsGoneFitsNothing() {
        PolicyBook book =
                bookOf(policy("standard", 1, goal("all", Condition.ANY))).withoutCalendar("office");

        assertThat(book.choose(PRINTER)).isEmpty();
    }

    @Test
    void whatIsWrongWithAPolicyIsSaidWithItsPlace() {
        Policy wrong = new Policy(
                " ",
                -1,
                new TreeSet<>(List.of(0, 50, 100)),
                Set.of(dev.traza.contract.ticket.Status.OPEN),
                400,
                List.of(
                        new Goal("same", Condition.ANY, "nowhere", Map.of(SlaMetric.RESOLUTION, Duration.ZERO)),
                        new Goal("same", Condition.ANY, "office", Map.of())));

        assertThat(wrong.flaws(Set.of("office")))
                .extracting(flaw -> flaw.pointer() + " " + flaw.code())
                .containsExactly(
                        "/name no-name",
                        "/position out-of-range",
                        "/warnAtPercent out-of-range",
                        "/pauseIn not-a-waiting-status",
                        "/closeResolvedAfterBusinessDays out-of-range",
                        "/goals/0/calendar unknown-calendar",
                        "/goals/0/targets/RESOLUTION not-positive",
                        "/goals/1/targets no-targets",
                        "/goals/1/name not-unique");
    }

    private static String chosen(PolicyBook book, TicketFacts ticket) {
        return book.choose(ticket)
                .map(choice -> choice.policy().id() + "/" + choice.goal().name())
                .orElse("none");
    }

    private static TicketFacts hinted(@Nullable String slaHint) {
        return new TicketFacts(TicketType.INCIDENT, Priority.HIGH, "hardware", null, false, slaHint);
    }

    private static TicketFacts inCategory(@Nullable String category) {
        return new TicketFacts(TicketType.INCIDENT, Priority.HIGH, category, null, false, null);
    }

    private static Condition priorities(Priority... priorities) {
        return new Condition(Set.of(), Set.of(priorities), List.of(), Set.of(), null, Set.of());
    }

    private static Goal goal(String name, Condition when) {
        return new Goal(name, when, "office", Map.of(SlaMetric.RESOLUTION, Duration.ofHours(8)));
    }

    private static PolicyVersion policy(String id, int position, Goal... goals) {
        Policy policy = new Policy(id, position, new TreeSet<>(), Set.of(), 0, List.of(goals));
        return new PolicyVersion(id, 1, UUID.randomUUID(), SOME_DAY, "admin", policy);
    }

    private static PolicyBook bookOf(PolicyVersion... policies) {
        CalendarPlan office = new CalendarPlan(
                "UTC", Map.of(DayOfWeek.MONDAY, List.of(new Frame("09:00", "18:00"))), new TreeSet<>(), List.of());
        PolicyBook book =
                PolicyBook.EMPTY.with(new CalendarVersion("office", 1, UUID.randomUUID(), SOME_DAY, "admin", office));
        for (PolicyVersion policy : policies) {
            book = book.with(policy);
        }
        return book;
    }
}

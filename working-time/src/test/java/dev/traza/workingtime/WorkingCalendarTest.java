package dev.traza.workingtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WorkingCalendarTest {

    private static final List<Frame> OFFICE = List.of(new Frame("09:00", "14:00"), new Frame("15:00", "18:00"));
    private static final List<Frame> ALL_DAY = List.of(new Frame("00:00", "24:00"));

    @Test
    void aFridayAfternoonGoesOnOnMonday() {
        WorkingCalendar office = madrid(weekdays(OFFICE));

        assertThat(office.addWorkingTime(at("2026-06-12T17:30+02:00"), Duration.ofHours(1)))
                .hasValue(at("2026-06-15T09:30+02:00"));
        assertThat(office.workingTimeBetween(at("2026-06-12T17:30+02:00"), at("2026-06-15T09:30+02:00")))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theLunchBreakDoesNotCount() {
        WorkingCalendar office = madrid(weekdays(OFFICE));

        assertThat(office.addWorkingTime(at("2026-06-10T13:30+02:00"), Duration.ofHours(1)))
                .hasValue(at("2026-06-10T15:30+02:00"));
    }

    @Test
    void theEndOfAFrameIsReachedAtThatEndAndNotAtTheNextBeginning() {
        WorkingCalendar office = madrid(weekdays(OFFICE));

        assertThat(office.addWorkingTime(at("2026-06-12T17:00+02:00"), Duration.ofHours(1)))
                .hasValue(at("2026-06-12T18:00+02:00"));
    }

    @Test
    void noWorkingTimeIsReachedAtOnceEvenOutsideOfWorkingTime() {
        WorkingCalendar office = madrid(weekdays(OFFICE));

        assertThat(office.addWorkingTime(at("2026-06-13T12:00+02:00"), Duration.ZERO))
                .hasValue(at("2026-06-13T12:00+02:00"));
    }

    @Test
    void theClockRoundTheClockHasTwentyThreeHoursInSpringAndTwentyFiveInAutumn() {
        WorkingCalendar always = madrid(everyDay(ALL_DAY));

        assertThat(always.workingTimeBetween(at("2026-03-29T00:00+01:00"), at("2026-03-30T00:00+02:00")))
                .isEqualTo(Duration.ofHours(23));
        assertThat(always.workingTimeBetween(at("2026-10-25T00:00+02:00"), at("2026-10-26T00:00+01:00")))
                .isEqualTo(Duration.ofHours(25));
    }

    @Test
    void aFrameInTheSkippedHourIsOnlyAsLongAsTheClockShowsIt() {
        WorkingCalendar night = madrid(everyDay(List.of(new Frame("01:30", "03:30"))));

        assertThat(night.workingTimeBetween(at("2026-03-29T00:00+01:00"), at("2026-03-29T12:00+02:00")))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aFrameInTheRepeatedHourCountsBothTimesTheClockShowsIt() {
        WorkingCalendar night = madrid(everyDay(List.of(new Frame("01:30", "02:30"))));

        List<WorkingCalendar.Span> spans = night.spans(at("2026-10-25T00:00+02:00"), at("2026-10-25T12:00+01:00"), 10);

        assertThat(spans)
                .containsExactly(
                        new WorkingCalendar.Span(at("2026-10-25T01:30+02:00"), at("2026-10-25T02:30+02:00")),
                        new WorkingCalendar.Span(at("2026-10-25T02:00+01:00"), at("2026-10-25T02:30+01:00")));
    }

    @Test
    void aNightShiftOfTwoFramesRunsThroughMidnight() {
        Map<DayOfWeek, List<Frame>> week = everyDay(List.of(new Frame("22:00", "24:00"), new Frame("00:00", "06:00")));
        WorkingCalendar nights = madrid(week);

        assertThat(nights.addWorkingTime(at("2026-06-10T23:00+02:00"), Duration.ofHours(6)))
                .hasValue(at("2026-06-11T05:00+02:00"));
    }

    @Test
    void theYearEndWithOwnAndPublicHolidaysIsSkipped() {
        CalendarPlan plan = new CalendarPlan(
                "Europe/Madrid",
                weekdays(OFFICE),
                dates("2026-12-24", "2026-12-31"),
                List.of(new HolidayRegion("ES", "md")));
        WorkingCalendar office = WorkingCalendar.of(plan);

        // Friday 25 December and Friday 1 January are public holidays in Spain.
        assertThat(office.addWorkingTime(at("2026-12-23T17:00+01:00"), Duration.ofHours(2)))
                .hasValue(at("2026-12-28T10:00+01:00"));
        assertThat(office.addWorkingTime(at("2026-12-30T17:00+01:00"), Duration.ofHours(2)))
                .hasValue(at("2027-01-04T10:00+01:00"));
    }

    @Test
    void aRegionHasItsOwnHolidaysBesideThoseOfTheCountry() {
        WorkingCalendar inMadrid = withHolidaysOf(new HolidayRegion("ES", "MD"));
        WorkingCalendar inSpain = withHolidaysOf(new HolidayRegion("es", null));
        Instant secondOfMay = at("2025-05-02T00:00+02:00");
        Instant dayAfter = at("2025-05-03T00:00+02:00");

        assertThat(inMadrid.workingTimeBetween(secondOfMay, dayAfter)).isZero();
        assertThat(inSpain.workingTimeBetween(secondOfMay, dayAfter)).isEqualTo(Duration.ofHours(8));
    }

    @Test
    void businessDaysSkipWeekendsAndKeepTheTimeOfDay() {
        WorkingCalendar office = madrid(weekdays(OFFICE));

        assertThat(office.afterBusinessDays(at("2026-06-11T11:15+02:00"), 2)).hasValue(at("2026-06-15T11:15+02:00"));
        assertThat(office.afterBusinessDays(at("2026-06-13T11:15+02:00"), 1)).hasValue(at("2026-06-15T11:15+02:00"));
    }

    @Test
    void businessDaysKeepTheTimeOfDayOverAChangeOfTheClock() {
        WorkingCalendar always = madrid(everyDay(ALL_DAY));

        assertThat(always.afterBusinessDays(at("2026-03-27T11:15+01:00"), 3)).hasValue(at("2026-03-30T11:15+02:00"));
    }

    @Test
    void moreWorkingTimeThanThereIsIsNeverReached() {
        Map<DayOfWeek, List<Frame>> oneMinuteAWeek = Map.of(DayOfWeek.MONDAY, List.of(new Frame("09:00", "09:01")));

        assertThat(madrid(oneMinuteAWeek).addWorkingTime(at("2026-06-10T00:00Z"), Duration.ofHours(24 * 365)))
                .isEmpty();
    }

    @Test
    void timesOutsideOfTheLookedAtYearsAreNoTrouble() {
        WorkingCalendar always = madrid(everyDay(ALL_DAY));

        assertThat(always.addWorkingTime(Instant.MIN, Duration.ofHours(1)))
                .hasValue(WorkingCalendar.EARLIEST.plus(Duration.ofHours(1)));
        assertThat(always.addWorkingTime(Instant.MAX, Duration.ofHours(1))).isEmpty();
        assertThat(always.workingTimeBetween(Instant.MIN, Instant.MAX))
                .isEqualTo(Duration.between(WorkingCalendar.EARLIEST, WorkingCalendar.LATEST));
        assertThat(always.afterBusinessDays(Instant.MAX.minusSeconds(200_000), 1))
                .isEmpty();
        assertThat(always.afterBusinessDays(Instant.MIN, 1)).isPresent();
    }

    @Test
    void workingTimeIsNotTakenAway() {
        assertThatThrownBy(
                        () -> madrid(weekdays(OFFICE)).addWorkingTime(at("2026-06-10T00:00Z"), Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static WorkingCalendar withHolidaysOf(HolidayRegion region) {
        return WorkingCalendar.of(
                new CalendarPlan("Europe/Madrid", weekdays(OFFICE), new TreeSet<>(), List.of(region)));
    }

    private static WorkingCalendar madrid(Map<DayOfWeek, List<Frame>> week) {
        return WorkingCalendar.of(new CalendarPlan("Europe/Madrid", week, new TreeSet<>(), List.of()));
    }

    private static Map<DayOfWeek, List<Frame>> weekdays(List<Frame> frames) {
        Map<DayOfWeek, List<Frame>> week = everyDay(frames);
        week.remove(DayOfWeek.SATURDAY);
        week.remove(DayOfWeek.SUNDAY);
        return week;
    }

    private static Map<DayOfWeek, List<Frame>> everyDay(List<Frame> frames) {
        Map<DayOfWeek, List<Frame>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, new ArrayList<>(frames));
        }
        return week;
    }

    private static SortedSet<LocalDate> dates(String... dates) {
        SortedSet<LocalDate> parsed = new TreeSet<>();
        for (String date : dates) {
            parsed.add(LocalDate.parse(date));
        }
        return parsed;
    }

    private static Instant at(String time) {
        return ZonedDateTime.parse(time).toInstant();
    }
}

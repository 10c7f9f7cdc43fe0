package dev.traza.workingtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CalendarPlanTest {

    private static final Map<DayOfWeek, List<Frame>> MONDAYS =
            Map.of(DayOfWeek.MONDAY, List.of(new Frame("09:00", "18:00")));

    @Test
    void aSoundPlanHasNoFlaws() {
        assertThat(plan("Europe/Madrid", MONDAYS, new HolidayRegion("ES", "md")).flaws())
                .isEmpty();
    }

    @Test
    void framesThatTouchDoNotOverlap() {
        assertThat(monday(new Frame("12:00", "24:00"), new Frame("00:00", "12:00"))
                        .flaws())
                .isEmpty();
    }

    @Test
    void overlappingFramesAreRefused() {
        assertThat(monday(new Frame("09:00", "14:00"), new Frame("13:59", "18:00"))
                        .flaws())
                .extracting(Flaw::pointer, Flaw::code)
                .containsExactly(tuple("/week/MONDAY/1", "overlapping-frames"));
    }

    @Test
    void aFrameAcrossMidnightIsRefused() {
        assertThat(codes(monday(new Frame("22:00", "06:00")))).containsExactly("ends-before-it-begins");
        assertThat(codes(monday(new Frame("22:00", "22:00")))).containsExactly("ends-before-it-begins");
    }

    @Test
    void timesThatAreNoneAreRefused() {
        assertThat(monday(new Frame("9am", "25:00")).flaws())
                .extracting(Flaw::pointer)
                .containsExactly("/week/MONDAY/0/from", "/week/MONDAY/0/to");
        assertThat(codes(monday(new Frame("24:00", "24:00")))).containsExactly("not-a-time");
    }

    @Test
    void aPlanWithoutWorkingTimeIsRefused() {
        assertThat(codes(plan("UTC", Map.of(DayOfWeek.MONDAY, List.of())))).containsExactly("no-working-time");
        assertThat(codes(plan("UTC", Map.of()))).containsExactly("no-working-time");
    }

    @Test
    void unknownPlacesAreRefused() {
        assertThat(codes(plan("Europe/Madrit", MONDAYS))).containsExactly("unknown-zone");
        assertThat(codes(plan("", MONDAYS))).containsExactly("unknown-zone");
        assertThat(codes(plan("UTC", MONDAYS, new HolidayRegion("XX", null)))).containsExactly("unknown-country");
        assertThat(codes(plan("UTC", MONDAYS, new HolidayRegion("ES", "zz")))).containsExactly("unknown-region");
        assertThat(plan("UTC", MONDAYS, new HolidayRegion("ES", null), new HolidayRegion("ES", "zz"))
                        .flaws())
                .extracting(Flaw::pointer)
                .containsExactly("/publicHolidays/1/region");
    }

    private static CalendarPlan monday(Frame... frames) {
        return plan("UTC", Map.of(DayOfWeek.MONDAY, List.of(frames)));
    }

    private static CalendarPlan plan(String zone, Map<DayOfWeek, List<Frame>> week, HolidayRegion... regions) {
        return new CalendarPlan(zone, week, new TreeSet<>(), List.of(regions));
    }

    private static List<String> codes(CalendarPlan plan) {
        return plan.flaws().stream().map(Flaw::code).toList();
    }
}

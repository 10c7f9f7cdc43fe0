package dev.traza.workingtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The arithmetic against an oracle that is too slow to be wrong: it asks of every single minute what the wall clock shows.
 * The zones have every oddity there is: changes at midnight, at one past midnight, by half an hour, a day that never was.
 */
class WorkingCalendarPropertyTest {

    private static final List<String> ZONES = List.of(
            "Europe/Madrid",
            "America/New_York",
            "America/St_Johns",
            "America/Sao_Paulo",
            "America/Havana",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Asia/Kathmandu",
            "Africa/Casablanca",
            "UTC",
            "+05:30");

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theArithmeticAgreesWithCountingMinutes(long seed) {
        // given
        Random random = new Random(seed);
        Generated given = Generated.from(random);
        Instant from = given.someInstant(random);
        int minutes = 1 + random.nextInt(12 * 24 * 60);
        Instant to = from.plus(minutes, ChronoUnit.MINUTES);

        // when
        Duration between = given.calendar().workingTimeBetween(from, to);

        // then
        List<Instant> worked = given.workingMinutes(from, to);
        assertThat(between).isEqualTo(Duration.ofMinutes(worked.size()));
        if (!worked.isEmpty()) {
            int amount = 1 + random.nextInt(worked.size());
            assertThat(given.calendar().addWorkingTime(from, Duration.ofMinutes(amount)))
                    .hasValue(worked.get(amount - 1).plus(1, ChronoUnit.MINUTES));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsAddedIsWhatLiesBetween(long seed) {
        Random random = new Random(seed);
        Generated given = Generated.from(random);
        Instant from = given.someInstant(random).plusNanos(random.nextInt(1_000_000_000));
        Duration amount = Duration.ofSeconds(1 + random.nextInt(40 * 60 * 60)).plusNanos(random.nextInt(1_000_000_000));

        Instant reached =
                given.calendar().addWorkingTime(from, amount).orElseThrow(() -> new AssertionError("not reached"));

        assertThat(given.calendar().workingTimeBetween(from, reached)).isEqualTo(amount);
        assertThat(given.calendar().workingTimeBetween(from, reached.minusNanos(1)))
                .as("not reached any earlier")
                .isEqualTo(amount.minusNanos(1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theWholeIsTheSumOfItsParts(long seed) {
        Random random = new Random(seed);
        Generated given = Generated.from(random);
        Instant from = given.someInstant(random);
        Instant middle = from.plusSeconds(random.nextInt(30 * 24 * 3600));
        Instant to = middle.plusSeconds(random.nextInt(30 * 24 * 3600));
        WorkingCalendar calendar = given.calendar();

        assertThat(calendar.workingTimeBetween(from, middle).plus(calendar.workingTimeBetween(middle, to)))
                .isEqualTo(calendar.workingTimeBetween(from, to));
    }

    private record Generated(ZoneId zone, CalendarPlan plan, WorkingCalendar calendar) {

        static Generated from(Random random) {
            String zone = ZONES.get(random.nextInt(ZONES.size()));
            Map<DayOfWeek, List<Frame>> week = new EnumMap<>(DayOfWeek.class);
            for (DayOfWeek day : DayOfWeek.values()) {
                if (day == DayOfWeek.WEDNESDAY || random.nextInt(4) > 0) {
                    week.put(day, frames(random));
                }
            }
            SortedSet<LocalDate> holidays = new TreeSet<>();
            for (int i = random.nextInt(200); i > 0; i--) {
                holidays.add(LocalDate.of(2005, 1, 1).plusDays(random.nextInt(20 * 366)));
            }
            CalendarPlan plan = new CalendarPlan(zone, week, holidays, List.of());
            assertThat(plan.flaws()).isEmpty();
            return new Generated(ZoneId.of(zone), plan, WorkingCalendar.of(plan));
        }

        private static List<Frame> frames(Random random) {
            if (random.nextInt(4) == 0) {
                return List.of(new Frame("00:00", "24:00"));
            }
            TreeSet<Integer> bounds = new TreeSet<>();
            int wanted = 2 * (1 + random.nextInt(3));
            while (bounds.size() < wanted) {
                // Often in the small hours, where zones change their clocks.
                bounds.add(random.nextBoolean() ? random.nextInt(200) : random.nextInt(24 * 60 + 1));
            }
            List<Integer> inOrder = List.copyOf(bounds);
            List<Frame> frames = new ArrayList<>();
            for (int i = 0; i < inOrder.size(); i += 2) {
                frames.addFirst(new Frame(time(inOrder.get(i)), time(inOrder.get(i + 1))));
            }
            return frames;
        }

        private static String time(int minuteOfDay) {
            return "%02d:%02d".formatted(minuteOfDay / 60, minuteOfDay % 60);
        }

        /** On a full minute of local time; half of the time shortly before the zone changes its clocks. */
        Instant someInstant(Random random) {
            Instant any = LocalDate.of(2005, 1, 1)
                    .plusDays(random.nextInt(20 * 365))
                    .atStartOfDay(zone)
                    .toInstant()
                    .plus(random.nextInt(24 * 60), ChronoUnit.MINUTES);
            ZoneOffsetTransition change = zone.getRules().nextTransition(any);
            return change == null || random.nextBoolean()
                    ? any
                    : change.getInstant().minus(random.nextInt(3 * 24 * 60), ChronoUnit.MINUTES);
        }

        List<Instant> workingMinutes(Instant from, Instant to) {
            List<Instant> minutes = new ArrayList<>();
            for (Instant minute = from; minute.isBefore(to); minute = minute.plus(1, ChronoUnit.MINUTES)) {
                if (isWorking(minute)) {
                    minutes.add(minute);
                }
            }
            return minutes;
        }

        private boolean isWorking(Instant minute) {
            ZonedDateTime shown = minute.atZone(zone);
            if (plan.holidays().contains(shown.toLocalDate())) {
                return false;
            }
            String time = time(shown.getHour() * 60 + shown.getMinute());
            return plan.week().getOrDefault(shown.getDayOfWeek(), List.of()).stream()
                    .anyMatch(frame -> frame.from().compareTo(time) <= 0 && time.compareTo(frame.to()) < 0);
        }
    }
}

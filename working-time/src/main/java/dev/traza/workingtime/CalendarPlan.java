package dev.traza.workingtime;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A calendar as an administrator writes it.
 *
 * @param zone IANA time zone, for example {@code Europe/Madrid}
 * @param week working frames of each weekday; a weekday without frames is free
 * @param holidays own free dates, at most {@value #MOST_HOLIDAYS}
 * @param publicHolidays whose public holidays are free too, at most {@value #MOST_REGIONS}
 */
public record CalendarPlan(
        String zone,
        Map<DayOfWeek, List<Frame>> week,
        SortedSet<LocalDate> holidays,
        List<HolidayRegion> publicHolidays) {

    /** Own holidays that one calendar may have. */
    public static final int MOST_HOLIDAYS = 1_000;

    /** Countries and regions that one calendar may follow. */
    public static final int MOST_REGIONS = 20;

    /** Frames that one weekday may have. */
    public static final int MOST_FRAMES_A_DAY = 24;

    public CalendarPlan {
        zone = zone == null ? "" : zone;
        Map<DayOfWeek, List<Frame>> frames = new EnumMap<>(DayOfWeek.class);
        if (week != null) {
            week.forEach((day, ofDay) -> frames.put(day, ofDay == null ? List.of() : List.copyOf(ofDay)));
        }
        week = Collections.unmodifiableMap(frames);
        holidays = holidays == null
                ? Collections.emptySortedSet()
                : Collections.unmodifiableSortedSet(new TreeSet<>(holidays));
        publicHolidays = publicHolidays == null ? List.of() : List.copyOf(publicHolidays);
    }

    /** What keeps this plan from being a calendar; empty when nothing does. */
    public List<Flaw> flaws() {
        List<Flaw> flaws = new ArrayList<>();
        if (knownZone().isEmpty()) {
            flaws.add(new Flaw("/zone", "unknown-zone", "Not an IANA time zone such as Europe/Madrid."));
        }
        week.forEach((day, frames) -> checkDay(day, frames, flaws));
        if (week.values().stream().allMatch(List::isEmpty)) {
            flaws.add(new Flaw("/week", "no-working-time", "At least one weekday needs a frame of working time."));
        }
        if (holidays.size() > MOST_HOLIDAYS) {
            flaws.add(new Flaw("/holidays", "too-many", "At most %d own holidays.".formatted(MOST_HOLIDAYS)));
        }
        if (publicHolidays.size() > MOST_REGIONS) {
            flaws.add(new Flaw("/publicHolidays", "too-many", "At most %d regions.".formatted(MOST_REGIONS)));
        }
        for (int i = 0; i < Math.min(publicHolidays.size(), MOST_REGIONS); i++) {
            String pointer = "/publicHolidays/" + i;
            PublicHolidays.flawOf(publicHolidays.get(i))
                    .map(flaw -> flaw.under(pointer))
                    .ifPresent(flaws::add);
        }
        return List.copyOf(flaws);
    }

    /** The zone, if there is one of this name. */
    Optional<ZoneId> knownZone() {
        try {
            return Optional.of(ZoneId.of(zone));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static void checkDay(DayOfWeek day, List<Frame> frames, List<Flaw> flaws) {
        String pointer = "/week/" + day;
        if (frames.size() > MOST_FRAMES_A_DAY) {
            flaws.add(new Flaw(pointer, "too-many", "At most %d frames a day.".formatted(MOST_FRAMES_A_DAY)));
            return;
        }
        record Span(int index, int from, int to) {}
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            int before = flaws.size();
            if (frame.fromSecond().isEmpty()) {
                flaws.add(new Flaw(pointer + "/" + i + "/from", "not-a-time", "A time of day such as 09:00."));
            }
            if (frame.toSecond().isEmpty()) {
                flaws.add(new Flaw(
                        pointer + "/" + i + "/to", "not-a-time", "A time of day such as 18:00, or 24:00 for its end."));
            }
            if (flaws.size() > before) {
                continue;
            }
            int from = frame.fromSecond().orElseThrow();
            int to = frame.toSecond().orElseThrow();
            if (to <= from) {
                flaws.add(new Flaw(
                        pointer + "/" + i + "/to",
                        "ends-before-it-begins",
                        "A frame ends after it begins; split one that crosses midnight at 24:00."));
            } else {
                spans.add(new Span(i, from, to));
            }
        }
        spans.sort(Comparator.comparingInt(Span::from).thenComparingInt(Span::index));
        for (int i = 1; i < spans.size(); i++) {
            if (spans.get(i).from() < spans.get(i - 1).to()) {
                flaws.add(new Flaw(
                        pointer + "/" + spans.get(i).index(),
                        "overlapping-frames",
                        "Overlaps the frame at %d of the same day."
                                .formatted(spans.get(i - 1).index())));
            }
        }
    }
}

package dev.traza.workingtime;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The public holidays of some countries and regions, asked of Jollyday once a year of the calendar. */
final class PublicHolidays {

    private final List<HolidayRegion> regions;

    /** At most one entry for each year that {@link WorkingCalendar} can be asked about. */
    private final Map<Integer, Set<LocalDate>> byYear = new ConcurrentHashMap<>();

    PublicHolidays(List<HolidayRegion> regions) {
        this.regions = List.copyOf(regions);
    }

    boolean contains(LocalDate date) {
        return !regions.isEmpty()
                && byYear.computeIfAbsent(date.getYear(), this::datesOf).contains(date);
    }

    /** Why there are no holidays for such a region; empty when there are. */
    static Optional<Flaw> flawOf(HolidayRegion wanted) {
        String country = country(wanted);
        if (!HolidayManager.getSupportedCalendarCodes().contains(country)) {
            return Optional.of(new Flaw(
                    "/country",
                    "unknown-country",
                    "Not a country whose public holidays are known, as ISO 3166-1 code such as ES."));
        }
        String region = wanted.region();
        if (region == null) {
            return Optional.empty();
        }
        Map<String, CalendarHierarchy> regions =
                managerOf(country).getCalendarHierarchy().getChildren();
        return regions.containsKey(region.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(new Flaw(
                        "/region",
                        "unknown-region",
                        regions.isEmpty()
                                ? "No regions of this country are known."
                                : "One of "
                                        + regions.keySet().stream().sorted().collect(Collectors.joining(", "))
                                        + "."));
    }

    private Set<LocalDate> datesOf(int year) {
        return regions.stream()
                .flatMap(region -> datesOf(region, year).stream())
                .map(Holiday::getDate)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Holiday> datesOf(HolidayRegion of, int year) {
        String region = of.region();
        HolidayManager manager = managerOf(country(of));
        return region == null
                ? manager.getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY)
                : manager.getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, region.toLowerCase(Locale.ROOT));
    }

    private static HolidayManager managerOf(String country) {
        return HolidayManager.getInstance(ManagerParameters.create(country));
    }

    private static String country(HolidayRegion region) {
        return region.country().toUpperCase(Locale.ROOT);
    }
}

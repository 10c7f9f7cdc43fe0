package dev.traza.query.calendar;

import dev.traza.query.figures.Meter;
import dev.traza.query.log.LogPartition;
import dev.traza.query.log.Projection;
import dev.traza.workingtime.CalendarRecord;
import dev.traza.workingtime.CalendarVersion;
import dev.traza.workingtime.WorkingCalendar;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The calendars, by id. There are few and their topic is compacted, so they are kept in memory and read from the beginning
 * at each start.
 */
@Singleton
public class Calendars implements Projection<Optional<CalendarRecord>> {

    private static final Logger LOG = Logger.getLogger(Calendars.class);

    private final Map<LogPartition, Long> positions = new HashMap<>();
    private volatile Map<String, WorkingCalendar> calendars = Map.of();

    /**
     * Measures in working time.
     *
     * @param calendar whose; absent for each ticket's own, and then what has none, or one that is gone, cannot be measured
     * @return empty if there is no such calendar
     */
    public Optional<Meter> meter(@Nullable String calendar) {
        Map<String, WorkingCalendar> now = calendars;
        if (calendar == null) {
            return Optional.of((from, to, own) -> {
                WorkingCalendar working = own == null ? null : now.get(own);
                return working == null ? OptionalLong.empty() : seconds(working, from, to);
            });
        }
        WorkingCalendar one = now.get(calendar);
        return one == null ? Optional.empty() : Optional.of((from, to, _) -> seconds(one, from, to));
    }

    private static OptionalLong seconds(WorkingCalendar calendar, long from, long to) {
        return OptionalLong.of(calendar.workingTimeBetween(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to))
                .toSeconds());
    }

    @Override
    public synchronized Map<LogPartition, Long> positions(Collection<LogPartition> partitions) {
        return partitions.stream()
                .filter(positions::containsKey)
                .collect(Collectors.toMap(partition -> partition, partition -> positions.getOrDefault(partition, 0L)));
    }

    @Override
    public synchronized void apply(List<Optional<CalendarRecord>> batch, Map<LogPartition, Long> next) {
        Map<String, WorkingCalendar> changed = new HashMap<>(calendars);
        batch.stream().flatMap(Optional::stream).forEach(record -> apply(changed, record));
        calendars = Map.copyOf(changed);
        positions.putAll(next);
    }

    private static void apply(Map<String, WorkingCalendar> changed, CalendarRecord record) {
        CalendarVersion version = record.version();
        if (version == null) {
            changed.remove(record.id());
            return;
        }
        try {
            changed.put(record.id(), WorkingCalendar.of(version.calendar()));
        } catch (IllegalArgumentException flawed) {
            LOG.errorf("The calendar %s is left out: %s", record.id(), flawed.getMessage());
        }
    }
}

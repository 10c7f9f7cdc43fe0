package dev.traza.query.api.figure;

import dev.traza.contract.ticket.Channel;
import dev.traza.contract.ticket.Priority;
import dev.traza.query.api.ApiConfig;
import dev.traza.query.api.Parameters;
import dev.traza.query.facts.FactConfig;
import dev.traza.query.figures.Bucket;
import dev.traza.query.figures.Dimension;
import dev.traza.query.figures.Figure;
import dev.traza.query.figures.Measure;
import dev.traza.query.figures.Periods;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for by the parameters of a figure.
 *
 * @param bucket absent for the period as one
 * @param calendar in whose working time to measure; absent for the ticket's own
 */
record FigureParameters(
        Periods periods,
        @Nullable Bucket bucket,
        ZoneId zone,
        List<Dimension> by,
        Map<Dimension, Set<String>> filters,
        Time time,
        @Nullable String calendar) {

    private static final int MOST_DIMENSIONS = 2;
    private static final Duration USUAL_PERIOD = Duration.ofDays(30);
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final String A_TIME = "A time such as 2026-01-31T08:00:00Z or a date such as 2026-01-31.";

    /** In what time durations are measured. */
    enum Time {
        /** As it passes on every clock. */
        CALENDAR,
        /** The working time of a calendar. */
        BUSINESS;

        String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Time> of(String parameter) {
            return Arrays.stream(values())
                    .filter(time -> time.parameter().equals(parameter))
                    .findFirst();
        }
    }

    static FigureParameters read(
            Figure figure, MultivaluedMap<String, String> given, Instant now, ApiConfig api, FactConfig config) {
        Parameters parameters = new Parameters(given);
        ZoneId zone = parameters
                .one("timeZone", 50, "An IANA time zone such as Europe/Madrid.", FigureParameters::zone)
                .orElse(ZoneOffset.UTC);
        Instant to = parameters.one("to", 40, A_TIME, moment(zone)).orElse(now.plus(config.clockTolerance()));
        Instant from = parameters.one("from", 40, A_TIME, moment(zone)).orElse(to.minus(USUAL_PERIOD));
        Optional<Bucket> bucket = parameters.one(
                "bucket",
                10,
                "One of " + names(Arrays.stream(Bucket.values()).map(Bucket::parameter)) + ".",
                FigureParameters::bucket);
        Set<Dimension> by = dimensions(parameters);
        Map<Dimension, Set<String>> filters = filters(parameters, api);
        Optional<Time> time = parameters.one(
                "time", 10, "One of " + names(Arrays.stream(Time.values()).map(Time::parameter)) + ".", Time::of);
        Optional<String> calendar = parameters.one("calendar", api.maxValueLength());
        checkTime(figure, time, calendar, parameters);
        Periods periods = periods(from, to, bucket.orElse(null), zone, parameters, config);
        parameters.check();
        return new FigureParameters(
                periods,
                bucket.orElse(null),
                zone,
                List.copyOf(by),
                filters,
                time.orElse(Time.CALENDAR),
                calendar.orElse(null));
    }

    private static Periods periods(
            Instant from, Instant to, @Nullable Bucket bucket, ZoneId zone, Parameters parameters, FactConfig config) {
        if (!from.isBefore(to)) {
            parameters.wrong("from", "not-before-to", "Must be before to, which is about now if it is not given.");
            return Periods.whole(EARLIEST, LATEST);
        }
        return Periods.of(from, to, bucket, zone, config.maxBuckets()).orElseGet(() -> {
            parameters.wrong("bucket", "too-many", "The period has more than " + config.maxBuckets() + " of them.");
            return Periods.whole(from, to);
        });
    }

    private static Set<Dimension> dimensions(Parameters parameters) {
        Set<Dimension> dimensions = new LinkedHashSet<>();
        for (String name : parameters.all("by", MOST_DIMENSIONS, 20)) {
            Optional<Dimension> dimension = Dimension.of(name);
            if (dimension.isEmpty()) {
                parameters.wrong(
                        "by",
                        "invalid-value",
                        "One of " + names(Arrays.stream(Dimension.values()).map(Dimension::parameter)) + ".");
            } else if (!dimensions.add(dimension.get())) {
                parameters.wrong("by", "repeated", "Each may be named once.");
            }
        }
        return dimensions;
    }

    private static Map<Dimension, Set<String>> filters(Parameters parameters, ApiConfig config) {
        Map<Dimension, Set<String>> filters = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            List<String> values = parameters.all(dimension.parameter(), config.maxValues(), config.maxValueLength());
            switch (dimension) {
                case CHANNEL -> parameters.names(dimension.parameter(), values, Channel.class);
                case PRIORITY -> parameters.names(dimension.parameter(), values, Priority.class);
                case DESK, TEAM, AGENT, CATEGORY -> {}
            }
            if (!values.isEmpty()) {
                filters.put(dimension, Set.copyOf(values));
            }
        }
        return filters;
    }

    private static void checkTime(
            Figure figure, Optional<Time> time, Optional<String> calendar, Parameters parameters) {
        if (figure.measure() != Measure.TIME && time.isPresent()) {
            parameters.wrong("time", "not-applicable", "This figure measures no time that could be working time.");
        }
        if (calendar.isPresent() && !time.equals(Optional.of(Time.BUSINESS))) {
            parameters.wrong("calendar", "not-applicable", "Goes with time=business only.");
        }
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static Function<String, Optional<Instant>> moment(ZoneId zone) {
        return text -> {
            try {
                Instant moment = text.length() == "2026-01-31".length()
                        ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                        : Instant.parse(text);
                return moment.isBefore(EARLIEST) || moment.isAfter(LATEST) ? Optional.empty() : Optional.of(moment);
            } catch (DateTimeException notATime) {
                return Optional.empty();
            }
        };
    }

    private static Optional<Bucket> bucket(String name) {
        return Arrays.stream(Bucket.values())
                .filter(bucket -> bucket.parameter().equals(name))
                .findFirst();
    }

    private static String names(Stream<String> names) {
        return names.collect(Collectors.joining(", "));
    }
}

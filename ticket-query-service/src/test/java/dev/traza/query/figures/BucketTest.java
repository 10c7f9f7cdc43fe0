package dev.traza.query.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets are what clock and calendar on the wall show, also where the clock is changed. */
class BucketTest {

    @Test
    void theDayOnWhichTheClockIsPutForwardHas23HoursAndTheOther25() {
        assertThat(hours("Europe/Madrid", Bucket.DAY, "2026-03-28T23:00:00Z", "2026-03-30T22:00:00Z"))
                .containsExactly(23L, 24L);
        assertThat(hours("Europe/Madrid", Bucket.DAY, "2026-10-24T22:00:00Z", "2026-10-26T23:00:00Z"))
                .containsExactly(25L, 24L);
    }

    @Test
    void bothHoursBetweenTwoAndThreeInAutumnCountByThemselves() {
        Periods periods = periods("Europe/Madrid", Bucket.HOUR, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");

        assertThat(periods.count()).isEqualTo(25);
    }

    @Test
    void whereTheClockIsPutBackByHalfAnHourTheHourHasNinetyMinutes() {
        Periods periods = periods("Australia/Lord_Howe", Bucket.HOUR, "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z");

        assertThat(minutes(periods)).contains(90L).doesNotContain(30L, 120L);
        assertThat(IntStream.range(0, periods.count()).map(i -> periods.from(i)
                        .atZone(ZoneId.of("Australia/Lord_Howe"))
                        .getMinute()))
                .containsOnly(0);
    }

    @Test
    void aDayThatNeverWasIsNoBucket() {
        // Samoa went from the 29th to the 31st of December 2011.
        assertThat(hours("Pacific/Apia", Bucket.DAY, "2011-12-29T10:00:00Z", "2012-01-01T10:00:00Z"))
                .containsExactly(24L, 24L, 24L);
    }

    @Test
    void weeksBeginOnMondayAndMonthsOnTheFirst() {
        Periods weeks = periods("Europe/Madrid", Bucket.WEEK, "2026-03-04T09:00:00Z", "2026-03-20T00:00:00Z");
        Periods months = periods("America/New_York", Bucket.MONTH, "2026-01-31T12:00:00Z", "2026-04-01T04:00:00Z");

        assertThat(IntStream.range(0, weeks.count()).mapToObj(weeks::from))
                .containsExactly(
                        Instant.parse("2026-03-04T09:00:00Z"),
                        Instant.parse("2026-03-08T23:00:00Z"),
                        Instant.parse("2026-03-15T23:00:00Z"));
        assertThat(IntStream.range(0, months.count()).mapToObj(months::from))
                .containsExactly(
                        Instant.parse("2026-01-31T12:00:00Z"),
                        Instant.parse("2026-02-01T05:00:00Z"),
                        Instant.parse("2026-03-01T05:00:00Z"));
    }

    @Test
    void asManyBucketsAsAllowedAreAndOneMoreIsNot() {
        Instant from = Instant.parse("2026-03-01T00:00:00Z");
        ZoneId utc = ZoneId.of("UTC");

        assertThat(Periods.of(from, Instant.parse("2026-03-11T00:00:00Z"), Bucket.DAY, utc, 10))
                .isPresent();
        assertThat(Periods.of(from, Instant.parse("2026-03-11T00:00:01Z"), Bucket.DAY, utc, 10))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Madrid",
                "America/Havana",
                "America/Sao_Paulo",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Pacific/Apia",
                "Asia/Gaza",
                "Africa/Casablanca"
            })
    void bucketsLeaveNothingOutAndOverlapNowhereWhereverAndWheneverTheyAre(String zone) {
        Random random = new Random(zone.hashCode());
        for (int i = 0; i < 300; i++) {
            Instant from = Instant.ofEpochSecond(random.nextLong(1_000_000_000L, 1_900_000_000L));
            Bucket bucket = Bucket.values()[random.nextInt(Bucket.values().length)];
            Instant to = from.plusSeconds(random.nextLong(bucket == Bucket.HOUR ? 200_000 : 40_000_000));
            Periods periods = Periods.of(from, to.plusSeconds(1), bucket, ZoneId.of(zone), 10_000)
                    .orElseThrow();

            for (int at = 0; at < periods.count(); at++) {
                assertThat(periods.from(at)).isBefore(periods.to(at));
                assertThat(periods.at(periods.from(at).toEpochMilli())).isEqualTo(at);
                assertThat(periods.at(periods.to(at).toEpochMilli() - 1)).isEqualTo(at);
                if (at > 0) {
                    assertThat(periods.from(at)).isEqualTo(periods.to(at - 1));
                    ZonedDateTime local = periods.from(at).atZone(ZoneId.of(zone));
                    assertThat(begins(bucket, local))
                            .as("%s begins %s", local, bucket)
                            .isTrue();
                }
            }
            assertThat(periods.at(periods.end())).isNegative();
            assertThat(periods.at(periods.begin() - 1)).isNegative();
        }
    }

    private static boolean begins(Bucket bucket, ZonedDateTime local) {
        ZonedDateTime startOfDay = local.toLocalDate().atStartOfDay(local.getZone());
        return switch (bucket) {
            case HOUR -> local.getMinute() == 0 && local.getSecond() == 0 && local.getNano() == 0;
            case DAY -> local.isEqual(startOfDay);
            case WEEK -> local.isEqual(startOfDay) && local.getDayOfWeek() == DayOfWeek.MONDAY;
            case MONTH -> local.isEqual(startOfDay) && local.getDayOfMonth() == 1;
        };
    }

    private static List<Long> hours(String zone, Bucket bucket, String from, String to) {
        return LongStream.of(minutes(periods(zone, bucket, from, to)).stream()
                        .mapToLong(Long::longValue)
                        .toArray())
                .map(minutes -> minutes / 60)
                .boxed()
                .toList();
    }

    private static List<Long> minutes(Periods periods) {
        return IntStream.range(0, periods.count())
                .mapToObj(i -> (periods.to(i).toEpochMilli() - periods.from(i).toEpochMilli()) / 60_000)
                .toList();
    }

    private static Periods periods(String zone, Bucket bucket, String from, String to) {
        return Periods.of(Instant.parse(from), Instant.parse(to), bucket, ZoneId.of(zone), 1000)
                .orElseThrow();
    }
}

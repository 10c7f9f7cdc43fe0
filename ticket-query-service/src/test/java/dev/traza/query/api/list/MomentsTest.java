package dev.traza.query.api.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

    /** Half past eleven in Madrid, on the Sunday on which its clocks went from two to three. */
    private static final Moments MADRID =
            new Moments(Instant.parse("2026-03-29T09:30:00Z"), ZoneId.of("Europe/Madrid"));

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T08:00:00Z, 2026-01-31T08:00:00Z",
        "2026-01-31T08:00:00.123456Z, 2026-01-31T08:00:00.123456Z",
        "2026-07-01, 2026-06-30T22:00:00Z",
        "now, 2026-03-29T09:30:00Z",
        "now-2h, 2026-03-29T07:30:00Z",
        "now-90m, 2026-03-29T08:00:00Z",
        "now 90m, 2026-03-29T11:00:00Z",
        "now-1d, 2026-03-28T10:30:00Z",
        "now-24h, 2026-03-28T09:30:00Z",
        "now-7d, 2026-03-22T10:30:00Z",
        "now-1M, 2026-02-28T10:30:00Z",
        "now-1y, 2025-03-29T10:30:00Z",
        "today, 2026-03-28T23:00:00Z",
        "today+1d, 2026-03-29T22:00:00Z",
        "today+1d-1h, 2026-03-29T21:00:00Z",
        "startOfWeek, 2026-03-22T23:00:00Z",
        "startOfWeek+1w, 2026-03-29T22:00:00Z",
        "startOfMonth, 2026-02-28T23:00:00Z",
        "startOfMonth-1M, 2026-01-31T23:00:00Z",
        "startOfQuarter, 2025-12-31T23:00:00Z",
        "startOfYear-1y+2M+3d, 2025-03-03T23:00:00Z",
    })
    void isUnderstoodInTheZone(String text, Instant expected) {
        assertThat(MADRID.read(text)).contains(expected);
    }

    @Test
    void aDayThatBeginsAfterMidnightBeginsThenAndItsNeighboursAtMidnight() {
        // In Beirut, clocks went from midnight to one on this day.
        Moments beirut = new Moments(Instant.parse("2024-03-31T12:00:00Z"), ZoneId.of("Asia/Beirut"));

        assertThat(beirut.read("today")).contains(Instant.parse("2024-03-30T22:00:00Z"));
        assertThat(beirut.read("today-1d")).contains(Instant.parse("2024-03-29T22:00:00Z"));
        assertThat(beirut.read("today+1d")).contains(Instant.parse("2024-03-31T21:00:00Z"));
    }

    @Test
    void nowIsNowAlsoWhenTheWallClockShowsItASecondTime() {
        // Half past two for the second time.
        Instant now = Instant.parse("2026-10-25T01:30:00Z");
        Moments madrid = new Moments(now, ZoneId.of("Europe/Madrid"));

        assertThat(madrid.read("now")).contains(now);
        assertThat(madrid.read("now-1h")).contains(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(madrid.read("now-1d")).contains(Instant.parse("2026-10-24T00:30:00Z"));
        assertThat(madrid.read("today")).contains(Instant.parse("2026-10-24T22:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "now-",
                "now-7",
                "now-7s",
                "now-12345d",
                "now-1d-1d-1d-1d",
                "now-9999y",
                "today+9999y",
                "NOW",
                " now",
                "2026-02-30",
                "2026-1-1",
                "0000-01-01",
                "+999999999-12-31T23:59:59Z",
                "now-7d'); DROP",
                "2026-01-31T08:00:00",
            })
    void whatIsNoTimeIsNotGuessed(String text) {
        assertThat(MADRID.read(text)).isEmpty();
    }
}

package dev.traza.workingtime;

import org.jspecify.annotations.Nullable;

/**
 * Whose public holidays a calendar keeps.
 *
 * @param country ISO 3166-1 alpha-2 code, for example {@code ES}
 * @param region code of a part of the country as Jollyday names it, for example {@code md} for Madrid; absent for
 *     those of the whole country only
 */
public record HolidayRegion(String country, @Nullable String region) {
    public HolidayRegion {
        country = country == null ? "" : country;
    }
}

package dev.traza.query.figures;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A period, divided into buckets or not. What happens at a boundary belongs to the bucket that begins there. */
public final class Periods {

    private final long[] bounds;

    private Periods(long[] bounds) {
        this.bounds = bounds;
    }

    /** The period as one. */
    public static Periods whole(Instant from, Instant to) {
        return new Periods(new long[] {from.toEpochMilli(), to.toEpochMilli()});
    }

    /**
     * The period divided; its first and last bucket are cut where the period begins and ends. Empty when that would be
     * more buckets than allowed.
     *
     * @param bucket absent for the period as one
     */
    public static Optional<Periods> of(Instant from, Instant to, @Nullable Bucket bucket, ZoneId zone, int most) {
        if (bucket == null) {
            return Optional.of(whole(from, to));
        }
        List<Instant> bounds = new ArrayList<>(List.of(from));
        for (Instant next = bucket.next(from, zone); next.isBefore(to); next = bucket.next(next, zone)) {
            bounds.add(next);
            if (bounds.size() > most) {
                return Optional.empty();
            }
        }
        bounds.add(to);
        return Optional.of(
                new Periods(bounds.stream().mapToLong(Instant::toEpochMilli).toArray()));
    }

    /** How many buckets. */
    public int count() {
        return bounds.length - 1;
    }

    /** When a bucket begins. */
    public Instant from(int bucket) {
        return Instant.ofEpochMilli(bounds[bucket]);
    }

    /** When a bucket ends; that instant does not belong to it. */
    public Instant to(int bucket) {
        return Instant.ofEpochMilli(bounds[bucket + 1]);
    }

    /** When all begins, in milliseconds since 1970. */
    public long begin() {
        return bounds[0];
    }

    /** When all ends, in milliseconds since 1970. */
    public long end() {
        return bounds[bounds.length - 1];
    }

    /** The bucket of a time; negative when it is outside. */
    int at(long time) {
        if (time < begin() || time >= end()) {
            return -1;
        }
        int found = Arrays.binarySearch(bounds, time);
        return found >= 0 ? found : -found - 2;
    }

    /** The first bucket that ends after a time; as many as there are buckets when none does. */
    int firstEndingAfter(long time) {
        int found = Arrays.binarySearch(bounds, 1, bounds.length, time);
        return (found >= 0 ? found + 1 : -found - 1) - 1;
    }
}

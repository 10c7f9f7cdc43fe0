package dev.traza.query.api.ticket;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file (RFC 9110, 14.1.2).
 *
 * @param from the first byte, from 0
 * @param length how many, at least 1
 */
record ByteRange(long from, long length) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** What a {@code Range} header asks for. */
    sealed interface Asked {

        /** All of it; also for what is not understood and for several parts at once, as the standard allows. */
        record Whole() implements Asked {}

        /** This part. */
        record Part(ByteRange range) implements Asked {}

        /** A part that is not there. */
        record Nothing() implements Asked {}
    }

    /** @param size of the file, at least 1 */
    static Asked of(@Nullable String header, long size) {
        if (header == null) {
            return new Asked.Whole();
        }
        Matcher one = ONE.matcher(header.strip());
        if (!one.matches()) {
            return new Asked.Whole();
        }
        Optional<Long> first = number(one.group(1));
        Optional<Long> last = number(one.group(2));
        if (first.isEmpty()) {
            return last.map(count -> suffix(count, size)).orElseGet(Asked.Whole::new);
        }
        long from = first.get();
        long to = Math.min(last.orElse(size - 1), size - 1);
        if (last.isPresent() && last.get() < from) {
            return new Asked.Whole(); // not a range at all
        }
        return from >= size ? new Asked.Nothing() : new Asked.Part(new ByteRange(from, to - from + 1));
    }

    private static Asked suffix(long count, long size) {
        long length = Math.min(count, size);
        return count == 0 ? new Asked.Nothing() : new Asked.Part(new ByteRange(size - length, length));
    }

    private static Optional<Long> number(String digits) {
        return digits.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(digits));
    }

    /** For {@code Content-Range}. */
    String of(long size) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }
}

package dev.traza.contract.envelope;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ticket's short number. Partition {@code p} of {@code P} hands out {@code n = k·P + p} for k = 1, 2, 3…, so numbers
 * are unique without coordination and tell where the ticket lives.
 *
 * @param n 1 or more
 */
public record TicketNumber(long n) {

    /** 18 digits always fit a long. */
    private static final Pattern FORM = Pattern.compile("[Tt]-([1-9][0-9]{0,17})");

    public TicketNumber {
        if (n < 1) {
            throw new IllegalArgumentException("A ticket number is 1 or more, not " + n);
        }
    }

    /**
     * The {@code k}-th number of a partition.
     *
     * @param k counted from 1
     */
    public static TicketNumber of(long k, int partition, int partitions) {
        return new TicketNumber(Math.addExact(Math.multiplyExact(k, partitions), partition));
    }

    /** Reads {@code T-1042}, also with a small t; empty for anything else. */
    public static Optional<TicketNumber> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new TicketNumber(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }

    /** The partition that handed this number out. */
    public int partition(int partitions) {
        return (int) (n % partitions);
    }

    /** {@code T-1042}. */
    public String text() {
        return "T-" + n;
    }
}

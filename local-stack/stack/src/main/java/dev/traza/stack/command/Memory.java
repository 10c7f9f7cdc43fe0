package dev.traza.stack.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory a process takes and how much the machine has left. */
public final class Memory {

    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final double GIB = 1024.0 * MIB;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");

    private Memory() {}

    /** What the process holds in memory now; empty when the system does not say. */
    public static OptionalLong residentBytes(ProcessHandle process) {
        OptionalLong known = kibibytes(Path.of("/proc", Long.toString(process.pid()), "status"), RESIDENT);
        return known.isPresent() ? known : askPs(process);
    }

    /** What programs may take before the machine swaps; empty when the system does not say. */
    static OptionalLong availableBytes() {
        return kibibytes(Path.of("/proc/meminfo"), AVAILABLE);
    }

    /** For people. */
    static String text(OptionalLong bytes) {
        if (bytes.isEmpty()) {
            return "-";
        }
        return bytes.getAsLong() < GIB
                ? bytes.getAsLong() / MIB + " MiB"
                : String.format(Locale.ROOT, "%.1f GiB", bytes.getAsLong() / GIB);
    }

    private static OptionalLong askPs(ProcessHandle process) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return OptionalLong.of(Long.parseLong(answer) * KIB);
        } catch (IOException | NumberFormatException unknown) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong kibibytes(Path file, Pattern line) {
        try {
            Matcher matcher = line.matcher(Files.readString(file));
            return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1)) * KIB) : OptionalLong.empty();
        } catch (IOException notThisSystem) {
            return OptionalLong.empty();
        }
    }
}

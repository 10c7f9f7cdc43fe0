package dev.traza.bench.report;

/**
 * Where it was measured.
 *
 * @param loadBefore processes that wanted a processor on average during the last minute before the run: above about 0.2 the
 *     machine had something else to do, and figures say little; -1 when the system does not say
 */
public record Machine(int cores, long memoryMib, String jdk, String system, double loadBefore) {

    private static final long MIB = 1024L * 1024;

    /** This one, now. */
    public static Machine here() {
        java.lang.management.OperatingSystemMXBean system =
                java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        long memory =
                system instanceof com.sun.management.OperatingSystemMXBean known ? known.getTotalMemorySize() / MIB : 0;
        return new Machine(
                system.getAvailableProcessors(),
                memory,
                System.getProperty("java.vendor", "") + " " + System.getProperty("java.runtime.version", ""),
                system.getName() + " " + system.getArch(),
                system.getSystemLoadAverage());
    }

    /** In one line. */
    public String text() {
        return "%d cores, %.1f GiB, %s, %s, load before %.2f"
                .formatted(cores, memoryMib / 1024.0, jdk, system, loadBefore);
    }

    /** Whether figures of both can be compared. */
    boolean isLike(Machine other) {
        return cores == other.cores && memoryMib == other.memoryMib && jdk.equals(other.jdk);
    }
}

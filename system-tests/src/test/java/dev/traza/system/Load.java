package dev.traza.system;

import java.util.List;

/** How hard the fault tests work; for a long run, {@code -Dtraza.load.seconds=3600 -Dtraza.load.per-second=100}. */
final class Load {

    /** Commands that begin in a second. */
    static final double PER_SECOND = Double.parseDouble(System.getProperty("traza.load.per-second", "40"));

    /** How long, in seconds. */
    static final int SECONDS = Integer.getInteger("traza.load.seconds", 60);

    /** Agents of the demo organisation's help desk. */
    static final List<String> AGENTS = List.of("ana", "luis", "john");

    private Load() {}
}

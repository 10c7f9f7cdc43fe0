package dev.traza.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * What a figure is compared with: the same measured of something simpler, in the same run.
 *
 * @param what it is
 * @param value in the figure's unit
 * @param goal what part of it, or how many times as much, the figure shall be; absent when there is none
 */
public record Yardstick(String what, double value, @Nullable Goal goal) {}

package io.atelier.bench.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the steps of a workload took.
 *
 * @param medianSeconds of one step
 * @param steps how many were measured
 */
public record Measurement(double medianSeconds, int steps) {

    private static final int LEAST_STEPS = 3;

    /** Repeats {@code step} for {@code warmUp}, uncounted, then for {@code measured}, at least three times each. */
    public static Measurement of(Runnable step, Duration warmUp, Duration measured) {
        repeat(step, warmUp);
        List<Double> seconds = repeat(step, measured);
        return new Measurement(median(seconds), seconds.size());
    }

    private static List<Double> repeat(Runnable step, Duration time) {
        List<Double> seconds = new ArrayList<>();
        long begin = System.nanoTime();
        long before = begin;
        while (seconds.size() < LEAST_STEPS || before - begin < time.toNanos()) {
            step.run();
            long after = System.nanoTime();
            seconds.add((after - before) / 1e9);
            before = after;
        }
        return seconds;
    }

    /** The middle one; of an even number, the mean of the two in the middle. */
    public static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("There is no median of nothing");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}

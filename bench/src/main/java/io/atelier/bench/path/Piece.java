package io.atelier.bench.path;

import java.util.Arrays;
import java.util.List;

/**
 * A part of a step that begins when all before it has ended.
 *
 * @param name unique in the step
 * @param units seconds of each part that a thread of its own could do, in the order in which threads take them; one unit
 *     is what nobody shares
 */
record Piece(String name, List<Double> units) {

    Piece {
        units = List.copyOf(units);
    }

    boolean isSerial() {
        return units.size() == 1;
    }

    /** Seconds on one thread. */
    double work() {
        return units.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Seconds until the last unit has ended, if each thread takes the next unit as soon as it is free. */
    double onThreads(int threads) {
        double[] free = new double[Math.min(threads, Math.max(1, units.size()))];
        for (double unit : units) {
            int first = 0;
            for (int thread = 1; thread < free.length; thread++) {
                first = free[thread] < free[first] ? thread : first;
            }
            free[first] += unit;
        }
        return Arrays.stream(free).max().orElse(0);
    }
}

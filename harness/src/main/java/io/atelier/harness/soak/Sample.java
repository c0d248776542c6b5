package io.atelier.harness.soak;

import java.util.List;

/**
 * All readings of one moment.
 *
 * @param seconds since the start
 * @param progress part of the whole duration, 0 to 1
 * @param work done by then
 */
record Sample(double seconds, double progress, Work work, List<Reading> readings) {

    Sample {
        readings = List.copyOf(readings);
    }
}

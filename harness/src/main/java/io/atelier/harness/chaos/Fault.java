package io.atelier.harness.chaos;

import java.time.Duration;
import java.util.List;

/**
 * One fault of a plan.
 *
 * @param pause from the fault before it to this one
 * @param kind what is done
 * @param target chooses among the processes to which it can be done, modulo their number
 * @param duration how long the process stays away; when frozen, beyond its lock
 * @param parts what is done at once, of {@link FaultKind#SEVERAL}; empty for all others
 */
record Fault(Duration pause, FaultKind kind, int target, Duration duration, List<Fault> parts) {

    Fault {
        parts = List.copyOf(parts);
    }
}

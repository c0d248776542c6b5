package io.atelier.harness.chaos;

import java.time.Duration;
import java.util.List;

/**
 * One fault of a plan.
 *
 * @param pause time after the fault before it
 * @param kind of fault
 * @param target chooses among the processes that it can hit, modulo their number
 * @param duration how long the process stays away; for a frozen one, how much longer than its lock lasts
 * @param parts the faults injected at once by {@link FaultKind#SEVERAL}; empty for every other kind
 */
record Fault(Duration pause, FaultKind kind, int target, Duration duration, List<Fault> parts) {

    Fault {
        parts = List.copyOf(parts);
    }
}

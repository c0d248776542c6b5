package io.atelier.harness.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures for how long no trainer trained anything while faults lasted. Thread-safe. */
final class Standstills {

    /** @param end when everything ran again; the standstill may last longer */
    private record Lasting(FaultKind kind, long start, long end) {}

    /** Between two moments at which something was trained. */
    private record Gap(long start, long end) {

        boolean overlaps(Lasting fault) {
            return start < fault.end() && end > fault.start();
        }

        Duration length() {
            return Duration.ofNanos(end - start);
        }
    }

    private static final Duration NOT_WORTH_KEEPING = Duration.ofMillis(300);

    private final Map<String, Long> steps = new HashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Lasting> faults = new ArrayList<>();
    private long latest;

    /** Takes notice of a trainer that has trained since it was last seen. */
    synchronized void seen(Sighting sighting) {
        if (!sighting.isTraining() || !sighting.hasTrained()) {
            return;
        }
        Long before = steps.put(sighting.trial(), sighting.steps());
        if (before != null && before == sighting.steps()) {
            return;
        }
        if (latest != 0 && sighting.nanos() - latest > NOT_WORTH_KEEPING.toNanos()) {
            gaps.add(new Gap(latest, sighting.nanos()));
        }
        latest = Math.max(latest, sighting.nanos());
    }

    synchronized void fault(FaultKind kind, long start, long end) {
        faults.add(new Lasting(kind, start, end));
    }

    /** The longest that overlaps with a fault of the kind; zero if there was none worth mentioning. */
    synchronized Duration longest(FaultKind kind) {
        return faults.stream()
                .filter(fault -> fault.kind() == kind)
                .flatMap(fault -> gaps.stream().filter(gap -> gap.overlaps(fault)))
                .map(Gap::length)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}

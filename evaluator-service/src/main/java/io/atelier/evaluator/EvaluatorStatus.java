package io.atelier.evaluator;

import io.atelier.service.life.Loop;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How the evaluator is, for its health checks. Thread-safe. */
final class EvaluatorStatus {

    private volatile List<Loop> watched = List.of();
    private volatile Supplier<Optional<String>> waitingFor = Optional::empty;
    private volatile boolean ready;

    /** From now on these loops must be alive. */
    void watch(List<Loop> loops) {
        watched = List.copyOf(loops);
    }

    /** The view is complete and checkpoints are read. */
    void ready() {
        ready = true;
    }

    /** Whose test images a checkpoint waits for, if one does. */
    void waiting(Supplier<Optional<String>> stream) {
        waitingFor = stream;
    }

    /** The test stream that does not come, or nothing. */
    Optional<String> waitingFor() {
        return waitingFor.get();
    }

    boolean isReady() {
        return ready;
    }

    /** Names of loops that ended: the process is about to end, too. */
    List<String> deadLoops() {
        return watched.stream().filter(loop -> !loop.isAlive()).map(Loop::name).toList();
    }
}

package io.atelier.evaluator;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How the evaluator is, for its health checks. Thread-safe. */
final class EvaluatorStatus {

    private final Runnable onFailure;
    private volatile List<Thread> watched = List.of();
    private volatile Supplier<Optional<String>> waitingFor = Optional::empty;
    private volatile boolean ready;

    /** @param onFailure ends the process */
    EvaluatorStatus(Runnable onFailure) {
        this.onFailure = onFailure;
    }

    /** From now on these threads must be alive. */
    void watch(List<Thread> threads) {
        watched = List.copyOf(threads);
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

    /** The evaluator can't start and has said why. */
    void failed() {
        onFailure.run();
    }

    boolean isReady() {
        return ready;
    }

    /** Names of loops that ended though nobody stopped them. */
    List<String> deadLoops() {
        return watched.stream()
                .filter(thread -> !thread.isAlive())
                .map(Thread::getName)
                .toList();
    }
}

package io.atelier.evaluator.checkpoints;

import io.atelier.evaluator.view.Trial;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Which checkpoints nobody needs any more. */
final class Superseded {

    private Superseded() {}

    /**
     * The epochs of {@code trial} whose checkpoints may go once {@code epoch} is evaluated: itself, unless it is the best
     * so far, and the one that was the best before it. Empty where the epoch's metrics are unknown, and so whether it is the
     * best.
     */
    static List<Integer> after(Trial trial, int epoch) {
        OptionalInt best = trial.bestEpoch();
        if (best.isEmpty() || !trial.epochs().containsKey(epoch)) {
            return List.of();
        }
        TreeSet<Integer> superseded = new TreeSet<>();
        trial.bestUpTo(epoch - 1).ifPresent(superseded::add);
        superseded.add(epoch);
        superseded.remove(best.getAsInt());
        return List.copyOf(superseded);
    }
}

package io.atelier.contract.halving;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A trial among those that it is compared with, as its latest event has it.
 *
 * @param label its configuration's
 * @param rungs in ascending order of their epochs
 */
public record Contender(String label, List<Rung> rungs, Standing standing) {

    /** Whether more is to come. */
    public enum Standing {
        /** It is being trained, or waits. */
        UNDECIDED,
        /** It ended well; its last rung counts from then on. */
        ENDED,
        /** It ended without a score: from then on it is the last. */
        FAILED
    }

    public Contender {
        rungs = List.copyOf(rungs);
    }

    /** What it is ranked by at this rung, less is better; empty as long as it has not got there. */
    OptionalDouble scoreAt(int epoch) {
        for (Rung rung : rungs) {
            if (rung.epoch() == epoch) {
                return OptionalDouble.of(rung.valLoss());
            }
        }
        return switch (standing) {
            case UNDECIDED -> OptionalDouble.empty();
            case ENDED ->
                rungs.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(rungs.get(rungs.size() - 1).valLoss());
            case FAILED -> OptionalDouble.of(Double.POSITIVE_INFINITY);
        };
    }
}

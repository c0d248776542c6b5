package io.atelier.engine.optimizer;

import io.atelier.contract.recipe.Schedule;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A learning rate that follows a recipe's schedule.
 *
 * @param rate what the schedule's factor multiplies
 */
record StepRate(double rate, Schedule schedule, int stepsPerEpoch, int epochs) implements ISchedule {

    /** Deeplearning4j counts epochs by itself, from where it was started: only {@code iteration} decides. */
    @Override
    public double valueAt(int iteration, int epoch) {
        return rate * schedule.factor(iteration, stepsPerEpoch, epochs);
    }

    StepRate times(double factor) {
        return new StepRate(rate * factor, schedule, stepsPerEpoch, epochs);
    }

    @Override
    public StepRate clone() {
        return this;
    }
}

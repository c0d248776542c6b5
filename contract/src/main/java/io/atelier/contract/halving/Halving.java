package io.atelier.contract.halving;

import io.atelier.contract.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * After {@code epochs}, and whenever {@code factor} times as many are trained, the worse trials of a seed end.
 *
 * @param factor one in so many trials goes on, rounded up, in [2, 10]
 * @param epochs the first rung, at least 1
 * @param configurations how many trials begin for each seed, in [1, 100]
 */
public record Halving(int factor, int epochs, int configurations) {

    public static final int LEAST_FACTOR = 2;
    public static final int MOST_FACTOR = 10;

    /** The most rungs that a trial can have: there are fewer than 2^17 epochs. */
    public static final int MAX_RUNGS = 17;

    private static final int MAX_EPOCHS = 100_000;
    private static final int MAX_CONFIGURATIONS = 100;

    public Halving {
        Require.inRange(factor, LEAST_FACTOR, MOST_FACTOR, "factor");
        Require.inRange(epochs, 1, MAX_EPOCHS, "epochs");
        Require.inRange(configurations, 1, MAX_CONFIGURATIONS, "configurations");
    }

    /** After which epochs trials of so many epochs are compared, in ascending order. */
    public List<Integer> rungs(int epochsOfTrial) {
        List<Integer> rungs = new ArrayList<>();
        for (long epoch = epochs; epoch < epochsOfTrial; epoch *= factor) {
            rungs.add((int) epoch);
        }
        return List.copyOf(rungs);
    }

    /**
     * How far some of the trials get.
     *
     * @param trials how many, for each seed
     * @param epoch until which all of them are trained
     */
    public record Stage(int trials, int epoch) {}

    /** From the first rung to the end of those that are left, if none is stopped early and none fails. */
    public List<Stage> stages(int epochsOfTrial) {
        List<Stage> stages = new ArrayList<>();
        int trials = configurations;
        for (int rung : rungs(epochsOfTrial)) {
            stages.add(new Stage(trials, rung));
            trials = survivors(trials);
        }
        stages.add(new Stage(trials, epochsOfTrial));
        return List.copyOf(stages);
    }

    /** How many epochs the trials of a seed are trained together, if none is stopped early and none fails. */
    public long epochsInAll(int epochsOfTrial) {
        long epochsInAll = 0;
        int before = 0;
        for (Stage stage : stages(epochsOfTrial)) {
            epochsInAll += (long) stage.trials() * (stage.epoch() - before);
            before = stage.epoch();
        }
        return epochsInAll;
    }

    /** How many of these go on. */
    public int survivors(int trials) {
        return (trials + factor - 1) / factor;
    }
}

package io.atelier.contract.recipe;

import io.atelier.contract.Require;

/** Averages of the trained parameters over the steps; the moving statistics of batch normalization are not averaged. */
public sealed interface Averaging {

    /**
     * An exponential moving average beside the parameters, which scores and checkpoints take in their place. The first
     * update copies, as Keras' {@code use_ema} and PyTorch's {@code AveragedModel} do.
     *
     * @param decay share of the average that an update keeps, in [0, 0.999999]
     * @param every steps from one update to the next
     */
    record Ema(double decay, int every) implements Averaging {

        static final double MOST_DECAY = 0.999999;

        public Ema {
            Require.inRange(decay, 0, MOST_DECAY, "decay");
            Require.inRange(every, 1, MOST_STEPS, "every");
        }
    }

    /**
     * Slow weights that follow the trained ones, which then go on from there (Zhang and others, "Lookahead Optimizer: k steps
     * forward, 1 step back", 2019).
     *
     * @param steps from one meeting to the next
     * @param share of the way that the slow weights go, in (0, 1]
     */
    record Lookahead(int steps, double share) implements Averaging {

        static final double LEAST_SHARE = 1e-6;

        public Lookahead {
            Require.inRange(steps, 1, MOST_STEPS, "steps");
            Require.inRange(share, LEAST_SHARE, 1, "share");
        }
    }

    int MOST_STEPS = 100_000;
}

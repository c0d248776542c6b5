package io.atelier.contract.recipe;

import io.atelier.contract.Require;

/** How gradients move parameters. */
public sealed interface Optimizer {

    double LEAST_RATE = 1e-12;
    double MOST_RATE = 1000;
    double MOST_DECAY = 1;

    /** Before the {@link Schedule schedule's} factor and that of {@link #rates}. */
    double learningRate();

    Rates rates();

    /**
     * Adam as Keras has it.
     *
     * @param beta1 decay of the gradient's mean, in [0, 0.999999]
     * @param beta2 decay of its square's mean, in [0, 0.999999]
     * @param epsilon added to the uncorrected root, in [1e-12, 1]
     */
    record Adam(double learningRate, double beta1, double beta2, double epsilon, Rates rates) implements Optimizer {

        static final double MOST_BETA = 0.999999;
        static final double LEAST_EPSILON = 1e-12;

        /** Keras' defaults. */
        public static final Adam KERAS = new Adam(0.001, 0.9, 0.999, 1e-7, Rates.EQUAL);

        public Adam {
            Require.inRange(learningRate, LEAST_RATE, MOST_RATE, "learning_rate");
            Require.inRange(beta1, 0, MOST_BETA, "beta_1");
            Require.inRange(beta2, 0, MOST_BETA, "beta_2");
            Require.inRange(epsilon, LEAST_EPSILON, 1, "epsilon");
            Require.present(rates, "rates");
        }
    }

    /**
     * Adam with decoupled weight decay: each step also takes learning rate times {@code weightDecay} of every weight off it.
     * Keras and PyTorch decay all parameters unless told otherwise; here biases, gammas and betas are never decayed.
     *
     * @param adam all but the decay
     * @param weightDecay in [0, 1]
     */
    record AdamW(Adam adam, double weightDecay) implements Optimizer {

        public AdamW {
            Require.present(adam, "adam");
            Require.inRange(weightDecay, 0, MOST_DECAY, "weight_decay");
        }

        @Override
        public double learningRate() {
            return adam.learningRate();
        }

        @Override
        public Rates rates() {
            return adam.rates();
        }
    }

    /**
     * Stochastic gradient descent as PyTorch has it: the decay joins the gradient of every parameter, the velocity sums
     * gradients, and the rate multiplies what comes out. At a constant rate and without decay that is Keras' SGD.
     *
     * @param momentum in [0, 0.9999]
     * @param nesterov looks a step ahead; needs momentum
     * @param weightDecay in [0, 1]
     */
    record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay, Rates rates)
            implements Optimizer {

        static final double MOST_MOMENTUM = 0.9999;

        public Sgd {
            Require.inRange(learningRate, LEAST_RATE, MOST_RATE, "learning_rate");
            Require.inRange(momentum, 0, MOST_MOMENTUM, "momentum");
            Require.that(!nesterov || momentum > 0, "nesterov needs momentum above 0");
            Require.inRange(weightDecay, 0, MOST_DECAY, "weight_decay");
            Require.present(rates, "rates");
        }
    }
}

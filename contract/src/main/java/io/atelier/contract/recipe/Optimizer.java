package io.atelier.contract.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.Optional;
import java.util.function.Supplier;

/** How gradients move parameters. */
public sealed interface Optimizer {

    double LEAST_RATE = 1e-12;
    double MOST_RATE = 1000;
    double MOST_DECAY = 1;

    /** Before the {@link Schedule schedule's} factor and that of {@link #rates}. */
    double learningRate();

    Rates rates();

    /** Values of state that it keeps for each trainable parameter. */
    int slots();

    Kind kind();

    /** Writes the fields of this kind. */
    void write(FieldWriter out);

    /** The kinds there are. */
    enum Kind {
        ADAM,
        ADAMW,
        SGD
    }

    /** Empty after a fault was added. */
    static Optional<Optimizer> read(Value value) {
        return Kinds.read(value, Kind.class, Optimizer::read);
    }

    private static Supplier<Optimizer> read(Kind kind, Fields fields) {
        return switch (kind) {
            case ADAM -> Adam.read(fields);
            case ADAMW -> AdamW.read(fields);
            case SGD -> Sgd.read(fields);
        };
    }

    /** As {@link #read(Value)} reads it. */
    default ObjectNode write() {
        return Kinds.write(kind(), this::write);
    }

    private static double rate(Fields fields, double otherwise) {
        return fields.number("learning_rate", LEAST_RATE, MOST_RATE, otherwise);
    }

    /** All equal where nothing is said, and where what is said is wrong. */
    private static Rates rates(Fields fields) {
        return fields.optional("rates").flatMap(Rates::read).orElse(Rates.EQUAL);
    }

    private static void write(FieldWriter out, Rates rates) {
        if (!rates.equals(Rates.EQUAL)) {
            out.object("rates", rates.write());
        }
    }

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

        static Supplier<Optimizer> read(Fields fields) {
            Adam adam = adam(fields);
            return () -> adam;
        }

        /** The fields that AdamW has, too. */
        private static Adam adam(Fields fields) {
            double learningRate = rate(fields, KERAS.learningRate);
            double beta1 = fields.number("beta_1", 0, MOST_BETA, KERAS.beta1);
            double beta2 = fields.number("beta_2", 0, MOST_BETA, KERAS.beta2);
            double epsilon = fields.number("epsilon", LEAST_EPSILON, 1, KERAS.epsilon);
            return new Adam(learningRate, beta1, beta2, epsilon, Optimizer.rates(fields));
        }

        @Override
        public int slots() {
            return 2;
        }

        @Override
        public Kind kind() {
            return Kind.ADAM;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("learning_rate", learningRate, KERAS.learningRate)
                    .put("beta_1", beta1, KERAS.beta1)
                    .put("beta_2", beta2, KERAS.beta2)
                    .put("epsilon", epsilon, KERAS.epsilon);
            Optimizer.write(out, rates);
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

        private static final double KERAS_DECAY = 0.004;

        public AdamW {
            Require.present(adam, "adam");
            Require.inRange(weightDecay, 0, MOST_DECAY, "weight_decay");
        }

        static Supplier<Optimizer> read(Fields fields) {
            Adam adam = Adam.adam(fields);
            double weightDecay = fields.number("weight_decay", 0, MOST_DECAY, KERAS_DECAY);
            return () -> new AdamW(adam, weightDecay);
        }

        @Override
        public int slots() {
            return adam.slots();
        }

        @Override
        public Kind kind() {
            return Kind.ADAMW;
        }

        @Override
        public void write(FieldWriter out) {
            adam.write(out);
            out.put("weight_decay", weightDecay, KERAS_DECAY);
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

        private static final double KERAS_RATE = 0.01;
        static final double MOST_MOMENTUM = 0.9999;

        public Sgd {
            Require.inRange(learningRate, LEAST_RATE, MOST_RATE, "learning_rate");
            Require.inRange(momentum, 0, MOST_MOMENTUM, "momentum");
            Require.that(!nesterov || momentum > 0, "nesterov must be false without momentum");
            Require.inRange(weightDecay, 0, MOST_DECAY, "weight_decay");
            Require.present(rates, "rates");
        }

        static Supplier<Optimizer> read(Fields fields) {
            double learningRate = rate(fields, KERAS_RATE);
            double momentum = fields.number("momentum", 0, MOST_MOMENTUM, 0);
            boolean nesterov = fields.flag("nesterov", false);
            double weightDecay = fields.number("weight_decay", 0, MOST_DECAY, 0);
            Rates rates = Optimizer.rates(fields);
            if (nesterov && momentum == 0) {
                fields.fault("nesterov", "must be false without momentum");
            }
            return () -> new Sgd(learningRate, momentum, nesterov, weightDecay, rates);
        }

        @Override
        public int slots() {
            return momentum == 0 ? 0 : 1;
        }

        @Override
        public Kind kind() {
            return Kind.SGD;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("learning_rate", learningRate, KERAS_RATE)
                    .put("momentum", momentum, 0.0)
                    .put("nesterov", nesterov, false)
                    .put("weight_decay", weightDecay, 0.0);
            Optimizer.write(out, rates);
        }
    }
}

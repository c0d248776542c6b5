package io.atelier.contract.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.Optional;
import java.util.function.Supplier;

/** Averages of the trained parameters over the steps; the moving statistics of batch normalization are not averaged. */
public sealed interface Averaging {

    int MOST_STEPS = 100_000;

    Kind kind();

    /** Writes the fields of this kind. */
    void write(FieldWriter out);

    /** The kinds there are. */
    enum Kind {
        EMA,
        LOOKAHEAD
    }

    /** Empty after a fault was added. */
    static Optional<Averaging> read(Value value) {
        return Kinds.read(value, Kind.class, Averaging::read);
    }

    private static Supplier<Averaging> read(Kind kind, Fields fields) {
        return switch (kind) {
            case EMA -> Ema.read(fields);
            case LOOKAHEAD -> Lookahead.read(fields);
        };
    }

    /** As {@link #read(Value)} reads it. */
    default ObjectNode write() {
        return Kinds.write(kind(), this::write);
    }

    /**
     * An exponential moving average beside the parameters, which scores and checkpoints take in their place. The first
     * update copies, as Keras' {@code use_ema} and PyTorch's {@code AveragedModel} do.
     *
     * @param decay share of the average that an update keeps, in [0, 0.999999]
     * @param every steps from one update to the next
     */
    record Ema(double decay, int every) implements Averaging {

        private static final double KERAS_DECAY = 0.99;
        static final double MOST_DECAY = 0.999999;

        public Ema {
            Require.inRange(decay, 0, MOST_DECAY, "decay");
            Require.inRange(every, 1, MOST_STEPS, "every");
        }

        static Supplier<Averaging> read(Fields fields) {
            double decay = fields.number("decay", 0, MOST_DECAY, KERAS_DECAY);
            int every = fields.integer("every", 1, MOST_STEPS, 1);
            return () -> new Ema(decay, every);
        }

        @Override
        public Kind kind() {
            return Kind.EMA;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("decay", decay, KERAS_DECAY).put("every", every, 1);
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

        private static final Lookahead PAPER = new Lookahead(5, 0.5);
        static final double LEAST_SHARE = 1e-6;

        public Lookahead {
            Require.inRange(steps, 1, MOST_STEPS, "steps");
            Require.inRange(share, LEAST_SHARE, 1, "share");
        }

        static Supplier<Averaging> read(Fields fields) {
            int steps = fields.integer("steps", 1, MOST_STEPS, PAPER.steps);
            double share = fields.number("share", LEAST_SHARE, 1, PAPER.share);
            return () -> new Lookahead(steps, share);
        }

        @Override
        public Kind kind() {
            return Kind.LOOKAHEAD;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("steps", steps, PAPER.steps).put("share", share, PAPER.share);
        }
    }
}

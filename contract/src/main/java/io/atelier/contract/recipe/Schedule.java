package io.atelier.contract.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How the learning rate changes during training. Pure: the same step has the same factor, to the last bit, on every machine. */
public sealed interface Schedule {

    /**
     * What the optimizer's learning rate is multiplied by.
     *
     * @param step how many steps came before in the whole training, from 0
     * @param stepsPerEpoch at least 1
     * @param epochs the most epochs, at least 1
     */
    double factor(long step, int stepsPerEpoch, int epochs);

    /** Whether the factor of a step is another one where there are more epochs. */
    boolean dependsOnEpochs();

    Kind kind();

    /** Writes the fields of this kind. */
    void write(FieldWriter out);

    /** The kinds there are. */
    enum Kind {
        CONSTANT,
        STEP,
        COSINE,
        ONE_CYCLE,
        PIECEWISE
    }

    /** Empty after a fault was added. */
    static Optional<Schedule> read(Value value) {
        return Kinds.read(value, Kind.class, Schedule::read);
    }

    private static Supplier<Schedule> read(Kind kind, Fields fields) {
        return switch (kind) {
            case CONSTANT -> Constant::new;
            case STEP -> Stepwise.read(fields);
            case COSINE -> Cosine.read(fields);
            case ONE_CYCLE -> OneCycle.read(fields);
            case PIECEWISE -> Piecewise.read(fields);
        };
    }

    /** As {@link #read(Value)} reads it. */
    default ObjectNode write() {
        return Kinds.write(kind(), this::write);
    }

    /** 1 throughout. */
    record Constant() implements Schedule {
        @Override
        public double factor(long step, int stepsPerEpoch, int epochs) {
            return 1;
        }

        @Override
        public boolean dependsOnEpochs() {
            return false;
        }

        @Override
        public Kind kind() {
            return Kind.CONSTANT;
        }

        @Override
        public void write(FieldWriter out) {}
    }

    /**
     * Multiplied by {@code factor} after every {@code every} epochs, as PyTorch's {@code StepLR}.
     *
     * @param every at least 1
     * @param factor in [0.000001, 1]
     */
    record Stepwise(int every, double factor) implements Schedule {

        static final double LEAST_FACTOR = 1e-6;

        public Stepwise {
            Require.inRange(every, 1, Recipe.MAX_EPOCHS, "every");
            Require.inRange(factor, LEAST_FACTOR, 1, "factor");
        }

        static Supplier<Schedule> read(Fields fields) {
            int every = fields.integer("every", 1, Recipe.MAX_EPOCHS);
            double factor = fields.number("factor", LEAST_FACTOR, 1);
            return () -> new Stepwise(every, factor);
        }

        @Override
        public boolean dependsOnEpochs() {
            return false;
        }

        @Override
        public Kind kind() {
            return Kind.STEP;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("every", every).put("factor", factor);
        }

        @Override
        public double factor(long step, int stepsPerEpoch, int epochs) {
            long times = step / stepsPerEpoch / every;
            return StrictMath.pow(factor, (double) times);
        }
    }

    /**
     * Rises linearly from 0 to 1, then falls along half a cosine to 0, which the step after the last would have: Keras'
     * {@code CosineDecay}, and without warm-up PyTorch's {@code CosineAnnealingLR} of all steps.
     *
     * @param warmup share of all steps that the rise takes, in [0, 1]
     */
    record Cosine(double warmup) implements Schedule {

        public Cosine {
            Require.inRange(warmup, 0, 1, "warmup");
        }

        static Supplier<Schedule> read(Fields fields) {
            double warmup = fields.number("warmup", 0, 1, 0);
            return () -> new Cosine(warmup);
        }

        @Override
        public boolean dependsOnEpochs() {
            return true;
        }

        @Override
        public Kind kind() {
            return Kind.COSINE;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("warmup", warmup, 0.0);
        }

        @Override
        public double factor(long step, int stepsPerEpoch, int epochs) {
            double steps = (double) stepsPerEpoch * epochs;
            double rise = warmup * steps;
            return step < rise ? step / rise : between(1, 0, (step - rise) / (steps - rise));
        }
    }

    /**
     * Rises along half a cosine to 1, then falls along another: PyTorch's {@code OneCycleLR} with {@code pct_start} as
     * warm-up, {@code 1 / div_factor} as start and {@code 1 / div_factor / final_div_factor} as end.
     *
     * @param warmup share of all steps that the rise takes, in [0, 1]
     * @param start factor of the first step, in [0, 1]
     * @param end factor of the last step, in [0, 1]
     */
    record OneCycle(double warmup, double start, double end) implements Schedule {

        private static final OneCycle PYTORCH = new OneCycle(0.3, 0.04, 0.000004);

        public OneCycle {
            Require.inRange(warmup, 0, 1, "warmup");
            Require.inRange(start, 0, 1, "start");
            Require.inRange(end, 0, 1, "end");
        }

        static Supplier<Schedule> read(Fields fields) {
            double warmup = fields.number("warmup", 0, 1, PYTORCH.warmup);
            double start = fields.number("start", 0, 1, PYTORCH.start);
            double end = fields.number("end", 0, 1, PYTORCH.end);
            return () -> new OneCycle(warmup, start, end);
        }

        @Override
        public boolean dependsOnEpochs() {
            return true;
        }

        @Override
        public Kind kind() {
            return Kind.ONE_CYCLE;
        }

        @Override
        public void write(FieldWriter out) {
            out.put("warmup", warmup, PYTORCH.warmup)
                    .put("start", start, PYTORCH.start)
                    .put("end", end, PYTORCH.end);
        }

        @Override
        public double factor(long step, int stepsPerEpoch, int epochs) {
            double last = (double) stepsPerEpoch * epochs - 1;
            // PyTorch's: the step before the rise has taken its share.
            double peak = warmup * (last + 1) - 1;
            if (step < peak) {
                return between(start, 1, step / peak);
            }
            return peak < last ? between(1, end, (step - peak) / (last - peak)) : 1;
        }
    }

    /**
     * Linear from point to point; before the first its factor, after the last that one's.
     *
     * @param points 1 to 100, in the order of their epochs
     */
    record Piecewise(List<Point> points) implements Schedule {

        static final int MAX_POINTS = 100;

        public Piecewise {
            points = Require.copy(points, MAX_POINTS, "points");
            Require.that(!points.isEmpty(), "points must have at least 1 element");
            for (int i = 1; i < points.size(); i++) {
                Require.that(
                        points.get(i - 1).epoch() < points.get(i).epoch(),
                        "points must have epochs that rise, but %s comes after %s",
                        points.get(i).epoch(),
                        points.get(i - 1).epoch());
            }
        }

        static Supplier<Schedule> read(Fields fields) {
            List<Value> values = fields.list("points", 1, MAX_POINTS);
            List<Point> points = values.stream().map(Point::read).toList();
            for (int i = 1; i < points.size(); i++) {
                if (points.get(i - 1).epoch() >= points.get(i).epoch()) {
                    values.get(i).fault("must be of a later epoch than the point before, but is " + values.get(i));
                }
            }
            return () -> new Piecewise(points);
        }

        @Override
        public boolean dependsOnEpochs() {
            return false;
        }

        @Override
        public Kind kind() {
            return Kind.PIECEWISE;
        }

        @Override
        public void write(FieldWriter out) {
            ObjectNode node = out.done();
            points.forEach(point ->
                    node.withArray("points").addArray().add(point.epoch()).add(point.factor()));
        }

        @Override
        public double factor(long step, int stepsPerEpoch, int epochs) {
            double epoch = (double) step / stepsPerEpoch;
            Point before = points.get(0);
            if (epoch < before.epoch()) {
                return before.factor();
            }
            for (Point point : points) {
                if (epoch < point.epoch()) {
                    return before.towards(point, epoch);
                }
                before = point;
            }
            return before.factor();
        }
    }

    /**
     * A corner of {@link Piecewise}.
     *
     * @param epoch how many epochs came before, in [0, 100000]; 0.5 is the middle of the first
     * @param factor in [0, 1000]
     */
    record Point(double epoch, double factor) {

        static final double MOST_FACTOR = 1000;

        public Point {
            Require.inRange(epoch, 0, Recipe.MAX_EPOCHS, "epoch of a point");
            Require.inRange(factor, 0, MOST_FACTOR, "factor of a point");
        }

        private static Point read(Value value) {
            List<Value> two = value.list(2, 2);
            return two.isEmpty()
                    ? new Point(0, 0)
                    : new Point(
                            two.get(0).number(0, Recipe.MAX_EPOCHS), two.get(1).number(0, MOST_FACTOR));
        }

        private double towards(Point next, double at) {
            return factor + (next.factor - factor) * ((at - epoch) / (next.epoch - epoch));
        }
    }

    /** On the half cosine from {@code first} to {@code last}, at {@code share} of its way. */
    private static double between(double first, double last, double share) {
        return last + (first - last) * (0.5 * (1 + StrictMath.cos(Math.PI * share)));
    }
}

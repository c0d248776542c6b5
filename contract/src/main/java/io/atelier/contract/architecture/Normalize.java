package io.atelier.contract.architecture;

import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.List;
import java.util.function.Supplier;

/**
 * All values less a mean and by a deviation: what puts the pixels of images around 0. Part of the network, so that whoever
 * predicts with it does the same.
 *
 * @param mean one number for each channel or one for all, in units of the input: pixels are in [0, 1]. Empty, as the
 *     deviation is then: those of the dataset's training images, which planning puts in
 * @param deviation as many
 */
public record Normalize(List<Double> mean, List<Double> deviation) implements Layer {

    /** So that these are numbers of float32, and what follows from them too. */
    private static final double MAX = 1e30;

    private static final double LEAST_DEVIATION = 1e-30;
    public static final int MAX_CHANNELS = 4096;

    public Normalize {
        // Minus zero means zero, and must be equal to it.
        mean = Require.copy(mean, MAX_CHANNELS, "mean").stream()
                .map(value -> value == 0 ? Double.valueOf(0) : value)
                .toList();
        deviation = Require.copy(deviation, MAX_CHANNELS, "deviation");
        Require.that(
                mean.size() == deviation.size(),
                "mean and deviation must have as many numbers, or be left out both for those of the dataset, but have %d and"
                        + " %d",
                mean.size(),
                deviation.size());
        for (int c = 0; c < mean.size(); c++) {
            Require.inRange(mean.get(c), -MAX, MAX, "mean[" + c + "]");
            Require.inRange(deviation.get(c), LEAST_DEVIATION, MAX, "deviation[" + c + "]");
            Require.inRange(mean.get(c) / deviation.get(c), -MAX, MAX, "mean[" + c + "] by deviation[" + c + "]");
        }
    }

    /** By mean and deviation of the dataset. */
    public static Normalize ofDataset() {
        return new Normalize(List.of(), List.of());
    }

    static Supplier<Layer> read(Fields fields) {
        List<Double> mean = numbers(fields, "mean", -MAX);
        List<Double> deviation = numbers(fields, "deviation", LEAST_DEVIATION);
        return () -> new Normalize(mean, deviation);
    }

    private static List<Double> numbers(Fields fields, String name, double least) {
        List<Value> values =
                fields.optional(name).map(value -> value.list(1, MAX_CHANNELS)).orElse(List.of());
        return values.stream().map(value -> value.number(least, MAX)).toList();
    }

    @Override
    public void write(FieldWriter out) {
        if (!mean.isEmpty()) {
            out.numbers("mean", mean).numbers("deviation", deviation);
        }
    }

    @Override
    public LayerKind kind() {
        return LayerKind.NORMALIZE;
    }

    @Override
    public String kerasClass() {
        return "Normalization";
    }

    @Override
    public Shape output(List<Shape> inputs, int classes) throws MisfitException {
        Shape input = inputs.get(0);
        if (mean.size() > 1 && mean.size() != input.channels()) {
            throw new MisfitException(
                    "mean",
                    "must have a number for each of the " + input.channels() + " channels of the input, or one for all,"
                            + " but has " + mean.size());
        }
        return input;
    }

    @Override
    public boolean isSettled() {
        return !mean.isEmpty();
    }

    /** A channel that is the same in all images has no deviation; it becomes 0 by its mean alone. */
    @Override
    public Layer settled(List<Double> datasetMean, List<Double> datasetDeviation) {
        return isSettled()
                ? this
                : new Normalize(
                        datasetMean,
                        datasetDeviation.stream()
                                .map(value -> value == 0 ? 1.0 : value)
                                .toList());
    }
}

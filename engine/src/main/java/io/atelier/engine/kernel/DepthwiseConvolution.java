package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import io.atelier.engine.kernel.Scratch.Use;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Convolution of every channel with a window of its own; weights are {@code [channels, 1, height, width]}. */
final class DepthwiseConvolution implements Convolver {

    /** The gradients are summed in as many parts of consecutive images, which bounds the threads at work on them. */
    private static final int PARTS = 64;

    /** About as many output pixels are summed in single precision. */
    private static final int RUN = 256;

    private final Axis rows;
    private final Axis columns;
    private final int channels;
    private final int padded;
    private final float floor;
    private final int area;
    private final int line;
    private final int[] offsets;
    /** {@code [area, channels]}. */
    private final float[] taps;

    /** @param floor the least value of an output */
    DepthwiseConvolution(Axis rows, Axis columns, int channels, float floor) {
        this.rows = rows;
        this.columns = columns;
        this.channels = channels;
        this.padded = Lanes.padded(channels);
        this.floor = floor;
        this.area = rows.window() * columns.window();
        this.line = columns.extent() * padded;
        this.offsets = new PaddedImages(rows, columns, channels).offsets();
        this.taps = new float[area * padded];
    }

    @Override
    public void setWeights(float[] weights) {
        for (int channel = 0; channel < channels; channel++) {
            for (int tap = 0; tap < area; tap++) {
                taps[tap * padded + channel] = weights[channel * area + tap];
            }
        }
    }

    @Override
    public void forward(Pixels input, int images, float[] bias, boolean training, Pixels output) {
        float[] paddedBias = bias == null ? new float[padded] : Arrays.copyOf(bias, padded);
        PaddedImages from = new PaddedImages(rows, columns, channels);
        Images to = new Images(output, rows.outputs(), columns.outputs());
        Workers.forEach(images, (index, scratch) -> {
            float[] image = from.read(input, index, 0, scratch.get(Use.INPUT, from.size()), scratch);
            float[] result = scratch.get(Use.OUTPUT, outputSize());
            for (int y = 0; y < rows.outputs(); y++) {
                for (int channel = 0; channel < padded; channel += COUNT) {
                    int source = y * rows.stride() * line + channel;
                    row(image, source, channel, paddedBias, result, y * outputLine() + channel);
                }
            }
            to.write(index, result, 0, outputLine(), padded, scratch);
        });
    }

    @Override
    public int outputRun() {
        return rows.outputs() * columns.outputs();
    }

    private void row(float[] image, int from, int channel, float[] bias, float[] result, int to) {
        for (int x = 0; x < columns.outputs(); x++) {
            int i = from + x * columns.stride() * padded;
            FloatVector sum = FloatVector.fromArray(SPECIES, bias, channel);
            for (int tap = 0; tap < area; tap++) {
                sum = FloatVector.fromArray(SPECIES, image, i + offsets[tap])
                        .fma(FloatVector.fromArray(SPECIES, taps, tap * padded + channel), sum);
            }
            Vectors.atLeast(sum, floor).intoArray(result, to + x * padded);
        }
    }

    @Override
    public void backward(
            Pixels input,
            Pixels outputGradient,
            int images,
            Pixels inputGradient,
            float[] weightGradient,
            float[] biasGradient) {
        int sumsPerChannel = biasGradient == null ? area : area + 1;
        double[][] sums = new double[PARTS][sumsPerChannel * padded];
        PaddedImages from = new PaddedImages(rows, columns, channels);
        Images gradient = new Images(outputGradient, rows.outputs(), columns.outputs());
        Workers.forEach(PARTS, (part, scratch) -> {
            float[] image = scratch.get(Use.INPUT, from.size());
            float[] values = scratch.get(Use.OUTPUT, outputSize());
            for (int index = part * images / PARTS; index < (part + 1) * images / PARTS; index++) {
                from.read(input, index, 0, image, scratch);
                gradient.read(index, values, 0, outputLine(), padded, scratch);
                addProducts(image, values, sums[part], scratch);
                if (inputGradient != null) {
                    from.write(inputGradient(values, scratch), index, inputGradient, scratch);
                }
            }
        });
        float[] total = new float[sumsPerChannel * padded];
        Vectors.sum(sums, total);
        for (int channel = 0; channel < channels; channel++) {
            for (int tap = 0; tap < area; tap++) {
                weightGradient[channel * area + tap] = total[tap * padded + channel];
            }
            if (biasGradient != null) {
                biasGradient[channel] = total[area * padded + channel];
            }
        }
    }

    /** What one image adds to the gradients of weights, {@code [area, channels]}, and of the bias, where there is room. */
    private void addProducts(float[] image, float[] gradient, double[] sums, Scratch scratch) {
        float[] run = scratch.get(Use.STRIP, sums.length);
        int high = Math.max(1, RUN / columns.outputs());
        for (int first = 0; first < rows.outputs(); first += high) {
            Arrays.fill(run, 0, sums.length, 0);
            for (int y = first; y < Math.min(rows.outputs(), first + high); y++) {
                for (int channel = 0; channel < padded; channel += COUNT) {
                    int source = y * rows.stride() * line + channel;
                    for (int tap = 0; tap < area; tap++) {
                        int to = tap * padded + channel;
                        addRow(image, source + offsets[tap], gradient, y * outputLine() + channel, run, to);
                    }
                    if (sums.length > area * padded) {
                        addRow(gradient, y * outputLine() + channel, run, area * padded + channel);
                    }
                }
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] += run[i];
            }
        }
    }

    private void addRow(float[] image, int from, float[] gradient, int gradientFrom, float[] sums, int to) {
        FloatVector sum = FloatVector.fromArray(SPECIES, sums, to);
        int step = columns.stride() * padded;
        for (int x = 0; x < columns.outputs(); x++) {
            sum = FloatVector.fromArray(SPECIES, image, from + x * step)
                    .fma(FloatVector.fromArray(SPECIES, gradient, gradientFrom + x * padded), sum);
        }
        sum.intoArray(sums, to);
    }

    private void addRow(float[] gradient, int from, float[] sums, int to) {
        FloatVector sum = FloatVector.fromArray(SPECIES, sums, to);
        for (int x = 0; x < columns.outputs(); x++) {
            sum = sum.add(FloatVector.fromArray(SPECIES, gradient, from + x * padded));
        }
        sum.intoArray(sums, to);
    }

    /** Of one image with its padding. */
    private float[] inputGradient(float[] gradient, Scratch scratch) {
        int size = rows.extent() * line;
        float[] image = scratch.get(Use.INPUT_GRADIENT, size);
        Arrays.fill(image, 0, size, 0);
        for (int y = 0; y < rows.outputs(); y++) {
            for (int channel = 0; channel < padded; channel += COUNT) {
                int to = y * rows.stride() * line + channel;
                for (int tap = 0; tap < area; tap++) {
                    int weight = tap * padded + channel;
                    spread(gradient, y * outputLine() + channel, weight, image, to + offsets[tap]);
                }
            }
        }
        return image;
    }

    private void spread(float[] gradient, int from, int weight, float[] image, int to) {
        FloatVector tap = FloatVector.fromArray(SPECIES, taps, weight);
        int step = columns.stride() * padded;
        for (int x = 0; x < columns.outputs(); x++) {
            FloatVector.fromArray(SPECIES, gradient, from + x * padded)
                    .fma(tap, FloatVector.fromArray(SPECIES, image, to + x * step))
                    .intoArray(image, to + x * step);
        }
    }

    private int outputLine() {
        return columns.outputs() * padded;
    }

    private int outputSize() {
        return rows.outputs() * outputLine();
    }
}

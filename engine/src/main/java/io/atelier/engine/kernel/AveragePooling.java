package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** The average of any window, row by row of it; padding does not count. */
final class AveragePooling implements Pooler {

    private final Axis rows;
    private final Axis columns;
    private final int channels;
    private final int padded;
    private final PaddedImages inputs;

    AveragePooling(Axis rows, Axis columns, int channels) {
        this.rows = rows;
        this.columns = columns;
        this.channels = channels;
        this.padded = Lanes.padded(channels);
        this.inputs = new PaddedImages(rows, columns, channels);
    }

    @Override
    public void forward(FloatBuffer input, int images, boolean training, FloatBuffer output) {
        Pixels pixels = new Pixels(input, channels);
        Images to = outputs(output);
        Workers.forEach(images, (index, scratch) -> {
            float[] image = inputs.read(pixels, index, 0, scratch.get(Use.INPUT, inputs.size()), scratch);
            float[] result = scratch.get(Use.OUTPUT, outputSize());
            Arrays.fill(result, 0, outputSize(), 0);
            for (int y = 0; y < rows.outputs(); y++) {
                for (int x = 0; x < columns.outputs(); x++) {
                    int at = (y * columns.outputs() + x) * padded;
                    for (int row = 0; row < rows.window(); row++) {
                        int from = inputs.pixel(y * rows.stride() + row, x * columns.stride());
                        addRow(image, from, result, at);
                    }
                    divide(result, at, rows.inside(y) * columns.inside(x));
                }
            }
            to.write(index, result, 0, columns.outputs() * padded, padded, scratch);
        });
    }

    private void addRow(float[] image, int from, float[] result, int to) {
        for (int channel = 0; channel < padded; channel += COUNT) {
            FloatVector sum = FloatVector.fromArray(SPECIES, image, from + channel);
            for (int x = 1; x < columns.window(); x++) {
                sum = sum.add(FloatVector.fromArray(SPECIES, image, from + x * padded + channel));
            }
            sum.add(FloatVector.fromArray(SPECIES, result, to + channel)).intoArray(result, to + channel);
        }
    }

    private void divide(float[] values, int from, float divisor) {
        for (int channel = 0; channel < padded; channel += COUNT) {
            FloatVector.fromArray(SPECIES, values, from + channel).div(divisor).intoArray(values, from + channel);
        }
    }

    @Override
    public void backward(FloatBuffer outputGradient, int images, FloatBuffer inputGradient) {
        Images from = outputs(outputGradient);
        Pixels gradients = new Pixels(inputGradient, channels);
        Workers.forEach(images, (index, scratch) -> {
            float[] gradient = scratch.get(Use.OUTPUT, outputSize());
            float[] image = scratch.get(Use.INPUT, inputs.size());
            from.read(index, gradient, 0, columns.outputs() * padded, padded, scratch);
            Arrays.fill(image, 0, inputs.size(), 0);
            for (int y = 0; y < rows.outputs(); y++) {
                for (int x = 0; x < columns.outputs(); x++) {
                    int at = (y * columns.outputs() + x) * padded;
                    divide(gradient, at, rows.inside(y) * columns.inside(x));
                    for (int row = 0; row < rows.window(); row++) {
                        int to = inputs.pixel(y * rows.stride() + row, x * columns.stride());
                        spreadRow(gradient, at, image, to);
                    }
                }
            }
            inputs.write(image, index, gradients, scratch);
        });
    }

    private void spreadRow(float[] gradient, int from, float[] image, int to) {
        for (int channel = 0; channel < padded; channel += COUNT) {
            FloatVector share = FloatVector.fromArray(SPECIES, gradient, from + channel);
            for (int i = to + channel; i < to + columns.window() * padded; i += padded) {
                FloatVector.fromArray(SPECIES, image, i).add(share).intoArray(image, i);
            }
        }
    }

    private Images outputs(FloatBuffer values) {
        return new Images(values, rows.outputs(), columns.outputs(), channels);
    }

    private int outputSize() {
        return rows.outputs() * columns.outputs() * padded;
    }
}

package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The maximum of any window; padding never is one. */
final class MaximumPooling implements Pooler {

    private final Axis rows;
    private final Axis columns;
    private final int channels;
    private final int padded;
    private final PaddedImages inputs;
    private final int[] offsets;
    private float[] positions = {};

    MaximumPooling(Axis rows, Axis columns, int channels) {
        this.rows = rows;
        this.columns = columns;
        this.channels = channels;
        this.padded = Lanes.padded(channels);
        this.inputs = new PaddedImages(rows, columns, channels);
        this.offsets = inputs.offsets();
    }

    @Override
    public void forward(FloatBuffer input, int images, boolean training, FloatBuffer output) {
        if (training && positions.length < images * outputSize()) {
            positions = new float[images * outputSize()];
        }
        Pixels pixels = new Pixels(input, channels);
        Images to = outputs(output);
        Workers.forEach(images, (index, scratch) -> {
            float[] image = scratch.get(Use.INPUT, inputs.size());
            inputs.read(pixels, index, Float.NEGATIVE_INFINITY, image, scratch);
            float[] result = scratch.get(Use.OUTPUT, outputSize());
            for (int i = 0; i < outputSize(); i += padded) {
                for (int channel = 0; channel < padded; channel += COUNT) {
                    int position = index * outputSize() + i + channel;
                    pixel(image, first(i) + channel, result, i + channel, training, position);
                }
            }
            to.write(index, result, 0, columns.outputs() * padded, padded, scratch);
        });
    }

    private void pixel(float[] image, int from, float[] result, int to, boolean keeping, int position) {
        FloatVector best = FloatVector.fromArray(SPECIES, image, from);
        FloatVector place = FloatVector.zero(SPECIES);
        for (int i = 1; i < offsets.length; i++) {
            FloatVector value = FloatVector.fromArray(SPECIES, image, from + offsets[i]);
            VectorMask<Float> greater = value.compare(VectorOperators.GT, best);
            best = best.max(value);
            place = place.blend(i, greater);
        }
        best.intoArray(result, to);
        if (keeping) {
            place.intoArray(positions, position);
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
            for (int i = 0; i < outputSize(); i += padded) {
                for (int channel = 0; channel < channels; channel++) {
                    int place = (int) positions[index * outputSize() + i + channel];
                    image[first(i) + offsets[place] + channel] += gradient[i + channel];
                }
            }
            inputs.write(image, index, gradients, scratch);
        });
    }

    /** Of the window whose output is at {@code i}. */
    private int first(int i) {
        int window = i / padded;
        return inputs.pixel(window / columns.outputs() * rows.stride(), window % columns.outputs() * columns.stride());
    }

    private Images outputs(FloatBuffer values) {
        return new Images(values, rows.outputs(), columns.outputs(), channels);
    }

    private int outputSize() {
        return rows.outputs() * columns.outputs() * padded;
    }
}

package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The maximum of 2x2 pixels and where it was, for one image {@code [y, x, channel]}; an odd last row or column is left
 * out. Of equal values the first counts; not-a-number wins, so that nobody takes a network that diverged for a good one.
 */
final class Halving {

    /** In place of a position: none exceeded the floor. Positions count 0 to 3, row by row. */
    private static final float NONE = 4;

    private Halving() {}

    /**
     * {@code out = max(floor, the four pixels + bias)}.
     *
     * @param rowSize of the image, in floats
     * @param positions as {@code out}: 0 to 3, or 4 where the floor is the maximum; null where nobody needs them
     */
    static void forward(
            float[] image,
            int rowSize,
            int height,
            int width,
            int channels,
            float[] bias,
            float floor,
            float[] out,
            float[] positions,
            int positionsFrom) {
        if (positions == null) {
            maximum(image, rowSize, height, width, channels, bias, floor, out);
            return;
        }
        int to = 0;
        for (int y = 0; y + 1 < height; y += 2) {
            for (int x = 0; x + 1 < width; x += 2) {
                for (int c = 0; c < channels; c += COUNT) {
                    FloatVector shift = FloatVector.fromArray(SPECIES, bias, c);
                    FloatVector best = FloatVector.broadcast(SPECIES, floor);
                    FloatVector position = FloatVector.broadcast(SPECIES, NONE);
                    int i = y * rowSize + x * channels + c;
                    FloatVector value = FloatVector.fromArray(SPECIES, image, i).add(shift);
                    VectorMask<Float> greater = value.compare(VectorOperators.GT, best);
                    best = best.max(value);
                    position = position.blend(0f, greater);
                    value = FloatVector.fromArray(SPECIES, image, i + channels).add(shift);
                    greater = value.compare(VectorOperators.GT, best);
                    best = best.max(value);
                    position = position.blend(1f, greater);
                    value = FloatVector.fromArray(SPECIES, image, i + rowSize).add(shift);
                    greater = value.compare(VectorOperators.GT, best);
                    best = best.max(value);
                    position = position.blend(2f, greater);
                    value = FloatVector.fromArray(SPECIES, image, i + rowSize + channels)
                            .add(shift);
                    greater = value.compare(VectorOperators.GT, best);
                    best = best.max(value);
                    position = position.blend(3f, greater);
                    best.intoArray(out, to + c);
                    position.intoArray(positions, positionsFrom + to + c);
                }
                to += channels;
            }
        }
    }

    private static void maximum(
            float[] image, int rowSize, int height, int width, int channels, float[] bias, float floor, float[] out) {
        int to = 0;
        for (int y = 0; y + 1 < height; y += 2) {
            for (int x = 0; x + 1 < width; x += 2) {
                for (int c = 0; c < channels; c += COUNT) {
                    FloatVector shift = FloatVector.fromArray(SPECIES, bias, c);
                    int i = y * rowSize + x * channels + c;
                    FloatVector best = FloatVector.broadcast(SPECIES, floor)
                            .max(FloatVector.fromArray(SPECIES, image, i).add(shift));
                    best = best.max(
                            FloatVector.fromArray(SPECIES, image, i + channels).add(shift));
                    best = best.max(
                            FloatVector.fromArray(SPECIES, image, i + rowSize).add(shift));
                    best = best.max(FloatVector.fromArray(SPECIES, image, i + rowSize + channels)
                            .add(shift));
                    best.intoArray(out, to + c);
                }
                to += channels;
            }
        }
    }

    /** Puts each element of {@code gradient} where the maximum was, zeros elsewhere; leaves an odd last row or column. */
    static void backward(
            float[] gradient,
            float[] positions,
            int positionsFrom,
            float[] image,
            int rowSize,
            int height,
            int width,
            int channels) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int from = 0;
        for (int y = 0; y + 1 < height; y += 2) {
            for (int x = 0; x + 1 < width; x += 2) {
                for (int c = 0; c < channels; c += COUNT) {
                    FloatVector value = FloatVector.fromArray(SPECIES, gradient, from + c);
                    FloatVector position = FloatVector.fromArray(SPECIES, positions, positionsFrom + from + c);
                    int i = y * rowSize + x * channels + c;
                    zero.blend(value, position.compare(VectorOperators.EQ, 0f)).intoArray(image, i);
                    zero.blend(value, position.compare(VectorOperators.EQ, 1f)).intoArray(image, i + channels);
                    zero.blend(value, position.compare(VectorOperators.EQ, 2f)).intoArray(image, i + rowSize);
                    zero.blend(value, position.compare(VectorOperators.EQ, 3f))
                            .intoArray(image, i + rowSize + channels);
                }
                from += channels;
            }
        }
    }
}

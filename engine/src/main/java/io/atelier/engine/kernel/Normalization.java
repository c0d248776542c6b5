package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.COUNT;
import static io.atelier.engine.kernel.Lanes.SPECIES;

import io.atelier.engine.kernel.Pixels.Change;
import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** What batch normalization is made of: sums over pixels and affine maps of them, channel by channel. */
public final class Normalization {

    private final int channels;
    private final int padded;
    private final boolean rectified;

    /** @param rectified whether a ReLU follows, whose output {@code y} is then */
    public Normalization(int channels, boolean rectified) {
        this.channels = channels;
        this.padded = Lanes.padded(channels);
        this.rectified = rectified;
    }

    /** Per channel {@code y = scale * x + shift}. */
    public record Line(float[] scale, float[] shift) {

        private Line repeated() {
            return new Line(Vectors.repeated(scale), Vectors.repeated(shift));
        }
    }

    /** Pixels, and the sums of those that were read or written. */
    public record Summed(Pixels pixels, ChannelSums sums) {}

    /**
     * The sums of {@code x} and of its square.
     *
     * @param previous sums that nobody needs any more, whose memory may serve again, or null
     */
    public Summed summed(FloatBuffer x, ChannelSums previous) {
        ChannelSums sums = ChannelSums.of(x.limit() / channels, channels, previous);
        return summed(
                x, sums, (first, count, array, from, scratch) -> sums.add(first, count, array, from, array, from));
    }

    /**
     * The sums of the gradient, changed to that of {@code line} and not of the ReLU, and of its product with {@code x}.
     *
     * @param previous as above
     */
    public Summed summed(FloatBuffer gradient, FloatBuffer x, Line line, ChannelSums previous) {
        Line gate = line.repeated();
        Pixels from = new Pixels(x, channels);
        ChannelSums sums = ChannelSums.of(x.limit() / channels, channels, previous);
        return summed(gradient, sums, (first, count, array, begin, scratch) -> {
            float[] factors = factors(from, first, count, scratch);
            close(gate, factors, array, begin, count);
            sums.add(first, count, array, begin, factors, 0);
        });
    }

    private Summed summed(FloatBuffer values, ChannelSums sums, Change change) {
        return new Summed(new Pixels(values, channels, change), sums);
    }

    /** With zeros between the pixels. */
    private float[] factors(Pixels x, int first, int count, Scratch scratch) {
        float[] factors = scratch.get(Use.FACTORS, count * padded);
        if (padded != channels) {
            Arrays.fill(factors, 0, count * padded, 0);
        }
        x.read(first, count, factors, 0, padded, scratch);
        return factors;
    }

    /** Zeroes the gradient, which begins at {@code from}, where the ReLU's output is not positive. */
    private void close(Line gate, float[] x, float[] gradient, int from, int count) {
        int length = count * padded;
        int run = gate.scale.length;
        for (int begin = 0; begin < length && rectified; begin += run) {
            close(gate, x, begin, gradient, from + begin, Math.min(run, length - begin));
        }
    }

    private static void close(Line gate, float[] x, int xFrom, float[] gradient, int from, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector slope = FloatVector.fromArray(SPECIES, gate.scale, i);
            FloatVector offset = FloatVector.fromArray(SPECIES, gate.shift, i);
            VectorMask<Float> open = FloatVector.fromArray(SPECIES, x, xFrom + i)
                    .fma(slope, offset)
                    .compare(VectorOperators.GT, 0);
            FloatVector.zero(SPECIES)
                    .blend(FloatVector.fromArray(SPECIES, gradient, from + i), open)
                    .intoArray(gradient, from + i);
        }
    }

    /** {@code y} of {@code x}. */
    public Pixels output(FloatBuffer x, Line line) {
        return new Pixels(x, channels, new ChannelMap(line, rectified));
    }

    /**
     * The gradient of {@code x}: {@code factor * gradient + ofInput(x)}, where the gradient is that of {@code line} and not of
     * the ReLU.
     *
     * @param masked whether {@code x} is itself a ReLU's output: then zero where it is not positive
     */
    public Pixels gradient(
            FloatBuffer gradient, float[] factor, FloatBuffer x, Line line, Line ofInput, boolean masked) {
        Line gate = line.repeated();
        float[] slopes = Vectors.repeated(factor);
        Line map = ofInput.repeated();
        float floor = masked ? 0 : Float.NEGATIVE_INFINITY;
        Pixels from = new Pixels(x, channels);
        return new Pixels(gradient, channels, (first, count, values, begin, scratch) -> {
            float[] inputs = factors(from, first, count, scratch);
            close(gate, inputs, values, begin, count);
            int length = count * padded;
            int run = slopes.length;
            for (int at = 0; at < length; at += run) {
                toInput(slopes, map, floor, inputs, at, values, begin + at, Math.min(run, length - at));
            }
        });
    }

    private static void toInput(
            float[] slopes, Line map, float floor, float[] x, int xFrom, float[] gradient, int from, int length) {
        for (int i = 0; i < length; i += COUNT) {
            FloatVector input = FloatVector.fromArray(SPECIES, x, xFrom + i);
            FloatVector inputSlope = FloatVector.fromArray(SPECIES, map.scale, i);
            FloatVector offset = FloatVector.fromArray(SPECIES, map.shift, i);
            FloatVector value = FloatVector.fromArray(SPECIES, gradient, from + i)
                    .fma(FloatVector.fromArray(SPECIES, slopes, i), input.fma(inputSlope, offset));
            VectorMask<Float> active = input.compare(VectorOperators.GT, floor);
            FloatVector.zero(SPECIES).blend(value, active).intoArray(gradient, from + i);
        }
    }
}

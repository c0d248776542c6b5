package io.atelier.engine.kernel;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Pixels {@code [pixels, channels]} in memory outside the heap, and what becomes of each on its way from or to there: so a
 * step that works channel by channel needs no pass over memory of its own.
 */
public record Pixels(FloatBuffer values, int channels, Change change) {

    /** Floats that a thread takes at a time, about. */
    private static final int SIZE = 8192;

    /** What becomes of pixels. */
    interface Change {

        /** Nothing. */
        Change NONE = (first, count, array, from, scratch) -> {};

        /**
         * Changes pixels {@code first} to {@code first + count}, or learns something of them; they lie in {@code array} from
         * {@code from} on, as many floats apart as their channels fill in whole vectors.
         */
        void apply(int first, int count, float[] array, int from, Scratch scratch);
    }

    /** As they are. */
    public Pixels(FloatBuffer values, int channels) {
        this(values, channels, Change.NONE);
    }

    /**
     * Reads pixels {@code first} to {@code first + count}; what lies between them in {@code array} keeps its values.
     *
     * @param stride from one pixel to the next in {@code array}: the channels, or what they fill in whole vectors
     */
    void read(int first, int count, float[] array, int to, int stride, Scratch scratch) {
        int padded = Lanes.padded(channels);
        if (change == Change.NONE || stride == padded) {
            copy(first, count, array, to, stride);
            change.apply(first, count, array, to, scratch);
        } else {
            float[] apart = scratch.get(Use.PIXELS, count * padded);
            copy(first, count, apart, 0, padded);
            change.apply(first, count, apart, 0, scratch);
            move(apart, 0, padded, array, to, stride, count);
        }
    }

    private void copy(int first, int count, float[] array, int to, int stride) {
        if (stride == channels) {
            values.get(first * channels, array, to, count * channels);
        } else {
            for (int i = 0; i < count; i++) {
                values.get((first + i) * channels, array, to + i * stride, channels);
            }
        }
    }

    private void move(float[] from, int first, int stride, float[] to, int toFirst, int toStride, int count) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(from, first + i * stride, to, toFirst + i * toStride, channels);
        }
    }

    /**
     * Replaces pixels {@code first} to {@code first + count}.
     *
     * @param array the change may be made there, too
     * @param stride as {@link #read}
     */
    void write(int first, int count, float[] array, int from, int stride, Scratch scratch) {
        int padded = Lanes.padded(channels);
        if (change == Change.NONE || stride == padded) {
            change.apply(first, count, array, from, scratch);
            put(first, count, array, from, stride);
        } else {
            float[] apart = scratch.get(Use.PIXELS, count * padded);
            move(array, from, stride, apart, 0, padded, count);
            change.apply(first, count, apart, 0, scratch);
            put(first, count, apart, 0, padded);
        }
    }

    private void put(int first, int count, float[] array, int from, int stride) {
        if (stride == channels) {
            values.put(first * channels, array, from, count * channels);
        } else {
            for (int i = 0; i < count; i++) {
                values.put((first + i) * channels, array, from + i * stride, channels);
            }
        }
    }

    /** The same, after {@link #change} set to zero where {@code output}, a ReLU's, is not positive. */
    public Pixels maskedBy(Pixels output) {
        return new Pixels(values, channels, (first, count, array, from, scratch) -> {
            change.apply(first, count, array, from, scratch);
            int padded = Lanes.padded(channels);
            float[] activations = scratch.get(Use.FACTORS, count * padded);
            output.read(first, count, activations, 0, padded, scratch);
            Vectors.mask(activations, array, from, count * padded);
        });
    }

    /** The same to be written: added, after {@link #change}, to what is there. */
    public Pixels adding() {
        return plus(new Pixels(values, channels), false);
    }

    /**
     * The same with {@code summand} added after {@link #change}.
     *
     * @param rectified whether a ReLU follows
     */
    public Pixels plus(Pixels summand, boolean rectified) {
        float floor = rectified ? 0 : Float.NEGATIVE_INFINITY;
        return new Pixels(values, channels, (first, count, array, from, scratch) -> {
            change.apply(first, count, array, from, scratch);
            int length = count * Lanes.padded(channels);
            float[] added = scratch.get(Use.FACTORS, length);
            summand.read(first, count, added, 0, Lanes.padded(channels), scratch);
            Vectors.add(added, array, from, length, floor);
        });
    }

    /** Writes all of them, changed, to {@code output}, which may be where they are. */
    public void copyTo(FloatBuffer output) {
        copyTo(List.of(new Pixels(output, channels)));
    }

    /** As {@link #copyTo}, to each of several, whose changes do not see each other. */
    public void copyTo(List<Pixels> outputs) {
        int padded = Lanes.padded(channels);
        forEachBlock((first, count, array, from, scratch) -> {
            float[] copy = scratch.get(Use.OUTPUT, count * padded);
            for (Pixels output : outputs) {
                if (output.change == Change.NONE) {
                    output.write(first, count, array, from, padded, scratch);
                } else {
                    System.arraycopy(array, from, copy, 0, count * padded);
                    output.write(first, count, copy, 0, padded, scratch);
                }
            }
        });
    }

    /** For what {@link #change} learns of them. */
    public void readAll() {
        forEachBlock(Change.NONE);
    }

    /** Pixels that a thread takes at a time, in order: a multiple of {@link ChannelSums#RUN}. */
    public int run() {
        return Math.max(1, SIZE / Lanes.padded(channels) / ChannelSums.RUN) * ChannelSums.RUN;
    }

    private void forEachBlock(Change work) {
        int pixels = values.limit() / channels;
        int padded = Lanes.padded(channels);
        int run = run();
        Workers.forEach((pixels + run - 1) / run, (block, scratch) -> {
            int first = block * run;
            int count = Math.min(run, pixels - first);
            float[] array = scratch.get(Use.INPUT, run * padded);
            read(first, count, array, 0, padded, scratch);
            work.apply(first, count, array, 0, scratch);
        });
    }

    /** The same with the change made in their place, once and for all: for who reads them several times. */
    public FloatBuffer settled() {
        if (change != Change.NONE) {
            copyTo(values);
        }
        return values;
    }
}

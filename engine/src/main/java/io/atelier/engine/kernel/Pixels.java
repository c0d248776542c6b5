package io.atelier.engine.kernel;

import io.atelier.engine.kernel.Scratch.Use;
import java.nio.FloatBuffer;

/**
 * Pixels {@code [pixels, channels]} in memory outside the heap, and what becomes of each whenever it is read: so a step that
 * works channel by channel needs no pass over memory of its own.
 */
public record Pixels(FloatBuffer values, int channels, Change change) {

    /** Pixels that a thread takes at a time. */
    private static final int BLOCK = 512;

    /** What becomes of pixels. */
    interface Change {

        /** Nothing. */
        Change NONE = (first, count, array, from, scratch) -> {};

        /**
         * Changes pixels {@code first} to {@code first + count}, which lie in {@code array} from {@code from} on, as many floats
         * apart as their channels fill in whole vectors.
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
        if (change == Change.NONE) {
            copy(first, count, array, to, stride);
        } else if (stride == padded) {
            copy(first, count, array, to, stride);
            change.apply(first, count, array, to, scratch);
        } else {
            float[] apart = scratch.get(Use.PIXELS, count * padded);
            copy(first, count, apart, 0, padded);
            change.apply(first, count, apart, 0, scratch);
            for (int i = 0; i < count; i++) {
                System.arraycopy(apart, i * padded, array, to + i * stride, channels);
            }
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

    /** Replaces pixels {@code first} to {@code first + count}; {@code stride} is that of {@link #read}. */
    void write(int first, int count, float[] array, int from, int stride) {
        if (stride == channels) {
            values.put(first * channels, array, from, count * channels);
        } else {
            for (int i = 0; i < count; i++) {
                values.put((first + i) * channels, array, from + i * stride, channels);
            }
        }
    }

    /** Writes all of them, changed, to {@code output}, which may be where they are. */
    public void copyTo(FloatBuffer output) {
        Pixels to = new Pixels(output, channels);
        int pixels = values.limit() / channels;
        int padded = Lanes.padded(channels);
        Workers.forEach((pixels + BLOCK - 1) / BLOCK, (block, scratch) -> {
            int first = block * BLOCK;
            int count = Math.min(BLOCK, pixels - first);
            float[] array = scratch.get(Use.INPUT, BLOCK * padded);
            read(first, count, array, 0, padded, scratch);
            to.write(first, count, array, 0, padded);
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

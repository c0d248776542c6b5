package io.atelier.contract.architecture;

import io.atelier.contract.Require;

/**
 * Of one image's features between two layers, rows of columns of channels.
 *
 * @param flat a vector of {@code channels} values, with height and width 1
 */
public record Shape(int height, int width, int channels, boolean flat) {

    public static final int MAX_SIDE = 1 << 16;
    private static final int MAX_CHANNELS = 1 << 28;

    public Shape {
        Require.inRange(height, 1, MAX_SIDE, "height");
        Require.inRange(width, 1, MAX_SIDE, "width");
        Require.inRange(channels, 1, MAX_CHANNELS, "channels");
        Require.that(!flat || (height == 1 && width == 1), "a flat shape must be 1 x 1, but is %d x %d", height, width);
    }

    /** Of an image. */
    public Shape(int height, int width, int channels) {
        this(height, width, channels, false);
    }

    public static Shape vector(int values) {
        return new Shape(1, 1, values, true);
    }

    public long size() {
        return (long) height * width * channels;
    }

    Shape withChannels(int number) {
        return new Shape(height, width, number, flat);
    }

    /** As Keras writes the shape of a batch, such as {@code (None, 28, 28, 32)}. */
    public String ofBatch() {
        return flat ? "(None, " + channels + ")" : "(None, " + height + ", " + width + ", " + channels + ")";
    }

    @Override
    public String toString() {
        return flat ? Integer.toString(channels) : height + "x" + width + "x" + channels;
    }
}

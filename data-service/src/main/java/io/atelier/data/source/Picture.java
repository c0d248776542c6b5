package io.atelier.data.source;

import io.atelier.contract.Require;

/** A decoded image. Owns its pixels, which nobody changes. */
public final class Picture {

    private final int width;
    private final int height;
    private final int channels;
    private final byte[] pixels;

    /**
     * Takes over the array.
     *
     * @param channels 1 or 3
     * @param pixels {@code [height, width, channels]}, unsigned
     */
    public Picture(int width, int height, int channels, byte[] pixels) {
        Require.that(
                pixels.length == (long) width * height * channels,
                "expected %d x %d x %d pixels, found %d bytes",
                height,
                width,
                channels,
                pixels.length);
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.pixels = pixels;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int channels() {
        return channels;
    }

    /** Not a copy: only for reading. */
    public byte[] pixels() {
        return pixels;
    }

    /** With as many channels: grey in all three, or the luma of Rec. 601 as Pillow computes it. */
    Picture withChannels(int number) {
        if (number == channels) {
            return this;
        }
        byte[] other = new byte[width * height * number];
        for (int i = 0; i < width * height; i++) {
            if (number == 1) {
                other[i] = luma(3 * i);
            } else {
                other[3 * i] = other[3 * i + 1] = other[3 * i + 2] = pixels[i];
            }
        }
        return new Picture(width, height, number, other);
    }

    private byte luma(int at) {
        int sum = 19_595 * Byte.toUnsignedInt(pixels[at])
                + 38_470 * Byte.toUnsignedInt(pixels[at + 1])
                + 7_471 * Byte.toUnsignedInt(pixels[at + 2]);
        return (byte) ((sum + 0x8000) >>> 16);
    }
}

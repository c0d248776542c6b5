package io.atelier.data.stream;

import io.atelier.data.dataset.ImageSet;

/**
 * Turns stored pixels into network input: bytes to [0, 1], and a {@link Transform} applied as
 * {@code scipy.ndimage.affine_transform(order=1, mode="nearest")} does it, on which Keras' {@code ImageDataGenerator}
 * rests: bilinear, coordinates outside the image taken to its border. Owns scratch memory: one thread at a time.
 */
final class Resampler {

    private static final int SIDE = ImageSet.SIDE;
    private static final int PIXELS = ImageSet.PIXELS;

    /** A row with its border values repeated a whole width to either side: no shift leaves it. */
    private static final int PADDED = 3 * SIDE;

    private static final float[] UNIT = new float[256];

    static {
        for (int value = 0; value < UNIT.length; value++) {
            UNIT[value] = (float) (value / 255.0);
        }
    }

    private final float[] padded = new float[PADDED];
    private final float[] rows = new float[PIXELS];

    /** Writes the image at {@code offset} of {@code pixels} unchanged, as {@code [28, 28]}, to {@code out}. */
    void copy(byte[] pixels, int offset, float[] out, int outOffset) {
        for (int i = 0; i < PIXELS; i++) {
            out[outOffset + i] = UNIT[Byte.toUnsignedInt(pixels[offset + i])];
        }
    }

    /** Writes the image at {@code offset} of {@code pixels}, transformed, as {@code [28, 28]}, to {@code out}. */
    void apply(Transform transform, byte[] pixels, int offset, float[] out, int outOffset) {
        if (transform.theta() == 0) {
            shift(transform, pixels, offset, out, outOffset);
        } else {
            turn(transform, pixels, offset, out, outOffset);
        }
    }

    /** Without a rotation the weights are the same for all pixels: rows first, then columns. */
    private void shift(Transform transform, byte[] pixels, int offset, float[] out, int outOffset) {
        // Mirroring after a shift is mirroring before the opposite shift.
        double columnShift = transform.flip() ? -transform.columnShift() : transform.columnShift();
        int columnStep = (int) Math.floor(columnShift);
        float columnWeight = (float) (columnShift - columnStep);
        int rowStep = (int) Math.floor(transform.rowShift());
        float rowWeight = (float) (transform.rowShift() - rowStep);
        int last = clamp(SIDE + rowStep);
        for (int row = clamp(rowStep); row <= last; row++) {
            pad(pixels, offset + row * SIDE, transform.flip());
            blend(padded, SIDE + columnStep, SIDE + columnStep + 1, columnWeight, rows, row * SIDE);
        }
        for (int row = 0; row < SIDE; row++) {
            int upper = clamp(row + rowStep) * SIDE;
            int lower = clamp(row + rowStep + 1) * SIDE;
            blend(rows, upper, lower, rowWeight, out, outOffset + row * SIDE);
        }
    }

    /** {@code out[i] = (1 - weight) * in[first + i] + weight * in[second + i]} for one row; a loop that vectorizes. */
    private static void blend(float[] in, int first, int second, float weight, float[] out, int offset) {
        for (int i = 0; i < SIDE; i++) {
            float start = in[first + i];
            out[offset + i] = start + weight * (in[second + i] - start);
        }
    }

    private void pad(byte[] pixels, int offset, boolean mirrored) {
        if (mirrored) {
            for (int i = 0; i < SIDE; i++) {
                padded[2 * SIDE - 1 - i] = UNIT[Byte.toUnsignedInt(pixels[offset + i])];
            }
        } else {
            for (int i = 0; i < SIDE; i++) {
                padded[SIDE + i] = UNIT[Byte.toUnsignedInt(pixels[offset + i])];
            }
        }
        float left = padded[SIDE];
        float right = padded[2 * SIDE - 1];
        for (int i = 0; i < SIDE; i++) {
            padded[i] = left;
            padded[2 * SIDE + i] = right;
        }
    }

    private void turn(Transform transform, byte[] pixels, int offset, float[] out, int outOffset) {
        double radians = StrictMath.toRadians(transform.theta());
        double cos = StrictMath.cos(radians);
        double sin = StrictMath.sin(radians);
        double centre = (SIDE - 1) / 2.0;
        for (int row = 0; row < SIDE; row++) {
            double y = row - centre + transform.rowShift();
            for (int column = 0; column < SIDE; column++) {
                double x = column - centre + transform.columnShift();
                float value = at(pixels, offset, cos * y + sin * x + centre, cos * x - sin * y + centre);
                int target = transform.flip() ? SIDE - 1 - column : column;
                out[outOffset + row * SIDE + target] = value;
            }
        }
    }

    private static float at(byte[] pixels, int offset, double row, double column) {
        double y = Math.max(0, Math.min(SIDE - 1, row));
        double x = Math.max(0, Math.min(SIDE - 1, column));
        int top = Math.min(SIDE - 2, (int) y);
        int left = Math.min(SIDE - 2, (int) x);
        float down = (float) (y - top);
        float right = (float) (x - left);
        int corner = offset + top * SIDE + left;
        float upper = blend(pixels[corner], pixels[corner + 1], right);
        float lower = blend(pixels[corner + SIDE], pixels[corner + SIDE + 1], right);
        return upper + down * (lower - upper);
    }

    private static float blend(byte first, byte second, float weight) {
        float start = UNIT[Byte.toUnsignedInt(first)];
        return start + weight * (UNIT[Byte.toUnsignedInt(second)] - start);
    }

    private static int clamp(int row) {
        return Math.max(0, Math.min(SIDE - 1, row));
    }
}

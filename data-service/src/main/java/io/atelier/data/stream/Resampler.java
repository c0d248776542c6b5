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

    /** Pixels along each side of a window: one more than the image, since neighbours are blended. */
    private static final int WINDOW = SIDE + 1;

    private static final float[] UNIT = new float[256];

    static {
        for (int value = 0; value < UNIT.length; value++) {
            UNIT[value] = (float) (value / 255.0);
        }
    }

    private final int[] columns = new int[WINDOW];
    private final float[] window = new float[WINDOW * WINDOW];
    private final float[] neighbours = new float[WINDOW * WINDOW];
    private final float[] rows = new float[WINDOW * WINDOW];
    private final float[] blended = new float[WINDOW * WINDOW];

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

    /** Without a rotation the weights are the same for all pixels: gather pixels, then blend neighbours. */
    private void shift(Transform transform, byte[] pixels, int offset, float[] out, int outOffset) {
        // Mirroring after a shift is mirroring before the opposite shift.
        double columnShift = transform.flip() ? -transform.columnShift() : transform.columnShift();
        int columnStep = (int) Math.floor(columnShift);
        int rowStep = (int) Math.floor(transform.rowShift());
        gather(rowStep, columnStep, transform.flip(), pixels, offset);
        blend((float) (transform.rowShift() - rowStep), (float) (columnShift - columnStep));
        for (int row = 0; row < SIDE; row++) {
            System.arraycopy(blended, row * WINDOW, out, outOffset + row * SIDE, SIDE);
        }
    }

    /** Fills the window from {@code (rowStep, columnStep)} on; outside the image is its border. */
    private void gather(int rowStep, int columnStep, boolean mirrored, byte[] pixels, int offset) {
        for (int column = 0; column < WINDOW; column++) {
            int source = clamp(column + columnStep);
            columns[column] = mirrored ? SIDE - 1 - source : source;
        }
        for (int row = 0; row < WINDOW; row++) {
            int start = offset + clamp(row + rowStep) * SIDE;
            for (int column = 0; column < WINDOW; column++) {
                window[row * WINDOW + column] = UNIT[Byte.toUnsignedInt(pixels[start + columns[column]])];
            }
        }
    }

    /** Each pixel of the window with its right, then with its lower neighbour; those of the last ones are not used. */
    private void blend(float rowWeight, float columnWeight) {
        System.arraycopy(window, 1, neighbours, 0, window.length - 1);
        blend(window, neighbours, columnWeight, rows);
        System.arraycopy(rows, WINDOW, neighbours, 0, rows.length - WINDOW);
        blend(rows, neighbours, rowWeight, blended);
    }

    /** {@code out = (1 - weight) * first + weight * second}; vectorizes, since all have the same index. */
    private static void blend(float[] first, float[] second, float weight, float[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = first[i] + weight * (second[i] - first[i]);
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

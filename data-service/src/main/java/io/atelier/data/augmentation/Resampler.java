package io.atelier.data.augmentation;

import io.atelier.contract.architecture.Shape;

/**
 * Applies a {@link Transform} as {@code scipy.ndimage.affine_transform(order=1, mode="nearest")} does it, on which Keras'
 * {@code ImageDataGenerator} rests: bilinear, coordinates outside the image taken to its border. Owns scratch memory: one
 * thread at a time.
 */
final class Resampler {

    private final int height;
    private final int width;
    private final int channels;

    /** Columns of a window: one more than the image has, since neighbours are blended; so with rows. */
    private final int windowWidth;

    private final int[] columns;
    private final float[] window;
    private final float[] neighbours;
    private final float[] rows;
    private final float[] blended;
    private final float[] turned;

    /** For images of this size. */
    Resampler(Shape shape) {
        this.height = shape.height();
        this.width = shape.width();
        this.channels = shape.channels();
        this.windowWidth = width + 1;
        this.columns = new int[windowWidth];
        int size = (height + 1) * windowWidth * channels;
        this.window = new float[size];
        this.neighbours = new float[size];
        this.rows = new float[size];
        this.blended = new float[size];
        this.turned = new float[height * width * channels];
    }

    /** Transforms {@code image}, {@code [height, width, channels]}, in place. */
    void apply(Transform transform, float[] image) {
        if (transform.theta() == 0) {
            shift(transform, image);
        } else {
            turn(transform, image);
            System.arraycopy(turned, 0, image, 0, turned.length);
        }
    }

    /** Without a rotation the weights are the same for all pixels: gather pixels, then blend neighbours. */
    private void shift(Transform transform, float[] image) {
        // Mirroring after a shift is mirroring before the opposite shift.
        double columnShift = transform.flip() ? -transform.columnShift() : transform.columnShift();
        int columnStep = (int) Math.floor(columnShift);
        int rowStep = (int) Math.floor(transform.rowShift());
        gather(rowStep, columnStep, transform.flip(), image);
        blend((float) (transform.rowShift() - rowStep), (float) (columnShift - columnStep));
        int length = width * channels;
        for (int row = 0; row < height; row++) {
            System.arraycopy(blended, row * windowWidth * channels, image, row * length, length);
        }
    }

    /** Fills the window from {@code (rowStep, columnStep)} on; outside the image is its border. */
    private void gather(int rowStep, int columnStep, boolean mirrored, float[] image) {
        for (int column = 0; column < windowWidth; column++) {
            int source = clamp(column + columnStep, width);
            columns[column] = (mirrored ? width - 1 - source : source) * channels;
        }
        for (int row = 0; row <= height; row++) {
            gatherRow(image, clamp(row + rowStep, height) * width * channels, row * windowWidth * channels);
        }
    }

    private void gatherRow(float[] image, int start, int target) {
        if (channels == 1) {
            for (int column = 0; column < columns.length; column++) {
                window[target + column] = image[start + columns[column]];
            }
            return;
        }
        for (int column = 0; column < columns.length; column++) {
            for (int channel = 0; channel < channels; channel++) {
                window[target + column * channels + channel] = image[start + columns[column] + channel];
            }
        }
    }

    /** Each pixel of the window with its right, then with its lower neighbour; those of the last ones are not used. */
    private void blend(float rowWeight, float columnWeight) {
        System.arraycopy(window, channels, neighbours, 0, window.length - channels);
        blend(window, neighbours, columnWeight, rows);
        int line = windowWidth * channels;
        System.arraycopy(rows, line, neighbours, 0, rows.length - line);
        blend(rows, neighbours, rowWeight, blended);
    }

    /** {@code out = (1 - weight) * first + weight * second}; vectorizes, since all have the same index. */
    private static void blend(float[] first, float[] second, float weight, float[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = first[i] + weight * (second[i] - first[i]);
        }
    }

    private void turn(Transform transform, float[] image) {
        double radians = StrictMath.toRadians(transform.theta());
        double cos = StrictMath.cos(radians);
        double sin = StrictMath.sin(radians);
        double centreRow = (height - 1) / 2.0;
        double centreColumn = (width - 1) / 2.0;
        for (int row = 0; row < height; row++) {
            double y = row - centreRow + transform.rowShift();
            for (int column = 0; column < width; column++) {
                double x = column - centreColumn + transform.columnShift();
                int target = transform.flip() ? width - 1 - column : column;
                sample(
                        image,
                        cos * y + sin * x + centreRow,
                        cos * x - sin * y + centreColumn,
                        (row * width + target) * channels);
            }
        }
    }

    /** The pixel of {@code turned} from {@code target} on. */
    private void sample(float[] image, double row, double column, int target) {
        double y = Math.max(0, Math.min(height - 1, row));
        double x = Math.max(0, Math.min(width - 1, column));
        int top = Math.min(Math.max(0, height - 2), (int) y);
        int left = Math.min(Math.max(0, width - 2), (int) x);
        float down = (float) (y - top);
        float right = (float) (x - left);
        int corner = (top * width + left) * channels;
        // An image of one row or column is its own neighbour.
        int below = height == 1 ? 0 : width * channels;
        int beside = width == 1 ? 0 : channels;
        for (int channel = 0; channel < channels; channel++) {
            int pixel = corner + channel;
            float upper = image[pixel] + right * (image[pixel + beside] - image[pixel]);
            int under = pixel + below;
            float lower = image[under] + right * (image[under + beside] - image[under]);
            turned[target + channel] = upper + down * (lower - upper);
        }
    }

    private static int clamp(int index, int size) {
        return Math.max(0, Math.min(size - 1, index));
    }
}

package io.atelier.evaluator.page;

import io.atelier.contract.architecture.Shape;
import java.nio.FloatBuffer;

/**
 * An image as a page shows it. Small ones are enlarged by a whole number, so that every pixel is a square of the same size.
 *
 * @param uri its pixels, as a data URI
 * @param width on the page, in CSS pixels
 * @param height on the page
 * @param reduced whether it is larger than it is shown
 */
public record Picture(String uri, int width, int height, boolean reduced) {

    /**
     * Of {@code [height, width, channels]} values in [0, 1].
     *
     * @param side the most CSS pixels of either side
     */
    static Picture of(FloatBuffer pixels, Shape shape, int side) {
        int longest = Math.max(shape.height(), shape.width());
        String uri = Png.dataUri(pixels, shape);
        if (longest > side) {
            return new Picture(
                    uri,
                    Math.max(1, shape.width() * side / longest),
                    Math.max(1, shape.height() * side / longest),
                    true);
        }
        int times = side / longest;
        return new Picture(uri, shape.width() * times, shape.height() * times, false);
    }
}

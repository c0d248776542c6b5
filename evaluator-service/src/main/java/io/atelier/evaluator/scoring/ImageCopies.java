package io.atelier.evaluator.scoring;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.recipe.Prediction;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The copies of each image whose predictions are averaged, in the order in which they are added: the image; moved up and left;
 * moved down and right; each of these followed by its mirror image.
 */
public final class ImageCopies {

    private final Shape shape;
    private final List<Copy> copies;

    /** What is at (y, x) of a copy is at (y + shift, x + shift) of the image, or at the edge if that is outside. */
    private record Copy(int shift, boolean mirrored) {}

    public ImageCopies(Prediction prediction, Shape shape) {
        this.shape = shape;
        List<Integer> shifts =
                prediction.shifts() == 0 ? List.of(0) : List.of(0, prediction.shifts(), -prediction.shifts());
        List<Copy> all = new ArrayList<>();
        for (int shift : shifts) {
            all.add(new Copy(shift, false));
            if (prediction.mirror()) {
                all.add(new Copy(shift, true));
            }
        }
        this.copies = List.copyOf(all);
    }

    /** At least 1: the first is the image itself. */
    public int size() {
        return copies.size();
    }

    /**
     * Makes one copy of each image.
     *
     * @param index of the copy
     * @param images {@code [n, height, width, channels]} from the buffer's position, which stays
     * @param into takes as many values
     */
    public void write(int index, FloatBuffer images, int n, float[] into) {
        Copy copy = copies.get(index);
        int row = shape.width() * shape.channels();
        for (int i = 0; i < n; i++) {
            for (int y = 0; y < shape.height(); y++) {
                int source = images.position() + (i * shape.height() + clamp(y + copy.shift(), shape.height())) * row;
                writeRow(copy, images, source, into, (i * shape.height() + y) * row);
            }
        }
    }

    private void writeRow(Copy copy, FloatBuffer images, int from, float[] into, int to) {
        int width = shape.width();
        int channels = shape.channels();
        for (int x = 0; x < width; x++) {
            int moved = clamp((copy.mirrored() ? width - 1 - x : x) + copy.shift(), width);
            images.get(from + moved * channels, into, to + x * channels, channels);
        }
    }

    private static int clamp(int place, int size) {
        return Math.min(Math.max(place, 0), size - 1);
    }
}

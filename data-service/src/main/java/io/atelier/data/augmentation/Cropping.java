package io.atelier.data.augmentation;

import io.atelier.contract.SplitMix64;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.recipe.Augmentation.Crop;
import java.util.Arrays;

/** Pads an image on all sides and cuts a piece of its size out. */
final class Cropping implements Change {

    private static final int OUTSIDE = -1;

    private final Crop crop;
    private final Shape shape;
    private final float[] whole;

    Cropping(Crop crop, Shape shape) {
        this.crop = crop;
        this.shape = shape;
        this.whole = new float[Math.toIntExact(shape.size())];
    }

    @Override
    public void apply(float[] image, Draw draw) {
        SplitMix64 random = draw.random();
        int top = random.nextInt(2 * crop.padding() + 1);
        int left = random.nextInt(2 * crop.padding() + 1);
        cut(image, top, left);
    }

    /** The piece whose first pixel is ({@code top}, {@code left}) of the padded image. */
    void cut(float[] image, int top, int left) {
        int width = shape.width();
        int channels = shape.channels();
        System.arraycopy(image, 0, whole, 0, whole.length);
        for (int row = 0; row < shape.height(); row++) {
            int sourceRow = source(row + top - crop.padding(), shape.height());
            for (int column = 0; column < width; column++) {
                int sourceColumn = source(column + left - crop.padding(), width);
                int target = (row * width + column) * channels;
                if (sourceRow == OUTSIDE || sourceColumn == OUTSIDE) {
                    Arrays.fill(image, target, target + channels, 0);
                } else {
                    System.arraycopy(whole, (sourceRow * width + sourceColumn) * channels, image, target, channels);
                }
            }
        }
    }

    /** The row or column that is seen at {@code index}, which may be outside of {@code size}. */
    private int source(int index, int size) {
        if (index >= 0 && index < size) {
            return index;
        }
        return switch (crop.fill()) {
            case ZERO -> OUTSIDE;
            case NEAREST -> index < 0 ? 0 : size - 1;
            case REFLECT -> index < 0 ? -index : 2 * (size - 1) - index;
        };
    }
}

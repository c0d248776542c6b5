package io.atelier.data.augmentation;

import io.atelier.contract.SplitMix64;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.recipe.Augmentation.Cutout;
import io.atelier.contract.recipe.Augmentation.Erase;
import io.atelier.contract.recipe.Augmentation.Range;
import java.util.Arrays;
import java.util.Optional;

/** A rectangle of an image; parts of it may lie outside. */
record Box(int top, int left, int height, int width) {

    private static final int TRIES = 10;

    /** A square about any pixel; of an even size its centre is the pixel right below the middle. */
    static Box of(Cutout cutout, Shape shape, SplitMix64 random) {
        int half = cutout.size() / 2;
        int row = random.nextInt(shape.height());
        int column = random.nextInt(shape.width());
        return new Box(row - half, column - half, cutout.size(), cutout.size());
    }

    /** As torchvision's {@code RandomErasing.get_params}: lower and narrower than the image, or nothing after ten tries. */
    static Optional<Box> of(Erase erase, Shape shape, SplitMix64 random) {
        if (random.nextDouble() >= erase.probability()) {
            return Optional.empty();
        }
        double pixels = (double) shape.height() * shape.width();
        for (int i = 0; i < TRIES; i++) {
            double area = pixels * uniform(erase.area(), random);
            Range logarithms = new Range(
                    StrictMath.log(erase.aspect().least()),
                    StrictMath.log(erase.aspect().most()));
            double aspect = StrictMath.exp(uniform(logarithms, random));
            int height = (int) Math.rint(Math.sqrt(area * aspect));
            int width = (int) Math.rint(Math.sqrt(area / aspect));
            if (height < shape.height() && width < shape.width()) {
                int top = random.nextInt(shape.height() - height + 1);
                int left = random.nextInt(shape.width() - width + 1);
                return Optional.of(new Box(top, left, height, width));
            }
        }
        return Optional.empty();
    }

    private static double uniform(Range range, SplitMix64 random) {
        return range.least() + (range.most() - range.least()) * random.nextDouble();
    }

    /** Sets what lies inside of the image to zero. */
    void blank(float[] image, Shape shape) {
        int from = Math.max(0, left);
        int to = Math.min(shape.width(), left + width);
        for (int row = Math.max(0, top); row < Math.min(shape.height(), top + height) && from < to; row++) {
            int start = row * shape.width();
            Arrays.fill(image, (start + from) * shape.channels(), (start + to) * shape.channels(), 0);
        }
    }
}

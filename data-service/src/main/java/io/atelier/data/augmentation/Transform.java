package io.atelier.data.augmentation;

import io.atelier.contract.SplitMix64;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.recipe.Augmentation;

/**
 * One image's random change. The image is turned and shifted in one resampling, then mirrored, in Keras' order.
 *
 * <p>Keras' {@code get_random_transform} draws {@code tx} for the height and {@code ty} for the width, and
 * {@code apply_affine_transform} then moves columns by {@code tx} and rows by {@code ty}, so that its
 * {@code width_shift_range} shifts vertically. Here the names mean what they say; where both ranges are equal and images
 * square, as in every recipe, there is no difference.
 *
 * @param theta angle in degrees
 * @param rowShift output row r shows input row {@code r + rowShift}; Keras' {@code ty}
 * @param columnShift output column c shows input column {@code c + columnShift}; Keras' {@code tx}
 * @param flip whether left and right are exchanged at last
 */
record Transform(double theta, double rowShift, double columnShift, boolean flip) {

    /** Draws one: always four numbers, whatever the augmentation uses of them. */
    static Transform of(Augmentation.Keras keras, Shape shape, SplitMix64 random) {
        double theta = symmetric(random, keras.rotation());
        double rowShift = symmetric(random, keras.heightShift() * shape.height());
        double columnShift = symmetric(random, keras.widthShift() * shape.width());
        boolean flip = random.nextDouble() < 0.5 && keras.horizontalFlip();
        return new Transform(theta, rowShift, columnShift, flip);
    }

    static Transform of(Augmentation.Shift shift, Shape shape, SplitMix64 random) {
        double rowShift = symmetric(random, shift.height() * shape.height());
        double columnShift = symmetric(random, shift.width() * shape.width());
        return new Transform(0, rowShift, columnShift, false);
    }

    static Transform of(Augmentation.Rotation rotation, SplitMix64 random) {
        return new Transform(symmetric(random, rotation.degrees()), 0, 0, false);
    }

    private static double symmetric(SplitMix64 random, double range) {
        return (2 * random.nextDouble() - 1) * range;
    }
}

package io.atelier.contract.recipe;

import io.atelier.contract.Require;

/**
 * A random change of a training image whose pixels are in [0, 1]. A recipe lists several, which happen one after the
 * other, each drawing from seeds of its own.
 */
public sealed interface Augmentation {

    double MOST_SHIFT = 0.99;
    double MOST_ROTATION = 180;

    /**
     * Moves by up to a share of the size, uniformly; bilinear, and what comes in from outside repeats the border.
     *
     * @param width share of the width, in [0, 0.99]
     * @param height share of the height, in [0, 0.99]
     */
    record Shift(double width, double height) implements Augmentation {
        public Shift {
            Require.inRange(width, 0, MOST_SHIFT, "width");
            Require.inRange(height, 0, MOST_SHIFT, "height");
        }
    }

    /**
     * Turns about the centre, uniformly in both directions; bilinear, and what comes in from outside repeats the border.
     *
     * @param degrees the most, in [0, 180]
     */
    record Rotation(double degrees) implements Augmentation {
        public Rotation {
            Require.inRange(degrees, 0, MOST_ROTATION, "degrees");
        }
    }

    /**
     * Keras' {@code ImageDataGenerator}: rotation and shift in one resampling, then the mirror.
     *
     * @param widthShift share of the width, in [0, 0.99]
     * @param heightShift share of the height, in [0, 0.99]
     * @param rotation the most, in degrees, in [0, 180]
     * @param horizontalFlip whether half of the images are mirrored
     */
    record Keras(double widthShift, double heightShift, double rotation, boolean horizontalFlip)
            implements Augmentation {
        public Keras {
            Require.inRange(widthShift, 0, MOST_SHIFT, "width_shift");
            Require.inRange(heightShift, 0, MOST_SHIFT, "height_shift");
            Require.inRange(rotation, 0, MOST_ROTATION, "rotation");
        }
    }

    /** Exchanges left and right. */
    record Flip(Mode mode) implements Augmentation {

        public Flip {
            Require.present(mode, "mode");
        }

        /** When. */
        public enum Mode {
            /** Every time with probability 1/2. */
            RANDOM,
            /** In every second epoch; each image's seed decides whether in the odd or in the even ones (Jordan, 2024). */
            ALTERNATING
        }
    }

    /**
     * Pads all sides, then cuts a piece of the image's size out at random, as torchvision's {@code RandomCrop}.
     *
     * @param padding pixels, in [1, 16]; with {@link Fill#REFLECT} less than height and width
     */
    record Crop(int padding, Fill fill) implements Augmentation {

        static final int MOST_PADDING = 16;

        public Crop {
            Require.inRange(padding, 1, MOST_PADDING, "padding");
            Require.present(fill, "fill");
        }

        /** What the padding shows. */
        public enum Fill {
            /** Zeros. */
            ZERO,
            /** The border's pixel. */
            NEAREST,
            /** The image in the mirror, the border's pixel once. */
            REFLECT
        }
    }

    /**
     * Sets a square to zero whose centre is any pixel, so that a part of it may lie outside (DeVries and Taylor, 2017).
     *
     * @param size pixels along each side, in [1, 256]
     */
    record Cutout(int size) implements Augmentation {

        static final int MOST_SIZE = 256;

        public Cutout {
            Require.inRange(size, 1, MOST_SIZE, "size");
        }
    }

    /**
     * Sets a rectangle within the image to zero, as torchvision's {@code RandomErasing}; nothing where none fits in ten
     * tries.
     *
     * @param probability in [0, 1]
     * @param area share of the image, within [0.001, 1], uniformly
     * @param aspect height by width, within [0.01, 100], uniformly on the logarithmic scale
     */
    record Erase(double probability, Range area, Range aspect) implements Augmentation {

        static final double LEAST_AREA = 0.001;
        static final double LEAST_ASPECT = 0.01;
        static final double MOST_ASPECT = 100;

        public Erase {
            Require.inRange(probability, 0, 1, "probability");
            Require.present(area, "area").within(LEAST_AREA, 1, "area");
            Require.present(aspect, "aspect").within(LEAST_ASPECT, MOST_ASPECT, "aspect");
        }
    }

    /**
     * Multiplies by a factor that is uniform in 1 - range to 1 + range, and keeps to [0, 1]: torchvision's
     * {@code ColorJitter(brightness=range)}.
     *
     * @param range in [0, 1]
     */
    record Brightness(double range) implements Augmentation {
        public Brightness {
            Require.inRange(range, 0, 1, "range");
        }
    }

    /**
     * Multiplies the distance to the mean grey by a factor that is uniform in 1 - range to 1 + range, and keeps to [0, 1]:
     * torchvision's {@code ColorJitter(contrast=range)}.
     *
     * @param range in [0, 1]
     */
    record Contrast(double range) implements Augmentation {
        public Contrast {
            Require.inRange(range, 0, 1, "range");
        }
    }

    /** From {@code least} to {@code most}, both included. */
    record Range(double least, double most) {

        public Range {
            Require.that(least <= most, "a range must not end before it begins, but is %s to %s", least, most);
        }

        private void within(double lowest, double highest, String what) {
            Require.inRange(least, lowest, highest, what);
            Require.inRange(most, lowest, highest, what);
        }
    }
}

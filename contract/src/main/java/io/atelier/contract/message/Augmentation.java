package io.atelier.contract.message;

import io.atelier.contract.Require;

/**
 * Random changes of training images, as Keras' {@code ImageDataGenerator} defines them (bilinear interpolation, nearest
 * fill).
 *
 * @param widthShift largest horizontal shift as a share of the width, in [0, 1)
 * @param heightShift largest vertical shift as a share of the height, in [0, 1)
 * @param rotation largest rotation in degrees, in [0, 180]
 * @param horizontalFlip whether half of the images are mirrored
 */
public record Augmentation(double widthShift, double heightShift, double rotation, boolean horizontalFlip) {

    public static final Augmentation NONE = new Augmentation(0, 0, 0, false);

    public Augmentation {
        Require.inRange(widthShift, 0, 0.99, "augmentation.width_shift");
        Require.inRange(heightShift, 0, 0.99, "augmentation.height_shift");
        Require.inRange(rotation, 0, 180, "augmentation.rotation");
    }
}

package io.atelier.data.augmentation;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.recipe.Augmentation;
import java.util.List;

/** A list of changes for images of one size. Owns scratch memory: confined to one thread. */
public final class Augmenter {

    private final float[] image;
    private final List<Change> changes;

    /** @throws IllegalArgumentException if one of them does not fit images of this size */
    public Augmenter(List<Augmentation> augmentations, Shape shape) {
        this.image = new float[Math.toIntExact(shape.size())];
        this.changes = augmentations.stream()
                .map(augmentation -> change(augmentation, shape))
                .toList();
    }

    private static Change change(Augmentation augmentation, Shape shape) {
        augmentation.requireFit(shape.height(), shape.width());
        if (augmentation instanceof Augmentation.Keras keras) {
            Resampler resampler = new Resampler(shape);
            return (image, draw) -> resampler.apply(Transform.of(keras, shape, draw.ofAnyPosition()), image);
        } else if (augmentation instanceof Augmentation.Shift shift) {
            Resampler resampler = new Resampler(shape);
            return (image, draw) -> resampler.apply(Transform.of(shift, shape, draw.random()), image);
        } else if (augmentation instanceof Augmentation.Rotation rotation) {
            Resampler resampler = new Resampler(shape);
            return (image, draw) -> resampler.apply(Transform.of(rotation, draw.random()), image);
        } else if (augmentation instanceof Augmentation.Flip flip) {
            return new Flipping(flip.mode(), shape);
        } else if (augmentation instanceof Augmentation.Crop crop) {
            return new Cropping(crop, shape);
        } else if (augmentation instanceof Augmentation.Cutout cutout) {
            return (image, draw) -> Box.of(cutout, shape, draw.random()).blank(image, shape);
        } else if (augmentation instanceof Augmentation.Erase erase) {
            return (image, draw) -> Box.of(erase, shape, draw.random()).ifPresent(box -> box.blank(image, shape));
        } else if (augmentation instanceof Augmentation.Brightness brightness) {
            return (image, draw) -> Toning.brighten(image, Toning.factor(brightness.range(), draw.random()));
        } else if (augmentation instanceof Augmentation.Contrast contrast) {
            return (image, draw) -> Toning.contrast(image, shape, Toning.factor(contrast.range(), draw.random()));
        }
        throw new IllegalArgumentException("There is no change for " + augmentation);
    }

    /**
     * Changes the image at {@code offset} of {@code pixels}, {@code [height, width, channels]} in [0, 1], in place.
     *
     * @param seed of the stream
     * @param epoch from 1
     * @param index of the image in the dataset
     */
    public void apply(float[] pixels, int offset, long seed, int epoch, int index) {
        System.arraycopy(pixels, offset, image, 0, image.length);
        for (int position = 0; position < changes.size(); position++) {
            changes.get(position).apply(image, new Draw(seed, epoch, index, position));
        }
        System.arraycopy(image, 0, pixels, offset, image.length);
    }
}

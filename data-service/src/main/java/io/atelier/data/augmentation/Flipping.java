package io.atelier.data.augmentation;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.recipe.Augmentation.Flip.Mode;

/**
 * Exchanges left and right. Alternating is Keller Jordan's scheme of airbench ("94% on CIFAR-10 in 3.29 Seconds on a Single
 * GPU", 2024): chance decides about the first epoch, then every image is mirrored in every second epoch, so that two
 * epochs on end show each image from both sides.
 */
final class Flipping implements Change {

    private final Mode mode;
    private final Shape shape;

    Flipping(Mode mode, Shape shape) {
        this.mode = mode;
        this.shape = shape;
    }

    @Override
    public void apply(float[] image, Draw draw) {
        if (mode == Mode.ALTERNATING ? alternates(draw) : draw.random().nextBoolean()) {
            mirror(image, shape);
        }
    }

    private static boolean alternates(Draw draw) {
        boolean inOddEpochs = draw.ofAllEpochs().nextBoolean();
        return inOddEpochs == (draw.epoch() % 2 == 1);
    }

    static void mirror(float[] image, Shape shape) {
        int width = shape.width();
        int channels = shape.channels();
        for (int row = 0; row < shape.height(); row++) {
            int start = row * width * channels;
            for (int column = 0; column < width / 2; column++) {
                int left = start + column * channels;
                int right = start + (width - 1 - column) * channels;
                for (int channel = 0; channel < channels; channel++) {
                    float value = image[left + channel];
                    image[left + channel] = image[right + channel];
                    image[right + channel] = value;
                }
            }
        }
    }
}

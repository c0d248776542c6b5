package io.atelier.data.augmentation;

import io.atelier.contract.SplitMix64;
import io.atelier.contract.architecture.Shape;

/** Brightness and contrast as torchvision's {@code adjust_brightness} and {@code adjust_contrast}. */
final class Toning {

    /** Shares of red, green and blue in the grey of ITU-R BT.601, to torchvision's four digits. */
    private static final float[] GREY = {0.2989f, 0.587f, 0.114f};

    private Toning() {}

    /** Uniform in 1 - {@code range} to 1 + {@code range}. */
    static float factor(double range, SplitMix64 random) {
        return (float) (1 + range * (2 * random.nextDouble() - 1));
    }

    static void brighten(float[] image, float factor) {
        for (int i = 0; i < image.length; i++) {
            image[i] = unit(factor * image[i]);
        }
    }

    /** About the mean of the grey image; where channels are not red, green and blue, about the mean of all. */
    static void contrast(float[] image, Shape shape, float factor) {
        float middle = (1 - factor) * mean(image, shape.channels());
        for (int i = 0; i < image.length; i++) {
            image[i] = unit(factor * image[i] + middle);
        }
    }

    private static float mean(float[] image, int channels) {
        double sum = 0;
        for (int i = 0; i < image.length; i++) {
            sum += channels == GREY.length ? GREY[i % channels] * image[i] : image[i];
        }
        return (float) (channels == GREY.length ? sum * channels / image.length : sum / image.length);
    }

    private static float unit(float value) {
        return Math.max(0, Math.min(1, value));
    }
}

package io.atelier.contract.keras;

import io.atelier.contract.architecture.Layer;
import io.atelier.contract.architecture.Normalize;
import io.atelier.contract.architecture.Scale;
import java.util.List;
import java.util.Optional;

/** First layers of models, which take pixels in 0..255 most often: here these are in 0..1. */
final class PixelRange {

    private static final double MOST_OF_A_BYTE = 255;

    /** What brings bytes into -1..1. */
    private static final Normalize OF_BYTES = new Normalize(List.of(MOST_OF_A_BYTE / 2), List.of(MOST_OF_A_BYTE / 2));

    /** Of a number that was a float32. */
    private static final double ROUNDING = 1e-6;

    private PixelRange() {}

    /** Whether it does nothing else but divide bytes by 255. */
    static boolean bringsIntoRange(Layer layer) {
        return layer instanceof Scale scale && isAbout(scale.factor(), 1 / MOST_OF_A_BYTE);
    }

    /** The same for pixels in 0..1 where it is clear that it is for bytes. */
    static Layer inRange(Layer layer) {
        return isOfBytes(layer) ? new Normalize(List.of(0.5), List.of(0.5)) : layer;
    }

    private static boolean isOfBytes(Layer layer) {
        return layer instanceof Normalize normalize
                && normalize.mean().size() == 1
                && isAbout(normalize.mean().get(0), OF_BYTES.mean().get(0))
                && isAbout(normalize.deviation().get(0), OF_BYTES.deviation().get(0));
    }

    private static boolean isAbout(double value, double expected) {
        return Math.abs(value / expected - 1) < ROUNDING;
    }

    /** What the user should know about such a layer, in words that follow its path and class. */
    static Optional<String> note(Layer layer) {
        if (layer instanceof Scale scale) {
            return Optional.of(" multiplies images by " + scale.factor()
                    + "; here they are in 0..1 already: remove the layer if it is there to bring them into that range");
        }
        if (isOfBytes(layer)) {
            return Optional.of(" brings images from 0..255 to -1..1, and does so from 0..1 here");
        }
        return layer instanceof Normalize normalize ? note(normalize) : Optional.empty();
    }

    private static Optional<String> note(Normalize normalize) {
        if (!normalize.isSettled()) {
            return Optional.of(" was adapted to data that is not in the text: here it takes mean and"
                    + " deviation of the dataset's training images");
        }
        return normalize.mean().stream().anyMatch(mean -> Math.abs(mean) > 1)
                ? Optional.of(" subtracts " + normalize.mean() + " from images and divides them by "
                        + normalize.deviation() + "; here they are in 0..1: divide these by 255 if they are of bytes")
                : Optional.empty();
    }
}

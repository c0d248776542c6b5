package io.atelier.engine;

/** The shape of one image's features between two layers; a flat vector is {@code 1 x 1 x channels}. */
record FeatureShape(int height, int width, int channels) {

    static final FeatureShape IMAGE = new FeatureShape(28, 28, 1);

    FeatureShape after(Layer layer) {
        if (layer instanceof Layer.Convolution convolution) {
            return new FeatureShape(height, width, convolution.filters());
        } else if (layer instanceof Layer.MaxPooling) {
            return new FeatureShape(height / 2, width / 2, channels);
        } else if (layer instanceof Layer.Dense dense) {
            return new FeatureShape(1, 1, dense.units());
        } else if (layer instanceof Layer.Output output) {
            return new FeatureShape(1, 1, output.classes());
        }
        return this;
    }

    int size() {
        return height * width * channels;
    }

    /** As Keras writes the shape of a batch. */
    String describe(boolean flat) {
        return flat ? "(None, " + size() + ")" : "(None, " + height + ", " + width + ", " + channels + ")";
    }
}

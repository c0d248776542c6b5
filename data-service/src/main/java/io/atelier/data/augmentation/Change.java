package io.atelier.data.augmentation;

/** One change of an image of a size that it knows. Owns scratch memory: confined to one thread. */
interface Change {

    /** Changes {@code image}, {@code [height, width, channels]} in [0, 1], in place. */
    void apply(float[] image, Draw draw);
}

package io.atelier.data.dataset;

import io.atelier.contract.architecture.Shape;

/** Images of one shape and their labels, in a fixed order. Nobody changes them: safe to read from any thread. */
public interface ImageSet {

    Shape shape();

    int size();

    /** From 0, below the number of classes. */
    int label(int image);

    /** Copies the pixels of one image, {@code [height, width, channels]}, unsigned, to {@code to[offset...]}. */
    void copy(int image, byte[] to, int offset);
}

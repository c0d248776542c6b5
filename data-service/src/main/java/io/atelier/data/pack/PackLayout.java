package io.atelier.data.pack;

import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetDescription;

/**
 * Where things are in a pack. It begins with {@link #MAGIC} and zeros up to {@link #BODY}; then come the training images and
 * the test images, each its pixels {@code [height, width, channels]} and its label in 2 bytes; then the
 * {@link DatasetDescription} as JSON; then its length in 4 bytes, its CRC-32 in 4 bytes and {@link #MAGIC} again. Numbers
 * are big-endian.
 */
final class PackLayout {

    /** Its last byte is the version. */
    static final long MAGIC = 0x4154_4c52_5041_4301L;

    /** A page, so that a mapping can begin here. */
    static final int BODY = 4096;

    static final int TRAILER = Integer.BYTES + Integer.BYTES + Long.BYTES;
    static final int LABEL = Short.BYTES;

    private PackLayout() {}

    /** Bytes of one image with its label. */
    static int record(Shape shape) {
        return Math.toIntExact(shape.size() + LABEL);
    }

    /** Bytes of all images with their labels. */
    static long body(DatasetDescription description) {
        return (0L + description.train() + description.test()) * record(description.image());
    }
}

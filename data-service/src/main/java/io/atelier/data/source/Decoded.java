package io.atelier.data.source;

/**
 * An image that was read with its file.
 *
 * @param label from 0
 * @param place of the image
 * @param picture itself
 */
record Decoded(int label, String place, Picture picture) implements Item {

    @Override
    public Picture decode() {
        return picture;
    }
}

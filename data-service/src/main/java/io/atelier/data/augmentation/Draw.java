package io.atelier.data.augmentation;

import io.atelier.contract.Seeds;
import io.atelier.contract.SplitMix64;

/**
 * Where a change's random numbers come from.
 *
 * @param seed of the stream
 * @param epoch from 1
 * @param image index in the dataset
 * @param position of the change in the list, from 0
 */
record Draw(long seed, int epoch, int image, int position) {

    /** The step below the seed under which augmentation is drawn; the order of the images has its own. */
    private static final int PATH = 2;

    /** Of this image in this epoch, for this change alone. */
    SplitMix64 random() {
        return Seeds.generator(seed, PATH, epoch, image, position);
    }

    /** The same in every epoch. */
    SplitMix64 ofAllEpochs() {
        return Seeds.generator(seed, PATH, 0, image, position);
    }

    /** Whatever the position: one change at most draws from here, which had it for itself before there were lists. */
    SplitMix64 ofAnyPosition() {
        return Seeds.generator(seed, PATH, epoch, image);
    }
}

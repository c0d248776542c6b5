package io.atelier.data.stream;

import io.atelier.contract.Seeds;
import io.atelier.contract.SplitMix64;

/** The order of a training stream's images in one epoch. */
final class EpochOrder {

    /** The step below the seed under which orders are drawn; augmentation has its own. */
    private static final int PATH = 1;

    private EpochOrder() {}

    /** {@code images}, shuffled by the generator of (seed, epoch); the argument stays as it is. */
    static int[] shuffled(int[] images, long seed, int epoch) {
        int[] order = images.clone();
        SplitMix64 random = Seeds.generator(seed, PATH, epoch);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}

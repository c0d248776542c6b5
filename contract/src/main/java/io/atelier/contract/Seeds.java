package io.atelier.contract;

import java.util.SplittableRandom;

/**
 * Generators derived from a seed and a path of numbers, such as (seed, epoch, index): the same path gives the same
 * numbers on every machine and in every process, so nothing of a generator's state needs to be stored to resume.
 *
 * <p>Mixing is the finalizer of SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators",
 * OOPSLA 2014).
 */
public final class Seeds {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    /** Sets the children of a seed apart from what a generator with that seed gives out. */
    private static final long CHILD = 0xd1342543de82ef95L;

    private Seeds() {}

    /**
     * A 64-bit seed for the given path below {@code seed}. Each step takes output number {@code step} of a SplitMix64
     * generator, so the order of the path matters: (1, 2) is another seed than (2, 1).
     */
    public static long derive(long seed, long... path) {
        long state = mix(seed + GOLDEN_GAMMA);
        for (long step : path) {
            state = mix(mix(state + CHILD) + (step + 1) * GOLDEN_GAMMA);
        }
        return state;
    }

    public static SplittableRandom generator(long seed, long... path) {
        return new SplittableRandom(derive(seed, path));
    }

    private static long mix(long z) {
        long mixed = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}

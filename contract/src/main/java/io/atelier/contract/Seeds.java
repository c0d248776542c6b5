package io.atelier.contract;

/**
 * Generators derived from a seed and a path of numbers, such as (seed, epoch, index): the same path gives the same
 * numbers on every machine and in every process, so nothing of a generator's state needs to be stored to resume.
 */
public final class Seeds {

    /** Sets the children of a seed apart from what a generator with that seed gives out. */
    private static final long CHILD = 0xd1342543de82ef95L;

    private Seeds() {}

    /**
     * A 64-bit seed for the given path below {@code seed}. Each step takes output number {@code step} of a
     * {@link SplitMix64}, so the order of the path matters: (1, 2) is another seed than (2, 1).
     */
    public static long derive(long seed, long... path) {
        long state = SplitMix64.mix(seed + SplitMix64.GOLDEN_GAMMA);
        for (long step : path) {
            state = SplitMix64.mix(SplitMix64.mix(state + CHILD) + (step + 1) * SplitMix64.GOLDEN_GAMMA);
        }
        return state;
    }

    public static SplitMix64 generator(long seed, long... path) {
        return new SplitMix64(derive(seed, path));
    }
}

package io.atelier.contract;

/**
 * The random numbers of a seed: the generator of Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators",
 * OOPSLA 2014. It is written out because the JDK does not promise that numbers within bounds stay the same from one version
 * to the next; these are those of {@link java.util.SplittableRandom} in JDK 17. Not thread-safe.
 */
public final class SplitMix64 {

    static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    public SplitMix64(long seed) {
        this.state = seed;
    }

    public long nextLong() {
        return mix(next());
    }

    public int nextInt() {
        long z = next();
        z = (z ^ (z >>> 33)) * 0x62a9d9ed799705f5L;
        return (int) (((z ^ (z >>> 28)) * 0xcb24d0a5c88c35b3L) >>> 32);
    }

    /**
     * From 0 to {@code bound - 1}, each equally often: the low bits of a number where {@code bound} is a power of two, else
     * its remainder, drawn again where it is one of the last incomplete {@code bound}.
     *
     * @throws IllegalArgumentException if {@code bound} is not positive
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive, but is " + bound);
        }
        int most = bound - 1;
        int number = nextInt();
        if ((bound & most) == 0) {
            return number & most;
        }
        int half = number >>> 1;
        int remainder = half % bound;
        while (half + most - remainder < 0) {
            half = nextInt() >>> 1;
            remainder = half % bound;
        }
        return remainder;
    }

    /** In [0, 1): the highest 53 bits of a number. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** In [{@code least}, {@code bound}), which are finite and in this order. */
    public double nextDouble(double least, double bound) {
        double number = nextDouble() * (bound - least) + least;
        return number < bound ? number : Math.nextDown(bound);
    }

    public boolean nextBoolean() {
        return nextInt() < 0;
    }

    private long next() {
        state += GOLDEN_GAMMA;
        return state;
    }

    /** The finalizer of a state: Stafford's variant 13 of MurmurHash3's. */
    static long mix(long z) {
        long mixed = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}

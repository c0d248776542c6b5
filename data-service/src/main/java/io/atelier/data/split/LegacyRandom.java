package io.atelier.data.split;

import io.atelier.contract.Require;

/**
 * NumPy's legacy {@code RandomState(seed)}: MT19937 seeded by {@code init_genrand}, and its {@code permutation}.
 *
 * <p>Source: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998); NumPy's {@code mt19937.c} and
 * {@code random_interval} of {@code distributions.c}, whose results NumPy has frozen. Not thread-safe.
 */
final class LegacyRandom {

    private static final int N = 624;
    private static final int M = 397;
    private static final int MATRIX_A = 0x9908b0df;
    private static final int UPPER = 0x80000000;
    private static final int LOWER = 0x7fffffff;

    private final int[] state = new int[N];
    private int next = N;

    /** @param seed from 0 to 2^32 - 1 */
    LegacyRandom(long seed) {
        Require.that(seed >= 0 && seed < (1L << 32), "seed must be between 0 and 2^32 - 1, but is %d", seed);
        state[0] = (int) seed;
        for (int i = 1; i < N; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** {@code RandomState.permutation(n)}. */
    int[] permutation(int n) {
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
            values[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int j = interval(i);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
        return values;
    }

    /** A number from 0 to {@code most}: as many low bits as {@code most} has, drawn again while too large. */
    private int interval(int most) {
        int mask = (Integer.highestOneBit(most) << 1) - 1;
        int value = nextInt() & mask;
        while (value > most) {
            value = nextInt() & mask;
        }
        return value;
    }

    private int nextInt() {
        if (next == N) {
            twist();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    private void twist() {
        for (int i = 0; i < N; i++) {
            int y = (state[i] & UPPER) | (state[(i + 1) % N] & LOWER);
            state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : MATRIX_A);
        }
        next = 0;
    }
}

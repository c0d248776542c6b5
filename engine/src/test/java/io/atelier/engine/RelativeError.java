package io.atelier.engine;

/** How far values are from a reference, as a share of the reference's largest value. */
public final class RelativeError {

    private RelativeError() {}

    public static double of(float[] found, float[] expected) {
        double largest = 0;
        double furthest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            // Not Math.max, which would pass over a NaN.
            double distance = Math.abs((double) found[i] - expected[i]);
            furthest = distance <= furthest ? furthest : distance;
        }
        return furthest / largest;
    }
}

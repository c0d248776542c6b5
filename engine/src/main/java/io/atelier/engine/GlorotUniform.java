package io.atelier.engine;

import io.atelier.contract.Seeds;
import io.atelier.contract.SplitMix64;

/**
 * Initial values as Keras' layers have them by default: weights uniform in plus and minus
 * {@code sqrt(6 / (fan_in + fan_out))} (Glorot and Bengio, 2010), gamma and moving variance one, all others zero. The
 * fans of a convolution count its 3x3 receptive field, as in {@code keras.initializers.compute_fans}.
 */
final class GlorotUniform {

    /** Separates these numbers from others derived of the same seed. */
    private static final long PURPOSE = 0x696e6974; // "init"

    private GlorotUniform() {}

    /** In C order of {@link Parameter#shape()}; {@code index} is the parameter's place in the architecture. */
    static float[] values(Parameter parameter, int index, long seed) {
        float[] values = new float[parameter.size()];
        switch (parameter.role()) {
            case WEIGHT -> fill(values, limit(parameter), Seeds.generator(seed, PURPOSE, index));
            case GAMMA, VARIANCE -> java.util.Arrays.fill(values, 1f);
            default -> {}
        }
        return values;
    }

    static double limit(Parameter weight) {
        int first = weight.shape().get(0);
        int second = weight.shape().get(1);
        int receptiveField = weight.size() / (first * second);
        return Math.sqrt(6.0 / ((double) receptiveField * (first + second)));
    }

    private static void fill(float[] values, double limit, SplitMix64 random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * limit);
        }
    }
}

package io.atelier.engine;

import io.atelier.contract.Seeds;
import io.atelier.contract.SplitMix64;
import io.atelier.contract.architecture.Parameter;
import java.util.Arrays;

/**
 * The values that parameters begin with, drawn of a seed: the same on every machine. The fans of a convolution count its
 * receptive field, as in {@code keras.initializers.compute_fans}.
 */
final class InitialValues {

    /** Separates these numbers from others derived of the same seed. */
    private static final long PURPOSE = 0x696e6974; // "init"

    /** The standard deviation of a standard normal distribution that is cut off at two. */
    private static final double TRUNCATED = 0.8796256610342398;

    private InitialValues() {}

    /** In C order of {@link Parameter#shape()}; {@code index} is the parameter's place in the network. */
    static float[] of(Parameter parameter, int index, long seed) {
        float[] values = new float[Math.toIntExact(parameter.size())];
        switch (parameter.initialization()) {
            case GLOROT_UNIFORM -> uniform(values, glorot(parameter), Seeds.generator(seed, PURPOSE, index));
            case HE_NORMAL -> normal(values, he(parameter), Seeds.generator(seed, PURPOSE, index));
            case DIRAC -> dirac(values, parameter);
            case ONES -> Arrays.fill(values, 1f);
            // Images are needed for whitening: the first step brings them.
            case ZEROS, WHITENING -> {}
        }
        return values;
    }

    /** The bound of Glorot and Bengio (2010): {@code sqrt(6 / (fan_in + fan_out))}. */
    private static double glorot(Parameter weight) {
        int first = weight.shape().get(0);
        int second = weight.shape().get(1);
        return Math.sqrt(6.0 / ((double) receptiveField(weight) * (first + second)));
    }

    /** The standard deviation of He et al. (2015) before the cut: {@code sqrt(2 / fan_in)} after it. */
    private static double he(Parameter weight) {
        return Math.sqrt(2.0 / weight.fanIn()) / TRUNCATED;
    }

    private static int receptiveField(Parameter weight) {
        int first = weight.shape().get(0);
        int second = weight.shape().get(1);
        return Math.toIntExact(weight.size() / ((long) first * second));
    }

    private static void uniform(float[] values, double limit, SplitMix64 random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * limit);
        }
    }

    /** Of Marsaglia's polar method one of each pair; values beyond two deviations are drawn again, as in Keras. */
    private static void normal(float[] values, double deviation, SplitMix64 random) {
        for (int i = 0; i < values.length; i++) {
            double value;
            do {
                double x = 2 * random.nextDouble() - 1;
                double y = 2 * random.nextDouble() - 1;
                double square = x * x + y * y;
                // StrictMath has the same bits everywhere; what is not in the circle is drawn again like what is too
                // large.
                value = square > 0 && square < 1
                        ? x * Math.sqrt(-2 * StrictMath.log(square) / square)
                        : Double.POSITIVE_INFINITY;
            } while (Math.abs(value) > 2);
            values[i] = (float) (value * deviation);
        }
    }

    /** Each output channel copies the input channel of its number, as {@code torch.nn.init.dirac_}. */
    private static void dirac(float[] values, Parameter weight) {
        int outputs = weight.shape().get(0);
        int inputs = weight.shape().get(1);
        int height = weight.shape().get(2);
        int width = weight.shape().get(3);
        for (int output = 0; output < outputs; output++) {
            // Where each channel has a filter of its own there is one input.
            int input = inputs == 1 ? 0 : output;
            if (input < inputs) {
                values[((output * inputs + input) * height + height / 2) * width + width / 2] = 1;
            }
        }
    }
}

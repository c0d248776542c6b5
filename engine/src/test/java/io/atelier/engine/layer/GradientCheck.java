package io.atelier.engine.layer;

import io.atelier.engine.layer.LayerBench.Gradients;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Compares a layer's gradients with central differences of {@code sum(weights * output)}, summed in double precision.
 * Where a step crosses a kink of a ReLU or a maximum, the two one-sided differences disagree, and there is no gradient to
 * compare with.
 */
final class GradientCheck {

    private static final int SAMPLES = 150;

    /** Of the second difference, relative to the first. */
    private static final double KINK = 0.002;

    private final LayerBench bench;
    private final INDArray input;
    private final INDArray weights;
    private final float step;

    GradientCheck(LayerBench bench, INDArray input, INDArray weights, float step) {
        this.bench = bench;
        this.input = input;
        this.weights = weights;
        this.step = step;
    }

    /**
     * @param worst the largest difference, relative to the largest gradient
     * @param compared how many elements were compared, of {@link #SAMPLES} or all
     * @param kinks how many were not, for a kink
     */
    record Result(double worst, int compared, int kinks) {}

    /** Of the parameters or, if {@code ofInput}, of the input. */
    Result run(boolean ofInput) {
        return run(ofInput, KINK);
    }

    /** Of a function without kinks, whose curvature one must not take for them. */
    Result runSmooth(boolean ofInput) {
        return run(ofInput, Double.POSITIVE_INFINITY);
    }

    private Result run(boolean ofInput, double kink) {
        Gradients gradients = bench.gradients(input, weights);
        INDArray analytic = ofInput ? gradients.input() : gradients.parameters();
        INDArray variable = ofInput ? input : bench.parameters();
        double scale = analytic.amaxNumber().doubleValue();
        double middle = value();
        Random random = new Random(1);
        double worst = 0;
        int compared = 0;
        int kinks = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            int i = random.nextInt(ofInput ? (int) variable.length() : bench.learned());
            float before = Floats.view(variable).get(i);
            double up = shifted(variable, i, before + step);
            double down = shifted(variable, i, before - step);
            Floats.view(variable).put(i, before);
            if (Math.abs(up - 2 * middle + down) > kink * scale * step) {
                kinks++;
                continue;
            }
            double numeric = (up - down) / (2.0 * step);
            worst = Math.max(worst, Math.abs(numeric - Floats.view(analytic).get(i)) / scale);
            compared++;
        }
        return new Result(worst, compared, kinks);
    }

    private double shifted(INDArray variable, int i, float value) {
        Floats.view(variable).put(i, value);
        return value();
    }

    private double value() {
        float[] output = Floats.copy(bench.output(input));
        float[] factors = Floats.copy(weights);
        double sum = 0;
        for (int i = 0; i < output.length; i++) {
            sum += (double) output[i] * factors[i];
        }
        return sum;
    }
}

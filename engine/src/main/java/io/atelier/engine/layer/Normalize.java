package io.atelier.engine.layer;

import io.atelier.contract.Require;
import io.atelier.engine.kernel.Elements;
import java.nio.FloatBuffer;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/** Subtracts a mean from each channel and divides it by a deviation, as one product and sum. */
public final class Normalize extends Parameterless {

    private static final long serialVersionUID = 1L;

    private final float[] scale;
    private final float[] shift;

    /**
     * Of as many channels as there are means, or of any number if there is one.
     *
     * @param deviation as many as means, not 0
     */
    public Normalize(List<Double> mean, List<Double> deviation) {
        Require.that(
                !mean.isEmpty() && mean.size() == deviation.size(),
                "there must be as many deviations as means, at least one, but there are %d and %d",
                deviation.size(),
                mean.size());
        scale = new float[mean.size()];
        shift = new float[mean.size()];
        for (int c = 0; c < scale.length; c++) {
            scale[c] = (float) (1 / deviation.get(c));
            shift[c] = (float) (-mean.get(c) / deviation.get(c));
        }
    }

    /** Of {@code [rows, channels]}, from the beginning to the limit; both may be the same. */
    public void apply(FloatBuffer input, FloatBuffer output) {
        Elements.scaleAndShift(input, scale, shift, output);
    }

    /** From the gradient of the output to that of the input. */
    void toInputGradient(FloatBuffer outputGradient, FloatBuffer gradient) {
        Elements.scaleAndShift(outputGradient, scale, new float[scale.length], gradient);
    }

    @Override
    Layer layer(NeuralNetConfiguration configuration, DataType type) {
        return new NormalizeLayer(configuration, type);
    }
}

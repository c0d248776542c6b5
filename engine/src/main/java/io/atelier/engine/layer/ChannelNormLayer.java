package io.atelier.engine.layer;

import io.atelier.engine.kernel.Normalization;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalization as {@code keras.layers.BatchNormalization} computes it: biased variance for the batch and for the
 * moving average alike. Two passes over memory forward and two backward; Deeplearning4j's takes a dozen.
 */
final class ChannelNormLayer extends BaseLayer<ChannelNorm> {

    private static final long serialVersionUID = 1L;

    private transient double[] mean;
    private transient double[] inverseDeviation;

    ChannelNormLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        int channels = (int) input.size(input.rank() - 1);
        FloatBuffer gamma = parameter(BatchNormalizationParamInitializer.GAMMA);
        FloatBuffer beta = parameter(BatchNormalizationParamInitializer.BETA);
        double[] center = new double[channels];
        double[] inverse = new double[channels];
        if (training && !layerConf().frozen()) {
            measure(channels, center, inverse);
        } else {
            recall(center, inverse);
        }
        mean = center;
        inverseDeviation = inverse;
        float[] scale = new float[channels];
        float[] shift = new float[channels];
        for (int c = 0; c < channels; c++) {
            scale[c] = (float) (gamma.get(c) * inverse[c]);
            shift[c] = (float) (beta.get(c) - gamma.get(c) * inverse[c] * center[c]);
        }
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
        new Normalization(channels).apply(Floats.view(input), scale, shift, Floats.view(output));
        return output;
    }

    /** Mean and deviation of this batch; what the moving averages move by goes where their gradient would. */
    private void measure(int channels, double[] center, double[] inverse) {
        FloatBuffer values = Floats.view(input);
        int rows = values.limit() / channels;
        Normalization.Sums sums = new Normalization(channels).sums(values, values);
        FloatBuffer movingMean = parameter(BatchNormalizationParamInitializer.GLOBAL_MEAN);
        FloatBuffer movingVariance = parameter(BatchNormalizationParamInitializer.GLOBAL_VAR);
        FloatBuffer meanStep = gradient(BatchNormalizationParamInitializer.GLOBAL_MEAN);
        FloatBuffer varianceStep = gradient(BatchNormalizationParamInitializer.GLOBAL_VAR);
        double step = 1 - layerConf().getDecay();
        for (int c = 0; c < channels; c++) {
            center[c] = sums.values()[c] / rows;
            double variance = Math.max(0, sums.products()[c] / rows - center[c] * center[c]);
            inverse[c] = 1 / Math.sqrt(variance + layerConf().getEps());
            meanStep.put(c, (float) (step * (movingMean.get(c) - center[c])));
            varianceStep.put(c, (float) (step * (movingVariance.get(c) - variance)));
        }
    }

    private void recall(double[] center, double[] inverse) {
        FloatBuffer movingMean = parameter(BatchNormalizationParamInitializer.GLOBAL_MEAN);
        FloatBuffer movingVariance = parameter(BatchNormalizationParamInitializer.GLOBAL_VAR);
        for (int c = 0; c < center.length; c++) {
            center[c] = movingMean.get(c);
            inverse[c] = 1 / Math.sqrt(movingVariance.get(c) + layerConf().getEps());
        }
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray inputGradient =
                workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        FloatBuffer from = Floats.view(epsilon);
        FloatBuffer to = Floats.view(inputGradient);
        return new Pair<>(layerConf().frozen() ? backpropFrozen(from, to) : backprop(from, to), inputGradient);
    }

    /** The statistics do not depend on the input. */
    private Gradient backpropFrozen(FloatBuffer outputGradient, FloatBuffer inputGradient) {
        FloatBuffer gamma = parameter(BatchNormalizationParamInitializer.GAMMA);
        float[] scale = new float[mean.length];
        for (int c = 0; c < scale.length; c++) {
            scale[c] = (float) (gamma.get(c) * inverseDeviation[c]);
        }
        float[] zeros = new float[scale.length];
        new Normalization(scale.length)
                .combine(
                        outputGradient,
                        scale,
                        Floats.view(input),
                        zeros,
                        zeros,
                        layerConf().maskingGradient(),
                        inputGradient);
        return Layers.zeroGradient(gradientViews);
    }

    private Gradient backprop(FloatBuffer outputGradient, FloatBuffer inputGradient) {
        FloatBuffer values = Floats.view(input);
        int channels = mean.length;
        int rows = values.limit() / channels;
        Normalization normalization = new Normalization(channels);
        Normalization.Sums sums = normalization.sums(outputGradient, values);
        FloatBuffer gamma = parameter(BatchNormalizationParamInitializer.GAMMA);
        FloatBuffer gammaGradient = gradient(BatchNormalizationParamInitializer.GAMMA);
        FloatBuffer betaGradient = gradient(BatchNormalizationParamInitializer.BETA);
        float[] ofOutput = new float[channels];
        float[] ofInput = new float[channels];
        float[] shift = new float[channels];
        for (int c = 0; c < channels; c++) {
            double sum = sums.values()[c];
            double projection = (sums.products()[c] - mean[c] * sum) * inverseDeviation[c];
            gammaGradient.put(c, (float) projection);
            betaGradient.put(c, (float) sum);
            double scale = gamma.get(c) * inverseDeviation[c];
            double slope = -scale * inverseDeviation[c] * projection / rows;
            ofOutput[c] = (float) scale;
            ofInput[c] = (float) slope;
            shift[c] = (float) (-scale * sum / rows - slope * mean[c]);
        }
        normalization.combine(
                outputGradient, ofOutput, values, ofInput, shift, layerConf().maskingGradient(), inputGradient);
        return Layers.gradient(gradientViews);
    }

    private FloatBuffer parameter(String key) {
        return Floats.view(params.get(key));
    }

    private FloatBuffer gradient(String key) {
        return Floats.view(gradientViews.get(key));
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }
}

package io.atelier.engine.layer;

import io.atelier.engine.kernel.ChannelSums;
import io.atelier.engine.kernel.Normalization;
import io.atelier.engine.kernel.Pixels;
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
 * moving average alike. Two passes over memory forward and two backward, but for those that its neighbours do along with their
 * own; Deeplearning4j's takes a dozen.
 */
final class ChannelNormLayer extends BaseLayer<ChannelNorm> implements Rectifying {

    private static final long serialVersionUID = 1L;

    private transient double[] mean;
    private transient double[] inverseDeviation;
    private transient Normalization.Line line;
    private boolean rectified;
    private boolean leftToPrevious;
    private boolean leftToNext;
    private transient Pixels inputGradient;

    /** The last ones: stay, since an array for every step would have to be allocated and zeroed by one thread. */
    private transient ChannelSums sums;

    /** Whether {@link #sums} are those of this step's input already, or of its gradient. */
    private transient boolean summed;

    ChannelNormLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public void rectify() {
        rectified = true;
    }

    /**
     * From now on whoever writes its input does so by {@link #mapping} in inference, by {@link #summing} in training, and asks
     * for {@link #inputGradient}.
     */
    void leaveToPrevious() {
        leftToPrevious = true;
    }

    /**
     * From now on whoever reads its output in training asks for {@link #output}, and writes its gradient by {@link
     * #summingGradient}.
     */
    void leaveToNext() {
        leftToNext = true;
    }

    /** Makes of its input, as it is written, what comes out in inference. */
    Pixels mapping(Pixels input) {
        double[] center = new double[input.channels()];
        double[] inverse = new double[input.channels()];
        recall(center, inverse);
        return kernel(input.channels()).output(input.values(), line(center, inverse));
    }

    /**
     * Its input, to be written.
     *
     * @param run so many consecutive pixels are written by one thread, in order
     */
    Pixels summing(Pixels input, int run) {
        return canSum(run) ? taking(kernel(input.channels()).summed(input.values(), sums)) : input;
    }

    /** The gradient of its output, to be written as {@link #summing} says. */
    Pixels summingGradient(Pixels gradient, int run) {
        return canSum(run) ? taking(summed(gradient.values())) : gradient;
    }

    private boolean canSum(int run) {
        return !layerConf().frozen() && run % ChannelSums.RUN == 0;
    }

    private Pixels taking(Normalization.Summed pixels) {
        sums = pixels.sums();
        summed = true;
        return pixels.pixels();
    }

    private Normalization.Summed summed(FloatBuffer gradient) {
        return kernel(mean.length).summed(gradient, Floats.view(input), line, sums);
    }

    /** @param pixels read for their sums if nobody has summed them */
    private ChannelSums.Totals totals(Normalization.Summed pixels) {
        if (!summed) {
            taking(pixels).readAll();
        }
        summed = false;
        return sums.totals();
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        if (leftToPrevious && !training) {
            return input;
        }
        int channels = (int) input.size(input.rank() - 1);
        double[] center = new double[channels];
        double[] inverse = new double[channels];
        if (training && !layerConf().frozen()) {
            measure(channels, center, inverse);
        } else {
            recall(center, inverse);
        }
        mean = center;
        inverseDeviation = inverse;
        line = line(center, inverse);
        if (leftToNext && training) {
            return input;
        }
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
        output().copyTo(Floats.view(output));
        return output;
    }

    /** Of the last {@link #activate}. */
    Pixels output() {
        return kernel(mean.length).output(Floats.view(input), line);
    }

    private Normalization.Line line(double[] center, double[] inverse) {
        FloatBuffer gamma = parameter(BatchNormalizationParamInitializer.GAMMA);
        FloatBuffer beta = parameter(BatchNormalizationParamInitializer.BETA);
        float[] scale = new float[center.length];
        float[] shift = new float[center.length];
        for (int c = 0; c < center.length; c++) {
            scale[c] = (float) (gamma.get(c) * inverse[c]);
            shift[c] = (float) (beta.get(c) - gamma.get(c) * inverse[c] * center[c]);
        }
        return new Normalization.Line(scale, shift);
    }

    /** Mean and deviation of this batch; what the moving averages move by goes where their gradient would. */
    private void measure(int channels, double[] center, double[] inverse) {
        FloatBuffer values = Floats.view(input);
        int rows = values.limit() / channels;
        ChannelSums.Totals totals = totals(kernel(channels).summed(values, sums));
        FloatBuffer movingMean = parameter(BatchNormalizationParamInitializer.GLOBAL_MEAN);
        FloatBuffer movingVariance = parameter(BatchNormalizationParamInitializer.GLOBAL_VAR);
        FloatBuffer meanStep = gradient(BatchNormalizationParamInitializer.GLOBAL_MEAN);
        FloatBuffer varianceStep = gradient(BatchNormalizationParamInitializer.GLOBAL_VAR);
        double step = 1 - layerConf().getDecay();
        for (int c = 0; c < channels; c++) {
            center[c] = totals.values()[c] / rows;
            double variance = Math.max(0, totals.products()[c] / rows - center[c] * center[c]);
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

    /** Works in place of {@code epsilon}. */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        FloatBuffer memory = Floats.view(epsilon);
        Gradient gradient = layerConf().frozen() ? backpropFrozen(memory) : backprop(memory);
        if (!leftToPrevious) {
            inputGradient.settled();
        }
        return new Pair<>(gradient, workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, epsilon));
    }

    /** Of the last {@link #backpropGradient}. */
    Pixels inputGradient() {
        return inputGradient;
    }

    /** The statistics do not depend on the input. */
    private Gradient backpropFrozen(FloatBuffer gradient) {
        float[] zeros = new float[mean.length];
        inputGradient = inputGradient(gradient, line.scale(), new Normalization.Line(zeros, zeros));
        return Layers.zeroGradient(gradientViews);
    }

    private Gradient backprop(FloatBuffer outputGradient) {
        FloatBuffer values = Floats.view(input);
        int channels = mean.length;
        int rows = values.limit() / channels;
        ChannelSums.Totals totals = totals(summed(outputGradient));
        FloatBuffer gamma = parameter(BatchNormalizationParamInitializer.GAMMA);
        FloatBuffer gammaGradient = gradient(BatchNormalizationParamInitializer.GAMMA);
        FloatBuffer betaGradient = gradient(BatchNormalizationParamInitializer.BETA);
        float[] ofOutput = new float[channels];
        float[] ofInput = new float[channels];
        float[] shift = new float[channels];
        for (int c = 0; c < channels; c++) {
            double sum = totals.values()[c];
            double projection = (totals.products()[c] - mean[c] * sum) * inverseDeviation[c];
            gammaGradient.put(c, (float) projection);
            betaGradient.put(c, (float) sum);
            double scale = gamma.get(c) * inverseDeviation[c];
            double slope = -scale * inverseDeviation[c] * projection / rows;
            ofOutput[c] = (float) scale;
            ofInput[c] = (float) slope;
            shift[c] = (float) (-scale * sum / rows - slope * mean[c]);
        }
        inputGradient = inputGradient(outputGradient, ofOutput, new Normalization.Line(ofInput, shift));
        return Layers.gradient(gradientViews);
    }

    private Pixels inputGradient(FloatBuffer gradient, float[] factor, Normalization.Line ofInput) {
        boolean masked = layerConf().maskingGradient();
        return kernel(factor.length).gradient(gradient, factor, Floats.view(input), line, ofInput, masked);
    }

    private Normalization kernel(int channels) {
        return new Normalization(channels, rectified);
    }

    private FloatBuffer parameter(String key) {
        return Floats.view(params.get(key));
    }

    private FloatBuffer gradient(String key) {
        return Floats.view(gradientViews.get(key));
    }

    @Override
    public void clear() {
        super.clear();
        summed = false;
        inputGradient = null;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }
}

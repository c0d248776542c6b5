package io.atelier.engine.layer;

import io.atelier.engine.kernel.Elements;
import io.atelier.engine.kernel.FirstConvolution;
import io.atelier.engine.kernel.Pixels;
import io.atelier.engine.kernel.WinogradConvolution;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes by {@link WinogradConvolution}; of grey images, whose gradient nobody uses, by {@link FirstConvolution}. */
final class Convolution3x3Layer extends BaseLayer<Convolution3x3>
        implements OutputNormalizer, InputNormalizer, PreparingLayer {

    private static final long serialVersionUID = 1L;

    private transient WinogradConvolution convolution;
    private transient FirstConvolution first;
    private final transient Weights weights = new Weights();
    private transient INDArray activations;
    private final transient NextNormalization next = new NextNormalization();
    private final transient PreviousNormalization previous = new PreviousNormalization();

    Convolution3x3Layer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public boolean normalizeOutput(Layer layer) {
        return next.take(layer);
    }

    @Override
    public void normalizeInput(int number, Layer layer) {
        previous.take(layer);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        int height = (int) input.size(1);
        int width = (int) input.size(2);
        int filters = (int) weights().size(0);
        int divisor = layerConf().pooling() ? 2 : 1;
        long[] shape = {input.size(0), height / divisor, width / divisor, filters};
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        prepare(height, width, (int) input.size(3), filters);
        Pixels to = next.output(output, training, (int) (shape[1] * shape[2]));
        if (first == null) {
            weights.give(weights(), training, convolution);
            convolution.forward(previous.input(input, training), images(), Floats.copy(bias()), training, to);
        } else {
            first.forward(Floats.view(input), images(), Floats.copy(weights()), Floats.copy(bias()), to);
        }
        activations = training ? output : null;
        return output;
    }

    private void prepare(int height, int width, int channels, int filters) {
        if (first != null || convolution != null) {
            return;
        }
        if (layerConf().first() && channels == 1 && !layerConf().pooling()) {
            first = new FirstConvolution(height, width, filters);
        } else {
            convolution = new WinogradConvolution(
                    height, width, channels, filters, layerConf().pooling());
        }
    }

    /** Works in place of {@code epsilon}; gives no gradient of the images. */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        Pixels outputGradient = next.gradient(epsilon);
        if (layerConf().masking().ofOutput()) {
            outputGradient = outputGradient.maskedBy(Floats.pixels(activations));
        }
        float[] weightGradient =
                first == null ? weights.gradient() : new float[(int) weights().length()];
        float[] biasGradient = new float[(int) bias().length()];
        INDArray inputGradient = null;
        if (first == null) {
            inputGradient = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
            convolution.backward(
                    previous.input(input, true),
                    outputGradient,
                    images(),
                    layerConf().masking().ofInput(),
                    previous.gradient(inputGradient, (int) (input.size(1) * input.size(2))),
                    weightGradient,
                    biasGradient);
        } else {
            first.backward(Floats.view(input), outputGradient, images(), weightGradient, biasGradient);
        }
        Gradient gradient = new DefaultGradient();
        gradient.setGradientFor(
                ConvolutionParamInitializer.BIAS_KEY, fill(ConvolutionParamInitializer.BIAS_KEY, biasGradient));
        gradient.setGradientFor(
                ConvolutionParamInitializer.WEIGHT_KEY,
                fill(ConvolutionParamInitializer.WEIGHT_KEY, weightGradient),
                'c');
        return new Pair<>(gradient, inputGradient);
    }

    private INDArray fill(String key, float[] values) {
        INDArray gradient = gradientViews.get(key);
        Elements.copy(FloatBuffer.wrap(values), Floats.view(gradient));
        return gradient;
    }

    private int images() {
        return (int) input.size(0);
    }

    @Override
    public void forgetWeights() {
        weights.forget();
    }

    @Override
    public void clear() {
        super.clear();
        activations = null;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    private INDArray weights() {
        return params.get(ConvolutionParamInitializer.WEIGHT_KEY);
    }

    private INDArray bias() {
        return params.get(ConvolutionParamInitializer.BIAS_KEY);
    }
}

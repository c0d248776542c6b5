package io.atelier.engine.layer;

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

/**
 * Runs on the native {@code conv2d} and {@code conv2d_bp} operations, which are oneDNN's where the library has it.
 * Deeplearning4j's own layer does not find oneDNN in this release and copies {@code [n, h, w, c]} activations around.
 */
final class Convolution3x3Layer extends BaseLayer<Convolution3x3> {

    private static final long serialVersionUID = 1L;

    /** Kernel, stride, padding, dilation, same mode, channels last, weights as {@code [out, in, 3, 3]}. */
    private static final long[] ARGUMENTS = {3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1};

    private final transient NativeCall convolution = new NativeCall("conv2d", ARGUMENTS);
    private final transient NativeCall convolutionGradients = new NativeCall("conv2d_bp", ARGUMENTS);
    private final transient Relu relu = new Relu();
    private transient INDArray activations;

    Convolution3x3Layer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        long[] shape = {input.size(0), input.size(1), input.size(2), weights().size(0)};
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        convolution.run(new INDArray[] {input, weights(), bias()}, output);
        if (layerConf().relu() != Convolution3x3.Relu.NEXT) {
            relu.apply(output);
        }
        activations = training ? output : null;
        return output;
    }

    /** Works in place of {@code epsilon}; gives no gradient of the images, which nobody uses. */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray weightGradient = gradientViews.get(ConvolutionParamInitializer.WEIGHT_KEY);
        INDArray biasGradient = gradientViews.get(ConvolutionParamInitializer.BIAS_KEY);
        if (layerConf().relu() == Convolution3x3.Relu.HERE) {
            relu.mask(activations, epsilon);
        }
        INDArray inputGradient = null;
        if (getIndex() == 0 && input.size(3) == 1) {
            PatchGradients.compute(input, epsilon, weightGradient, biasGradient);
        } else {
            inputGradient = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
            convolutionGradients.run(
                    new INDArray[] {input, weights(), bias(), epsilon}, inputGradient, weightGradient, biasGradient);
        }
        Gradient gradient = new DefaultGradient();
        gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biasGradient);
        gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weightGradient, 'c');
        return new Pair<>(gradient, inputGradient);
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

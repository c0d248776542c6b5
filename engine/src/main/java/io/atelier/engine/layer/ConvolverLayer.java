package io.atelier.engine.layer;

import io.atelier.engine.kernel.Convolver;
import io.atelier.engine.kernel.Elements;
import io.atelier.engine.kernel.Pixels;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes by {@link Convolver}, which knows ReLU; other activations follow by themselves. */
final class ConvolverLayer extends BaseLayer<Convolution>
        implements OutputNormalizer, OutputAdder, InputNormalizer, Accumulating, PreparingLayer {

    private static final long serialVersionUID = 1L;

    private transient Convolver convolver;
    private final transient Weights weights = new Weights();
    private transient Activated activated;
    private transient INDArray gradientSum;
    private transient INDArray summand;
    private boolean rectifiedSum;
    private final transient NextNormalization next = new NextNormalization();
    private final transient PreviousNormalization previous = new PreviousNormalization();

    ConvolverLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public boolean normalizeOutput(Layer layer) {
        return Activated.inKernel(layerConf().settings().activation()) && next.take(layer);
    }

    @Override
    public boolean addToOutput(boolean rectified) {
        rectifiedSum = rectified;
        return Activated.inKernel(layerConf().settings().activation());
    }

    @Override
    public void summand(INDArray array) {
        summand = array;
    }

    @Override
    public void normalizeInput(int number, Layer layer) {
        previous.take(layer);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        int height = (int) input.size(1);
        int width = (int) input.size(2);
        if (convolver == null) {
            convolver = layerConf().convolver(height, width, (int) input.size(3));
        }
        long[] shape = {
            input.size(0),
            layerConf().settings().window().rows(height).outputs(),
            layerConf().settings().window().columns(width).outputs(),
            weights().size(0)
        };
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        weights.give(weights(), training, convolver);
        Pixels to = next.output(output, training, convolver.outputRun());
        if (summand != null) {
            to = to.plus(Floats.pixels(summand), rectifiedSum);
            summand = null;
        }
        convolver.forward(previous.input(input, training), images(), bias(), training, to);
        activated = Activated.of(output, layerConf().settings().activation(), training, workspaces);
        return activated.output();
    }

    @Override
    public void addTo(INDArray gradient) {
        gradientSum = gradient;
    }

    /** Works in place of {@code epsilon}; gives no gradient of the input where nobody needs it. */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        Convolution.Settings settings = layerConf().settings();
        if (settings.frozen() && settings.first()) {
            return new Pair<>(Layers.zeroGradient(gradientViews), null);
        }
        Pixels gradient = activated.backward(next.gradient(epsilon));
        INDArray inputGradient = settings.first() ? null : inputGradient(workspaces);
        float[] weightGradient = weights.gradient();
        boolean withBias = gradientViews.containsKey(ConvolutionParamInitializer.BIAS_KEY);
        float[] biasGradient = withBias ? new float[(int) weights().size(0)] : null;
        convolver.backward(
                previous.input(input, true),
                gradient,
                images(),
                settings.first() ? null : toWrite(inputGradient),
                weightGradient,
                biasGradient);
        if (settings.frozen()) {
            return new Pair<>(Layers.zeroGradient(gradientViews), inputGradient);
        }
        put(ConvolutionParamInitializer.WEIGHT_KEY, weightGradient);
        if (withBias) {
            put(ConvolutionParamInitializer.BIAS_KEY, biasGradient);
        }
        return new Pair<>(Layers.gradient(gradientViews), inputGradient);
    }

    private INDArray inputGradient(LayerWorkspaceMgr workspaces) {
        return gradientSum != null
                ? gradientSum
                : workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    }

    private Pixels toWrite(INDArray inputGradient) {
        Pixels pixels = previous.gradient(inputGradient, (int) (input.size(1) * input.size(2)));
        return gradientSum == null ? pixels : pixels.adding();
    }

    private void put(String key, float[] values) {
        Elements.copy(FloatBuffer.wrap(values), Floats.view(gradientViews.get(key)));
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
        activated = null;
        gradientSum = null;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    private INDArray weights() {
        return params.get(ConvolutionParamInitializer.WEIGHT_KEY);
    }

    /** Null if there is none. */
    private float[] bias() {
        INDArray bias = params.get(ConvolutionParamInitializer.BIAS_KEY);
        return bias == null ? null : Floats.copy(bias);
    }
}

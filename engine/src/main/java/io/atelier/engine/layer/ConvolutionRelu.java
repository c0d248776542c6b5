package io.atelier.engine.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** 3x3 convolution, same padding, bias, ReLU. Weights are {@code [out, in, 3, 3]}. */
public final class ConvolutionRelu extends ConvolutionLayer {

    private static final long serialVersionUID = 1L;

    public ConvolutionRelu(int filters) {
        super(new Builder(3, 3)
                .nOut(filters)
                .convolutionMode(ConvolutionMode.Same)
                .dataFormat(CNN2DFormat.NHWC)
                .activation(Activation.RELU));
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        ConvolutionReluLayer layer = new ConvolutionReluLayer(configuration, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(parameters);
        layer.setParamTable(initializer().init(configuration, parameters, initialize));
        layer.setConf(configuration);
        return layer;
    }
}

package io.atelier.engine.layer;

import io.atelier.engine.kernel.Pooler;
import io.atelier.engine.kernel.Window;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/** The configuration of a pooling. */
abstract class Pool extends Parameterless {

    private static final long serialVersionUID = 1L;

    /** For images of this size. */
    abstract Window window(int height, int width);

    abstract Pooler pooler(int height, int width, int channels);

    /** For an input {@code [n, height, width, channels]}. */
    long[] outputShape(long[] input) {
        Window window = window((int) input[1], (int) input[2]);
        return new long[] {
            input[0],
            window.rows((int) input[1]).outputs(),
            window.columns((int) input[2]).outputs(),
            input[3]
        };
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
        InputType.InputTypeConvolutional input = (InputType.InputTypeConvolutional) type;
        long[] shape = outputShape(new long[] {1, input.getHeight(), input.getWidth(), input.getChannels()});
        return shape.length == 2
                ? InputType.feedForward(shape[1])
                : InputType.convolutional(shape[1], shape[2], shape[3], CNN2DFormat.NHWC);
    }

    @Override
    Layer layer(NeuralNetConfiguration configuration, DataType type) {
        return new PoolLayer(configuration, type);
    }
}

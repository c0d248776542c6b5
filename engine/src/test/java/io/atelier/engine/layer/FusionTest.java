package io.atelier.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.engine.NativeRuntime;
import io.atelier.engine.kernel.ActivationFunction;
import io.atelier.engine.kernel.Window;
import io.atelier.engine.layer.Convolution3x3.Masking;
import io.atelier.engine.layer.LayerBench.Gradients;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer that does several things at once has the bits of layers that do one thing each: whoever fuses changes nothing. */
class FusionTest {

    private static final int HEIGHT = 11;
    private static final int WIDTH = 9;
    private static final int IN = 20;
    private static final int OUT = 24;

    @BeforeEach
    void start() {
        NativeRuntime.start(2);
    }

    @Test
    void shouldNotChangeConvolutionAndRelu() {
        compare(convolution(ActivationFunction.RELU), relu(), convolution(ActivationFunction.LINEAR));
    }

    @Test
    void shouldNotChangeTheStudysConvolution() {
        Convolution3x3 fused = new Convolution3x3(OUT, false, new Masking(false, true), false);
        compare(LayerBench.of(fused, 1, images(IN), 0), relu(), convolution(ActivationFunction.LINEAR));
    }

    @Test
    void shouldNotChangeTheStudysConvolutionWithPooling() {
        Convolution3x3 fused = new Convolution3x3(OUT, true, new Masking(false, false), false);
        LayerBench pool = LayerBench.of(LayerKinds.halving(), 2, images(OUT), 0);
        compare(LayerBench.of(fused, 1, images(IN), 0), pool, convolution(ActivationFunction.RELU));
    }

    private static void compare(LayerBench fused, LayerBench second, LayerBench first) {
        INDArray input = LayerBench.random(3, 1, 5, HEIGHT, WIDTH, IN);
        INDArray between = first.output(input);
        INDArray output = second.output(between);
        INDArray outputGradient = LayerBench.random(5, 1, output.shape());
        Gradients expected =
                first.gradients(input, second.gradients(between, outputGradient).input());
        Gradients found = fused.gradients(input, outputGradient);

        assertThat(values(fused.output(input))).as("output").isEqualTo(values(output));
        assertThat(values(found.input())).as("input gradient").isEqualTo(values(expected.input()));
        assertThat(values(found.parameters())).as("parameter gradients").isEqualTo(values(expected.parameters()));
    }

    /** One zero for both. */
    private static float[] values(INDArray array) {
        float[] values = Floats.copy(array);
        for (int i = 0; i < values.length; i++) {
            values[i] += 0f;
        }
        return values;
    }

    private static LayerBench relu() {
        return LayerBench.of(new Nonlinearity(ActivationFunction.RELU), 2, images(OUT), 0);
    }

    private static LayerBench convolution(ActivationFunction activation) {
        Window window = Window.square(3, 1, true);
        return LayerBench.of(
                new Convolution(new Convolution.Settings(OUT, window, false, true, activation, false, false)),
                1,
                images(IN),
                0);
    }

    private static InputType images(int channels) {
        return InputType.convolutional(HEIGHT, WIDTH, channels, CNN2DFormat.NHWC);
    }
}

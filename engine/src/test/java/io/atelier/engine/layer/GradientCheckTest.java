package io.atelier.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.engine.NativeRuntime;
import io.atelier.engine.layer.Convolution3x3.Masking;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every layer's gradients are those of what it computes. */
class GradientCheckTest {

    private static final Logger LOG = LoggerFactory.getLogger(GradientCheckTest.class);

    /** Single precision, divided by the step. */
    private static final double TOLERANCE = 2e-3;

    @BeforeAll
    static void start() {
        NativeRuntime.start(2);
    }

    @Test
    void shouldHoldForAConvolution() {
        check(
                "convolution",
                new Convolution3x3(6, false, new Masking(false, true), false),
                1,
                new long[] {3, 7, 6, 4},
                0,
                true);
    }

    @Test
    void shouldHoldForAConvolutionWithPooling() {
        check(
                "convolution with pooling",
                new Convolution3x3(6, true, new Masking(false, false), false),
                1,
                new long[] {3, 7, 6, 4},
                0,
                true);
    }

    @Test
    void shouldHoldForTheFirstConvolution() {
        check(
                "first convolution",
                new Convolution3x3(5, false, new Masking(false, true), true),
                0,
                new long[] {3, 7, 6, 1},
                0,
                false);
    }

    @Test
    void shouldHoldForBatchNormalization() {
        check("batch normalization", LayerKinds.norm(), 1, new long[] {5, 4, 3, 6}, 1, true);
    }

    @Test
    void shouldHoldForPooling() {
        check("pooling", LayerKinds.halving(), 1, new long[] {3, 7, 6, 4}, 0, true);
    }

    @Test
    void shouldHoldForADenseLayer() {
        check("dense layer", LayerKinds.dense(7), 1, new long[] {5, 600}, 0, true);
    }

    static List<String> kinds() {
        return LayerKinds.names();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldHoldForEveryKind(String name) {
        boolean rows = name.equals("dense") || name.equals("dense_gelu") || name.equals("batch_norm_of_rows");
        int channels = name.contains("convolution_3x3") ? 16 : name.startsWith("normalize") ? LayerKinds.CHANNELS : 4;
        long[] shape = rows ? new long[] {6, 40} : new long[] {3, 8, 7, channels};
        check(name, LayerKinds.bench(name, shape, name.startsWith("batch_norm") ? 1 : 0), shape, true);
    }

    private static void check(
            String name,
            org.deeplearning4j.nn.conf.layers.Layer configuration,
            int index,
            long[] shape,
            float center,
            boolean withInput) {
        InputType type = shape.length == 2
                ? InputType.feedForward(shape[1])
                : InputType.convolutional(shape[1], shape[2], shape[3], CNN2DFormat.NHWC);
        check(name, LayerBench.of(configuration, index, type, center), shape, withInput);
    }

    private static void check(String name, LayerBench bench, long[] shape, boolean withInput) {
        INDArray input = LayerBench.random(3, 1, shape);
        INDArray weights = LayerBench.random(5, 1, bench.output(input).shape());
        GradientCheck check = new GradientCheck(bench, input, weights, 4e-3f);
        boolean smooth = LayerKinds.isSmooth(name);
        if (bench.parameters() != null && !name.endsWith("frozen")) {
            verify(name + ", parameters", smooth ? check.runSmooth(false) : check.run(false));
        }
        if (withInput) {
            verify(name + ", input", smooth ? check.runSmooth(true) : check.run(true));
        }
    }

    private static void verify(String name, GradientCheck.Result result) {
        LOG.info("{}: {}", name, result);
        assertThat(result.worst()).as(name).isLessThan(TOLERANCE);
        assertThat(result.compared()).as("compared, of " + name).isGreaterThan(4 * result.kinks());
    }
}

package io.atelier.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.engine.NativeRuntime;
import io.atelier.engine.layer.Convolution3x3.Masking;
import io.atelier.engine.layer.LayerBench.Gradients;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Our layers compute what Deeplearning4j's own do: output, gradient of the input, gradients of the parameters. */
class BuiltInAgreementTest {

    private static final double TOLERANCE = 1e-4;
    private static final int COUNT = 5;
    private static final int HEIGHT = 14;
    private static final int WIDTH = 13;

    @BeforeAll
    static void start() {
        NativeRuntime.start(2);
    }

    @Test
    void shouldAgreeOnAConvolution() {
        LayerBench ours = LayerBench.of(new Convolution3x3(40, false, new Masking(false, true), false), 1, nhwc(33), 0);
        LayerBench theirs = LayerBench.of(convolution(40), 1, nchw(33), 0);

        compareImages(ours, theirs, 33, true);
    }

    @Test
    void shouldAgreeOnTheFirstConvolution() {
        LayerBench ours = LayerBench.of(new Convolution3x3(40, false, new Masking(false, true), true), 0, nhwc(1), 0);
        LayerBench theirs = LayerBench.of(convolution(40), 0, nchw(1), 0);

        compareImages(ours, theirs, 1, false);
    }

    @Test
    void shouldAgreeOnAConvolutionWithPooling() {
        LayerBench ours = LayerBench.of(new Convolution3x3(8, true, new Masking(false, false), false), 1, nhwc(12), 0);
        LayerBench convolution = LayerBench.of(convolution(8), 1, nchw(12), 0);
        LayerBench pooling = LayerBench.of(pooling(), 2, nchw(8), 0);
        INDArray input = LayerBench.random(3, 1, COUNT, HEIGHT, WIDTH, 12);
        INDArray gradient = LayerBench.random(5, 1, COUNT, HEIGHT / 2, WIDTH / 2, 8);

        INDArray between = convolution.output(toNchw(input)).dup();
        close("output", ours.output(input), toNhwc(pooling.output(between)));
        Gradients found = ours.gradients(input, gradient);
        INDArray ofPooling = pooling.gradients(between, toNchw(gradient)).input();
        Gradients expected = convolution.gradients(toNchw(input), ofPooling);
        close("input gradient", found.input(), toNhwc(expected.input()));
        close("parameter gradients", found.parameters(), expected.parameters());
    }

    @Test
    void shouldAgreeOnPooling() {
        LayerBench ours = LayerBench.of(LayerKinds.halving(), 1, nhwc(6), 0);
        LayerBench theirs = LayerBench.of(pooling(), 1, nchw(6), 0);

        compareImages(ours, theirs, 6, true);
    }

    @Test
    void shouldAgreeOnBatchNormalization() {
        BatchNormalization builtIn = new BatchNormalization.Builder()
                .eps(LayerKinds.EPSILON)
                .decay(LayerKinds.MOMENTUM)
                .useLogStd(false)
                .dataFormat(CNN2DFormat.NCHW)
                .build();
        LayerBench ours = LayerBench.of(LayerKinds.norm(), 1, nhwc(6), 1);
        LayerBench theirs = LayerBench.of(builtIn, 1, nchw(6), 1);
        INDArray input = LayerBench.random(3, 1, COUNT, HEIGHT, WIDTH, 6);
        INDArray gradient = LayerBench.random(5, 1, COUNT, HEIGHT, WIDTH, 6);

        close("output", ours.output(input), toNhwc(theirs.output(toNchw(input))));
        Gradients found = ours.gradients(input, gradient);
        Gradients expected = theirs.gradients(toNchw(input), toNchw(gradient));
        close("input gradient", found.input(), toNhwc(expected.input()));
        // Gamma and beta; the moving statistics follow Keras, who does not correct the variance.
        close("parameter gradients", first(found.parameters(), 12), first(expected.parameters(), 12));
    }

    @Test
    void shouldAgreeOnADenseLayer() {
        LayerBench ours = LayerBench.of(LayerKinds.dense(50), 1, InputType.feedForward(1152), 0);
        LayerBench theirs = LayerBench.of(
                new DenseLayer.Builder().nOut(50).activation(Activation.RELU).build(),
                1,
                InputType.feedForward(1152),
                0);
        INDArray input = LayerBench.random(3, 1, 7, 1152);
        INDArray gradient = LayerBench.random(5, 1, 7, 50);

        close("output", ours.output(input), theirs.output(input));
        Gradients found = ours.gradients(input, gradient);
        Gradients expected = theirs.gradients(input, gradient);
        close("input gradient", found.input(), expected.input());
        close("parameter gradients", found.parameters(), expected.parameters());
    }

    private static void compareImages(LayerBench ours, LayerBench theirs, int channels, boolean withInput) {
        INDArray input = LayerBench.random(3, 1, COUNT, HEIGHT, WIDTH, channels);
        INDArray output = ours.output(input);
        close("output", output, toNhwc(theirs.output(toNchw(input))));
        INDArray gradient = LayerBench.random(5, 1, output.shape());
        Gradients found = ours.gradients(input, gradient);
        Gradients expected = theirs.gradients(toNchw(input), toNchw(gradient));
        if (withInput) {
            close("input gradient", found.input(), toNhwc(expected.input()));
        }
        if (found.parameters() != null) {
            close("parameter gradients", found.parameters(), expected.parameters());
        }
    }

    /** Relative to the largest element. */
    private static void close(String what, INDArray found, INDArray expected) {
        assertThat(found.length()).isEqualTo(expected.length());
        double scale = expected.amaxNumber().doubleValue();
        double worst = found.reshape(found.length())
                .sub(expected.reshape(expected.length()))
                .amaxNumber()
                .doubleValue();
        assertThat(worst / scale).as(what).isLessThan(TOLERANCE);
    }

    private static ConvolutionLayer convolution(int filters) {
        return new ConvolutionLayer.Builder(3, 3)
                .nOut(filters)
                .convolutionMode(ConvolutionMode.Same)
                .dataFormat(CNN2DFormat.NCHW)
                .activation(Activation.RELU)
                .build();
    }

    private static SubsamplingLayer pooling() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                .dataFormat(CNN2DFormat.NCHW)
                .build();
    }

    private static InputType nhwc(int channels) {
        return InputType.convolutional(HEIGHT, WIDTH, channels, CNN2DFormat.NHWC);
    }

    private static InputType nchw(int channels) {
        return InputType.convolutional(HEIGHT, WIDTH, channels, CNN2DFormat.NCHW);
    }

    private static INDArray toNchw(INDArray array) {
        return array.permute(0, 3, 1, 2).dup('c');
    }

    private static INDArray toNhwc(INDArray array) {
        return array.permute(0, 2, 3, 1).dup('c');
    }

    private static INDArray first(INDArray row, int count) {
        return row.reshape(row.length())
                .get(org.nd4j.linalg.indexing.NDArrayIndex.interval(0, count))
                .dup();
    }
}

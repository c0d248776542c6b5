package io.atelier.bench.network;

import java.util.List;

/**
 * A layer in PyTorch's words; what its kind does not have is null.
 *
 * @param inputs indexes of layers; {@code -1} for the images
 * @param in channels or values that come in
 * @param out channels or values that go out
 * @param kernel height and width, of a convolution or of a window
 * @param stride down and to the right
 * @param padding above and to the left, as below and to the right
 * @param rate of dropout
 * @param momentum what is replaced of the moving statistics
 */
public record TorchLayer(
        Kind kind,
        List<Integer> inputs,
        Integer in,
        Integer out,
        List<Integer> kernel,
        List<Integer> stride,
        List<Integer> padding,
        Boolean bias,
        Double rate,
        Double epsilon,
        Double momentum) {

    /** The module or function. */
    public enum Kind {
        CONV2D,
        BATCH_NORM2D,
        MAX_POOL2D,
        GLOBAL_AVERAGE_POOL,
        LINEAR,
        DROPOUT,
        FLATTEN,
        ADD,
        RELU,
        /** In place: nobody else takes what it gets. */
        RELU_IN_PLACE
    }

    static TorchLayer of(Kind kind, List<Integer> inputs) {
        return new TorchLayer(kind, inputs, null, null, null, null, null, null, null, null, null);
    }

    static TorchLayer convolution(
            List<Integer> inputs,
            int in,
            int out,
            List<Integer> kernel,
            List<Integer> stride,
            List<Integer> padding,
            boolean bias) {
        return new TorchLayer(Kind.CONV2D, inputs, in, out, kernel, stride, padding, bias, null, null, null);
    }

    static TorchLayer normalization(List<Integer> inputs, int channels, double epsilon, double momentum) {
        return new TorchLayer(
                Kind.BATCH_NORM2D, inputs, channels, channels, null, null, null, null, null, epsilon, momentum);
    }

    static TorchLayer pooling(List<Integer> inputs, List<Integer> kernel, List<Integer> stride) {
        return new TorchLayer(Kind.MAX_POOL2D, inputs, null, null, kernel, stride, null, null, null, null, null);
    }

    static TorchLayer linear(List<Integer> inputs, int in, int out, boolean bias) {
        return new TorchLayer(Kind.LINEAR, inputs, in, out, null, null, null, bias, null, null, null);
    }

    static TorchLayer dropout(List<Integer> inputs, double rate) {
        return new TorchLayer(Kind.DROPOUT, inputs, null, null, null, null, null, null, rate, null, null);
    }
}

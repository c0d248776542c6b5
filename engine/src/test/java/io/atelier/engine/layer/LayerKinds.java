package io.atelier.engine.layer;

import io.atelier.engine.kernel.ActivationFunction;
import io.atelier.engine.kernel.ActivationFunction.Kind;
import io.atelier.engine.kernel.Window;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;

/** One layer of every kind and more of those with settings: the cases of {@code make_layer_vectors.py}. */
final class LayerKinds {

    private static final ActivationFunction LINEAR = ActivationFunction.LINEAR;
    private static final ActivationFunction RELU = ActivationFunction.RELU;
    private static final ActivationFunction LEAKY_RELU = new ActivationFunction(Kind.LEAKY_RELU, 0.3);
    private static final ActivationFunction GELU = ActivationFunction.of(Kind.GELU);
    private static final ActivationFunction SILU = ActivationFunction.of(Kind.SILU);
    private static final ActivationFunction TANH = ActivationFunction.of(Kind.TANH);

    /** Keras' own. */
    static final double MOMENTUM = 0.99;

    static final double EPSILON = 1e-3;

    private static final Map<String, Supplier<Layer>> KINDS = new TreeMap<>();

    static {
        KINDS.put("convolution_3x3", () -> convolution(20, square(3, 1, true), true, LINEAR));
        KINDS.put("convolution_3x3_relu", () -> convolution(7, square(3, 1, true), true, RELU));
        KINDS.put("convolution_3x3_valid", () -> convolution(7, square(3, 1, false), false, SILU));
        KINDS.put("convolution_3x3_few_channels", () -> convolution(7, square(3, 1, true), true, RELU));
        KINDS.put("convolution_3x3_stride_2", () -> convolution(7, square(3, 2, true), true, LINEAR));
        KINDS.put("convolution_3x3_stride_2_valid", () -> convolution(7, square(3, 2, false), false, LEAKY_RELU));
        KINDS.put("convolution_1x1", () -> convolution(7, square(1, 1, true), false, GELU));
        KINDS.put("convolution_1x1_stride_2", () -> convolution(7, square(1, 2, false), true, TANH));
        KINDS.put("convolution_5x2_stride_3x1", () -> convolution(7, new Window(5, 2, 3, 1, true), true, LINEAR));
        KINDS.put("convolution_4x5_stride_2x3", () -> convolution(7, new Window(4, 5, 2, 3, false), true, RELU));
        KINDS.put("convolution_11x11_stride_4", () -> convolution(4, square(11, 4, true), true, LINEAR));
        KINDS.put("depthwise_3x3", () -> depthwise(square(3, 1, true), true, LINEAR));
        KINDS.put("depthwise_3x3_stride_2", () -> depthwise(square(3, 2, true), false, RELU));
        KINDS.put("depthwise_4x2_valid", () -> depthwise(new Window(4, 2, 1, 1, false), true, GELU));
        KINDS.put("relu", () -> new Nonlinearity(RELU));
        KINDS.put("leaky_relu", () -> new Nonlinearity(LEAKY_RELU));
        KINDS.put("gelu", () -> new Nonlinearity(GELU));
        KINDS.put("silu", () -> new Nonlinearity(SILU));
        KINDS.put("tanh", () -> new Nonlinearity(TANH));
        KINDS.put("max_pool_2", LayerKinds::halving);
        KINDS.put("max_pool_3_stride_2_same", () -> new MaxPool(square(3, 2, true)));
        KINDS.put("max_pool_4x2_stride_1x3", () -> new MaxPool(new Window(4, 2, 1, 3, false)));
        KINDS.put("average_pool_2", () -> new AveragePool(square(2, 2, false)));
        KINDS.put("average_pool_3_stride_2_same", () -> new AveragePool(square(3, 2, true)));
        KINDS.put("average_pool_4x2_stride_1x3", () -> new AveragePool(new Window(4, 2, 1, 3, false)));
        KINDS.put("global_average_pool", GlobalAveragePool::new);
        KINDS.put("flatten", Flatten::new);
        KINDS.put("scale", () -> new Scale(-0.375));
        KINDS.put("normalize", LayerKinds::normalize);
        KINDS.put("normalize_all", () -> new Normalize(List.of(0.375), List.of(0.25)));
        KINDS.put("dense", () -> new Dense(6, true, LINEAR, false));
        KINDS.put("dense_of_images", () -> dense(6));
        KINDS.put("dense_gelu", () -> new Dense(6, false, GELU, false));
        KINDS.put("batch_norm", () -> new ChannelNorm(0.9, 1e-5, false, false));
        KINDS.put("batch_norm_of_rows", () -> norm());
        KINDS.put("batch_norm_frozen", () -> new ChannelNorm(0.9, 1e-5, false, true));
    }

    /** Of what {@link #normalize} takes: it has a mean and a deviation for each. */
    static final int CHANNELS = 21;

    private LayerKinds() {}

    static List<String> names() {
        return List.copyOf(KINDS.keySet());
    }

    /** Whether it has a derivative everywhere and is not linear: GELU, SiLU or tanh is part of it. */
    static boolean isSmooth(String name) {
        return List.of(
                        "convolution_3x3_valid",
                        "convolution_1x1",
                        "convolution_1x1_stride_2",
                        "depthwise_4x2_valid",
                        "dense_gelu",
                        "gelu",
                        "silu",
                        "tanh")
                .contains(name);
    }

    /** With random parameters around {@code center}. */
    static LayerBench bench(String name, long[] shape, float center) {
        InputType type = shape.length == 2
                ? InputType.feedForward(shape[1])
                : InputType.convolutional(shape[1], shape[2], shape[3], CNN2DFormat.NHWC);
        return LayerBench.of(KINDS.get(name).get(), 1, type, center);
    }

    /** With bias and ReLU. */
    static Dense dense(int units) {
        return new Dense(units, true, RELU, false);
    }

    static ChannelNorm norm() {
        return new ChannelNorm(MOMENTUM, EPSILON, false, false);
    }

    /** Of 2x2, an odd last row or column left out. */
    static MaxPool halving() {
        return new MaxPool(square(2, 2, false));
    }

    private static Normalize normalize() {
        List<Double> mean =
                IntStream.range(0, CHANNELS).mapToObj(c -> c / 16.0 - 0.5).toList();
        List<Double> deviation =
                IntStream.range(0, CHANNELS).mapToObj(c -> c / 8.0 + 0.25).toList();
        return new Normalize(mean, deviation);
    }

    private static Window square(int size, int stride, boolean same) {
        return Window.square(size, stride, same);
    }

    private static Layer convolution(int filters, Window window, boolean bias, ActivationFunction activation) {
        return new Convolution(new Convolution.Settings(filters, window, false, bias, activation, false, false));
    }

    private static Layer depthwise(Window window, boolean bias, ActivationFunction activation) {
        return new Convolution(new Convolution.Settings(1, window, true, bias, activation, false, false));
    }
}

package io.atelier.contract.keras;

import io.atelier.contract.architecture.Activation;
import io.atelier.contract.architecture.Convolution;
import io.atelier.contract.architecture.Extent;
import io.atelier.contract.architecture.Initialization;
import io.atelier.contract.architecture.Padding;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The kinds of convolutions. */
final class Convolutions {

    private static final Extent ONE = new Extent(1, 1);

    /** What all have alike. */
    private record Common(
            Extent kernel, Extent stride, Padding padding, boolean bias, Activation activation, boolean frozen) {

        static Common read(Config config) {
            config.channelsLast();
            config.only("dilation_rate", "[1, 1]", "1");
            config.unconstrained("bias", "activity");
            config.initializer("bias_initializer", "Zeros");
            return new Common(
                    config.extent("kernel_size", Extent.MAX_WINDOW),
                    config.extent("strides", Extent.MAX_STRIDE, ONE),
                    config.padding(),
                    config.fields().flag("use_bias", true),
                    config.activation(),
                    config.frozen());
        }

        Convolution of(OptionalInt filters, boolean depthwise, Initialization initialization) {
            return new Convolution(
                    filters, kernel, stride, padding, depthwise, bias, activation, initialization, frozen);
        }

        /** The first of the two that a separable convolution consists of. */
        Common withoutBiasAndActivation() {
            return new Common(kernel, stride, padding, false, Activation.LINEAR, frozen);
        }

        /** The second. */
        Common ofSinglePixels() {
            return new Common(ONE, ONE, Padding.SAME, bias, activation, frozen);
        }
    }

    private Convolutions() {}

    /** With as many groups as filters it is depthwise; that the input has as many channels follows from the shapes. */
    static Supplier<Meaning> conv2d(Config config) {
        Common common = Common.read(config);
        config.unconstrained("kernel");
        Initialization initialization = config.initializer("kernel_initializer");
        int filters = filters(config);
        int groups = config.fields().integer("groups", 1, Convolution.MAX_FILTERS, 1);
        if (groups != 1 && groups != filters) {
            config.fields()
                    .fault(
                            "groups",
                            "must be 1, or the number of filters where each channel has one of its own, but is "
                                    + groups);
        }
        if (groups != 1 && groups == filters && initialization == Initialization.HE_NORMAL) {
            config.fields()
                    .fault(
                            "kernel_initializer",
                            "must be GlorotUniform where each channel has a filter of its own, but is HeNormal, whose scale"
                                    + " here is that of DepthwiseConv2D: Keras counts one channel as its inputs in Conv2D,"
                                    + " and all in DepthwiseConv2D");
        }
        return () -> Meaning.of(common.of(OptionalInt.of(filters), groups != 1, initialization));
    }

    static Supplier<Meaning> depthwise(Config config) {
        Common common = Common.read(config);
        config.only("groups", "1");
        requireOneFilterPerChannel(config);
        Initialization initialization = config.initializer("depthwise_initializer");
        return () -> Meaning.of(common.of(OptionalInt.empty(), true, initialization));
    }

    static Supplier<Meaning> separable(Config config) {
        Common common = Common.read(config);
        config.only("groups", "1");
        config.ignore("kernel_initializer", "kernel_regularizer", "kernel_constraint");
        requireOneFilterPerChannel(config);
        config.unconstrained("pointwise");
        Initialization depthwise = config.initializer("depthwise_initializer");
        Initialization pointwise = config.initializer("pointwise_initializer");
        OptionalInt filters = OptionalInt.of(filters(config));
        return () -> new Meaning.Layers(
                List.of(
                        common.withoutBiasAndActivation().of(OptionalInt.empty(), true, depthwise),
                        common.ofSinglePixels().of(filters, false, pointwise)),
                OptionalInt.empty());
    }

    private static int filters(Config config) {
        return config.fields().integer("filters", 1, Convolution.MAX_FILTERS);
    }

    private static void requireOneFilterPerChannel(Config config) {
        config.only("depth_multiplier", "1");
        config.unconstrained("depthwise");
    }
}

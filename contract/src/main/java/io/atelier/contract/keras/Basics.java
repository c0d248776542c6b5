package io.atelier.contract.keras;

import io.atelier.contract.architecture.Activation;
import io.atelier.contract.architecture.Add;
import io.atelier.contract.architecture.BatchNorm;
import io.atelier.contract.architecture.Concatenate;
import io.atelier.contract.architecture.Dense;
import io.atelier.contract.architecture.Dropout;
import io.atelier.contract.architecture.Flatten;
import io.atelier.contract.architecture.Initialization;
import io.atelier.contract.architecture.Normalize;
import io.atelier.contract.architecture.Scale;
import io.atelier.contract.definition.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Layers that take images and vectors alike. */
final class Basics {

    private static final double MOMENTUM = 0.99;
    private static final double EPSILON = 0.001;

    /** Where it becomes a deviation. */
    private static final double LEAST_SCALE = 1e-30;

    /** Of means and variances. */
    private static final double MOST = 1e20;

    /** As in {@code Normalization.call}. */
    private static final double LEAST_DEVIATION = 1e-7;

    private Basics() {}

    static Supplier<Meaning> dense(Config config) {
        config.unconstrained("kernel", "bias", "activity");
        config.only("quantization_config", "null");
        config.only("lora_rank", "null");
        config.initializer("bias_initializer", "Zeros");
        Initialization initialization = config.initializer("kernel_initializer");
        int units = config.fields().integer("units", 1, Dense.MAX_UNITS);
        boolean bias = config.fields().flag("use_bias", true);
        Optional<Value> given = config.given("activation");
        boolean softmax = given.filter(Activations::isSoftmax).isPresent();
        Activation activation =
                softmax ? Activation.LINEAR : given.map(Activations::read).orElse(Activation.LINEAR);
        boolean frozen = config.frozen();
        return () -> new Meaning.Units(new Dense(units, bias, activation, initialization, frozen), softmax);
    }

    static Supplier<Meaning> batchNormalization(Config config) {
        OptionalInt axis = config.axis();
        config.only("center", "true");
        config.only("scale", "true");
        config.only("renorm", "false", "null");
        config.only("virtual_batch_size", "null");
        // A trial is trained in one process: there is nothing to synchronize. The others only say how it is computed.
        config.ignore("synchronized", "renorm_clipping", "renorm_momentum", "fused");
        config.unconstrained("beta", "gamma");
        config.initializer("beta_initializer", "Zeros");
        config.initializer("gamma_initializer", "Ones");
        config.initializer("moving_mean_initializer", "Zeros");
        config.initializer("moving_variance_initializer", "Ones");
        double momentum = config.fields().number("momentum", 0, 1, MOMENTUM);
        double epsilon = config.fields().number("epsilon", 0, 1, EPSILON);
        boolean frozen = config.frozen();
        return () -> new Meaning.Layers(List.of(new BatchNorm(momentum, epsilon, frozen)), axis);
    }

    static Supplier<Meaning> rescaling(Config config) {
        double offset = config.fields().number("offset", -Scale.MAX, Scale.MAX, 0);
        double scale = config.fields().number("scale", offset == 0 ? -Scale.MAX : LEAST_SCALE, Scale.MAX);
        return () -> Meaning.of(offset == 0 ? new Scale(scale) : moved(scale, offset));
    }

    /** {@code scale * x + offset}, as a mean and a deviation. */
    private static Normalize moved(double scale, double offset) {
        return new Normalize(List.of(-offset / scale), List.of(1 / scale));
    }

    /** What was adapted to data has neither mean nor variance in the text. */
    static Supplier<Meaning> normalization(Config config) {
        OptionalInt axis = config.axis();
        config.only("invert", "false");
        List<Double> mean = config.numbers("mean", -MOST, MOST);
        List<Double> variance = config.numbers("variance", 0, MOST);
        List<Double> deviation = variance.stream()
                .map(value -> Math.max(Math.sqrt(value), LEAST_DEVIATION))
                .toList();
        return () -> new Meaning.Layers(List.of(new Normalize(mean, deviation)), axis);
    }

    static Supplier<Meaning> dropout(Config config) {
        config.ignore("seed");
        config.only("noise_shape", "null");
        double rate = config.fields().number("rate", 0, Dropout.MAX_RATE);
        return () -> Meaning.of(new Dropout(rate));
    }

    static Supplier<Meaning> flatten(Config config) {
        config.channelsLast();
        return () -> Meaning.of(new Flatten());
    }

    static Supplier<Meaning> add(Config config) {
        return () -> Meaning.of(new Add());
    }

    static Supplier<Meaning> concatenate(Config config) {
        OptionalInt axis = config.axis();
        return () -> new Meaning.Layers(List.of(new Concatenate()), axis);
    }
}

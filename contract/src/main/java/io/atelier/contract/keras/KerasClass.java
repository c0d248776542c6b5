package io.atelier.contract.keras;

import io.atelier.contract.architecture.LayerKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The classes of Keras that are understood. */
enum KerasClass {
    INPUT_LAYER("InputLayer", Images::input),
    ACTIVATION("Activation", Activations::layer),
    ADD("Add", Basics::add),
    AVERAGE_POOLING("AveragePooling2D", Images::averagePool),
    BATCH_NORMALIZATION("BatchNormalization", Basics::batchNormalization),
    CONCATENATE("Concatenate", Basics::concatenate),
    CONVOLUTION("Conv2D", Convolutions::conv2d),
    DENSE("Dense", Basics::dense),
    DEPTHWISE_CONVOLUTION("DepthwiseConv2D", Convolutions::depthwise),
    DROPOUT("Dropout", Basics::dropout),
    FLATTEN("Flatten", Basics::flatten),
    GLOBAL_AVERAGE_POOLING("GlobalAveragePooling2D", Images::globalAveragePool),
    LEAKY_RELU("LeakyReLU", Activations::leakyRelu),
    MAX_POOLING("MaxPooling2D", Images::maxPool),
    NORMALIZATION("Normalization", Basics::normalization),
    RELU("ReLU", Activations::relu),
    RESCALING("Rescaling", Basics::rescaling),
    SEPARABLE_CONVOLUTION("SeparableConv2D", Convolutions::separable),
    SOFTMAX("Softmax", Activations::softmax),
    ZERO_PADDING("ZeroPadding2D", Images::zeroPadding);

    private final String className;

    @SuppressWarnings("ImmutableEnumChecker") // References to static methods hold nothing.
    private final Function<Config, Supplier<Meaning>> reader;

    KerasClass(String className, Function<Config, Supplier<Meaning>> reader) {
        this.className = className;
        this.reader = reader;
    }

    /** Reads the fields that only this class has; what it gives makes the meaning, if nothing was wrong. */
    Supplier<Meaning> read(Config config) {
        return reader.apply(config);
    }

    int leastInputs() {
        return this == INPUT_LAYER ? 0 : isMerge() ? 2 : 1;
    }

    int mostInputs() {
        return isMerge() ? LayerKind.MAX_INPUTS : 1;
    }

    private boolean isMerge() {
        return this == ADD || this == CONCATENATE;
    }

    /** Of an operation of Keras 3, such as {@code x + y}, only the addition has the fields of a layer. */
    static Optional<KerasClass> of(Instance instance) {
        return Arrays.stream(values())
                .filter(one -> one.className.equals(instance.className()) && (one == ADD || !instance.isOperation()))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(KerasClass::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return className;
    }
}

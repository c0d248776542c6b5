package io.atelier.contract.architecture;

import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.function.Function;
import java.util.function.Supplier;

/** The kinds of layers there are, how each is read, and what it is called where the definition does not say. */
public enum LayerKind {
    CONVOLUTION("conv", Convolution::read),
    BATCH_NORM(BatchNorm::read),
    ACTIVATION(ActivationLayer::read),
    MAX_POOL(fields -> Pool.read(fields, MaxPool::new)),
    AVERAGE_POOL(fields -> Pool.read(fields, AveragePool::new)),
    GLOBAL_AVERAGE_POOL(GlobalAveragePool::read),
    FLATTEN(Flatten::read),
    DROPOUT(Dropout::read),
    DENSE(Dense::read),
    ADD(Add::read, 2, LayerKind.MAX_INPUTS),
    CONCATENATE(Concatenate::read, 2, LayerKind.MAX_INPUTS),
    SCALE(Scale::read),
    NORMALIZE(Normalize::read),
    OUTPUT(Output::read);

    public static final int MAX_INPUTS = 16;

    private final String prefix;

    @SuppressWarnings("ImmutableEnumChecker") // References to static methods and constructors hold nothing.
    private final Function<Fields, Supplier<Layer>> reader;

    private final int leastInputs;
    private final int mostInputs;

    LayerKind(Function<Fields, Supplier<Layer>> reader) {
        this(reader, 1, 1);
    }

    LayerKind(Function<Fields, Supplier<Layer>> reader, int leastInputs, int mostInputs) {
        this.prefix = Value.label(this);
        this.reader = reader;
        this.leastInputs = leastInputs;
        this.mostInputs = mostInputs;
    }

    LayerKind(String prefix, Function<Fields, Supplier<Layer>> reader) {
        this.prefix = prefix;
        this.reader = reader;
        this.leastInputs = 1;
        this.mostInputs = 1;
    }

    /** The name on the wire. */
    public String label() {
        return Value.label(this);
    }

    int leastInputs() {
        return leastInputs;
    }

    int mostInputs() {
        return mostInputs;
    }

    /** The name of the {@code number}th layer of this kind, from 1; there is one output. */
    String defaultName(int number) {
        return this == OUTPUT ? prefix : prefix + "_" + number;
    }

    /** Reads the fields that only this kind has; what it gives makes the layer, if nothing was wrong. */
    Supplier<Layer> read(Fields fields) {
        return reader.apply(fields);
    }
}

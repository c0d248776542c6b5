package io.atelier.engine;

import io.atelier.contract.Require;
import io.atelier.engine.Layer.BatchNormalization;
import io.atelier.engine.Layer.Convolution;
import io.atelier.engine.Layer.Dense;
import io.atelier.engine.Layer.Dropout;
import io.atelier.engine.Layer.MaxPooling;
import io.atelier.engine.Layer.Output;
import java.util.List;
import java.util.stream.Stream;

/** The layers of a network for 28x28 grey images, from the first to the {@link Output}. */
public final class Architecture {

    private static final List<Architecture> ALL = List.of(
            new Architecture("fmnist_1", conv(128), conv(128), pool(), dense(64), output()),
            new Architecture(
                    "fmnist_2",
                    conv(64),
                    conv(64),
                    pool(),
                    conv(128),
                    conv(128),
                    pool(),
                    conv(256),
                    conv(256),
                    pool(),
                    dense(100),
                    dense(50),
                    output()),
            new Architecture(
                    "fmnist_3",
                    conv(32),
                    conv(32),
                    pool(),
                    dropout(0.2),
                    conv(64),
                    conv(64),
                    pool(),
                    dropout(0.2),
                    conv(128),
                    pool(),
                    dropout(0.2),
                    dense(100),
                    dropout(0.2),
                    output()),
            new Architecture(
                    "fmnist_4",
                    conv(32),
                    norm(),
                    conv(32),
                    pool(),
                    norm(),
                    conv(64),
                    norm(),
                    conv(64),
                    pool(),
                    norm(),
                    conv(128),
                    norm(),
                    pool(),
                    norm(),
                    dense(100),
                    output()),
            new Architecture(
                    "fmnist_5",
                    conv(64),
                    conv(64),
                    pool(),
                    dropout(0.3),
                    conv(128),
                    conv(128),
                    pool(),
                    dropout(0.3),
                    dense(256),
                    dropout(0.3),
                    output()),
            new Architecture(
                    "fmnist_6",
                    conv(32),
                    conv(32),
                    pool(),
                    conv(64),
                    conv(64),
                    pool(),
                    conv(128),
                    conv(128),
                    pool(),
                    dense(512),
                    output()));

    private final String name;
    private final List<Layer> layers;
    private final List<Parameter> parameters;

    /** Public only through {@link #named}; tests build smaller ones. */
    Architecture(String name, Layer... layers) {
        this.name = name;
        this.layers = List.of(layers);
        Require.that(
                layers.length > 0 && layers[layers.length - 1] instanceof Output,
                "the last layer of %s must be the output",
                name);
        this.parameters = Parameter.of(this.layers);
    }

    public static Architecture named(String name) throws UnknownArchitectureException {
        for (Architecture architecture : ALL) {
            if (architecture.name.equals(name)) {
                return architecture;
            }
        }
        throw new UnknownArchitectureException(
                "There is no architecture \"" + name + "\"; there are " + String.join(", ", names()));
    }

    public static List<String> names() {
        return ALL.stream().map(Architecture::name).toList();
    }

    public String name() {
        return name;
    }

    public List<Layer> layers() {
        return layers;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** All parameters, the moving statistics of batch normalization included. */
    public long parameterCount() {
        return parameters.stream().mapToLong(Parameter::size).sum();
    }

    public long trainableCount() {
        return trainable().mapToLong(Parameter::size).sum();
    }

    Stream<Parameter> trainable() {
        return parameters.stream().filter(parameter -> parameter.role().trainable());
    }

    public int classes() {
        return ((Output) layers.get(layers.size() - 1)).classes();
    }

    public List<LayerSummary> summary() {
        return Summary.of(this);
    }

    /**
     * Multiplications and additions of the convolutions and dense layers that a training step needs for one image: the
     * forward pass, the gradients of the weights and, but for the first layer, of the inputs.
     */
    public double trainingFlopsPerImage() {
        double flops = 0;
        FeatureShape shape = FeatureShape.IMAGE;
        for (int i = 0; i < layers.size(); i++) {
            FeatureShape after = shape.after(layers.get(i));
            if (layers.get(i) instanceof Convolution) {
                flops += (i == 0 ? 2 : 3) * 2.0 * after.size() * shape.channels() * 9;
            } else if (layers.get(i) instanceof Dense || layers.get(i) instanceof Output) {
                flops += (i == 0 ? 2 : 3) * 2.0 * after.size() * shape.size();
            }
            shape = after;
        }
        return flops;
    }

    @Override
    public String toString() {
        return name;
    }

    private static Layer conv(int filters) {
        return new Convolution(filters);
    }

    private static Layer norm() {
        return new BatchNormalization();
    }

    private static Layer pool() {
        return new MaxPooling();
    }

    private static Layer dropout(double rate) {
        return new Dropout(rate);
    }

    private static Layer dense(int units) {
        return new Dense(units);
    }

    private static Layer output() {
        return new Output(10);
    }
}

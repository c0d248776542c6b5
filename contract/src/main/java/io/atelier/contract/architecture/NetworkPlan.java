package io.atelier.contract.architecture;

import io.atelier.contract.Require;
import io.atelier.contract.definition.Faults;
import io.atelier.contract.definition.InvalidDefinitionException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What follows from an architecture, the shape of images and the number of classes: shapes, parameters, arithmetic,
 * memory. Nothing of it is computed with, and nothing large is allocated, before all limits are found to be kept.
 * Immutable; equal where architecture, input and classes are.
 */
public final class NetworkPlan {

    /** The index of the image among the inputs of a layer. */
    public static final int IMAGE = Wiring.IMAGE;

    /** The most parameters: 256 MiB of them. */
    public static final long MAX_PARAMETERS = 1L << 24;

    /** The most bytes that the outputs of all layers have for one image. */
    public static final long MAX_ACTIVATION_BYTES = 64L << 20;

    private static final int MAX_CLASSES = Dense.MAX_UNITS;

    private final Architecture architecture;
    private final Shape input;
    private final int classes;
    private final List<PlannedLayer> layers;

    private NetworkPlan(Architecture architecture, Shape input, int classes, List<PlannedLayer> layers) {
        this.architecture = architecture;
        this.input = input;
        this.classes = classes;
        this.layers = List.copyOf(layers);
    }

    /**
     * The plan of one network.
     *
     * @throws InvalidDefinitionException if a layer does not fit what it gets, or the whole is too large
     */
    public static NetworkPlan of(Architecture architecture, Shape input, int classes)
            throws InvalidDefinitionException {
        Faults faults = new Faults();
        Optional<NetworkPlan> plan = of(architecture, input, classes, "", faults);
        faults.throwIfAny();
        return plan.orElseThrow();
    }

    /**
     * The plan of one network; empty after a fault was added.
     *
     * @param path of the architecture, such as {@code architectures[0]}; may be empty
     */
    public static Optional<NetworkPlan> of(
            Architecture architecture, Shape input, int classes, String path, Faults faults) {
        Require.inRange(classes, 2, MAX_CLASSES, "classes");
        Planning planning =
                new Planning(architecture, input, classes, path.isEmpty() ? "layers" : path + ".layers", faults);
        return planning.layers().map(layers -> new NetworkPlan(architecture, input, classes, layers));
    }

    public Architecture architecture() {
        return architecture;
    }

    /** The shape of one image. */
    public Shape input() {
        return input;
    }

    public int classes() {
        return classes;
    }

    /** In the order of the architecture. */
    public List<PlannedLayer> layers() {
        return layers;
    }

    /** In the order of checkpoints and of their hash. */
    public List<Parameter> parameters() {
        return parameterStream().toList();
    }

    /** All parameters, the moving statistics of batch normalization included. */
    public long parameterCount() {
        return parameterStream().mapToLong(Parameter::size).sum();
    }

    public long trainableCount() {
        return parameterStream()
                .filter(Parameter::trainable)
                .mapToLong(Parameter::size)
                .sum();
    }

    private Stream<Parameter> parameterStream() {
        return layers.stream().flatMap(layer -> layer.parameters().stream());
    }

    /** Multiplications, each with an addition, of a forward pass of one image. */
    public long multiplyAdds() {
        return layers.stream().mapToLong(PlannedLayer::multiplyAdds).reduce(0, Math::addExact);
    }

    /**
     * Multiplications and additions of the convolutions and dense layers that a training step needs for one image: the
     * forward pass, the gradients of the weights that are not frozen and, where something before the layer is trained, of
     * the inputs.
     */
    public double trainingFlopsPerImage() {
        double flops = 0;
        boolean[] trained = new boolean[layers.size()];
        for (int i = 0; i < trained.length; i++) {
            PlannedLayer layer = layers.get(i);
            boolean before = layer.inputs().stream().anyMatch(input -> input != IMAGE && trained[input]);
            trained[i] = before || layer.isTrainable();
            int passes = 1 + (layer.isTrainable() ? 1 : 0) + (before ? 1 : 0);
            flops += passes * 2.0 * layer.multiplyAdds();
        }
        return flops;
    }

    /** Bytes that the outputs of all layers have for one image, as float32. */
    public long activationBytes() {
        return layers.stream().mapToLong(layer -> layer.output().size()).sum() * Float.BYTES;
    }

    /** Whether each layer takes what the one before gives, and nothing else. */
    public boolean isSequential() {
        for (int i = 0; i < layers.size(); i++) {
            if (!layers.get(i).inputs().equals(List.of(i == 0 ? IMAGE : i - 1))) {
                return false;
            }
        }
        return true;
    }

    /** The rows of the table that Keras' {@code model.summary()} prints. */
    public List<LayerSummary> summary() {
        return Summary.of(layers);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkPlan plan
                && architecture.equals(plan.architecture)
                && input.equals(plan.input)
                && classes == plan.classes;
    }

    @Override
    public int hashCode() {
        return Objects.hash(architecture, input, classes);
    }

    @Override
    public String toString() {
        return architecture.name() + " for " + input + " and " + classes + " classes";
    }
}

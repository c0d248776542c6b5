package io.atelier.engine;

import io.atelier.contract.architecture.Activation;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.BatchNorm;
import io.atelier.contract.architecture.Convolution;
import io.atelier.contract.architecture.Dense;
import io.atelier.contract.architecture.Dropout;
import io.atelier.contract.architecture.Extent;
import io.atelier.contract.architecture.Initialization;
import io.atelier.contract.architecture.Layer;
import io.atelier.contract.architecture.MaxPool;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Node;
import io.atelier.contract.architecture.Output;
import io.atelier.contract.architecture.Padding;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.definition.InvalidDefinitionException;
import java.util.Arrays;
import java.util.OptionalInt;

/** Networks for 28x28 grey images and ten classes. */
final class Plans {

    private static final Shape IMAGE = new Shape(28, 28, 1);
    private static final Extent ONE = new Extent(1, 1);
    private static final Extent TWO = new Extent(2, 2);
    private static final Extent THREE = new Extent(3, 3);

    private Plans() {}

    static NetworkPlan of(String name, Layer... layers) {
        return of(new Architecture(name, Arrays.stream(layers).map(Node::of).toList()));
    }

    static NetworkPlan of(Architecture architecture) {
        try {
            return NetworkPlan.of(architecture, IMAGE, 10);
        } catch (InvalidDefinitionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Layer conv(int filters) {
        return new Convolution(
                OptionalInt.of(filters),
                THREE,
                ONE,
                Padding.SAME,
                false,
                true,
                Activation.RELU,
                Initialization.GLOROT_UNIFORM,
                false);
    }

    static Layer norm() {
        return new BatchNorm(0.99, 0.001, false);
    }

    static Layer pool() {
        return new MaxPool(TWO, TWO, Padding.VALID);
    }

    static Layer dropout(double rate) {
        return new Dropout(rate);
    }

    static Layer dense(int units) {
        return new Dense(units, true, Activation.RELU, Initialization.GLOROT_UNIFORM, false);
    }

    static Layer output() {
        return new Output(true, Initialization.GLOROT_UNIFORM, false);
    }
}

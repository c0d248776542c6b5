package io.atelier.contract.keras;

import io.atelier.contract.architecture.Dense;
import io.atelier.contract.architecture.Layer;
import io.atelier.contract.architecture.Output;
import io.atelier.contract.architecture.Shape;
import java.util.List;
import java.util.OptionalInt;

/** What a layer of Keras is to us. */
sealed interface Meaning {

    /** Puts it into the network; gives what other layers take from it. */
    Tensor addTo(Assembly network, KerasLayer source, List<Tensor> inputs);

    static Meaning of(Layer layer) {
        return new Layers(List.of(layer), OptionalInt.empty());
    }

    /**
     * The image.
     *
     * @param plane without an axis for channels
     */
    record Image(Shape shape, boolean plane) implements Meaning {

        @Override
        public Tensor addTo(Assembly network, KerasLayer source, List<Tensor> inputs) {
            return network.takeImage(source, this);
        }
    }

    /**
     * Layers of ours, each after the one before.
     *
     * @param axis that of the channels, as Keras counts; empty if the layer has none
     */
    record Layers(List<Layer> layers, OptionalInt axis) implements Meaning {

        @Override
        public Tensor addTo(Assembly network, KerasLayer source, List<Tensor> inputs) {
            return network.add(source, layers, axis, inputs);
        }
    }

    /**
     * A dense layer.
     *
     * @param softmax after it
     */
    record Units(Dense dense, boolean softmax) implements Meaning {

        Output output() {
            return new Output(dense.bias(), dense.initialization(), dense.frozen());
        }

        @Override
        public Tensor addTo(Assembly network, KerasLayer source, List<Tensor> inputs) {
            if (softmax) {
                network.refuse(source, "must not apply softmax, since it is not the last layer");
            }
            return network.add(source, List.of(dense), OptionalInt.empty(), inputs);
        }
    }

    /** Rows and columns of zeros around an image. */
    record Border(int top, int bottom, int left, int right) implements Meaning {

        @Override
        public Tensor addTo(Assembly network, KerasLayer source, List<Tensor> inputs) {
            return network.pad(source, this, inputs.get(0));
        }

        @Override
        public String toString() {
            return "[[" + top + ", " + bottom + "], [" + left + ", " + right + "]]";
        }
    }

    /** The end of a model, if it is not a part of the layer before. */
    record Softmax() implements Meaning {

        @Override
        public Tensor addTo(Assembly network, KerasLayer source, List<Tensor> inputs) {
            network.refuse(source, "must not be softmax, since it is not the last layer");
            return inputs.get(0);
        }
    }
}

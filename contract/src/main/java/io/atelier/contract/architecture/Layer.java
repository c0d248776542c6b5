package io.atelier.contract.architecture;

import io.atelier.contract.definition.FieldWriter;
import java.util.List;

/** What a layer computes. Each kind says here, once, what follows from its fields. Immutable. */
public sealed interface Layer
        permits ActivationLayer,
                Add,
                BatchNorm,
                Concatenate,
                Convolution,
                Dense,
                Dropout,
                Flatten,
                GlobalAveragePool,
                Normalize,
                Output,
                Pool,
                Scale {

    LayerKind kind();

    /** The name of the Keras class that computes the same. */
    String kerasClass();

    /** Writes the fields, but for kind, name and inputs. */
    void write(FieldWriter out);

    /**
     * The shape of its output.
     *
     * @param inputs as many as {@link LayerKind#leastInputs} and {@link LayerKind#mostInputs} permit
     * @param classes of the dataset
     */
    Shape output(List<Shape> inputs, int classes) throws MisfitException;

    /** Its parameters in the order of checkpoints, without the layer's name. */
    default List<Parameter> parameters(Shape input, Shape output) {
        return List.of();
    }

    /** Multiplications, each with an addition, of a forward pass of one image; only convolutions and dense layers count. */
    default long multiplyAdds(Shape input, Shape output) {
        return 0;
    }

    /** Whether it takes a vector, so that an image is flattened before. */
    default boolean flattens() {
        return false;
    }

    /** Whether it leaves nothing to the dataset. */
    default boolean isSettled() {
        return true;
    }

    /**
     * The same with what it leaves to the dataset.
     *
     * @param mean of each channel of the training images, in [0, 1]
     * @param deviation of the same; may be 0
     */
    default Layer settled(List<Double> mean, List<Double> deviation) {
        return this;
    }
}

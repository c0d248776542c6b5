package io.atelier.contract.architecture;

import java.util.List;

/**
 * A layer of a network for images of a certain size and a certain number of classes.
 *
 * @param name unique in the network
 * @param inputs indexes of layers of the plan; {@link NetworkPlan#IMAGE} for the image
 * @param inputShapes of {@code inputs}, in their order
 * @param parameters in the order of checkpoints
 * @param multiplyAdds of a forward pass of one image
 */
public record PlannedLayer(
        String name,
        Layer layer,
        List<Integer> inputs,
        List<Shape> inputShapes,
        Shape output,
        List<Parameter> parameters,
        long multiplyAdds) {

    public PlannedLayer {
        inputs = List.copyOf(inputs);
        inputShapes = List.copyOf(inputShapes);
        parameters = List.copyOf(parameters);
    }

    /** The shape of its only or first input. */
    public Shape input() {
        return inputShapes.get(0);
    }

    public long parameterCount() {
        return parameters.stream().mapToLong(Parameter::size).sum();
    }

    boolean isTrainable() {
        return parameters.stream().anyMatch(Parameter::trainable);
    }

    /** Whether an image is made a vector before this layer, which does not stand in the architecture. */
    boolean flattensFirst() {
        return layer.flattens() && !input().flat();
    }
}

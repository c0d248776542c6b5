package io.atelier.contract.architecture;

import io.atelier.contract.definition.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Goes through the layers of an architecture, from the first on, until the network would be too large. */
final class Planning {

    private final Architecture architecture;
    private final Shape image;
    private final int classes;
    private final String path;
    private final Faults faults;
    private final Wiring wiring;
    /** Empty where a layer does not fit, or comes after one. */
    private final List<Optional<PlannedLayer>> planned = new ArrayList<>();

    private long floats;
    private long parameters;

    /** {@code path} is that of the list of layers. */
    Planning(Architecture architecture, Shape image, int classes, String path, Faults faults) {
        this.architecture = architecture;
        this.image = image;
        this.classes = classes;
        this.path = path;
        this.faults = faults;
        this.wiring = Wiring.of(architecture.layers(), path, faults);
    }

    /** Empty after a fault was added. */
    Optional<List<PlannedLayer>> layers() {
        if (image.size() * Float.BYTES > NetworkPlan.MAX_ACTIVATION_BYTES) {
            faults.add(path, "must get images of at most 64 MiB as float32, but get " + image);
            return Optional.empty();
        }
        for (int i = 0; i < architecture.layers().size(); i++) {
            planned.add(layer(i));
            if (isTooLarge(i)) {
                return Optional.empty();
            }
        }
        List<PlannedLayer> whole = planned.stream().flatMap(Optional::stream).toList();
        return whole.size() == planned.size() ? Optional.of(whole) : Optional.empty();
    }

    private Optional<PlannedLayer> layer(int index) {
        List<Shape> inputs = new ArrayList<>();
        for (int input : wiring.inputsOf(index)) {
            if (input == Wiring.IMAGE) {
                inputs.add(image);
            } else if (planned.get(input).isPresent()) {
                inputs.add(planned.get(input).get().output());
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(layer(index, inputs));
        } catch (MisfitException e) {
            String field = e.field().isEmpty() ? "" : "." + e.field();
            faults.add(path + "[" + index + "]" + field, e.getMessage());
            return Optional.empty();
        }
    }

    private PlannedLayer layer(int index, List<Shape> inputs) throws MisfitException {
        String name = wiring.names().get(index);
        Layer layer = architecture.layers().get(index).layer();
        requireImage(layer, wiring.inputsOf(index));
        Shape output = layer.output(inputs, classes);
        List<Parameter> own = layer.parameters(inputs.get(0), output).stream()
                .map(parameter -> parameter.of(name))
                .toList();
        floats = Math.addExact(floats, output.size());
        for (Parameter parameter : own) {
            parameters = Math.addExact(parameters, parameter.size());
        }
        long multiplyAdds = parameters > NetworkPlan.MAX_PARAMETERS ? 0 : layer.multiplyAdds(inputs.get(0), output);
        return new PlannedLayer(name, layer, wiring.inputsOf(index), inputs, output, own, multiplyAdds);
    }

    private void requireImage(Layer layer, List<Integer> inputs) throws MisfitException {
        if (layer instanceof Convolution convolution
                && convolution.initialization() == Initialization.WHITENING
                && !isImage(inputs)
                && !isNormalizedImage(inputs.get(0))) {
            throw new MisfitException(
                    "initialization",
                    "must not be whitening, which is made of training images, unless the image is its input, as it is or"
                            + " normalized");
        }
        if (!layer.isSettled() && !isImage(inputs)) {
            throw new MisfitException(
                    "mean",
                    "must be given, and deviation too, unless the image is its input: the dataset knows them of images"
                            + " alone");
        }
    }

    private static boolean isImage(List<Integer> inputs) {
        return inputs.equals(List.of(Wiring.IMAGE));
    }

    private boolean isNormalizedImage(int layer) {
        return architecture.layers().get(layer).layer() instanceof Normalize && isImage(wiring.inputsOf(layer));
    }

    private boolean isTooLarge(int index) {
        if (floats * Float.BYTES > NetworkPlan.MAX_ACTIVATION_BYTES) {
            faults.add(
                    path + "[" + index + "]",
                    "must keep the outputs of all layers for one image within 64 MiB, but brings them to "
                            + mebibytes(floats) + " MiB");
            return true;
        }
        if (parameters > NetworkPlan.MAX_PARAMETERS) {
            faults.add(
                    path + "[" + index + "]",
                    "must keep the network within " + NetworkPlan.MAX_PARAMETERS + " parameters, but brings it to "
                            + parameters);
            return true;
        }
        return false;
    }

    private static long mebibytes(long floats) {
        return -Math.floorDiv(-floats * Float.BYTES, 1L << 20);
    }
}

package io.atelier.contract.keras;

import io.atelier.contract.architecture.ActivationLayer;
import io.atelier.contract.architecture.Convolution;
import io.atelier.contract.architecture.Dropout;
import io.atelier.contract.architecture.Flatten;
import io.atelier.contract.architecture.Layer;
import io.atelier.contract.architecture.Node;
import io.atelier.contract.architecture.Normalize;
import io.atelier.contract.architecture.Padding;
import io.atelier.contract.architecture.Scale;
import io.atelier.contract.definition.Faults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Makes one network of a model's layers, from the image on. Confined to one thread. */
final class Assembly {

    private static final String FIRST_OF_TWO = "_depthwise";

    private final Faults faults;
    private final Names names = new Names();
    /** Empty where a layer could not be placed, which its own fault says. */
    private final Map<String, Optional<Tensor>> tensors = new HashMap<>();

    private final Set<String> used = new HashSet<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Assembly(Faults faults) {
        this.faults = faults;
    }

    /** In the order of the network. */
    List<Node> nodes() {
        return nodes;
    }

    /** One for each of {@link #nodes}. */
    List<Origin> origins() {
        return origins;
    }

    List<String> notes() {
        return notes;
    }

    void refuse(KerasLayer source, String message) {
        faults.add(source.path(), message);
    }

    /** Puts layers into the network, the head as the last. */
    void assemble(List<KerasLayer> body, KerasLayer head, Layer output) {
        body.forEach(layer -> place(layer, layer.meaning()));
        place(head, new Meaning.Layers(List.of(output), OptionalInt.empty()));
        body.stream()
                .filter(layer -> !used.contains(layer.name()))
                .forEach(layer -> refuse(layer, "must be an input of a later layer, but no layer takes what it gives"));
    }

    private void place(KerasLayer layer, Meaning meaning) {
        Optional<Tensor> placed = inputs(layer).map(inputs -> meaning.addTo(this, layer, inputs));
        if (tensors.put(layer.name(), placed) != null) {
            refuse(layer, "must have a name of its own, but is another " + Names.quoted(layer.name()));
        }
    }

    private Optional<List<Tensor>> inputs(KerasLayer layer) {
        KerasClass kind = layer.kind();
        int count = layer.inputs().size();
        boolean one = kind.mostInputs() == 1;
        if (count < kind.leastInputs() || count > kind.mostInputs()) {
            String expected = one ? "one input" : kind.leastInputs() + " to " + kind.mostInputs() + " inputs";
            refuse(layer, "must take " + expected + ", but takes " + count);
            return Optional.empty();
        }
        List<Tensor> inputs = new ArrayList<>();
        for (Reference input : layer.inputs()) {
            used.add(input.name());
            if (tensors.containsKey(input.name())) {
                tensors.get(input.name()).ifPresent(inputs::add);
            } else {
                faults.add(input.path(), "must name an earlier layer, but names " + Names.quoted(input.name()));
            }
        }
        return inputs.size() == count ? Optional.of(inputs) : Optional.empty();
    }

    Tensor takeImage(KerasLayer source, Meaning.Image image) {
        if (!tensors.isEmpty()) {
            refuse(source, "must not be another InputLayer: a network here has one image, its first layer");
        }
        return Tensor.image(image.plane());
    }

    /** A border stays beside what it is put around until a convolution takes it. */
    Tensor pad(KerasLayer source, Meaning.Border border, Tensor input) {
        if (input.padding().isPresent()) {
            refuse(source, "must not pad what " + input.padding().get().source().path() + " has padded");
            return Tensor.of(input.node(), input.plane());
        }
        return new Tensor(input.node(), input.plane(), Optional.of(new Tensor.Padding(border, source)));
    }

    /** Puts layers into the network, each after the one before, the first after {@code inputs}. */
    Tensor add(KerasLayer source, List<Layer> ofSource, OptionalInt axis, List<Tensor> inputs) {
        boolean first = inputs.get(0).isImage();
        if (first && PixelRange.bringsIntoRange(ofSource.get(0))) {
            notes.add(source.path()
                    + " (Rescaling) divides images by 255 and was left out: here they are in 0..1 already");
            return inputs.get(0);
        }
        List<Layer> layers = first ? ofSource.stream().map(PixelRange::inRange).toList() : ofSource;
        if (first) {
            PixelRange.note(ofSource.get(0))
                    .ifPresent(note -> notes.add(source.path() + " (" + source.kind() + ")" + note));
        }
        List<String> before = inputs.stream().map(Tensor::node).toList();
        Optional<Tensor.Padding> padding =
                inputs.stream().map(Tensor::padding).flatMap(Optional::stream).findFirst();
        for (int i = 0; i < layers.size(); i++) {
            boolean last = i == layers.size() - 1;
            Layer layer = i == 0 && padding.isPresent() ? padded(layers.get(i), source, padding.get()) : layers.get(i);
            String name = names.like(last ? source.name() : source.name() + FIRST_OF_TWO);
            nodes.add(new Node(Optional.of(name), follows(before) ? List.of() : before, layer));
            origins.add(new Origin(source, axis, i == 0 ? padding : Optional.empty()));
            before = List.of(name);
        }
        return Tensor.of(before.get(0), isPlane(source, layers.get(0), inputs));
    }

    private boolean follows(List<String> before) {
        String last = nodes.isEmpty()
                ? Node.IMAGE
                : nodes.get(nodes.size() - 1).name().orElseThrow();
        return before.equals(List.of(last));
    }

    /** The convolution that pads by itself as the layer before it did; whether it does is seen when the shapes are known. */
    private Layer padded(Layer layer, KerasLayer source, Tensor.Padding padding) {
        if (!(layer instanceof Convolution convolution) || convolution.padding() != Padding.VALID) {
            refuse(
                    padding.source(),
                    "has class_name \"ZeroPadding2D\", which is supported only where a convolution with padding"
                            + " \"valid\" takes its output, but " + source.path() + ", " + source.kind() + ", is none");
            return layer;
        }
        notes.add(padding.source().path() + " (ZeroPadding2D) became padding \"same\" of " + source.path()
                + ", which is equal for images of this size, but not of every other");
        return new Convolution(
                convolution.filters(),
                convolution.kernel(),
                convolution.stride(),
                Padding.SAME,
                convolution.depthwise(),
                convolution.bias(),
                convolution.activation(),
                convolution.initialization(),
                convolution.frozen());
    }

    /** Whether there are still no channels: most layers of Keras would take the columns for them. */
    private boolean isPlane(KerasLayer source, Layer layer, List<Tensor> inputs) {
        if (inputs.stream().noneMatch(Tensor::plane) || layer instanceof Flatten) {
            return false;
        }
        if (!isOfEachValue(layer)) {
            refuse(source, "must not get an image without an axis for channels: begin with Input((height, width, 1))");
            return false;
        }
        return true;
    }

    private static boolean isOfEachValue(Layer layer) {
        return layer instanceof ActivationLayer
                || layer instanceof Dropout
                || layer instanceof Scale
                || (layer instanceof Normalize normalize && normalize.mean().size() == 1);
    }
}

package io.atelier.contract.keras;

import io.atelier.contract.architecture.Node;
import java.util.Optional;

/**
 * What a layer of Keras gives to others.
 *
 * @param node the name of a layer of ours, or of the image
 * @param plane rows of columns, without an axis for channels
 * @param padding zeros that are put around it
 */
record Tensor(String node, boolean plane, Optional<Padding> padding) {

    /**
     * A border that is still to become a part of the layer after it.
     *
     * @param source the layer that puts it there
     */
    record Padding(Meaning.Border border, KerasLayer source) {}

    static Tensor image(boolean plane) {
        return new Tensor(Node.IMAGE, plane, Optional.empty());
    }

    static Tensor of(String node, boolean plane) {
        return new Tensor(node, plane, Optional.empty());
    }

    boolean isImage() {
        return node.equals(Node.IMAGE);
    }
}

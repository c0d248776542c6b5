package io.atelier.contract.dataset;

import io.atelier.contract.Require;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.definition.InvalidDefinitionException;

/**
 * What a network must fit.
 *
 * @param image shape of every image
 * @param classes 2 to {@value #MAX_CLASSES}
 */
public record DatasetShape(Shape image, int classes) {

    /** A label has two bytes. */
    public static final int MAX_CLASSES = 1 << 16;

    public DatasetShape {
        Require.present(image, "image");
        Require.inRange(classes, 2, MAX_CLASSES, "classes");
    }

    /**
     * The network of an architecture for these images and classes.
     *
     * @throws InvalidDefinitionException if the architecture does not fit the images, or the network is too large
     */
    public NetworkPlan plan(Architecture architecture) throws InvalidDefinitionException {
        return NetworkPlan.of(architecture, image, classes);
    }

    @Override
    public String toString() {
        return image + " and " + classes + " classes";
    }
}

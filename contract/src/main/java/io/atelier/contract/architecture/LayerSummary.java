package io.atelier.contract.architecture;

/**
 * A row of the table that Keras' {@code model.summary()} prints.
 *
 * @param type the Keras class, such as {@code Conv2D}
 * @param outputShape as Keras writes it, such as {@code (None, 28, 28, 32)}
 */
public record LayerSummary(String name, String type, String outputShape, long parameters) {}

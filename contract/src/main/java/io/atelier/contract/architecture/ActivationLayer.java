package io.atelier.contract.architecture;

import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import java.util.List;
import java.util.function.Supplier;

/**
 * An activation as a layer of its own.
 *
 * @param negativeSlope of {@link Activation#LEAKY_RELU}, 0.3 as in Keras' {@code LeakyReLU} by default; 0 for the others
 */
public record ActivationLayer(Activation activation, double negativeSlope) implements Layer {

    private static final double SLOPE = 0.3;

    public ActivationLayer {
        Require.present(activation, "activation");
        Require.inRange(negativeSlope, 0.0, 1.0, "negative_slope");
        Require.that(
                activation == Activation.LEAKY_RELU || negativeSlope == 0,
                "negative_slope belongs to leaky_relu alone, but is %s",
                negativeSlope);
    }

    static Supplier<Layer> read(Fields fields) {
        Activation activation = fields.choice("activation", Activation.class);
        double slope = activation == Activation.LEAKY_RELU ? fields.number("negative_slope", 0, 1, SLOPE) : 0;
        return () -> new ActivationLayer(activation, slope);
    }

    @Override
    public void write(FieldWriter out) {
        out.put("activation", activation);
        if (activation == Activation.LEAKY_RELU) {
            out.put("negative_slope", negativeSlope, SLOPE);
        }
    }

    @Override
    public LayerKind kind() {
        return LayerKind.ACTIVATION;
    }

    @Override
    public String kerasClass() {
        return activation == Activation.LEAKY_RELU ? "LeakyReLU" : "Activation";
    }

    @Override
    public Shape output(List<Shape> inputs, int classes) {
        return inputs.get(0);
    }
}

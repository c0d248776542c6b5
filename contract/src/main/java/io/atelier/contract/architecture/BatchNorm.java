package io.atelier.contract.architecture;

import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import java.util.List;
import java.util.function.Supplier;

/**
 * Batch normalization of each channel.
 *
 * @param momentum of the moving statistics
 * @param epsilon added to the variance
 * @param frozen all parameters stay, and the moving statistics are used in training too
 */
public record BatchNorm(double momentum, double epsilon, boolean frozen) implements Layer {

    private static final double MOMENTUM = 0.99;
    private static final double EPSILON = 0.001;
    private static final double LEAST_EPSILON = 1e-9;

    public BatchNorm {
        Require.inRange(momentum, 0.0, 1.0, "momentum");
        Require.inRange(epsilon, LEAST_EPSILON, 1.0, "epsilon");
    }

    static Supplier<Layer> read(Fields fields) {
        double momentum = fields.number("momentum", 0, 1, MOMENTUM);
        double epsilon = fields.number("epsilon", LEAST_EPSILON, 1, EPSILON);
        boolean frozen = fields.flag("frozen", false);
        return () -> new BatchNorm(momentum, epsilon, frozen);
    }

    @Override
    public void write(FieldWriter out) {
        out.put("momentum", momentum, MOMENTUM);
        out.put("epsilon", epsilon, EPSILON);
        out.put("frozen", frozen, false);
    }

    @Override
    public LayerKind kind() {
        return LayerKind.BATCH_NORM;
    }

    @Override
    public String kerasClass() {
        return "BatchNormalization";
    }

    @Override
    public Shape output(List<Shape> inputs, int classes) {
        return inputs.get(0);
    }

    @Override
    public List<Parameter> parameters(Shape input, Shape output) {
        List<Integer> channels = List.of(input.channels());
        return List.of(
                Parameter.of(Role.GAMMA, channels, Initialization.ONES, !frozen),
                Parameter.of(Role.BETA, channels, Initialization.ZEROS, !frozen),
                Parameter.of(Role.MEAN, channels, Initialization.ZEROS, false),
                Parameter.of(Role.VARIANCE, channels, Initialization.ONES, false));
    }
}

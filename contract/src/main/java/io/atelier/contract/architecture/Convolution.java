package io.atelier.contract.architecture;

import static io.atelier.contract.architecture.Initialization.GLOROT_UNIFORM;
import static io.atelier.contract.architecture.Initialization.OF_CONVOLUTIONS;
import static io.atelier.contract.architecture.Initialization.WHITENING;
import static io.atelier.contract.architecture.Initialization.ZEROS;

import io.atelier.contract.Require;
import io.atelier.contract.definition.FieldWriter;
import io.atelier.contract.definition.Fields;
import io.atelier.contract.definition.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A convolution, in the sense of neural networks: a correlation.
 *
 * @param filters output channels; empty only where it is depthwise: then as many as the input has
 * @param depthwise each channel has a filter of its own
 * @param frozen its parameters stay as they begin
 */
public record Convolution(
        OptionalInt filters,
        Extent kernel,
        Extent stride,
        Padding padding,
        boolean depthwise,
        boolean bias,
        Activation activation,
        Initialization initialization,
        boolean frozen)
        implements Layer {

    public static final int MAX_FILTERS = 4096;

    /** Whitening takes time by the third power of it. */
    private static final int MAX_PATCH = 256;

    private static final Extent KERNEL = Extent.square(3);
    private static final Extent STRIDE = Extent.square(1);

    public Convolution {
        Require.present(kernel, "kernel");
        Require.present(stride, "stride");
        Require.present(padding, "padding");
        Require.present(activation, "activation");
        Require.that(OF_CONVOLUTIONS.contains(initialization), "initialization must not be %s", initialization);
        Require.that(depthwise || filters.isPresent(), "filters is missing");
        Require.inRange(filters.orElse(1), 1, MAX_FILTERS, "filters");
        Require.that(!depthwise || initialization != WHITENING, "initialization must not be whitening with groups all");
    }

    static Supplier<Layer> read(Fields fields) {
        boolean depthwise =
                fields.optional("groups").map(Convolution::depthwise).orElse(false);
        OptionalInt filters = depthwise && fields.optional("filters").isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(fields.integer("filters", 1, MAX_FILTERS));
        Extent kernel = Extent.read(fields, "kernel", Extent.MAX_WINDOW, KERNEL);
        Extent stride = Extent.read(fields, "stride", Extent.MAX_STRIDE, STRIDE);
        Padding padding = fields.choice("padding", Padding.class, Padding.SAME);
        boolean bias = fields.flag("bias", true);
        Activation activation = fields.choice("activation", Activation.class, Activation.LINEAR);
        Initialization initialization = fields.choice("initialization", OF_CONVOLUTIONS, GLOROT_UNIFORM);
        boolean frozen = fields.flag("frozen", false);
        return () ->
                new Convolution(filters, kernel, stride, padding, depthwise, bias, activation, initialization, frozen);
    }

    private static boolean depthwise(Value groups) {
        if (groups.isText()) {
            groups.choice(List.of(Groups.ALL));
            return true;
        }
        groups.integer(1, 1);
        return false;
    }

    /** The only number of groups that is no number. */
    private enum Groups {
        ALL
    }

    @Override
    public void write(FieldWriter out) {
        filters.ifPresent(number -> out.put("filters", number));
        kernel.write(out, "kernel", KERNEL);
        stride.write(out, "stride", STRIDE);
        out.put("padding", padding, Padding.SAME);
        if (depthwise) {
            out.put("groups", Groups.ALL);
        }
        out.put("bias", bias, true);
        out.put("activation", activation, Activation.LINEAR);
        out.put("initialization", initialization, GLOROT_UNIFORM);
        out.put("frozen", frozen, false);
    }

    @Override
    public LayerKind kind() {
        return LayerKind.CONVOLUTION;
    }

    @Override
    public String kerasClass() {
        return depthwise ? "DepthwiseConv2D" : "Conv2D";
    }

    @Override
    public Shape output(List<Shape> inputs, int classes) throws MisfitException {
        Shape input = inputs.get(0);
        Shape output = padding.output(input, "kernel", kernel, stride);
        int channels = filters.orElse(input.channels());
        if (depthwise && channels != input.channels()) {
            throw new MisfitException(
                    "filters",
                    "must be the " + input.channels() + " channels of the input, or left out, but is " + channels);
        }
        long most = 2 * kernel.size() * input.channels();
        if (initialization == WHITENING && most > 2 * MAX_PATCH) {
            throw new MisfitException(
                    "kernel",
                    "must have at most " + MAX_PATCH + " values in a patch for whitening, but has " + most / 2);
        }
        if (initialization == WHITENING && channels > most) {
            throw new MisfitException(
                    "filters", "must be at most twice the values of a patch, " + most + ", but is " + channels);
        }
        return output.withChannels(channels);
    }

    @Override
    public List<Parameter> parameters(Shape input, Shape output) {
        List<Parameter> parameters = new ArrayList<>();
        Parameter weight = Parameter.of(
                Role.WEIGHT,
                List.of(output.channels(), depthwise ? 1 : input.channels(), kernel.height(), kernel.width()),
                initialization,
                !frozen);
        parameters.add(depthwise ? weight.withFanIn((long) input.channels() * kernel.size()) : weight);
        if (bias) {
            parameters.add(Parameter.of(Role.BIAS, List.of(output.channels()), ZEROS, !frozen));
        }
        return parameters;
    }

    @Override
    public long multiplyAdds(Shape input, Shape output) {
        return Math.multiplyExact(output.size(), kernel.size() * (depthwise ? 1 : input.channels()));
    }
}

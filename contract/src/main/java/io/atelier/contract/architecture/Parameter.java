package io.atelier.contract.architecture;

import io.atelier.contract.Require;
import java.util.List;

/**
 * One named array of numbers that a network learns or keeps.
 *
 * @param name as it travels, such as {@code conv_1.weight}
 * @param shape convolution weights {@code [out, in, height, width]} (in is 1 where each channel has its own filter), dense
 *     weights {@code [in, out]}, all others {@code [out]}. The rows of dense weights count through height, width, channels
 *     in this order, as in Keras
 * @param fanIn how many values Keras counts as the inputs of one value of the next layer, where {@link Initialization#HE_NORMAL}
 *     depends on it; of filters that have one channel each it counts all channels
 * @param trainable learned by gradient; the others are frozen or moving statistics
 */
public record Parameter(
        String name, Role role, List<Integer> shape, Initialization initialization, long fanIn, boolean trainable) {

    public Parameter {
        Require.present(name, "name");
        Require.present(role, "role");
        Require.present(initialization, "initialization");
        shape = List.copyOf(shape);
    }

    /** Of weights of which each value of the next layer takes all that its shape says, or without weights. */
    public Parameter(String name, Role role, List<Integer> shape, Initialization initialization, boolean trainable) {
        this(name, role, shape, initialization, fanIn(shape), trainable);
    }

    /** Dense weights are [in, out], those of convolutions [out, in, height, width]. */
    private static long fanIn(List<Integer> shape) {
        return shape.size() == 2
                ? shape.get(0)
                : shape.stream().skip(1).mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    public long size() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    public long[] dimensions() {
        return shape.stream().mapToLong(Integer::longValue).toArray();
    }

    Parameter of(String layer) {
        return new Parameter(layer + "." + name, role, shape, initialization, fanIn, trainable);
    }

    /** Without the layer's name, which {@link #of} puts before. */
    static Parameter of(Role role, List<Integer> shape, Initialization initialization, boolean trainable) {
        return new Parameter(role.label(), role, shape, initialization, trainable);
    }

    /** The same with another {@link #fanIn}. */
    Parameter withFanIn(long number) {
        return new Parameter(name, role, shape, initialization, number, trainable);
    }
}

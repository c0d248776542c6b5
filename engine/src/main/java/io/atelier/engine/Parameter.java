package io.atelier.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One named parameter array of an architecture.
 *
 * @param name as it travels, such as {@code conv_1.weight}
 * @param layer index of its layer in {@link Architecture#layers()}
 * @param role what the layer does with it
 * @param shape convolution weights {@code [out, in, 3, 3]}, dense weights {@code [in, out]}, all others {@code [out]}.
 *     The rows of the first dense layer count through height, width, channels in this order, as in Keras
 */
record Parameter(String name, int layer, Role role, List<Integer> shape) {

    enum Role {
        WEIGHT(true),
        BIAS(true),
        GAMMA(true),
        BETA(true),
        MEAN(false),
        VARIANCE(false);

        private final boolean trainable;

        Role(boolean trainable) {
            this.trainable = trainable;
        }

        /** Learned by gradient; the others are the moving statistics of batch normalization. */
        boolean trainable() {
            return trainable;
        }
    }

    Parameter {
        shape = List.copyOf(shape);
    }

    int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    long[] dimensions() {
        return shape.stream().mapToLong(Integer::longValue).toArray();
    }

    /** Of the layers' parameters, in layer order: the order of checkpoints and of their hash. */
    static List<Parameter> of(List<Layer> layers) {
        List<Parameter> parameters = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        FeatureShape shape = FeatureShape.IMAGE;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            FeatureShape after = shape.after(layer);
            if (layer instanceof Layer.Convolution) {
                String name = numbered("conv", counts);
                parameters.add(new Parameter(
                        name + ".weight", i, Role.WEIGHT, List.of(after.channels(), shape.channels(), 3, 3)));
                parameters.add(new Parameter(name + ".bias", i, Role.BIAS, List.of(after.channels())));
            } else if (layer instanceof Layer.BatchNormalization) {
                String name = numbered("batch_norm", counts);
                List<Integer> channels = List.of(shape.channels());
                parameters.add(new Parameter(name + ".gamma", i, Role.GAMMA, channels));
                parameters.add(new Parameter(name + ".beta", i, Role.BETA, channels));
                parameters.add(new Parameter(name + ".mean", i, Role.MEAN, channels));
                parameters.add(new Parameter(name + ".variance", i, Role.VARIANCE, channels));
            } else if (layer instanceof Layer.Dense || layer instanceof Layer.Output) {
                String name = layer instanceof Layer.Output ? "output" : numbered("dense", counts);
                parameters.add(
                        new Parameter(name + ".weight", i, Role.WEIGHT, List.of(shape.size(), after.channels())));
                parameters.add(new Parameter(name + ".bias", i, Role.BIAS, List.of(after.channels())));
            }
            shape = after;
        }
        return List.copyOf(parameters);
    }

    private static String numbered(String kind, Map<String, Integer> counts) {
        return kind + "_" + counts.merge(kind, 1, Integer::sum);
    }
}

package io.atelier.bench.network;

import io.atelier.contract.architecture.Activation;
import io.atelier.contract.architecture.ActivationLayer;
import io.atelier.contract.architecture.BatchNorm;
import io.atelier.contract.architecture.Convolution;
import io.atelier.contract.architecture.Dense;
import io.atelier.contract.architecture.Dropout;
import io.atelier.contract.architecture.Extent;
import io.atelier.contract.architecture.MaxPool;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Output;
import io.atelier.contract.architecture.Padding;
import io.atelier.contract.architecture.PlannedLayer;
import java.util.ArrayList;
import java.util.List;

/** Says every layer of ours as one or several of PyTorch's, as a PyTorch user writes them. */
final class TorchTranslation {

    private final NetworkPlan plan;
    private final List<TorchLayer> layers = new ArrayList<>();

    /** By the index of ours, the one that gives its output. */
    private final List<Integer> last = new ArrayList<>();

    TorchTranslation(NetworkPlan plan) {
        this.plan = plan;
    }

    List<TorchLayer> layers() {
        for (PlannedLayer layer : plan.layers()) {
            List<Integer> inputs = layer.inputs().stream()
                    .map(input -> input == NetworkPlan.IMAGE ? NetworkPlan.IMAGE : last.get(input))
                    .toList();
            add(layer, inputs);
            last.add(layers.size() - 1);
        }
        return layers;
    }

    private void add(PlannedLayer layer, List<Integer> inputs) {
        List<Integer> from = inputs;
        if (layer.layer().flattens() && !layer.input().flat()) {
            from = append(TorchLayer.of(TorchLayer.Kind.FLATTEN, inputs));
        }
        switch (layer.layer().kind()) {
            case CONVOLUTION -> addConvolution(layer, (Convolution) layer.layer(), from);
            case BATCH_NORM -> addNormalization(layer, (BatchNorm) layer.layer(), from);
            case ACTIVATION -> addActivation(layer, ((ActivationLayer) layer.layer()).activation(), from);
            case MAX_POOL -> addPooling(layer, (MaxPool) layer.layer(), from);
            case GLOBAL_AVERAGE_POOL -> append(TorchLayer.of(TorchLayer.Kind.GLOBAL_AVERAGE_POOL, from));
            case DROPOUT -> append(TorchLayer.dropout(from, ((Dropout) layer.layer()).rate()));
            case FLATTEN -> append(TorchLayer.of(TorchLayer.Kind.FLATTEN, from));
            case ADD -> append(TorchLayer.of(TorchLayer.Kind.ADD, from));
            case DENSE -> {
                Dense dense = (Dense) layer.layer();
                addActivation(layer, dense.activation(), addLinear(layer, dense.bias(), from));
            }
            case OUTPUT -> addLinear(layer, ((Output) layer.layer()).bias(), from);
            case AVERAGE_POOL, CONCATENATE, SCALE, NORMALIZE -> throw unsupported(layer);
        }
    }

    /** The inputs of what takes its output. */
    private List<Integer> append(TorchLayer layer) {
        layers.add(layer);
        return List.of(layers.size() - 1);
    }

    private void addConvolution(PlannedLayer layer, Convolution convolution, List<Integer> from) {
        Extent kernel = convolution.kernel();
        boolean odd = kernel.height() % 2 == 1 && kernel.width() % 2 == 1;
        if (convolution.padding() != Padding.SAME || !odd || convolution.depthwise()) {
            throw unsupported(layer);
        }
        // With a stride, ours pads more at the end, and PyTorch's users on both sides: outputs are as many.
        List<Integer> output = append(TorchLayer.convolution(
                from,
                layer.input().channels(),
                layer.output().channels(),
                pair(kernel),
                pair(convolution.stride()),
                List.of(kernel.height() / 2, kernel.width() / 2),
                convolution.bias()));
        addActivation(layer, convolution.activation(), output);
    }

    private void addNormalization(PlannedLayer layer, BatchNorm norm, List<Integer> from) {
        if (layer.input().flat() || norm.frozen()) {
            throw unsupported(layer);
        }
        // Keras' momentum is what is kept.
        append(TorchLayer.normalization(from, layer.input().channels(), norm.epsilon(), 1 - norm.momentum()));
    }

    private void addPooling(PlannedLayer layer, MaxPool pool, List<Integer> from) {
        if (pool.padding() != Padding.VALID) {
            throw unsupported(layer);
        }
        append(TorchLayer.pooling(from, pair(pool.size()), pair(pool.stride())));
    }

    private List<Integer> addLinear(PlannedLayer layer, boolean bias, List<Integer> from) {
        int in = Math.toIntExact(layer.input().size());
        return append(TorchLayer.linear(from, in, layer.output().channels(), bias));
    }

    private void addActivation(PlannedLayer layer, Activation activation, List<Integer> from) {
        switch (activation) {
            case LINEAR -> {}
            case RELU ->
                append(TorchLayer.of(isShared(layer) ? TorchLayer.Kind.RELU : TorchLayer.Kind.RELU_IN_PLACE, from));
            case LEAKY_RELU, GELU, SILU, TANH -> throw unsupported(layer);
        }
    }

    /** Whether it is an activation whose input another layer takes, too. */
    private boolean isShared(PlannedLayer layer) {
        int input = layer.inputs().get(0);
        return layer.layer() instanceof ActivationLayer
                && (input == NetworkPlan.IMAGE
                        || plan.layers().stream()
                                        .filter(other -> other.inputs().contains(input))
                                        .count()
                                > 1);
    }

    private static List<Integer> pair(Extent extent) {
        return List.of(extent.height(), extent.width());
    }

    private static UnsupportedOperationException unsupported(PlannedLayer layer) {
        return new UnsupportedOperationException(
                "The peer has no word yet for " + layer.name() + ", which is " + layer.layer());
    }
}

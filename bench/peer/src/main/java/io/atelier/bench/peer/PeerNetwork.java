package io.atelier.bench.peer;

import io.atelier.bench.network.TorchLayer;
import io.atelier.bench.network.TorchNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LinearOptions;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A network as a PyTorch user writes it for eager execution. */
final class PeerNetwork extends Module {

    private static final long[] NO_PADDING = {0, 0};
    private static final long[] NO_DILATION = {1, 1};

    private final List<TorchLayer> layers;
    private final List<Function<Tensor[], Tensor>> stages = new ArrayList<>();

    /** By layer, those whose outputs nobody takes after it. */
    private final List<List<Integer>> finished = new ArrayList<>();

    PeerNetwork(TorchNetwork network, Layout layout) {
        layers = network.layers();
        for (int index = 0; index < layers.size(); index++) {
            stages.add(stage("layer_" + index, layers.get(index), layout));
            finished.add(new ArrayList<>());
        }
        for (int index = 0; index < layers.size() - 1; index++) {
            finished.get(lastUse(index)).add(index);
        }
    }

    private int lastUse(int layer) {
        int last = layer;
        for (int index = layer + 1; index < layers.size(); index++) {
            last = layers.get(index).inputs().contains(layer) ? index : last;
        }
        return last;
    }

    /** {@code [n, channels, height, width]} to logits {@code [n, classes]}. */
    Tensor forward(Tensor images) {
        Tensor[] outputs = new Tensor[layers.size()];
        for (int index = 0; index < outputs.length; index++) {
            Tensor[] inputs = layers.get(index).inputs().stream()
                    .map(input -> input < 0 ? images : outputs[input])
                    .toArray(Tensor[]::new);
            Tensor output = stages.get(index).apply(inputs);
            outputs[index] = output;
            // What gradients need of it, they hold; the rest is free for the next layer, as in Python. ReLU in place
            // gives
            // what it got.
            finished.get(index).stream()
                    .map(layer -> outputs[layer])
                    .filter(tensor -> !tensor.equals(output))
                    .forEach(Tensor::close);
        }
        return outputs[outputs.length - 1];
    }

    /** As Atelier counts them: moving statistics too, but not how many batches went into them. */
    long parameterCount() {
        return count(parameters()) + count(buffers());
    }

    private static long count(TensorVector tensors) {
        long sum = 0;
        for (long i = 0; i < tensors.size(); i++) {
            Tensor tensor = tensors.get(i);
            sum += tensor.is_floating_point() ? tensor.numel() : 0;
        }
        return sum;
    }

    private Function<Tensor[], Tensor> stage(String name, TorchLayer layer, Layout layout) {
        return switch (layer.kind()) {
            case CONV2D -> {
                Conv2dImpl module = register_module(name, convolution(layer));
                module.weight().set_data(layout.of(module.weight()));
                yield x -> module.forward(x[0]);
            }
            case BATCH_NORM2D -> {
                BatchNorm2dImpl module = register_module(name, normalization(layer));
                yield x -> module.forward(x[0]);
            }
            case MAX_POOL2D -> {
                long[] size = longs(layer.kernel());
                long[] stride = longs(layer.stride());
                yield x -> torch.max_pool2d(x[0], size, stride, NO_PADDING, NO_DILATION, false);
            }
            case GLOBAL_AVERAGE_POOL -> x -> torch.mean(x[0], 2, 3);
            case LINEAR -> {
                LinearOptions options = new LinearOptions(layer.in(), layer.out());
                options.bias().put(layer.bias());
                LinearImpl module = register_module(name, new LinearImpl(options));
                yield x -> module.forward(x[0]);
            }
            case DROPOUT -> {
                DropoutImpl module = register_module(name, new DropoutImpl(layer.rate()));
                yield x -> module.forward(x[0]);
            }
            case FLATTEN -> x -> torch.flatten(x[0], 1, -1);
            case ADD -> PeerNetwork::sum;
            case RELU -> x -> torch.relu(x[0]);
            case RELU_IN_PLACE -> x -> x[0].relu_();
        };
    }

    private static Conv2dImpl convolution(TorchLayer layer) {
        Conv2dOptions options = new Conv2dOptions(layer.in(), layer.out(), pointer(layer.kernel()));
        options.stride().put(pointer(layer.stride()));
        options.padding().put(pointer(layer.padding()));
        options.bias().put(layer.bias());
        return new Conv2dImpl(options);
    }

    private static BatchNorm2dImpl normalization(TorchLayer layer) {
        BatchNormOptions options = new BatchNormOptions(layer.in());
        options.eps().put(layer.epsilon());
        options.momentum().put(layer.momentum());
        return new BatchNorm2dImpl(options);
    }

    private static Tensor sum(Tensor[] inputs) {
        return Arrays.stream(inputs).reduce(torch::add).orElseThrow();
    }

    private static LongPointer pointer(List<Integer> values) {
        return new LongPointer(longs(values));
    }

    private static long[] longs(List<Integer> values) {
        return values.stream().mapToLong(Integer::longValue).toArray();
    }
}

package io.atelier.bench.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A network as a PyTorch user writes it for eager execution: modules one after the other, ReLU in place. */
final class PeerNetwork extends Module {

    private final List<UnaryOperator<Tensor>> stages = new ArrayList<>();
    private boolean flat;

    PeerNetwork(List<PeerLayer> layers, Layout layout) {
        for (PeerLayer layer : layers) {
            add(layer, layout);
        }
    }

    /** {@code [n, 1, 28, 28]} to logits {@code [n, 10]}. */
    Tensor forward(Tensor images) {
        Tensor x = images;
        for (UnaryOperator<Tensor> stage : stages) {
            x = stage.apply(x);
        }
        return x;
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

    private void add(PeerLayer layer, Layout layout) {
        String name = "layer" + stages.size();
        if (layer.kind().isDense() && !flat) {
            stages.add(x -> torch.flatten(x, 1, -1));
            flat = true;
        }
        switch (layer.kind()) {
            case CONV -> {
                Conv2dImpl convolution = register_module(name, convolution(layer));
                convolution.weight().set_data(layout.of(convolution.weight()));
                stages.add(x -> convolution.forward(x).relu_());
            }
            case NORM -> stages.add(register_module(name, normalization(layer))::forward);
            case POOL -> stages.add(x -> torch.max_pool2d(x, 2, 2));
            case DROPOUT -> stages.add(register_module(name, new DropoutImpl(layer.rate()))::forward);
            case DENSE -> {
                LinearImpl dense = register_module(name, new LinearImpl(layer.inputs(), layer.outputs()));
                stages.add(x -> dense.forward(x).relu_());
            }
            case OUTPUT -> stages.add(register_module(name, new LinearImpl(layer.inputs(), layer.outputs()))::forward);
        }
    }

    private static Conv2dImpl convolution(PeerLayer layer) {
        Conv2dOptions options = new Conv2dOptions(layer.inputs(), layer.outputs(), new LongPointer(3, 3));
        options.padding().put(new LongPointer(1, 1));
        return new Conv2dImpl(options);
    }

    private static BatchNorm2dImpl normalization(PeerLayer layer) {
        BatchNormOptions options = new BatchNormOptions(layer.inputs());
        options.eps().put(1e-3);
        // Keras' momentum is what is kept, PyTorch's what is replaced.
        options.momentum().put(0.01);
        return new BatchNorm2dImpl(options);
    }
}

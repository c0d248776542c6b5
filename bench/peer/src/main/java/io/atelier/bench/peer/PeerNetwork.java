package io.atelier.bench.peer;

import io.atelier.contract.architecture.Activation;
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
import java.util.function.UnaryOperator;
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

/** A network as a PyTorch user writes it for eager execution: modules one after the other, ReLU in place. */
final class PeerNetwork extends Module {

    private static final Extent ONE = new Extent(1, 1);

    private final List<UnaryOperator<Tensor>> stages = new ArrayList<>();

    /**
     * The same layers as ours.
     *
     * @throws UnsupportedOperationException if the peer has no word for a layer yet
     */
    PeerNetwork(NetworkPlan plan, Layout layout) {
        if (!plan.isSequential()) {
            throw new UnsupportedOperationException("The peer has no branches yet, as " + plan + " needs them");
        }
        for (PlannedLayer layer : plan.layers()) {
            add(layer, layout);
        }
    }

    /** {@code [n, channels, height, width]} to logits {@code [n, classes]}. */
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

    private void add(PlannedLayer layer, Layout layout) {
        if (layer.layer().flattens() && !layer.input().flat()) {
            stages.add(x -> torch.flatten(x, 1, -1));
        }
        switch (layer.layer().kind()) {
            case CONVOLUTION -> addConvolution(layer, (Convolution) layer.layer(), layout);
            case BATCH_NORM ->
                stages.add(register_module(layer.name(), normalization(layer, (BatchNorm) layer.layer()))::forward);
            case MAX_POOL -> addPooling(layer, (MaxPool) layer.layer());
            case DROPOUT ->
                stages.add(register_module(layer.name(), new DropoutImpl(((Dropout) layer.layer()).rate()))::forward);
            case FLATTEN -> stages.add(x -> torch.flatten(x, 1, -1));
            case DENSE -> {
                Dense dense = (Dense) layer.layer();
                addLinear(layer, dense.bias(), dense.activation());
            }
            case OUTPUT -> addLinear(layer, ((Output) layer.layer()).bias(), Activation.LINEAR);
            case ACTIVATION, AVERAGE_POOL, GLOBAL_AVERAGE_POOL, ADD, CONCATENATE, SCALE, NORMALIZE ->
                throw unsupported(layer);
        }
    }

    private void addConvolution(PlannedLayer layer, Convolution convolution, Layout layout) {
        Extent kernel = convolution.kernel();
        boolean odd = kernel.height() % 2 == 1 && kernel.width() % 2 == 1;
        if (convolution.padding() != Padding.SAME
                || !convolution.stride().equals(ONE)
                || !odd
                || convolution.depthwise()) {
            throw unsupported(layer);
        }
        Conv2dOptions options = new Conv2dOptions(
                layer.input().channels(), layer.output().channels(), new LongPointer(kernel.height(), kernel.width()));
        options.padding().put(new LongPointer(kernel.height() / 2, kernel.width() / 2));
        options.bias().put(convolution.bias());
        Conv2dImpl module = register_module(layer.name(), new Conv2dImpl(options));
        module.weight().set_data(layout.of(module.weight()));
        stages.add(module::forward);
        addActivation(layer, convolution.activation());
    }

    private static BatchNorm2dImpl normalization(PlannedLayer layer, BatchNorm norm) {
        if (layer.input().flat() || norm.frozen()) {
            throw unsupported(layer);
        }
        BatchNormOptions options = new BatchNormOptions(layer.input().channels());
        options.eps().put(norm.epsilon());
        // Keras' momentum is what is kept, PyTorch's what is replaced.
        options.momentum().put(1 - norm.momentum());
        return new BatchNorm2dImpl(options);
    }

    private void addPooling(PlannedLayer layer, MaxPool pool) {
        if (pool.padding() != Padding.VALID) {
            throw unsupported(layer);
        }
        long[] size = {pool.size().height(), pool.size().width()};
        long[] stride = {pool.stride().height(), pool.stride().width()};
        stages.add(x -> torch.max_pool2d(x, size, stride, new long[] {0, 0}, new long[] {1, 1}, false));
    }

    private void addLinear(PlannedLayer layer, boolean bias, Activation activation) {
        LinearOptions options =
                new LinearOptions(layer.input().size(), layer.output().channels());
        options.bias().put(bias);
        stages.add(register_module(layer.name(), new LinearImpl(options))::forward);
        addActivation(layer, activation);
    }

    private void addActivation(PlannedLayer layer, Activation activation) {
        switch (activation) {
            case LINEAR -> {}
            case RELU -> stages.add(Tensor::relu_);
            case LEAKY_RELU, GELU, SILU, TANH -> throw unsupported(layer);
        }
    }

    private static UnsupportedOperationException unsupported(PlannedLayer layer) {
        return new UnsupportedOperationException(
                "The peer has no word yet for " + layer.name() + ", which is " + layer.layer());
    }
}

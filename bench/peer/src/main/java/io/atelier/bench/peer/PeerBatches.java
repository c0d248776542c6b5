package io.atelier.bench.peer;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Shape;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Random batches in turn, made beforehand in the layout that the network wants: reading them costs the peer nothing. */
final class PeerBatches {

    private static final int BATCHES = 8;

    private final Tensor[] images = new Tensor[BATCHES];
    private final Tensor[] labels = new Tensor[BATCHES];
    private int current = -1;

    PeerBatches(int size, NetworkPlan plan, Layout layout) {
        Shape image = plan.input();
        for (int i = 0; i < BATCHES; i++) {
            images[i] = layout.of(torch.rand(size, image.channels(), image.height(), image.width()));
            labels[i] = torch.randint(plan.classes(), new long[] {size}).to(torch.ScalarType.Long);
        }
    }

    void next() {
        current = (current + 1) % BATCHES;
    }

    /** {@code [n, channels, height, width]} in [0, 1]. */
    Tensor images() {
        return images[current];
    }

    /** {@code [n]}, from 0. */
    Tensor labels() {
        return labels[current];
    }
}

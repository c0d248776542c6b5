package io.atelier.bench.peer;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Random batches in turn, made beforehand in the layout that the network wants: reading them costs the peer nothing. */
final class PeerBatches {

    private static final int BATCHES = 8;
    private static final int SIDE = 28;
    private static final int CLASSES = 10;

    private final Tensor[] images = new Tensor[BATCHES];
    private final Tensor[] labels = new Tensor[BATCHES];
    private int current = -1;

    PeerBatches(int size, Layout layout) {
        for (int i = 0; i < BATCHES; i++) {
            images[i] = layout.of(torch.rand(size, 1, SIDE, SIDE));
            labels[i] = torch.randint(CLASSES, new long[] {size}).to(torch.ScalarType.Long);
        }
    }

    void next() {
        current = (current + 1) % BATCHES;
    }

    /** {@code [n, 1, 28, 28]} in [0, 1]. */
    Tensor images() {
        return images[current];
    }

    /** {@code [n]}, 0 to 9. */
    Tensor labels() {
        return labels[current];
    }
}

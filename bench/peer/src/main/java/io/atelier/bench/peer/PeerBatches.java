package io.atelier.bench.peer;

import io.atelier.bench.network.TorchNetwork;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Random batches in turn, made beforehand in the layout that the network wants: reading them costs the peer nothing. */
final class PeerBatches {

    private static final int BATCHES = 8;

    private final Tensor[] images = new Tensor[BATCHES];
    private final Tensor[] labels = new Tensor[BATCHES];
    private int current = -1;

    PeerBatches(int size, TorchNetwork network, Layout layout) {
        List<Integer> image = network.image();
        for (int i = 0; i < BATCHES; i++) {
            images[i] = layout.of(torch.rand(size, image.get(0), image.get(1), image.get(2)));
            labels[i] = torch.randint(network.classes(), new long[] {size}).to(torch.ScalarType.Long);
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

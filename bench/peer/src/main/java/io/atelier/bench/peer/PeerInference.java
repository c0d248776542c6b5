package io.atelier.bench.peer;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The class probabilities of the next batch, in evaluation mode and without gradients. */
final class PeerInference implements Runnable {

    private final PeerNetwork network;
    private final PeerBatches batches;

    PeerInference(PeerNetwork network, PeerBatches batches) {
        this.network = network;
        this.batches = batches;
        network.eval();
    }

    @Override
    @SuppressWarnings("try") // scope and guard work by being there
    public void run() {
        batches.next();
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor probabilities = torch.softmax(network.forward(batches.images()), 1);
            float sum = probabilities.sum().item_float();
            if (!Float.isFinite(sum)) {
                throw new ArithmeticException("The peer's probabilities sum to " + sum);
            }
        }
    }
}

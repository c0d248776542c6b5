package io.atelier.bench.peer;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A step of Adam on the mean cross-entropy of the next batch, the loss read as a training loop does for its log. */
final class PeerTraining implements Runnable {

    private final PeerNetwork network;
    private final PeerBatches batches;
    private final Adam adam;

    PeerTraining(PeerNetwork network, PeerBatches batches) {
        this.network = network;
        this.batches = batches;
        AdamOptions options = new AdamOptions(1e-3);
        options.betas().put(0, 0.9).put(1, 0.999);
        options.eps().put(1e-7);
        this.adam = new Adam(network.parameters(), options);
        network.train(true);
    }

    @Override
    @SuppressWarnings("try") // the scope works by being there: it frees the step's tensors
    public void run() {
        batches.next();
        try (PointerScope scope = new PointerScope()) {
            adam.zero_grad();
            Tensor loss = torch.cross_entropy_loss(network.forward(batches.images()), batches.labels());
            loss.backward();
            adam.step();
            float value = loss.item_float();
            if (!Float.isFinite(value)) {
                throw new ArithmeticException("The peer's loss is " + value);
            }
        }
    }
}

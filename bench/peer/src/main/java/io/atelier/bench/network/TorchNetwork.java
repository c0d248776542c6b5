package io.atelier.bench.network;

import io.atelier.contract.architecture.NetworkPlan;
import java.util.List;

/**
 * A network as PyTorch runs it: the text, as JSON, that peers are given.
 *
 * @param image channels, height, width
 * @param layers each after its inputs; the last one gives the logits
 */
public record TorchNetwork(String name, List<Integer> image, int classes, List<TorchLayer> layers) {

    /**
     * The same layers.
     *
     * @throws UnsupportedOperationException if a layer has no word here yet
     */
    public static TorchNetwork of(NetworkPlan plan) {
        return new TorchNetwork(
                plan.architecture().name(),
                List.of(
                        plan.input().channels(),
                        plan.input().height(),
                        plan.input().width()),
                plan.classes(),
                new TorchTranslation(plan).layers());
    }
}

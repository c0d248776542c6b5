package io.atelier.trainer.training;

import io.atelier.contract.message.EpochMetrics;
import io.atelier.contract.tensor.Tensor;
import java.util.List;

/**
 * What a finished epoch leaves for others.
 *
 * @param metrics of the epoch
 * @param parameters at its end: the checkpoint
 */
public record EpochEnd(EpochMetrics metrics, List<Tensor> parameters) {

    public EpochEnd {
        parameters = List.copyOf(parameters);
    }
}

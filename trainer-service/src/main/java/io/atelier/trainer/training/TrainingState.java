package io.atelier.trainer.training;

import io.atelier.contract.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * All that is needed to go on with a trial exactly where it stands.
 *
 * @param position the next batch and the running sums
 * @param best memory of early stopping; nothing before the first epoch ended or without patience
 * @param parameters of the network
 * @param optimizer state of the optimizer and the averages
 */
public record TrainingState(Position position, Optional<Best> best, List<Tensor> parameters, List<Tensor> optimizer) {

    public TrainingState {
        parameters = List.copyOf(parameters);
        optimizer = List.copyOf(optimizer);
    }
}

package io.atelier.trainer.training;

import io.atelier.contract.tensor.Tensor;
import java.util.List;

/**
 * The memory of early stopping, as Keras' {@code EarlyStopping(restore_best_weights=True)} keeps it: an epoch is better
 * only if its validation loss is strictly lower.
 *
 * @param epoch the best epoch so far
 * @param valLoss its validation loss
 * @param parameters the parameters at its end
 */
public record Best(int epoch, double valLoss, List<Tensor> parameters) {

    public Best {
        parameters = List.copyOf(parameters);
    }

    boolean isBeatenBy(double loss) {
        return loss < valLoss;
    }

    /** Whether {@code patience} epochs in a row, up to {@code current}, were not better. */
    boolean isExhausted(int current, int patience) {
        return current - epoch >= patience;
    }
}

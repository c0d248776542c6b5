package io.atelier.engine.optimizer;

import io.atelier.engine.kernel.Blend;
import io.atelier.engine.layer.Floats;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Pulls parameters towards zero. Its part of the loss is not measured: what a training reports is cross-entropy alone, as
 * with PyTorch's and Keras' optimizers.
 *
 * @param amount share of the parameter
 * @param decoupled whether {@code amount} times the learning rate is subtracted beside the optimizer's step, instead of
 *     {@code amount} joining the gradient that the optimizer sees
 */
record WeightDecay(double amount, boolean decoupled) implements Regularization {

    @Override
    public ApplyStep applyStep() {
        return decoupled ? ApplyStep.POST_UPDATER : ApplyStep.BEFORE_UPDATER;
    }

    @Override
    public void apply(INDArray parameter, INDArray gradient, double rate, int iteration, int epoch) {
        double factor = decoupled ? amount * rate : amount;
        Blend.add(Floats.view(gradient), (float) factor, Floats.view(parameter));
    }

    @Override
    public double score(INDArray parameter, int iteration, int epoch) {
        return 0;
    }

    @Override
    public WeightDecay clone() {
        return this;
    }
}

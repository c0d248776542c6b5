package io.atelier.engine.optimizer;

import io.atelier.contract.recipe.Optimizer;
import io.atelier.contract.recipe.Rates;
import io.atelier.contract.recipe.Schedule;
import io.atelier.engine.layer.ChannelNorm;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * How the parameters of a network move, by their kind.
 *
 * @param slots names of the state's parts, in Deeplearning4j's order: within a block of neighbouring parameters with one
 *     updater all of the first part, then all of the second
 */
public record Updaters(
        IUpdater weight,
        IUpdater bias,
        IUpdater gamma,
        IUpdater beta,
        List<Regularization> weightDecay,
        List<Regularization> otherDecay,
        List<String> slots) {

    private static final List<String> MOMENTS = List.of("adam.m", "adam.v");

    /** Makes an updater that moves parameters at a given rate. */
    @FunctionalInterface
    private interface Maker {
        IUpdater at(StepRate rate);
    }

    /**
     * Of a recipe.
     *
     * @param stepsPerEpoch at least 1
     * @param epochs the most epochs, at least 1; with {@code stepsPerEpoch} where the schedule ends
     */
    public static Updaters of(Optimizer optimizer, Schedule schedule, int stepsPerEpoch, int epochs) {
        Rates rates = optimizer.rates();
        StepRate rate = new StepRate(optimizer.learningRate(), schedule, stepsPerEpoch, epochs);
        if (optimizer instanceof Optimizer.Adam adam) {
            return of(rates, rate, at -> new FusedAdam(adam, at), List.of(), List.of(), MOMENTS);
        } else if (optimizer instanceof Optimizer.AdamW adamW) {
            List<Regularization> decay = decay(adamW.weightDecay(), true);
            return of(rates, rate, at -> new FusedAdam(adamW.adam(), at), decay, List.of(), MOMENTS);
        } else if (optimizer instanceof Optimizer.Sgd sgd) {
            List<Regularization> decay = decay(sgd.weightDecay(), false);
            List<String> slots = sgd.momentum() == 0 ? List.of() : List.of("sgd." + FusedSgd.VELOCITY);
            return of(rates, rate, at -> new FusedSgd(at, sgd.momentum(), sgd.nesterov()), decay, decay, slots);
        }
        throw new IllegalArgumentException("There is no updater for " + optimizer);
    }

    private static Updaters of(
            Rates rates,
            StepRate rate,
            Maker maker,
            List<Regularization> weightDecay,
            List<Regularization> otherDecay,
            List<String> slots) {
        return new Updaters(
                maker.at(rate.times(rates.weight())),
                maker.at(rate.times(rates.bias())),
                maker.at(rate.times(rates.gamma())),
                maker.at(rate.times(rates.beta())),
                weightDecay,
                otherDecay,
                slots);
    }

    private static List<Regularization> decay(double amount, boolean decoupled) {
        return amount == 0 ? List.of() : List.of(new WeightDecay(amount, decoupled));
    }

    /** {@code layer}, whose parameters move so from now on. */
    public Layer moving(Layer layer) {
        if (layer instanceof ChannelNorm norm) {
            norm.setIUpdater(gamma);
            norm.setBiasUpdater(beta);
            norm.setRegularization(otherDecay);
        } else if (layer instanceof BaseLayer base) {
            base.setIUpdater(weight);
            base.setBiasUpdater(bias);
            base.setRegularization(weightDecay);
            base.setRegularizationBias(otherDecay);
        }
        return layer;
    }
}

package io.atelier.contract.experiment;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.recipe.Recipe;

/**
 * What a configuration needs. Bytes are those of the numbers; names and lengths come to a few kilobytes more.
 *
 * @param parameters all of them, the moving statistics of batch normalization included
 * @param trainedParameters those that training changes by gradients
 * @param multiplyAdds of a forward pass of one image
 * @param activationBytes of the outputs of all layers for one batch
 * @param checkpointBytes what is published after every epoch
 * @param stateBytes what is committed so that a training can go on: also the optimizer's state, averages and, with early
 *     stopping, the best parameters
 */
public record Footprint(
        long parameters,
        long trainedParameters,
        long multiplyAdds,
        long activationBytes,
        long checkpointBytes,
        long stateBytes) {

    /** The largest state that a trainer takes. */
    public static final long MAX_STATE_BYTES = 512L << 20;

    public static Footprint of(NetworkPlan plan, Recipe recipe) {
        long parameters = plan.parameterCount();
        long trained = plan.trainableCount();
        long copies = recipe.valuesPerParameter() - 1L;
        long best = recipe.earlyStopping().isPresent() ? parameters : 0;
        return new Footprint(
                parameters,
                trained,
                plan.multiplyAdds(),
                plan.activationBytes() * recipe.batchSize(),
                parameters * Float.BYTES,
                (parameters + copies * trained + best) * Float.BYTES);
    }
}

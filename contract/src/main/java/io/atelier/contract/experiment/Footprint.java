package io.atelier.contract.experiment;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.recipe.Recipe;
import io.atelier.contract.tensor.Safetensors;

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

    /**
     * The largest state. In a trainer's heap of 3 GiB it is kept several times: as it is trained, encoded, in chunks and, by
     * then, as the next one; beside it the checkpoint, and up to 26 times the parameters where convolutions transform them.
     */
    public static final long MAX_STATE_BYTES = 144L << 20;

    /** The most for a batch: with the gradients, a trainer allocates up to 2.5 times as much outside of its heap, of 3 GiB. */
    public static final long MAX_ACTIVATION_BYTES = 1L << 30;

    /** The most for the images of a batch, as float32: they are in a trainer's heap, and once more outside of it. */
    public static final long MAX_IMAGE_BYTES = 256L << 20;

    /** What a reader of checkpoints must accept: batch normalization has four tensors for a layer. */
    public static final Safetensors.Limits CHECKPOINT =
            new Safetensors.Limits(1 << 20, NetworkPlan.MAX_PARAMETERS * Float.BYTES, 4 * Architecture.MAX_LAYERS);

    /** The most bytes of a checkpoint. */
    public static final int MAX_CHECKPOINT_FILE_BYTES =
            Math.toIntExact(NetworkPlan.MAX_PARAMETERS * Float.BYTES) + (1 << 20);

    /** What a reader of states must accept: parameters, two slots of an optimizer, two averages and the best parameters. */
    public static final Safetensors.Limits STATE =
            new Safetensors.Limits(8 << 20, NetworkPlan.MAX_PARAMETERS * Float.BYTES, 16 * Architecture.MAX_LAYERS);

    /** The most bytes of a state with its header. */
    public static final long MAX_STATE_FILE_BYTES = MAX_STATE_BYTES + STATE.maxHeaderBytes() + Long.BYTES;

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

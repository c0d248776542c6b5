package io.atelier.trainer.training;

import io.atelier.contract.tensor.Batch;
import io.atelier.contract.tensor.Tensor;
import io.atelier.engine.Step;
import java.nio.FloatBuffer;
import java.util.List;

/** A network that learns. Used by one thread at a time; the lists it returns are copies. */
public interface Learner {

    /**
     * One optimizer step.
     *
     * @param iteration steps done before this one, from 0; with {@code seed} it decides everything random
     */
    Step trainStep(Batch batch, long iteration, long seed);

    /**
     * The arguments of softmax, dropout inactive, of the parameters or, while {@link #useAverages} says so, of their averages.
     *
     * @param images {@code [n, height, width, channels]} in [0, 1]
     * @param logits receives {@code [n, classes]}
     */
    void logits(FloatBuffer images, int n, float[] logits);

    List<Tensor> parameters();

    /** What is scored and published: the recipe's average of the parameters; the same as they are where it has none. */
    List<Tensor> averagedParameters();

    /** Whether logits are those of {@link #averagedParameters} from now on; no step may be done and no state read meanwhile. */
    void useAverages(boolean use);

    List<Tensor> optimizerState();

    /** Hash over the parameters as little-endian float32 in layer order, in lower-case hex. */
    String sha256(List<Tensor> parameters);
}

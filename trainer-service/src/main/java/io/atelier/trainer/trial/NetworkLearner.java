package io.atelier.trainer.trial;

import io.atelier.contract.recipe.Recipe;
import io.atelier.contract.tensor.Batch;
import io.atelier.contract.tensor.Tensor;
import io.atelier.engine.IncompatibleParametersException;
import io.atelier.engine.Network;
import io.atelier.engine.Step;
import io.atelier.trainer.training.IncompatibleStateException;
import io.atelier.trainer.training.Learner;
import io.atelier.trainer.training.TrainingState;
import java.nio.FloatBuffer;
import java.util.List;

/** The engine's network as the loop sees it. The network belongs to the caller. */
final class NetworkLearner implements Learner {

    private final Network network;
    private final boolean averaging;

    /** The parameters while their averages are in their place. */
    private List<Tensor> trained = List.of();

    NetworkLearner(Network network, Recipe recipe) {
        this.network = network;
        this.averaging = !recipe.averaging().isEmpty();
    }

    void restore(TrainingState state) throws IncompatibleStateException {
        try {
            network.setParameters(state.parameters());
            network.setOptimizerState(state.optimizer());
        } catch (IncompatibleParametersException e) {
            throw new IncompatibleStateException(
                    "The stored state does not fit the architecture: " + e.getMessage(), e);
        }
    }

    @Override
    public Step trainStep(Batch batch, long iteration, long seed) {
        return network.trainStep(batch, iteration, seed);
    }

    @Override
    public void logits(FloatBuffer images, int n, float[] logits) {
        network.logits(images, n, logits);
    }

    @Override
    public List<Tensor> parameters() {
        return network.parameters();
    }

    @Override
    public List<Tensor> averagedParameters() {
        return network.averagedParameters();
    }

    @Override
    public void useAverages(boolean use) {
        if (!averaging) {
            return;
        }
        if (use) {
            trained = network.parameters();
            put(network.averagedParameters());
        } else {
            put(trained);
            trained = List.of();
        }
    }

    private void put(List<Tensor> own) {
        try {
            network.setParameters(own);
        } catch (IncompatibleParametersException e) {
            throw new IllegalStateException("A network must take its own parameters", e);
        }
    }

    @Override
    public List<Tensor> optimizerState() {
        return network.optimizerState();
    }

    @Override
    public String sha256(List<Tensor> parameters) {
        return Network.sha256(parameters);
    }
}

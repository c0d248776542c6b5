package io.atelier.engine;

import io.atelier.engine.kernel.Elements;
import io.atelier.engine.layer.Floats;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.Regularization.ApplyStep;

/**
 * What Deeplearning4j's solver does with the gradients of a batch: updaters with weight decay, and their step. All threads
 * share the step, and none of the views that the solver makes for every block of parameters is made again and again.
 */
final class OptimizerStep {

    private static final int EPOCH = 0;

    private final Model network;
    private final List<UpdaterBlock> blocks;

    OptimizerStep(Model network, BaseMultiLayerUpdater<?> updater) {
        this.network = network;
        this.blocks = updater.getUpdaterBlocks();
    }

    /** By the gradients that are in their place; {@code iteration} steps came before. */
    void take(int iteration) {
        for (UpdaterBlock block : blocks) {
            regularize(block, ApplyStep.BEFORE_UPDATER, iteration);
            block.getGradientUpdater().applyUpdater(block.getGradientView(), iteration, EPOCH);
            regularize(block, ApplyStep.POST_UPDATER, iteration);
        }
        Elements.subtract(Floats.view(network.getGradientsViewArray()), Floats.view(network.params()));
    }

    private static void regularize(UpdaterBlock block, ApplyStep when, int iteration) {
        IUpdater updater = block.getGradientUpdater().getConfig();
        double rate = updater.hasLearningRate() ? updater.getLearningRate(iteration, EPOCH) : Double.NaN;
        for (UpdaterBlock.ParamState state : block.getLayersAndVariablesInBlock()) {
            List<Regularization> regularizations =
                    state.getLayer().getConfig().getRegularizationByParam(state.getParamName());
            if (regularizations == null) {
                continue;
            }
            for (Regularization regularization : regularizations) {
                if (regularization.applyStep() == when) {
                    regularization.apply(state.getParamView(), state.getGradView(), rate, iteration, EPOCH);
                }
            }
        }
    }
}

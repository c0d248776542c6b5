package io.atelier.engine.layer;

import io.atelier.contract.Seeds;
import io.atelier.engine.kernel.Dropout;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes by {@link Dropout}. In inference it passes its input on. */
public final class StepDropoutLayer extends AbstractLayer<StepDropout> {

    private static final long serialVersionUID = 1L;

    private long stepSeed;

    StepDropoutLayer(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    /** To be called before each training step. */
    public void setStepSeed(long stepSeed) {
        this.stepSeed = stepSeed;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        if (!training) {
            return workspaces.leverageTo(ArrayType.ACTIVATIONS, input);
        }
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
        Dropout.apply(Floats.view(input), layerConf().rate(), layerSeed(), Floats.view(output));
        return output;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray gradient = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        Dropout.apply(Floats.view(epsilon), layerConf().rate(), layerSeed(), Floats.view(gradient));
        return new Pair<>(new DefaultGradient(), gradient);
    }

    private long layerSeed() {
        return Seeds.derive(stepSeed, getIndex());
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // There are none.
    }
}

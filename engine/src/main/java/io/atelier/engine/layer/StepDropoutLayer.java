package io.atelier.engine.layer;

import io.atelier.contract.Seeds;
import io.atelier.engine.kernel.Dropout;
import java.nio.FloatBuffer;
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

    /** Works in place of {@code epsilon}. */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        FloatBuffer gradient = Floats.view(epsilon);
        Dropout.apply(gradient, layerConf().rate(), layerSeed(), gradient);
        return new Pair<>(new DefaultGradient(), workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, epsilon));
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

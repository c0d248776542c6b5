package io.atelier.engine.layer;

import io.atelier.contract.Seeds;
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

/** Multiplies by a mask of zeros and {@code 1 / (1 - rate)}. In inference it passes its input on. */
public final class StepDropoutLayer extends AbstractLayer<StepDropout> {

    private static final long serialVersionUID = 1L;

    private long stepSeed;
    private transient INDArray mask;

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
        mask = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
        fill(Floats.view(mask), layerConf().rate(), Seeds.derive(stepSeed, getIndex()));
        INDArray output = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
        return input.muli(mask, output);
    }

    /** Works in place of {@code epsilon}. */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        epsilon.muli(mask);
        return new Pair<>(new DefaultGradient(), workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, epsilon));
    }

    /** Element {@code i} depends on the seed and {@code i} alone: SplitMix64 at its i-th state. */
    private static void fill(FloatBuffer mask, double rate, long seed) {
        long threshold = (long) (rate * (1L << 53));
        float kept = (float) (1 / (1 - rate));
        long state = seed;
        for (int i = 0; i < mask.limit(); i++) {
            state += 0x9e3779b97f4a7c15L;
            long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            mask.put(i, ((z ^ (z >>> 31)) >>> 11) < threshold ? 0 : kept);
        }
    }

    @Override
    public void clear() {
        super.clear();
        mask = null;
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

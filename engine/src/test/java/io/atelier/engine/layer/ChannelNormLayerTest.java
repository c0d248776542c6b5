package io.atelier.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atelier.engine.NativeRuntime;
import io.atelier.engine.Vectors;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ChannelNormLayerTest {

    private static final int CHANNELS = 2;

    private final LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    private Vectors vectors;
    private INDArray parameters;
    private INDArray gradients;
    private Layer layer;

    @BeforeEach
    void build() {
        NativeRuntime.start(2);
        vectors = Vectors.named("batch_normalization");
        ChannelNorm norm = LayerKinds.norm();
        norm.setNIn(InputType.convolutional(4, 3, CHANNELS, CNN2DFormat.NHWC), true);
        NeuralNetConfiguration configuration =
                new NeuralNetConfiguration.Builder().layer(norm).build();
        parameters = Nd4j.create(DataType.FLOAT, 1, 4 * CHANNELS);
        gradients = Nd4j.create(DataType.FLOAT, 1, 4 * CHANNELS);
        layer = norm.instantiate(configuration, null, 0, parameters, true, DataType.FLOAT);
        layer.setBackpropGradientsViewArray(gradients);
        parameters.assign(Nd4j.createFromArray(vectors.floats("initial")).reshape(1, 4 * CHANNELS));
    }

    @Test
    void shouldNormalizeByTheBatchInTraining() {
        assertThat(layer.activate(array("input"), true, workspaces).dup().data().asFloat())
                .containsExactly(vectors.floats("output"), within(1e-5f));
    }

    @Test
    void shouldNormalizeByTheMovingStatisticsInInference() {
        assertThat(layer.activate(array("input"), false, workspaces)
                        .dup()
                        .data()
                        .asFloat())
                .containsExactly(vectors.floats("inference"), within(1e-5f));
    }

    @Test
    void shouldComputeKerasGradients() {
        layer.activate(array("input"), true, workspaces);
        Pair<Gradient, INDArray> result = layer.backpropGradient(array("output_gradient"), workspaces);

        assertThat(result.getSecond().dup().data().asFloat())
                .containsExactly(vectors.floats("input_gradient"), within(1e-5f));
        assertThat(floats(result.getFirst().getGradientFor(BatchNormalizationParamInitializer.GAMMA)))
                .containsExactly(vectors.floats("gamma_gradient"), within(1e-5f));
        assertThat(floats(result.getFirst().getGradientFor(BatchNormalizationParamInitializer.BETA)))
                .containsExactly(vectors.floats("beta_gradient"), within(1e-5f));
    }

    /** Deeplearning4j subtracts what stands in the place of the statistics' gradient. */
    @Test
    void shouldMoveTheStatisticsAsKerasDoes() {
        layer.activate(array("input"), true, workspaces);
        parameters.subi(gradients);

        assertThat(floats(layer.getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN)))
                .containsExactly(vectors.floats("moved_mean"), within(1e-5f));
        assertThat(floats(layer.getParam(BatchNormalizationParamInitializer.GLOBAL_VAR)))
                .containsExactly(vectors.floats("moved_variance"), within(1e-5f));
    }

    private INDArray array(String name) {
        return Nd4j.createFromArray(vectors.floats(name))
                .reshape('c', vectors.tensor(name).shape());
    }

    private static float[] floats(INDArray array) {
        return array.reshape(array.length()).toFloatVector();
    }
}

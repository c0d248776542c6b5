package io.atelier.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atelier.engine.NativeRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StepDropoutLayerTest {

    private static final double RATE = 0.3;
    private static final int SIZE = 100_000;

    private final LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    private StepDropoutLayer layer;

    @BeforeEach
    void build() {
        NativeRuntime.start(2);
        layer = layer(0);
    }

    private static StepDropoutLayer layer(int index) {
        StepDropout dropout = new StepDropout(RATE);
        NeuralNetConfiguration configuration =
                new NeuralNetConfiguration.Builder().layer(dropout).build();
        return (StepDropoutLayer) dropout.instantiate(configuration, null, index, null, true, DataType.FLOAT);
    }

    @Test
    void shouldDropTheRateAndKeepTheMean() {
        float[] output = train(layer, 1);
        int dropped = 0;
        double sum = 0;
        for (float value : output) {
            dropped += value == 0 ? 1 : 0;
            sum += value;
        }
        // Five standard deviations of 100,000 draws.
        assertThat((double) dropped / SIZE).isCloseTo(RATE, within(0.0073));
        assertThat(sum / SIZE).isCloseTo(1.0, within(0.0105));
        assertThat(output).containsOnly(0f, (float) (1 / (1 - RATE)));
    }

    @Test
    void shouldDropByStepAndLayerAlone() {
        assertThat(train(layer, 7)).isEqualTo(train(layer(0), 7));
        assertThat(train(layer, 8)).isNotEqualTo(train(layer, 7));
        assertThat(train(layer(2), 7)).isNotEqualTo(train(layer, 7));
    }

    @Test
    void shouldPassTheGradientWhereItPassedTheValue() {
        float[] output = train(layer, 3);
        INDArray gradient = layer.backpropGradient(Nd4j.ones(DataType.FLOAT, 1, SIZE), workspaces)
                .getSecond();
        assertThat(gradient.toFloatMatrix()[0]).isEqualTo(output);
    }

    @Test
    void shouldPassEverythingInInference() {
        INDArray input = Nd4j.rand(DataType.FLOAT, 1, 50);
        assertThat(layer.activate(input, false, workspaces)).isEqualTo(input);
    }

    private float[] train(StepDropoutLayer dropout, long seed) {
        dropout.setStepSeed(seed);
        return dropout.activate(Nd4j.ones(DataType.FLOAT, 1, SIZE), true, workspaces)
                .toFloatMatrix()[0];
    }
}

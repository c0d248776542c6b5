package io.atelier.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.engine.NativeRuntime;
import io.atelier.engine.Vectors;
import io.atelier.engine.layer.LayerBench.Gradients;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Output and gradients of every kind are those of Keras in double precision, relative to the largest element. */
class KerasLayersTest {

    private static final Logger LOG = LoggerFactory.getLogger(KerasLayersTest.class);

    private static final double TOLERANCE = 1e-5;
    private static final Vectors VECTORS = Vectors.named("layers");

    @BeforeAll
    static void start() {
        NativeRuntime.start(2);
    }

    static List<String> kinds() {
        return LayerKinds.names();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldComputeWhatKerasDoes(String name) {
        INDArray input = array(name + ".input");
        LayerBench bench = LayerKinds.bench(name, input.shape(), 0);
        if (bench.parameters() != null) {
            Floats.view(bench.parameters()).put(VECTORS.floats(name + ".parameters"));
        }
        double output = error(bench.output(input), name + ".output");
        Gradients found = bench.gradients(input, array(name + ".output_gradient"));
        double inputGradient = error(found.input(), name + ".input_gradient");
        double parameters = found.parameters() == null ? 0 : error(found.parameters(), name + ".parameter_gradients");

        LOG.info(
                "{}: {}",
                name,
                String.format("output %.1e, input %.1e, parameters %.1e", output, inputGradient, parameters));
        assertThat(output).as("output").isLessThan(TOLERANCE);
        assertThat(inputGradient).as("input gradient").isLessThan(TOLERANCE);
        assertThat(parameters).as("parameter gradients").isLessThan(TOLERANCE);
    }

    @Test
    void shouldAddAsKerasDoes() {
        combine("add", new Add());
    }

    @Test
    void shouldConcatenateAsKerasDoes() {
        combine("concatenate", new Concatenate());
    }

    private static void combine(String name, Combination configuration) {
        CombinationVertex vertex =
                (CombinationVertex) configuration.instantiate(null, name, 0, null, true, DataType.FLOAT);
        INDArray[] inputs = {array(name + ".input_1"), array(name + ".input_2"), array(name + ".input_3")};
        vertex.setInputs(inputs);
        INDArray output = vertex.doForward(true, LayerWorkspaceMgr.noWorkspaces());
        vertex.setEpsilon(array(name + ".output_gradient"));
        INDArray[] gradients =
                vertex.doBackward(false, LayerWorkspaceMgr.noWorkspaces()).getSecond();

        InputType type =
                InputType.convolutional(inputs[0].size(1), inputs[0].size(2), inputs[0].size(3), CNN2DFormat.NHWC);
        assertThat(configuration.getOutputType(0, type, type, type).getShape(true))
                .as("shape")
                .endsWith(output.size(1), output.size(2), output.size(3));
        assertThat(error(output, name + ".output")).as("output").isLessThan(TOLERANCE);
        for (int i = 0; i < gradients.length; i++) {
            assertThat(error(gradients[i], name + ".input_gradient_" + (i + 1)))
                    .as("gradient of input %d", i + 1)
                    .isLessThan(TOLERANCE);
        }
    }

    private static INDArray array(String name) {
        return Nd4j.createFromArray(VECTORS.floats(name))
                .reshape('c', VECTORS.tensor(name).shape());
    }

    private static double error(INDArray found, String name) {
        float[] values = Floats.copy(found);
        float[] expected = VECTORS.floats(name);
        assertThat(values).as(name).hasSameSizeAs(expected);
        double worst = 0;
        double scale = Float.MIN_NORMAL;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs((double) values[i] - expected[i]));
            scale = Math.max(scale, Math.abs(expected[i]));
        }
        return worst / scale;
    }
}

package io.atelier.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atelier.engine.NativeRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PatchGradientsTest {

    @BeforeAll
    static void start() {
        NativeRuntime.start(2);
    }

    @Test
    void shouldAgreeWithTheNativeOperation() {
        int count = 9;
        int filters = 5;
        INDArray images = Nd4j.rand(DataType.FLOAT, count, 28, 28, 1);
        INDArray outputGradient = Nd4j.randn(DataType.FLOAT, count, 28, 28, filters);
        INDArray weights = Nd4j.rand(DataType.FLOAT, filters, 1, 3, 3);
        INDArray bias = Nd4j.zeros(DataType.FLOAT, filters);

        INDArray weightGradient = Nd4j.zeros(DataType.FLOAT, filters, 1, 3, 3);
        INDArray biasGradient = Nd4j.zeros(DataType.FLOAT, filters);
        PatchGradients.compute(images, outputGradient, weightGradient, biasGradient);

        INDArray expectedWeightGradient = weightGradient.like();
        INDArray expectedBiasGradient = biasGradient.like();
        new NativeCall("conv2d_bp", 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1)
                .run(
                        new INDArray[] {images, weights, bias, outputGradient},
                        images.like(),
                        expectedWeightGradient,
                        expectedBiasGradient);
        assertThat(weightGradient.data().asFloat())
                .containsExactly(expectedWeightGradient.data().asFloat(), within(1e-3f));
        assertThat(biasGradient.data().asFloat())
                .containsExactly(expectedBiasGradient.data().asFloat(), within(1e-3f));
    }
}

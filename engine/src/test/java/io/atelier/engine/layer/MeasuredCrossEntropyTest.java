package io.atelier.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.atelier.engine.RelativeError;
import io.atelier.engine.Vectors;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MeasuredCrossEntropyTest {

    private static final INDArray LABELS = Nd4j.createFromArray(new float[][] {{0, 1, 0}, {1, 0, 0}});

    @Test
    void shouldMeasureWhatItDifferentiates() {
        MeasuredCrossEntropy loss = new MeasuredCrossEntropy();
        INDArray logits = Nd4j.createFromArray(new float[][] {{0, 2, 1}, {0, 3, 0}});

        float[][] gradient = loss.computeGradient(LABELS, logits, null, null).toFloatMatrix();

        double first = Math.exp(0) + Math.exp(2) + Math.exp(1);
        double second = 2 + Math.exp(3);
        assertThat(loss.loss()).isCloseTo((Math.log(first) - 2 + Math.log(second)) / 2, within(1e-9));
        assertThat(loss.correct()).isEqualTo(1);
        assertThat(gradient[0])
                .containsExactly(
                        new float[] {
                            (float) (1 / first / 2),
                            (float) ((Math.exp(2) / first - 1) / 2),
                            (float) (Math.exp(1) / first / 2)
                        },
                        within(1e-7f));
        assertThat(loss.computeScore(LABELS, logits, null, null, false)).isCloseTo(2 * loss.loss(), within(1e-9));
    }

    @Test
    void shouldStayFiniteForLogitsThatUnderflow() {
        MeasuredCrossEntropy loss = new MeasuredCrossEntropy();
        INDArray logits = Nd4j.createFromArray(new float[][] {{5000, -5000, 0}, {5000, -5000, 0}});

        loss.computeGradient(LABELS, logits, null, null);

        assertThat(loss.loss()).isCloseTo(5000, within(1e-6));
    }

    @Test
    void shouldSmoothLabelsAsKerasAndPyTorchDo() {
        Vectors vectors = Vectors.named("optimizers");
        MeasuredCrossEntropy loss = new MeasuredCrossEntropy(0.1);
        INDArray logits =
                Nd4j.createFromArray(vectors.floats("smoothed.logits")).reshape(5, 7);
        INDArray labels =
                Nd4j.createFromArray(vectors.floats("smoothed.labels")).reshape(5, 7);

        INDArray gradient = loss.computeGradient(labels, logits, null, null);

        float[] found = gradient.reshape(35).toFloatVector();
        assertThat(RelativeError.of(found, vectors.floats("smoothed.gradient"))).isLessThan(1e-6);
        assertThat(loss.loss()).isCloseTo(vectors.floats("smoothed.loss")[0], withinPercentage(1e-4));
    }
}

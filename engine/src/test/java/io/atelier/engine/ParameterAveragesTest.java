package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.recipe.Averaging;
import io.atelier.contract.recipe.Optimizer;
import io.atelier.contract.recipe.Rates;
import io.atelier.contract.recipe.Schedule;
import io.atelier.contract.tensor.Tensor;
import io.atelier.engine.optimizer.Updaters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;

class ParameterAveragesTest {

    private static final Vectors VECTORS = Vectors.named("optimizers");
    private static final int STEPS = 10;

    @BeforeAll
    static void start() {
        NativeRuntime.start(2);
    }

    @Test
    void shouldAverageExponentiallyAsKerasAndPyTorchDo() throws Exception {
        assertAverages("ema", new Averaging.Ema(0.9, 1), 0);
        assertAverages("ema_every_3", new Averaging.Ema(0.9, 3), 0);
    }

    /** The trained weights themselves: they go on from the slow ones. */
    @Test
    void shouldLookAheadAsTheReferenceDoes() throws Exception {
        assertAverages("lookahead", new Averaging.Lookahead(3, 0.4), 0.9);
    }

    private static void assertAverages(String name, Averaging averaging, double momentum) throws Exception {
        INDArray variable = Nd4j.createFromArray(VECTORS.floats("initial"));
        float[] gradients = VECTORS.floats("gradients");
        float[] expected = VECTORS.floats(name);
        int size = (int) variable.length();
        GradientUpdater<?> sgd = Updaters.of(
                        new Optimizer.Sgd(0.1, momentum, false, 0, Rates.EQUAL), new Schedule.Constant(), 1, STEPS)
                .weight()
                .instantiate(momentum == 0 ? null : Nd4j.create(size), true);
        try (ParameterAverages averages = new ParameterAverages(List.of(averaging), Map.of("variable", variable))) {
            averages.reset();
            for (int step = 0; step < STEPS; step++) {
                INDArray gradient = Nd4j.createFromArray(slice(gradients, step, size));
                sgd.applyUpdater(gradient, step, 0);
                variable.subi(gradient);
                averages.follow(step);
                boolean ofTrained = averaging instanceof Averaging.Lookahead;
                float[] found = ofTrained
                        ? variable.toFloatVector()
                        : averages.read().get(0).toFloats();
                double error = RelativeError.of(found, slice(expected, step, size));
                assertThat(error).as("%s after step %d", name, step + 1).isLessThan(1e-5);
            }
        }
    }

    private static float[] slice(float[] values, int step, int size) {
        return Arrays.copyOfRange(values, step * size, (step + 1) * size);
    }

    @Test
    void shouldPutTheLastKindInThePlaceOfTheParameters() throws Exception {
        INDArray variable = Nd4j.createFromArray(1f, 2f);
        List<Averaging> kinds = List.of(new Averaging.Lookahead(5, 0.5), new Averaging.Ema(0.5, 1));
        try (ParameterAverages averages = new ParameterAverages(kinds, Map.of("w", variable))) {
            averages.reset();
            averages.follow(0);
            variable.addi(1);
            averages.follow(1);

            List<Tensor> replaced = averages.replace(List.of(
                    Tensor.ofFloats("w", variable.toFloatVector(), 2), Tensor.ofFloats("m", new float[] {9}, 1)));

            assertThat(replaced.get(0).toFloats()).containsExactly(1.5f, 2.5f);
            assertThat(replaced.get(1).toFloats()).containsExactly(9f);
            assertThat(averages.read()).extracting(Tensor::name).containsExactly("lookahead.w", "ema.w");
        }
    }

    @Test
    void shouldRefuseAveragesThatAreNotItsOwn() throws Exception {
        INDArray variable = Nd4j.createFromArray(1f, 2f);
        try (ParameterAverages averages =
                new ParameterAverages(List.of(new Averaging.Ema(0.5, 1)), Map.of("w", variable))) {
            assertThatThrownBy(() -> averages.check(List.of()))
                    .isInstanceOf(IncompatibleParametersException.class)
                    .hasMessage("The averages have 1 tensors, but 0 were given");
            assertThatThrownBy(() -> averages.check(List.of(Tensor.ofFloats("lookahead.w", new float[2], 2))))
                    .hasMessageContaining("Tensor 0 of the averages must be ema.w F32[2], but is lookahead.w");
        }
    }
}

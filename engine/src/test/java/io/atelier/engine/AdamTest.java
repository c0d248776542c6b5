package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atelier.contract.recipe.Optimizer;
import io.atelier.contract.recipe.Schedule;
import io.atelier.engine.optimizer.Updaters;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;

class AdamTest {

    private static final int SIZE = 16;

    @Test
    void shouldUpdateAsKerasDoesEvenForGradientsBelowEpsilon() {
        Vectors vectors = Vectors.named("adam");
        NativeRuntime.start(2);
        INDArray state = Nd4j.create(2L * SIZE);
        GradientUpdater<?> adam = Updaters.of(Optimizer.Adam.KERAS, new Schedule.Constant(), 1, 1)
                .weight()
                .instantiate(state, true);
        INDArray variable = Nd4j.createFromArray(vectors.floats("initial"));
        float[] gradients = vectors.floats("gradients");
        float[] expected = vectors.floats("values");
        for (int step = 0; step < 3; step++) {
            INDArray gradient = Nd4j.createFromArray(slice(gradients, step));
            adam.applyUpdater(gradient, step, 0);
            variable.subi(gradient);
            assertThat(variable.toFloatVector())
                    .as("after step %d", step)
                    .containsExactly(slice(expected, step), within(1e-6f));
        }
    }

    private static float[] slice(float[] values, int step) {
        return Arrays.copyOfRange(values, step * SIZE, (step + 1) * SIZE);
    }
}

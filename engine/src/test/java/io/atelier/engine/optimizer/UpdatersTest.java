package io.atelier.engine.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.recipe.Optimizer;
import io.atelier.contract.recipe.Rates;
import io.atelier.contract.recipe.Schedule;
import io.atelier.engine.NativeRuntime;
import io.atelier.engine.RelativeError;
import io.atelier.engine.Vectors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.Regularization.ApplyStep;

/** Every optimizer moves parameters as the reference does, after one step and after ten. */
class UpdatersTest {

    private static final Vectors VECTORS = Vectors.named("optimizers");
    private static final int STEPS = 10;
    private static final Schedule ONE_CYCLE = new Schedule.OneCycle(0.3, 1 / 25.0, 1 / 25e4);

    @BeforeAll
    static void start() {
        NativeRuntime.start(2);
    }

    static Stream<Arguments> references() {
        return Stream.of(
                Arguments.of("sgd", sgd(0, false, 0), new Schedule.Constant()),
                Arguments.of("sgd_momentum", sgd(0.9, false, 0), new Schedule.Constant()),
                Arguments.of("sgd_nesterov", sgd(0.9, true, 0), new Schedule.Constant()),
                Arguments.of("sgd_decay", sgd(0.9, true, 0.05), new Schedule.Constant()),
                Arguments.of("sgd_one_cycle", sgd(0.9, true, 0.05), ONE_CYCLE),
                Arguments.of("adam", new Optimizer.Adam(0.01, 0.8, 0.99, 1e-5, Rates.EQUAL), new Schedule.Constant()),
                Arguments.of("adamw", adamW(), new Schedule.Constant()),
                Arguments.of("adamw_cosine", adamW(), new Schedule.Cosine(0)));
    }

    @ParameterizedTest
    @MethodSource("references")
    void shouldMoveAsTheReferenceAfterOneStepAndAfterTen(String name, Optimizer optimizer, Schedule schedule) {
        Updaters updaters = Updaters.of(optimizer, schedule, 5, 2);
        assertThat(updaters.slots()).hasSize(optimizer.slots());
        float[][] found = moved(updaters);

        float[] expected = VECTORS.floats(name);
        int size = found[0].length;
        for (int step : new int[] {0, STEPS - 1}) {
            double error = RelativeError.of(found[step], Arrays.copyOfRange(expected, step * size, (step + 1) * size));
            assertThat(error).as("%s after step %d", name, step + 1).isLessThan(1e-5);
        }
    }

    @Test
    void shouldComputeTheSameBitsWithAnyNumberOfThreads() {
        Map<Integer, float[][]> byThreads = new HashMap<>();
        for (int threads = 1; threads <= 3; threads++) {
            NativeRuntime.start(threads);
            byThreads.put(threads, moved(Updaters.of(sgd(0.9, true, 0.05), ONE_CYCLE, 5, 2)));
        }
        assertThat(byThreads.get(2)).isDeepEqualTo(byThreads.get(1));
        assertThat(byThreads.get(3)).isDeepEqualTo(byThreads.get(1));
    }

    @Test
    void shouldMoveEachKindOfParameterAtItsOwnRate() {
        Rates rates = new Rates(2, 64, 0.5, 0);
        Updaters updaters = Updaters.of(new Optimizer.Sgd(0.1, 0, false, 0.01, rates), new Schedule.Constant(), 1, 1);

        assertThat(updaters.weight().getLearningRate(0, 0)).isEqualTo(0.2);
        assertThat(updaters.bias().getLearningRate(0, 0)).isEqualTo(6.4);
        assertThat(updaters.gamma().getLearningRate(0, 0)).isEqualTo(0.05);
        assertThat(updaters.beta().getLearningRate(0, 0)).isZero();
    }

    /** As Deeplearning4j does it with a block of parameters. */
    private static float[][] moved(Updaters updaters) {
        INDArray variable = Nd4j.createFromArray(VECTORS.floats("initial"));
        int size = (int) variable.length();
        long stateSize = updaters.weight().stateSize(size);
        GradientUpdater<?> updater =
                updaters.weight().instantiate(stateSize == 0 ? null : Nd4j.create(stateSize), true);
        float[] gradients = VECTORS.floats("gradients");
        float[][] values = new float[STEPS][];
        for (int step = 0; step < STEPS; step++) {
            INDArray gradient = Nd4j.createFromArray(Arrays.copyOfRange(gradients, step * size, (step + 1) * size));
            double rate = updaters.weight().getLearningRate(step, 0);
            decay(updaters.weightDecay(), ApplyStep.BEFORE_UPDATER, variable, gradient, rate);
            updater.applyUpdater(gradient, step, 0);
            decay(updaters.weightDecay(), ApplyStep.POST_UPDATER, variable, gradient, rate);
            variable.subi(gradient);
            values[step] = variable.toFloatVector();
        }
        return values;
    }

    private static void decay(
            List<Regularization> decays, ApplyStep when, INDArray variable, INDArray gradient, double rate) {
        decays.stream()
                .filter(decay -> decay.applyStep() == when)
                .forEach(decay -> decay.apply(variable, gradient, rate, 0, 0));
    }

    private static Optimizer sgd(double momentum, boolean nesterov, double decay) {
        return new Optimizer.Sgd(0.1, momentum, nesterov, decay, Rates.EQUAL);
    }

    private static Optimizer adamW() {
        return new Optimizer.AdamW(new Optimizer.Adam(0.01, 0.9, 0.999, 1e-7, Rates.EQUAL), 0.05);
    }
}

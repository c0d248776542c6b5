package io.atelier.contract.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {

    private static final int EPOCHS = 5;
    private static final int STEPS_PER_EPOCH = 8;

    static List<Arguments> references() {
        return List.of(
                Arguments.of("cosine", new Schedule.Cosine(0), 1e-14),
                // Keras computes in float32.
                Arguments.of("warm_cosine", new Schedule.Cosine(0.25), 1e-6),
                Arguments.of("one_cycle", new Schedule.OneCycle(0.3, 0.04, 0.000004), 1e-14),
                Arguments.of("cold_one_cycle", new Schedule.OneCycle(0, 0.5, 0.125), 1e-14),
                Arguments.of("step", new Schedule.Stepwise(2, 0.1), 1e-14),
                Arguments.of("piecewise", piecewise(), 1e-14));
    }

    private static Schedule piecewise() {
        return new Schedule.Piecewise(
                List.of(new Schedule.Point(0.5, 0.25), new Schedule.Point(1.5, 1), new Schedule.Point(4, 0.07)));
    }

    @ParameterizedTest
    @MethodSource("references")
    void shouldHaveTheFactorsOfPyTorchKerasAndNumPy(String column, Schedule schedule, double tolerance)
            throws IOException {
        List<String[]> rows = rows();
        int index = Arrays.asList(rows.get(0)).indexOf(column);
        assertThat(rows).hasSize(1 + EPOCHS * STEPS_PER_EPOCH);
        for (int step = 0; step < EPOCHS * STEPS_PER_EPOCH; step++) {
            assertThat(schedule.factor(step, STEPS_PER_EPOCH, EPOCHS))
                    .as("%s, step %d", column, step)
                    .isCloseTo(Double.parseDouble(rows.get(step + 1)[index]), within(tolerance));
        }
    }

    private static List<String[]> rows() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                ScheduleTest.class.getResourceAsStream("/recipe/schedules.csv"), StandardCharsets.UTF_8))) {
            return reader.lines().map(line -> line.split(",")).toList();
        }
    }

    @Test
    void shouldHaveFiniteFactorsForEveryShareOfWarmUpAndLengthOfTraining() {
        for (int steps : new int[] {1, 2, 3, 10, 100}) {
            for (double warmup : new double[] {0, 1.0 / steps, 0.25, 0.5, 0.999, 1}) {
                for (Schedule schedule :
                        List.of(new Schedule.Cosine(warmup), new Schedule.OneCycle(warmup, 0.1, 0.2))) {
                    for (int step = 0; step < steps; step++) {
                        assertThat(schedule.factor(step, steps, 1))
                                .as("%s, step %d of %d", schedule, step, steps)
                                .isBetween(0.0, 1.0);
                    }
                }
            }
        }
    }

    /** Math.cos and Math.pow may differ between machines. */
    @Test
    void shouldNeverChange() {
        assertThat(new Schedule.OneCycle(0.3, 0.04, 0.000004).factor(17, 8, 5)).isEqualTo(0.89091617757105);
        assertThat(new Schedule.Cosine(0.1).factor(17, 8, 5)).isEqualTo(0.7113091308703497);
        assertThat(new Schedule.Stepwise(1, 0.7).factor(17, 8, 5)).isEqualTo(0.48999999999999994);
        assertThat(piecewise().factor(17, 8, 5)).isEqualTo(0.7675000000000001);
        assertThat(new Schedule.Constant().factor(17, 8, 5)).isEqualTo(1);
    }

    @Test
    void shouldHoldAPiecewiseScheduleBeforeItsFirstAndAfterItsLastPoint() {
        Schedule schedule = new Schedule.Piecewise(List.of(new Schedule.Point(2, 0.5)));

        assertThat(schedule.factor(0, 8, 5)).isEqualTo(0.5);
        assertThat(schedule.factor(39, 8, 5)).isEqualTo(0.5);
    }
}

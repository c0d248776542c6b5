package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.atelier.contract.architecture.Activation;
import io.atelier.contract.architecture.Convolution;
import io.atelier.contract.architecture.Extent;
import io.atelier.contract.architecture.Initialization;
import io.atelier.contract.architecture.Padding;
import io.atelier.contract.architecture.Parameter;
import io.atelier.contract.architecture.Role;
import io.atelier.contract.architecture.Shape;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class InitialValuesTest {

    @Test
    void shouldDrawHeValuesOfTheRightSpreadAndCutThemOff() {
        // fan_in 8 * 5 * 5: deviation sqrt(2 / 200) = 0.1 after the cut at two of those before it.
        float[] values = InitialValues.of(weight(Initialization.HE_NORMAL, 400, 8, 5, 5), 3, 7);

        double sum = 0;
        double squares = 0;
        double largest = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(sum / values.length).isCloseTo(0, within(0.002));
        assertThat(Math.sqrt(squares / values.length)).isCloseTo(0.1, within(0.001));
        assertThat(largest).isBetween(0.22, 2 * 0.1 / 0.8796);
        assertThat(InitialValues.of(weight(Initialization.HE_NORMAL, 400, 8, 5, 5), 3, 7))
                .isEqualTo(values);
        assertThat(InitialValues.of(weight(Initialization.HE_NORMAL, 400, 8, 5, 5), 3, 8))
                .isNotEqualTo(values);
    }

    @Test
    void shouldCountTheInputsOfDenseLayersForHe() {
        float[] values = InitialValues.of(weight(Initialization.HE_NORMAL, 50, 2000), 0, 1);

        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        assertThat(Math.sqrt(squares / values.length)).isCloseTo(0.2, within(0.002));
    }

    /**
     * Keras 3.15.1: {@code compute_fans((3, 3, 2000, 1)) == (18000, 9)}, and {@code HeNormal(seed)((3, 3, 2000, 1))} has the
     * deviation sqrt(2 / 18000).
     */
    @Test
    void shouldCountAllChannelsOfADepthwiseConvolutionForHe() {
        Shape shape = new Shape(3, 3, 2000);
        Convolution depthwise = new Convolution(
                OptionalInt.empty(),
                new Extent(3, 3),
                new Extent(1, 1),
                Padding.SAME,
                true,
                false,
                Activation.LINEAR,
                Initialization.HE_NORMAL,
                false);

        float[] values = InitialValues.of(depthwise.parameters(shape, shape).get(0), 0, 1);

        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        assertThat(values).hasSize(18_000);
        assertThat(Math.sqrt(squares / values.length)).isCloseTo(Math.sqrt(2.0 / 18_000), withinPercentage(2));
    }

    @Test
    void shouldCopyChannelsWithDirac() {
        assertThat(InitialValues.of(weight(Initialization.DIRAC, 3, 2, 1, 3), 0, 1))
                .containsExactly(
                        0, 1, 0, /**/ 0, 0, 0, // the first copies the first
                        0, 0, 0, /**/ 0, 1, 0, // the second the second
                        0, 0, 0, /**/ 0, 0, 0); // for the third there is none
        assertThat(InitialValues.of(weight(Initialization.DIRAC, 2, 1, 3, 1), 0, 1))
                .as("each channel has its own filter")
                .containsExactly(0, 1, 0, 0, 1, 0);
    }

    private static Parameter weight(Initialization initialization, Integer... shape) {
        return new Parameter("weight", Role.WEIGHT, List.of(shape), initialization, true);
    }
}

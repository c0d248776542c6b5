package io.atelier.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    /** The last two columns are what {@code tf.nn.conv2d} documents for "SAME". */
    @ParameterizedTest
    @CsvSource({
        "28, 3, 1, 28, 1",
        "28, 3, 2, 14, 0",
        "7, 3, 2, 4, 1",
        "8, 5, 3, 3, 1",
        "5, 2, 1, 5, 0",
        "5, 2, 2, 3, 0",
        "4, 1, 3, 2, 0",
        "1, 31, 16, 1, 15"
    })
    void shouldPadAsTensorFlowDoes(int input, int window, int stride, int outputs, int before) {
        Axis axis = new Axis(input, window, stride, true);

        assertThat(axis.outputs()).isEqualTo(outputs);
        assertThat(axis.before()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"28, 3, 1, 26", "28, 3, 2, 13", "7, 7, 1, 1", "8, 3, 4, 2"})
    void shouldStayInsideWithoutPadding(int input, int window, int stride, int outputs) {
        Axis axis = new Axis(input, window, stride, false);

        assertThat(axis.outputs()).isEqualTo(outputs);
        assertThat(axis.before()).isZero();
        assertThat(axis.extent()).isEqualTo(input);
    }

    @Test
    void shouldCountThePixelsInside() {
        Axis axis = new Axis(5, 3, 2, true);

        assertThat(axis.inside(0)).isEqualTo(2);
        assertThat(axis.inside(1)).isEqualTo(3);
        assertThat(axis.inside(2)).isEqualTo(2);
    }

    @Test
    void shouldRefuseAWindowThatDoesNotFit() {
        assertThatThrownBy(() -> new Axis(4, 7, 1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the window must fit 4 pixels, but has 7");
    }
}

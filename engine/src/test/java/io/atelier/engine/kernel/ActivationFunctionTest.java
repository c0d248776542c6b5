package io.atelier.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.atelier.engine.kernel.ActivationFunction.Kind;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against the definitions in double precision. */
class ActivationFunctionTest {

    private static final double SLOPE = 0.3;

    /** Of {@code 1 + |x|}. */
    private static final double TOLERANCE = 4e-7;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldComputeTheFunctionAndItsDerivative(Kind kind) {
        ActivationFunction function = new ActivationFunction(kind, SLOPE);
        float[] x = arguments();
        float[] y = new float[x.length];
        float[] ones = new float[x.length];
        float[] slopes = new float[x.length];
        java.util.Arrays.fill(ones, 1);

        function.forward(FloatBuffer.wrap(x), FloatBuffer.wrap(y));
        function.backward(
                FloatBuffer.wrap(function.needsInput() ? x : y), FloatBuffer.wrap(ones), FloatBuffer.wrap(slopes));

        for (int i = 0; i < x.length; i++) {
            double tolerance = TOLERANCE * (1 + Math.abs(x[i]));
            assertThat((double) y[i]).as("%s(%s)", kind, x[i]).isCloseTo(value(kind, x[i]), within(tolerance));
            assertThat((double) slopes[i])
                    .as("%s'(%s)", kind, x[i])
                    .isCloseTo(slope(kind, x[i]), within(2 * TOLERANCE * (1 + Math.abs(x[i]))));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldNotHideThatANetworkDiverged(Kind kind) {
        float[] y = {Float.NaN};
        new ActivationFunction(kind, SLOPE).forward(FloatBuffer.wrap(y), FloatBuffer.wrap(y));

        assertThat(y).containsOnly(Float.NaN);
    }

    @Test
    void shouldRefuseASlopeThatIsNone() {
        assertThatThrownBy(() -> new ActivationFunction(Kind.LEAKY_RELU, -0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("negativeSlope must be finite and not negative, but is -0.1");
        assertThatThrownBy(() -> new ActivationFunction(Kind.LEAKY_RELU, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Small and large ones, more than a thread takes at a time, and not a multiple of anything. */
    private static float[] arguments() {
        float[] arguments = new float[10_007];
        for (int i = 0; i < arguments.length; i++) {
            double u = 2.0 * i / (arguments.length - 1) - 1;
            arguments[i] = (float) (u * (i % 3 == 0 ? 1 : i % 3 == 1 ? 12 : 200));
        }
        return arguments;
    }

    private static double value(Kind kind, double x) {
        return switch (kind) {
            case LINEAR -> x;
            case RELU -> Math.max(0, x);
            case LEAKY_RELU -> x > 0 ? x : SLOPE * x;
            case GELU -> x * normal(x);
            case SILU -> x / (1 + StrictMath.exp(-x));
            case TANH -> StrictMath.tanh(x);
        };
    }

    private static double slope(Kind kind, double x) {
        double share = 1 / (1 + StrictMath.exp(-x));
        return switch (kind) {
            case LINEAR -> 1;
            case RELU -> x > 0 ? 1 : 0;
            case LEAKY_RELU -> x > 0 ? 1 : SLOPE;
            case GELU -> normal(x) + x * density(x);
            case SILU -> share + x * share * (1 - share);
            case TANH -> 1 - StrictMath.tanh(x) * StrictMath.tanh(x);
        };
    }

    private static double density(double x) {
        return StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** Its series around 0. */
    private static double normal(double x) {
        if (Math.abs(x) > 8) {
            return x > 0 ? 1 : 0;
        }
        double term = x;
        double sum = 0;
        for (int n = 1; n < 300; n++) {
            sum += term;
            term *= x * x / (2 * n + 1);
        }
        return 0.5 + density(x) * sum;
    }
}

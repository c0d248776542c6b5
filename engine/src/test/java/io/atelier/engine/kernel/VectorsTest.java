package io.atelier.engine.kernel;

import static io.atelier.engine.kernel.Lanes.SPECIES;
import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class VectorsTest {

    /** A network that diverged stays visible behind a ReLU, and no zero is negative behind one. */
    @Test
    void shouldGiveTheBitsOfMathMax() {
        float[] values = {Float.NaN, -0.0f, 0, -1, 1, -Float.MIN_VALUE, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY
        };
        for (float floor : new float[] {0, Float.NEGATIVE_INFINITY}) {
            for (float value : values) {
                float most = Vectors.atLeast(FloatVector.broadcast(SPECIES, value), floor)
                        .lane(0);
                assertThat(Float.floatToIntBits(most))
                        .as("max(%s, %s)", value, floor)
                        .isEqualTo(Float.floatToIntBits(Math.max(value, floor)));
            }
        }
    }
}

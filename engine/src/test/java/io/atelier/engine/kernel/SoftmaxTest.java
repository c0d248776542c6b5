package io.atelier.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SoftmaxTest {

    @Test
    void shouldBeTheDistributionOfItsLogits() {
        Softmax softmax = new Softmax(new float[] {9, 0, 2, 1, 9}, 1, 3);

        double sum = 1 + Math.exp(2) + Math.exp(1);
        assertThat(softmax.probability(0)).isCloseTo(1 / sum, within(1e-15));
        assertThat(softmax.probability(1)).isCloseTo(Math.exp(2) / sum, within(1e-15));
        assertThat(softmax.loss(2)).isCloseTo(-Math.log(Math.exp(1) / sum), within(1e-15));
        assertThat(softmax.predicted()).isEqualTo(1);
    }

    @Test
    void shouldPredictTheFirstOfEquals() {
        assertThat(new Softmax(new float[] {-1, 3, 3}, 0, 3).predicted()).isEqualTo(1);
    }

    /** Clipped probabilities would call both losses 16.1, and the small one 0. */
    @Test
    void shouldKnowHowWrongASureNetworkIs() {
        Softmax softmax = new Softmax(new float[] {5000, -5000, 0, 4980}, 0, 4);

        assertThat(softmax.loss(1)).isCloseTo(10_000, within(1e-6));
        assertThat(softmax.loss(2)).isCloseTo(5000, within(1e-6));
        assertThat(softmax.loss(0)).isCloseTo(Math.exp(-20), within(1e-12));
        assertThat(softmax.probability(0)).isLessThanOrEqualTo(1);
    }

    @Test
    void shouldTellAnInfiniteLossFromOneThatIsNoNumber() {
        assertThat(new Softmax(new float[] {0, Float.NEGATIVE_INFINITY}, 0, 2).loss(1))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(new Softmax(new float[] {0, Float.NaN}, 0, 2).loss(0)).isNaN();
    }

    /** The last bits of Math.exp and Math.log differ between JDKs and processors; these were computed by fdlibm. */
    @Test
    void shouldNeverChange() {
        Softmax softmax = new Softmax(new float[] {0.1f, -2.7f, 3.3f}, 0, 3);

        assertThat(softmax.loss(0)).isEqualTo(3.242332124285052);
        assertThat(softmax.probability(1)).isEqualTo(0.002376011176784591);
    }
}

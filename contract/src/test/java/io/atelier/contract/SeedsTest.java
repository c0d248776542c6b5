package io.atelier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {

    /** Other seeds would shuffle and augment differently: a resumed trial would not be the same trial. */
    @Test
    void shouldNeverChange() {
        // The first output of SplitMix64 for seed 0.
        assertThat(Seeds.derive(0)).isEqualTo(0xe220a8397b1dcdafL);
        assertThat(Seeds.derive(42, 1, 2)).isEqualTo(0xd84f2190e81a5a9dL);
        assertThat(Seeds.generator(42, 1, 2).nextLong()).isEqualTo(0xbd4abee3820cdb7dL);
    }

    /** Also when seeds and steps change places: otherwise epoch 2 of seed 1 is epoch 1 of seed 2. */
    @Test
    void shouldDifferByPath() {
        Set<Long> seeds = new HashSet<>();
        for (long seed = 0; seed < 30; seed++) {
            assertThat(seeds.add(Seeds.derive(seed))).isTrue();
            for (long epoch = 0; epoch < 30; epoch++) {
                assertThat(seeds.add(Seeds.derive(seed, epoch))).isTrue();
                for (long index = 0; index < 30; index++) {
                    assertThat(seeds.add(Seeds.derive(seed, epoch, index))).isTrue();
                }
            }
        }
    }
}

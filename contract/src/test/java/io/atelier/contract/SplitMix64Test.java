package io.atelier.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SplitMix64Test {

    /** Other numbers would be another training. The expected ones were drawn from JDK 17's SplittableRandom. */
    @Test
    void shouldNeverChange() throws Exception {
        SplitMix64 random = new SplitMix64(2017);

        assertThat(random.nextLong()).isEqualTo(0xc58432f2bfeab20fL);
        assertThat(random.nextInt()).isEqualTo(1147295903);
        assertThat(random.nextInt(10)).isEqualTo(7);
        assertThat(random.nextInt(16)).isEqualTo(7);
        assertThat(random.nextDouble()).isEqualTo(0.726603807868028);
        assertThat(random.nextDouble(-0.2, 0.2)).isEqualTo(0.09551249633101494);
        assertThat(random.nextBoolean()).isFalse();
        assertThat(hashOfDraws(random)).isEqualTo("d1091def05d9cfc7a4cdfb4815016354056f58b204bb8f3471e10ee1b451afd2");
    }

    /** Over a hundred thousand draws, bounds that are drawn again for half of the numbers among them. */
    private static String hashOfDraws(SplitMix64 random) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        ByteBuffer draws = ByteBuffer.allocate(45);
        for (int i = 1; i <= 20_000; i++) {
            draws.clear();
            draws.putLong(random.nextLong())
                    .putInt(random.nextInt())
                    .putInt(random.nextInt(i))
                    .putInt(random.nextInt((1 << 30) + i))
                    .putDouble(random.nextDouble())
                    .putDouble(random.nextDouble(-i, 1.0 / i))
                    .putDouble(random.nextDouble(1, Math.nextUp(1.0)))
                    .put((byte) (random.nextBoolean() ? 1 : 0));
            digest.update(draws.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void shouldStayWithinTheBounds() {
        SplitMix64 random = new SplitMix64(1);
        int[] counts = new int[3];
        for (int i = 0; i < 30_000; i++) {
            counts[random.nextInt(3)]++;
            assertThat(random.nextDouble(1, Math.nextUp(1.0))).isEqualTo(1);
        }
        for (int count : counts) {
            assertThat(count).isBetween(9_700, 10_300);
        }
        assertThat(random.nextInt(1)).isZero();
        assertThatThrownBy(() -> random.nextInt(0)).hasMessage("bound must be positive, but is 0");
    }
}

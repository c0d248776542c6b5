package io.atelier.contract.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.Require;
import org.junit.jupiter.api.Test;

class NamesTest {

    private final Names names = new Names();

    @Test
    void shouldKeepNamesThatAreOursAndFree() {
        assertThat(names.like("conv2d_1")).isEqualTo("conv2d_1");
        assertThat(names.like("block-1_conv")).isEqualTo("block-1_conv");
    }

    @Test
    void shouldReplaceWhatIsNoLetterOfOurs() {
        assertThat(names.like("Block.1/Conv 2")).isEqualTo("block_1_conv_2");
        assertThat(names.like("_private")).isEqualTo("x_private");
        assertThat(names.like("größe")).isEqualTo("gr__e");
    }

    @Test
    void shouldGiveEachNameOnceAndNeverThatOfTheImage() {
        assertThat(names.like("input")).isEqualTo("input_2");
        assertThat(names.like("Conv")).isEqualTo("conv");
        assertThat(names.like("conv")).isEqualTo("conv_2");
        assertThat(names.like("conv_2")).isEqualTo("conv_2_2");
    }

    @Test
    void shouldKeepLongNamesApart() {
        String name = "a".repeat(100);

        assertThat(names.like(name)).isEqualTo("a".repeat(64));
        assertThat(names.like(name)).isEqualTo("a".repeat(62) + "_2").matches(Require.NAME);
    }
}

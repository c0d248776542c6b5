package io.atelier.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.architecture.Shape;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrawingTest {

    @Test
    void shouldReadShapeClassesAndNumbers() {
        assertThat(Drawing.of("synthetic:64x48x3:100"))
                .isEqualTo(new Drawing(new Shape(64, 48, 3), 100, 10_000, 2_000));
        assertThat(Drawing.of("synthetic:8x8x1:2:1")).isEqualTo(new Drawing(new Shape(8, 8, 1), 2, 1, 1));
    }

    @Test
    void shouldRefuseWhatCannotBeDrawn() {
        for (String text :
                new String[] {"synthetic:", "synthetic:64x64x3", "synthetic:64x64x2:10", "synthetic:0x8x1:2"}) {
            assertThatThrownBy(() -> Drawing.of(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("drawn images must be synthetic, or synthetic:<height>x<width>x<1 or 3>");
        }
        assertThatThrownBy(() -> Drawing.of("synthetic:8x8x1:1"))
                .hasMessage("classes must be between 2 and 65536, but is 1");
        assertThatThrownBy(() -> Drawing.of("synthetic:1024x1024x3:10:10000"))
                .hasMessageStartingWith("drawn images must have at most 2147483639 bytes");
    }

    /** Of any shape, in colours that are more than grey, and with a name for every class. */
    @Test
    void shouldDrawAnyShapeAndNumberOfClasses() {
        Dataset dataset = SyntheticDataset.of(new Drawing(new Shape(20, 33, 3), 35, 700, 50));

        assertThat(dataset.description().image()).isEqualTo(new Shape(20, 33, 3));
        assertThat(dataset.description().classes())
                .hasSize(35)
                .startsWith("T-shirt/top")
                .contains("T-shirt/top 2", "Sandal 3", "Coat 4")
                .doesNotHaveDuplicates();
        Set<Integer> labels = new HashSet<>();
        int coloured = 0;
        byte[] pixels = new byte[20 * 33 * 3];
        for (int i = 0; i < 700; i++) {
            labels.add(dataset.train().label(i));
            dataset.train().copy(i, pixels, 0);
            int differing = 0;
            for (int p = 0; p < pixels.length; p += 3) {
                differing += pixels[p] != pixels[p + 1] ? 1 : 0;
            }
            coloured += differing > 50 ? 1 : 0;
        }
        assertThat(labels).hasSize(35);
        assertThat(coloured).isGreaterThan(600);
    }
}

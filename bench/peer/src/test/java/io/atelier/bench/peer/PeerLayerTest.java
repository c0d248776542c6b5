package io.atelier.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeerLayerTest {

    @Test
    void shouldFollowTheShapeFromLayerToLayer() {
        List<PeerLayer> layers = PeerLayer.parse(
                List.of("conv=8", "norm", "pool", "pool", "pool", "dropout=0.2", "dense=5", "output=10"));

        assertThat(layers.stream().map(PeerLayer::side)).containsExactly(28, 28, 14, 7, 3, 3, 1, 1);
        assertThat(layers.get(5).rate()).isEqualTo(0.2);
        assertThat(layers.get(6).inputs()).isEqualTo(8 * 3 * 3);
        assertThat(layers.get(7).inputs()).isEqualTo(5);
        assertThat(layers.stream().mapToLong(PeerLayer::parameters))
                .containsExactly(9 * 8 + 8L, 4 * 8L, 0L, 0L, 0L, 0L, 72 * 5 + 5L, 5 * 10 + 10L);
        assertThat(layers.stream().mapToLong(PeerLayer::multiplyAdds))
                .containsExactly(9 * 8 * 28 * 28L, 0L, 0L, 0L, 0L, 0L, 72 * 5L, 5 * 10L);
    }

    @Test
    void shouldNameTheWordThatIsNoLayer() {
        for (String wrong : List.of("attention=8", "conv", "conv=many", "dropout=")) {
            assertThatThrownBy(() -> PeerLayer.parse(List.of("conv=8", wrong)))
                    .hasMessage("Expected a layer such as conv=32, found " + wrong);
        }
    }
}

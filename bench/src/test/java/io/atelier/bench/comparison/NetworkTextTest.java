package io.atelier.bench.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atelier.bench.peer.PeerLayer;
import io.atelier.engine.Architecture;
import io.atelier.engine.UnknownArchitectureException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTextTest {

    @Test
    void shouldWriteEveryKindOfLayer() throws UnknownArchitectureException {
        assertThat(NetworkText.of(Architecture.named("fmnist_3")))
                .startsWith("conv=32", "conv=32", "pool", "dropout=0.2")
                .endsWith("dense=100", "dropout=0.2", "output=10");
        assertThat(NetworkText.of(Architecture.named("fmnist_4"))).startsWith("conv=32", "norm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fmnist_1", "fmnist_2", "fmnist_3", "fmnist_4", "fmnist_5", "fmnist_6"})
    void shouldDescribeTheSameNetworkToThePeer(String name) throws UnknownArchitectureException {
        Architecture architecture = Architecture.named(name);
        List<PeerLayer> layers = PeerLayer.parse(NetworkText.of(architecture));

        assertThat(layers.stream().mapToLong(PeerLayer::parameters).sum()).isEqualTo(architecture.parameterCount());
        // Training: forward, gradients of weights, and of inputs but for the first layer.
        double forward = layers.stream().mapToLong(PeerLayer::multiplyAdds).sum();
        assertThat(2 * (3 * forward - layers.get(0).multiplyAdds()))
                .isEqualTo(architecture.trainingFlopsPerImage(), within(0.5));
        assertThat(Workload.INFERENCE.flopsPerImage(architecture)).isEqualTo(2 * forward);
    }
}

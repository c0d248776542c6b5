package io.atelier.bench.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.Json;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.UnknownArchitectureException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BenchNetworksTest {

    static List<String> names() {
        return BenchNetworks.names();
    }

    /** He and others count 0.27 million; torchvision's ResNet-18 with another stem and 200 classes has 11,271,432. */
    @Test
    void shouldHaveTheParametersOfTheirModels() throws Exception {
        assertThat(BenchNetworks.named("resnet_20").trainableCount()).isEqualTo(272_474);
        assertThat(BenchNetworks.named("resnet_18_64").trainableCount()).isEqualTo(11_271_432);
        assertThat(BenchNetworks.named("resnet_18_64").classes()).isEqualTo(200);
    }

    @Test
    void shouldSayWhichThereAre() {
        assertThatThrownBy(() -> BenchNetworks.named("resnet_50"))
                .isInstanceOf(UnknownArchitectureException.class)
                .hasMessageContaining("fmnist_1, ")
                .hasMessageEndingWith("resnet_20, resnet_18_64");
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldTellPeersAsManyParameters(String name) throws Exception {
        NetworkPlan plan = BenchNetworks.named(name);
        TorchNetwork network = TorchNetwork.of(plan);

        assertThat(network.layers().stream()
                        .mapToLong(BenchNetworksTest::parameters)
                        .sum())
                .isEqualTo(plan.parameterCount());
        assertThat(Json.read(Json.write(network), TorchNetwork.class)).isEqualTo(network);
    }

    private static long parameters(TorchLayer layer) {
        return switch (layer.kind()) {
            case CONV2D, LINEAR -> {
                long kernel = Objects.requireNonNullElse(layer.kernel(), List.of(1)).stream()
                        .mapToLong(Integer::longValue)
                        .reduce(1, (a, b) -> a * b);
                yield layer.out() * (layer.in() * kernel + (layer.bias() ? 1 : 0));
            }
            case BATCH_NORM2D -> 4L * layer.in();
            default -> 0;
        };
    }

    /** Each takes what an earlier one gives, so that a peer can go through them once. */
    @ParameterizedTest
    @MethodSource("names")
    void shouldPutLayersAfterTheirInputs(String name) throws Exception {
        List<TorchLayer> layers = TorchNetwork.of(BenchNetworks.named(name)).layers();

        for (int index = 0; index < layers.size(); index++) {
            int self = index;
            assertThat(layers.get(index).inputs()).isNotEmpty().allMatch(input -> input >= -1 && input < self);
        }
    }
}

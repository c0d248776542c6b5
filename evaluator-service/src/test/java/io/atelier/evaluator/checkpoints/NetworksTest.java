package io.atelier.evaluator.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.dataset.KnownShapes;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.study.StudyNetworks;
import io.atelier.engine.NativeRuntime;
import io.atelier.engine.Network;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    private static final String[] NAMES = {"fmnist_3", "fmnist_4", "fmnist_6"};

    @BeforeAll
    static void start() {
        NativeRuntime.start(1);
    }

    /** Would catch the network in hand being closed to make room. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldKeepTheNetworkThatWasAskedForLast(int kept) throws Exception {
        try (Networks networks = new Networks(kept)) {
            for (int round = 0; round < 3; round++) {
                for (String name : NAMES) {
                    Network network = networks.get(StudyNetworks.named(name));
                    float[] logits = new float[10];
                    network.logits(FloatBuffer.allocate(784), 1, logits);
                    assertThat(networks.get(StudyNetworks.named(name))).isSameAs(network);
                    assertThat(networks.size()).isBetween(1, kept);
                }
            }
        }
    }

    /** Runs may name different networks alike. */
    @Test
    void shouldTellNetworksOfOneNameApartByTheirLayers() throws Exception {
        try (Networks networks = new Networks(2)) {
            for (int units : new int[] {4, 8, 4}) {
                Architecture architecture = TestTrials.read("{\"name\": \"own\", \"layers\": ["
                        + "{\"kind\": \"dense\", \"units\": " + units + "}, {\"kind\": \"output\"}]}");

                Network network = networks.get(KnownShapes.FASHION_MNIST.plan(architecture));

                assertThat(network.parameters().get(0).shape()).containsExactly(784, units);
            }
            assertThat(networks.size()).isEqualTo(2);
        }
    }
}

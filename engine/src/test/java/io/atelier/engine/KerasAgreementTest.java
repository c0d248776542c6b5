package io.atelier.engine;

import static io.atelier.engine.Plans.conv;
import static io.atelier.engine.Plans.dense;
import static io.atelier.engine.Plans.norm;
import static io.atelier.engine.Plans.output;
import static io.atelier.engine.Plans.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.tensor.Batch;
import io.atelier.contract.tensor.Tensor;
import io.atelier.engine.kernel.Softmax;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The recipe is Keras': same parameters and batches, same losses, parameters and predictions. */
class KerasAgreementTest {

    private static final int BATCH = 6;
    private static final int PIXELS = 784;

    @BeforeAll
    static void start() {
        NativeRuntime.start(2);
    }

    /** As in {@code make_vectors.py}. */
    static NetworkPlan plan(String name) {
        return switch (name) {
            case "plain" ->
                Plans.of(name, conv(4), conv(6), pool(), conv(5), pool(), conv(7), pool(), dense(12), output());
            default ->
                Plans.of(
                        name, conv(4), norm(), conv(5), pool(), norm(), conv(6), norm(), pool(), norm(), dense(12),
                        output());
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "normalized"})
    void shouldTrainAsKerasDoes(String name) throws Exception {
        Vectors vectors = Vectors.named(name);
        NetworkPlan plan = plan(name);
        float[] losses = vectors.floats("losses");
        try (Network network = Network.create(plan, 1)) {
            network.setParameters(parameters(vectors, plan, "initial"));
            assertPredictions(network, vectors, "initial.predictions");

            for (int step = 0; step < losses.length; step++) {
                Step measured = network.trainStep(batch(vectors, step), step, 1);
                assertThat(measured.loss()).as("loss of step %d", step).isCloseTo(losses[step], within(1e-4));
                if (step == 0) {
                    assertParameters(network, vectors, "first", 1e-5f);
                }
            }
            assertParameters(network, vectors, "last", 1e-4f);
            assertPredictions(network, vectors, "last.predictions");
        }
    }

    static List<Tensor> parameters(Vectors vectors, NetworkPlan plan, String moment) {
        return plan.parameters().stream()
                .map(parameter -> {
                    Tensor tensor = vectors.tensor(moment + "." + parameter.name());
                    return new Tensor(parameter.name(), tensor.dtype(), tensor.shape(), tensor.data());
                })
                .toList();
    }

    /**
     * All but one in a hundred within the tolerance. Adam's first steps have the learning rate's size however small the
     * gradient is: where that is nothing but rounding, so is the step's direction.
     */
    private static void assertParameters(Network network, Vectors vectors, String moment, float tolerance) {
        int compared = 0;
        int off = 0;
        for (Tensor tensor : network.parameters()) {
            float[] found = tensor.toFloats();
            float[] expected = vectors.floats(moment + "." + tensor.name());
            assertThat(found).as("%s, %s", tensor.name(), moment).containsExactly(expected, within(2e-3f));
            compared += found.length;
            for (int i = 0; i < found.length; i++) {
                off += Math.abs(found[i] - expected[i]) > tolerance ? 1 : 0;
            }
        }
        assertThat(off).as("of %d parameters, %s", compared, moment).isLessThanOrEqualTo(compared / 100);
    }

    private static void assertPredictions(Network network, Vectors vectors, String name) {
        float[] logits = new float[BATCH * 10];
        network.logits(batch(vectors, 0).images(), BATCH, logits);
        float[] probabilities = new float[BATCH * 10];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = (float) new Softmax(logits, i - i % 10, 10).probability(i % 10);
        }
        float tolerance = name.startsWith("initial") ? 1e-5f : 1e-3f;
        assertThat(probabilities).as(name).containsExactly(vectors.floats(name), within(tolerance));
    }

    static Batch batch(Vectors vectors, int step) {
        ByteBuffer bytes = vectors.tensor("pixels").data();
        FloatBuffer images = FloatBuffer.allocate(BATCH * PIXELS);
        for (int i = 0; i < images.limit(); i++) {
            images.put(i, Byte.toUnsignedInt(bytes.get(step * BATCH * PIXELS + i)) / 255f);
        }
        ByteBuffer labels = vectors.tensor("labels").data().slice(step * BATCH, BATCH);
        return new Batch(images, IntStream.range(0, BATCH).map(labels::get).toArray());
    }
}

package io.atelier.engine;

import static io.atelier.engine.Plans.conv;
import static io.atelier.engine.Plans.dense;
import static io.atelier.engine.Plans.dropout;
import static io.atelier.engine.Plans.norm;
import static io.atelier.engine.Plans.output;
import static io.atelier.engine.Plans.pool;
import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.ChildProcess;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.tensor.Batch;
import io.atelier.contract.tensor.Safetensors;
import io.atelier.contract.tensor.Tensor;
import io.atelier.contract.tensor.TensorFile;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trial goes on to the bit in a process that knows nothing but the state's bytes. */
class ResumeInAnotherProcessTest {

    private static final NetworkPlan PLAN =
            Plans.of("resumed", conv(8), norm(), conv(16), pool(), dropout(0.2), dense(32), output());

    private static final int BEFORE = 3;
    private static final int STEPS = 6;

    @TempDir
    private Path folder;

    @Test
    void shouldReachTheSameBits() throws Exception {
        NativeRuntime.start(2);
        Path state = folder.resolve("state.safetensors");
        String undisturbed;
        try (Network network = Network.create(PLAN, 1)) {
            train(network, 0, BEFORE);
            List<Tensor> tensors = new ArrayList<>(network.parameters());
            tensors.addAll(network.optimizerState());
            Files.write(state, Safetensors.write(new TensorFile(Map.of(), tensors)));
            train(network, BEFORE, STEPS);
            undisturbed = Network.sha256(network.parameters());
        }
        String output =
                ChildProcess.output(folder.resolve("child.log"), ChildProcess.ENGINE, Resumed.class, state.toString());
        assertThat(output).contains("sha256 " + undisturbed);
    }

    /** The other process. */
    static final class Resumed {

        private Resumed() {}

        public static void main(String[] arguments) throws Exception {
            NativeRuntime.start(2);
            List<Tensor> tensors = Safetensors.read(
                            ByteBuffer.wrap(Files.readAllBytes(Path.of(arguments[0]))), Safetensors.Limits.DEFAULT)
                    .tensors();
            try (Network network = Network.create(PLAN, 99)) {
                int parameters = PLAN.parameters().size();
                network.setParameters(tensors.subList(0, parameters));
                network.setOptimizerState(tensors.subList(parameters, tensors.size()));
                train(network, BEFORE, STEPS);
                System.out.println("sha256 " + Network.sha256(network.parameters()));
            }
        }
    }

    private static void train(Network network, int from, int to) {
        for (int iteration = from; iteration < to; iteration++) {
            SplittableRandom random = new SplittableRandom(iteration);
            FloatBuffer images = FloatBuffer.allocate(24 * 784);
            for (int i = 0; i < images.limit(); i++) {
                images.put(i, (float) random.nextDouble());
            }
            int[] labels = random.ints(24, 0, 10).toArray();
            network.trainStep(new Batch(images, labels), iteration, 5);
        }
    }
}

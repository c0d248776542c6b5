package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.atelier.contract.tensor.Batch;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeRuntimeTest {

    @TempDir
    private Path folder;

    @Test
    void shouldTellWhatItFound() {
        NativeRuntime runtime = NativeRuntime.start(2);

        assertThat(runtime.threads()).isEqualTo(2);
        assertThat(runtime.description()).startsWith("ND4J on 2 threads (").doesNotContain("\n");
        assertThat(runtime.libraries()).matches("Deeplearning4j \\d[\\w.-]+ with(out)? oneDNN");
    }

    /** oneDNN names every primitive that it runs: a quiet fall-back to plain matrix products would show none. */
    @Test
    void shouldReallyRunConvolutionsOnOneDnn() throws Exception {
        assumeTrue(
                List.of("amd64", "x86_64").contains(System.getProperty("os.arch")),
                "the natives of this platform have no oneDNN");
        assertThat(NativeRuntime.start(2).oneDnn()).isTrue();

        String output = ChildProcess.output(folder.resolve("child.log"), Map.of("DNNL_VERBOSE", "1"), OneStep.class);

        assertThat(output)
                .contains("exec,cpu,convolution,")
                .contains("forward_")
                .contains("backward_data")
                .contains("backward_weights");
    }

    /** A training step with a convolution in the middle. */
    static final class OneStep {

        private OneStep() {}

        public static void main(String[] arguments) {
            NativeRuntime.start(2);
            Architecture architecture = new Architecture(
                    "one-step",
                    new Layer.Convolution(8),
                    new Layer.Convolution(8),
                    new Layer.MaxPooling(),
                    new Layer.Dense(4),
                    new Layer.Output(10));
            try (Network network = Network.create(architecture, 1)) {
                Batch batch = new Batch("s", 1, 0, FloatBuffer.allocate(4 * 784), ByteBuffer.allocate(4));
                network.trainStep(batch, 0, 1);
            }
        }
    }
}

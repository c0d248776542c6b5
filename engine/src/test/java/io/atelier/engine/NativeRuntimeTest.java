package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

class NativeRuntimeTest {

    @Test
    void shouldTellWhatItFound() {
        NativeRuntime runtime = NativeRuntime.start(2);

        assertThat(runtime.threads()).isEqualTo(2);
        assertThat(runtime.description()).startsWith("ND4J on 2 threads (").doesNotContain("\n");
        assertThat(runtime.oneDnnVersion()).isEqualTo(runtime.oneDnn() ? "2.3.0" : "none");
    }

    /** The quiet fall-back, a matrix product of copied patches, takes ten times as long and more. */
    @Test
    void shouldReallyRunConvolutionsOnOneDnn() {
        assumeTrue(NativeRuntime.start(1).oneDnn(), "this platform's natives have no oneDNN");
        long with = fastest(true);
        long without = fastest(false);
        NativeRuntime.start(2);

        assertThat(without).isGreaterThan(2 * with);
    }

    private static long fastest(boolean oneDnn) {
        OpContext context = Nd4j.getExecutioner().buildContext();
        context.setIArguments(3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        context.allowHelpers(oneDnn);
        context.setInputArray(0, Nd4j.rand(DataType.FLOAT, 16, 28, 28, 32));
        context.setInputArray(1, Nd4j.rand(DataType.FLOAT, 32, 32, 3, 3));
        INDArray output = Nd4j.create(DataType.FLOAT, 16, 28, 28, 32);
        context.setOutputArray(0, output);
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 6; i++) {
            long start = System.nanoTime();
            Nd4j.exec(DynamicCustomOp.builder("conv2d").build(), context);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return fastest;
    }

    /** OpenMP keeps the number per thread: a training thread would otherwise take all processors. */
    @Test
    void shouldBoundTheThreadsOfEveryThreadThatComputes() throws Exception {
        NativeRuntime.start(1);
        int[] bound = new int[1];
        Thread thread = new Thread(() -> {
            Architecture architecture = new Architecture("output", new Layer.Output(10));
            try (Network network = Network.create(architecture, 1)) {
                network.predict(FloatBuffer.allocate(784), 1, new float[10]);
                bound[0] = NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads();
            }
        });
        thread.start();
        thread.join(60_000);
        NativeRuntime.start(2);

        assertThat(bound[0]).isEqualTo(1);
    }

    @Test
    void shouldRefuseANumberOfThreadsThatIsNone() {
        assertThatThrownBy(() -> NativeRuntime.start(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be between 1 and 1024, but is 0");
    }
}

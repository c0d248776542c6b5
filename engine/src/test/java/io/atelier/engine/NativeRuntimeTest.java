package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.ChildProcess;
import io.atelier.engine.kernel.Workers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeRuntimeTest {

    @TempDir
    private Path folder;

    @Test
    void shouldTellWhatItFound() {
        NativeRuntime runtime = NativeRuntime.start(2);

        assertThat(runtime.threads()).isEqualTo(2);
        assertThat(runtime.description())
                .startsWith("vectors of ")
                .contains(" bits on 2 threads, ND4J (")
                .doesNotContain("\n");
        assertThat(runtime.libraries()).matches("Deeplearning4j \\d[\\w.-]+, vectors of \\d+ bits");
    }

    /** The first to notice a JVM or a build of it that would train many times slower than it could. */
    @Test
    void shouldComputeWithTheMachinesVectors() {
        NativeRuntime runtime = NativeRuntime.start(2);

        assertThat(runtime.hasVectorInstructions()).isTrue();
        assertThat(runtime.vectorBits()).isGreaterThanOrEqualTo(128);
    }

    /** A native library that was built for speed alone turns them off for every thread that loads it. */
    @Test
    void shouldKeepNumbersBelowTheSmallestNormalOne() {
        NativeRuntime.start(2);
        float[] halves = new float[64];
        Arrays.fill(halves, 0.5f);

        Workers.forEach(halves.length, (unit, scratch) -> halves[unit] *= Float.MIN_NORMAL);

        assertThat(halves).containsOnly(0x1p-127f);
    }

    @Test
    void shouldSayWhichOptionIsMissing() throws Exception {
        String output = ChildProcess.output(folder.resolve("child.log"), List.of(), Start.class);

        assertThat(output).contains("add --add-modules jdk.incubator.vector to java's options");
    }

    static final class Start {

        private Start() {}

        public static void main(String[] arguments) {
            NativeRuntime.start(1);
        }
    }
}

package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.ChildProcess;
import io.atelier.contract.GoldenFigures;
import io.atelier.engine.kernel.Lanes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Parameters, optimizer, losses and scores have the bits that they had when this arithmetic was numbered: with any number of
 * threads, narrow vectors or wide ones, on this JDK or another.
 */
class GoldenBitsTest {

    private static final Map<String, String> GOLDEN = GoldenFigures.read("/golden/bits.properties");

    @TempDir
    private Path folder;

    @Test
    void shouldBeTheSameHere() throws Exception {
        NativeRuntime.start(2);

        assertThat(Bits.figures()).isEqualTo(GOLDEN);
    }

    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
    void shouldBeTheSameWithNarrowVectorsAndOneThread() throws Exception {
        String output = run(ChildProcess.JAVA, List.of("-XX:UseAVX=2"), 1);

        assertThat(output).contains("vectors of 256 bits on 1 threads");
        assertThat(figures(output)).isEqualTo(GOLDEN);
    }

    /** Machines with these widths have 32 registers, for which the kernels are others. */
    @ParameterizedTest
    @ValueSource(ints = {128, 512})
    void shouldBeTheSameWithVectorsThatThisMachineMayLack(int bits) throws Exception {
        String output = run(ChildProcess.JAVA, List.of("-D" + Lanes.BITS_PROPERTY + "=" + bits), 2);

        assertThat(output).contains("vectors of " + bits + " bits on 2 threads");
        assertThat(figures(output)).isEqualTo(GOLDEN);
    }

    /** The newest JDK that is installed beside the running one, where there is one. */
    @Test
    void shouldBeTheSameOnAnotherJdkWithThreeThreads() throws Exception {
        String output = run(ChildProcess.newestJava(), List.of(), 3);

        assertThat(output).contains(" bits on 3 threads");
        assertThat(figures(output)).isEqualTo(GOLDEN);
    }

    private String run(Path java, List<String> options, int threads) throws Exception {
        List<String> all = new ArrayList<>(ChildProcess.ENGINE);
        all.addAll(options);
        all.add("-Xmx512m");
        return ChildProcess.output(java, folder.resolve("child.log"), all, Bits.class, Integer.toString(threads));
    }

    private static Map<String, String> figures(String output) {
        return GoldenFigures.in(output, "fmnist_", "arithmetic=");
    }
}

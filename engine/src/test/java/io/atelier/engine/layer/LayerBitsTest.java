package io.atelier.engine.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.ChildProcess;
import io.atelier.contract.GoldenFigures;
import io.atelier.engine.NativeRuntime;
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

/** Every kind of layer has the bits that it had when this arithmetic was numbered, as {@code GoldenBitsTest} says it. */
class LayerBitsTest {

    private static final Map<String, String> GOLDEN = GoldenFigures.read("/golden/layers.properties");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldBeTheSameWithAnyNumberOfThreads(int threads) {
        NativeRuntime.start(threads);

        assertThat(LayerBits.figures()).isEqualTo(GOLDEN);
    }

    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
    void shouldBeTheSameWithNarrowVectors() throws Exception {
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
    void shouldBeTheSameOnAnotherJdk() throws Exception {
        assertThat(figures(run(ChildProcess.newestJava(), List.of(), 3))).isEqualTo(GOLDEN);
    }

    private String run(Path java, List<String> options, int threads) throws Exception {
        List<String> all = new ArrayList<>(ChildProcess.ENGINE);
        all.addAll(options);
        return ChildProcess.output(java, folder.resolve("child.log"), all, LayerBits.class, Integer.toString(threads));
    }

    private static Map<String, String> figures(String output) {
        return GoldenFigures.in(output, "layer.");
    }
}

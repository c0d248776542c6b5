package io.atelier.bench.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is the same for all processes of a benchmark.
 *
 * @param timeScale factor on all durations; 1 but for trying things out
 * @param avx2 no vector instructions beyond AVX2, on either side
 */
public record Conditions(double timeScale, boolean avx2) {

    /** Of the libraries in PyTorch's builds: oneDNN, PyTorch itself, MKL, OpenBLAS. */
    private static final Map<String, String> AVX2_ENVIRONMENT = Map.of(
            "ONEDNN_MAX_CPU_ISA", "AVX2",
            "ATEN_CPU_CAPABILITY", "avx2",
            "MKL_ENABLE_INSTRUCTIONS", "AVX2",
            "OPENBLAS_CORETYPE", "Haswell");

    Map<String, String> environment() {
        return avx2 ? AVX2_ENVIRONMENT : Map.of();
    }

    List<String> jvmOptions() {
        return avx2 ? List.of("-XX:UseAVX=2") : List.of();
    }

    /** A duration in seconds, as a process is told it. */
    public double seconds(double unscaled) {
        return unscaled * timeScale;
    }

    /** What must stand below every figure, a line each. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (avx2) {
            remarks.add("AVX2 only, on both sides");
        }
        if (timeScale != 1) {
            remarks.add("NOT A MEASUREMENT: all times were scaled by " + timeScale);
        }
        return remarks;
    }
}

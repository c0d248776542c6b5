package io.atelier.bench.comparison;

import io.atelier.bench.BenchException;
import io.atelier.bench.Hardware;
import io.atelier.bench.process.Worker;
import io.atelier.bench.process.WorkerCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * PyTorch as {@code pip} installs it, in every way in which its users run it: eager or compiled, in both memory formats, in
 * float32 and, where the processor has instructions for it, under bf16 autocast.
 */
public final class PipTorch {

    /** Compiling it is no part of this: the first step does that. */
    private static final double WARM_UP = 3;

    private static final double MEASURED = 5;

    private static final String INSTALL =
            "Install it, for example: python3 -m venv torch && . torch/bin/activate && pip install torch numpy";

    private PipTorch() {}

    /** Looks whether {@code python3} on the path has it, and whether it can compile. */
    public static Peer of(Settings settings, Hardware machine) throws BenchException, InterruptedException {
        List<String> program = List.of("python3", "-c", program());
        requireTorch(program, settings);
        boolean bf16 = machine.bf16() && !settings.conditions().avx2();
        List<Contender> contenders = new ArrayList<>();
        for (String precision : bf16 ? List.of("float32", "bf16") : List.of("float32")) {
            for (String execution : List.of("eager", "compile")) {
                for (String layout : List.of("contiguous", "channels_last")) {
                    contenders.add(contender(settings, program, execution, layout, precision));
                }
            }
        }
        List<String> remarks = bf16
                ? List.of()
                : List.of("float32 only: "
                        + (machine.bf16()
                                ? "bf16 needs more than AVX2"
                                : "this processor has neither AVX512_BF16 nor AMX"));
        return new Peer("PyTorch", contenders, remarks);
    }

    private static Contender contender(
            Settings settings, List<String> program, String execution, String layout, String precision) {
        return new Contender(
                execution + ", " + layout.replace('_', ' ') + ", " + precision,
                precision.equals("bf16"),
                plan -> WorkerCommand.of(
                        program,
                        settings.conditions(),
                        settings.threads(),
                        settings.workload().label(),
                        execution,
                        layout,
                        precision,
                        settings.threads(),
                        settings.workload().batch(plan),
                        settings.conditions().seconds(WARM_UP),
                        settings.conditions().seconds(MEASURED),
                        Libtorch.text(plan)));
    }

    private static void requireTorch(List<String> program, Settings settings)
            throws BenchException, InterruptedException {
        WorkerCommand check = WorkerCommand.of(program, settings.conditions(), 1, "check");
        try {
            Map<String, String> result = Worker.run("python3's PyTorch", check);
            if (!result.containsKey("library")) {
                throw new BenchException("Expected PyTorch's version, found " + result);
            }
        } catch (BenchException e) {
            throw new BenchException(
                    "--peer pip needs a python3 on the path that has PyTorch, and a C++ compiler with which PyTorch can"
                            + " compile. " + INSTALL + "\n" + e.getMessage(),
                    e);
        }
    }

    private static String program() {
        try (InputStream in = PipTorch.class.getResourceAsStream("torch_worker.py")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

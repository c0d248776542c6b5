package io.atelier.bench.comparison;

import io.atelier.bench.BenchException;
import io.atelier.bench.network.TorchNetwork;
import io.atelier.bench.process.JavaProgram;
import io.atelier.bench.process.WorkerCommand;
import io.atelier.contract.Json;
import io.atelier.contract.architecture.NetworkPlan;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The engine of PyTorch that Maven brings, running eagerly in both of its memory formats. */
public final class Libtorch {

    /** Compiled as it is, it only fills its caches. */
    private static final double WARM_UP = 3;

    private static final double MEASURED = 5;

    private Libtorch() {}

    /**
     * Ready to be started.
     *
     * @param home the built checkout
     */
    public static Peer of(Settings settings, Path home) throws BenchException {
        Path built = home.resolve("bench/peer/target");
        if (!Files.isDirectory(built.resolve("lib"))) {
            throw new BenchException("libtorch is missing in " + built.resolve("lib")
                    + ". Start with ./atelier bench, or build with ./mvnw -Pbench -DskipTests package");
        }
        String classPath = built.resolve("bench-peer.jar") + File.pathSeparator + built.resolve("lib") + "/*";
        List<String> program = JavaProgram.of(List.of(), classPath, io.atelier.bench.peer.Peer.class);
        return new Peer(
                "libtorch",
                List.of(contender(settings, program, "contiguous"), contender(settings, program, "channels_last")),
                List.of());
    }

    private static Contender contender(Settings settings, List<String> program, String layout) {
        return new Contender(
                "libtorch, " + layout.replace('_', ' '),
                false,
                plan -> WorkerCommand.of(
                        program,
                        settings.conditions(),
                        settings.threads(),
                        settings.workload().label(),
                        layout,
                        settings.threads(),
                        settings.workload().batch(plan),
                        settings.conditions().seconds(WARM_UP),
                        settings.conditions().seconds(MEASURED),
                        text(plan)));
    }

    static String text(NetworkPlan plan) {
        return new String(Json.write(TorchNetwork.of(plan)), StandardCharsets.UTF_8);
    }
}

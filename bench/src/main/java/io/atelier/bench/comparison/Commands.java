package io.atelier.bench.comparison;

import io.atelier.bench.BenchException;
import io.atelier.bench.ours.Ours;
import io.atelier.bench.peak.FmaPeak;
import io.atelier.bench.peer.Peer;
import io.atelier.contract.architecture.NetworkPlan;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of the measuring processes. */
final class Commands {

    /** Ours compiles itself while it runs; the peer is compiled, and only fills its caches. */
    private static final double OUR_WARM_UP = 8;

    private static final double PEER_WARM_UP = 3;
    private static final double PEAK_WARM_UP = 2;
    private static final double MEASURED = 5;
    private static final double PEAK_MEASURED = 2;

    private final Settings settings;
    private final Path peer;

    /** @param home the built checkout */
    Commands(Settings settings, Path home) throws BenchException {
        this.settings = settings;
        this.peer = home.resolve("bench/peer/target");
        if (!Files.isDirectory(peer.resolve("lib"))) {
            throw new BenchException("libtorch is missing in " + peer.resolve("lib")
                    + ". Start with ./atelier bench, or build with ./mvnw -Pbench -DskipTests package");
        }
    }

    List<String> peak() {
        // Not scaled: before it is compiled, it measures something else.
        return ours(FmaPeak.class, settings.threads(), PEAK_WARM_UP, PEAK_MEASURED);
    }

    List<String> of(Contender contender, NetworkPlan plan) {
        String architecture = plan.architecture().name();
        Workload workload = settings.workload();
        if (contender == Contender.OURS) {
            return ours(
                    Ours.class,
                    workload.label(),
                    architecture,
                    settings.threads(),
                    workload.batch(),
                    seconds(OUR_WARM_UP),
                    seconds(MEASURED));
        }
        return java(
                List.of(),
                peer.resolve("bench-peer.jar") + File.pathSeparator + peer.resolve("lib") + "/*",
                Peer.class,
                workload.label(),
                contender.label(),
                settings.threads(),
                workload.batch(),
                seconds(PEER_WARM_UP),
                seconds(MEASURED),
                architecture);
    }

    private double seconds(double unscaled) {
        return unscaled * settings.timeScale();
    }

    private static List<String> ours(Class<?> main, Object... arguments) {
        return java(
                List.of("--add-modules", "jdk.incubator.vector"),
                System.getProperty("java.class.path"),
                main,
                arguments);
    }

    private static List<String> java(List<String> options, String classPath, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Also the bound of native memory, which must not be what limits either side.
        command.add("-Xmx3g");
        // As the services have it.
        command.add("-Djdk.serialFilter=!*");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }
}

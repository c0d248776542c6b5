package io.atelier.local.soak;

import io.atelier.contract.Json;
import io.atelier.local.LocalException;
import io.atelier.local.output.OutputLock;
import io.atelier.local.output.RunDirectory;
import io.atelier.local.process.Guard;
import io.atelier.local.process.ProcessListener;
import io.atelier.local.service.ClusterSettings;
import io.atelier.local.service.Installation;
import io.atelier.local.service.ManualCluster;
import io.atelier.local.service.ProcessKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** One {@code atelier soak}: takes a directory, starts everything, keeps it busy, stops everything, judges. */
public final class SoakSession {

    /** What the evaluator holds is bounded by a number of runs: few, so that it is reached soon. */
    static final int RUNS_HELD = 4;

    private final Installation installation;
    private final SoakOptions options;
    private final PrintStream out;

    public SoakSession(Installation installation, SoakOptions options, PrintStream out) {
        this.installation = installation;
        this.options = options;
        this.out = out;
    }

    /** Blocks until nothing runs any more. */
    @SuppressWarnings("try") // the lock is held, not used
    public SoakReport run() throws LocalException, InterruptedException {
        ProcessFiles.require();
        RunDirectory directory = new RunDirectory(options.out());
        if (Files.exists(directory.kafka())) {
            throw new LocalException(directory.path() + " has a broker's data already: soak needs a new directory,"
                    + " choose another with --out");
        }
        directory.create();
        try (OutputLock lock = OutputLock.tryLock(directory.lock())
                        .orElseThrow(() -> new LocalException(directory.path() + " is in use by another run"));
                Guard guard = Guard.start()) {
            ManualCluster cluster =
                    new ManualCluster(installation, directory, settings(), guard, ProcessListener.silent());
            SampleFile file = new SampleFile(directory.path().resolve("samples.csv"));
            SoakReport report = SoakReport.of(samples(cluster, directory, file));
            Files.write(directory.path().resolve("soak.json"), Json.write(report));
            report.lines().forEach(out::println);
            out.println("All samples: " + file.path());
            return report;
        } catch (IOException e) {
            throw new LocalException("Cannot go on in " + directory.path() + ": " + e.getMessage(), e);
        }
    }

    private List<Sample> samples(ManualCluster cluster, RunDirectory directory, SampleFile file)
            throws LocalException, IOException, InterruptedException {
        Thread stop = new Thread(() -> stop(cluster), "stop-on-signal");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            out.println("Starting broker, data service, evaluator and a trainer; logs: " + directory.logs());
            cluster.start();
            SoakBroker.shrinkTopics(cluster.bootstrapServers());
            return new SoakRun(options, cluster, new Sampler(cluster, directory), file, out).run();
        } catch (ExecutionException e) {
            throw new LocalException("The topics cannot be made smaller: " + e.getCause(), e.getCause());
        } finally {
            cluster.stop();
            if (stop.getState() == Thread.State.NEW) {
                Runtime.getRuntime().removeShutdownHook(stop);
            }
        }
    }

    private static void stop(ManualCluster cluster) {
        try {
            cluster.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All of a heap is resident from the start: what is added later is native memory. */
    private ClusterSettings settings() {
        Map<ProcessKind, List<String>> all = new EnumMap<>(ProcessKind.class);
        for (ProcessKind kind : ProcessKind.values()) {
            List<String> jvm = new ArrayList<>(List.of("-Xms" + kind.heap() + "m", "-XX:+AlwaysPreTouch"));
            if (kind == ProcessKind.EVALUATOR_SERVICE) {
                jvm.addAll(List.of("-Datelier.evaluator.max-runs=" + RUNS_HELD, "-Datelier.evaluator.metrics.runs=2"));
            }
            jvm.addAll(options.options().getOrDefault(kind, List.of()));
            all.put(kind, jvm);
        }
        return new ClusterSettings(1, 1, "synthetic", SoakBroker.properties(), all);
    }
}

package io.atelier.harness.soak;

import io.atelier.contract.Json;
import io.atelier.harness.cluster.ManualCluster;
import io.atelier.harness.cluster.ManualSession;
import io.atelier.local.LocalException;
import io.atelier.local.output.RunDirectory;
import io.atelier.local.service.ClusterSettings;
import io.atelier.local.service.Installation;
import io.atelier.local.service.ProcessKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
    public SoakReport run() throws LocalException, InterruptedException {
        ProcessFiles.require();
        SoakReport report = new ManualSession(installation, options.out(), settings()).run(this::soak);
        report.lines().forEach(out::println);
        out.println("All samples: " + samples());
        return report;
    }

    private SoakReport soak(ManualCluster cluster) throws LocalException, IOException, InterruptedException {
        RunDirectory directory = new RunDirectory(options.out());
        out.println("Starting broker, data service, evaluator and a trainer; logs: " + directory.logs());
        cluster.start();
        SoakBroker.shrinkTopics(cluster.bootstrapServers());
        Sampler sampler = new Sampler(cluster, directory);
        SoakReport report = SoakReport.of(new SoakRun(options, cluster, sampler, new SampleFile(samples()), out).run());
        Files.write(directory.path().resolve("soak.json"), Json.write(report));
        return report;
    }

    private Path samples() {
        return options.out().resolve("samples.csv");
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

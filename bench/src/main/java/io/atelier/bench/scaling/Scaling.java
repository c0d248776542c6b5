package io.atelier.bench.scaling;

import io.atelier.bench.BenchException;
import io.atelier.bench.Hardware;
import io.atelier.bench.Progress;
import io.atelier.bench.path.CriticalPath;
import io.atelier.bench.process.OurProcesses;
import io.atelier.bench.process.Worker;
import io.atelier.bench.process.Workload;
import io.atelier.bench.worker.Measurement;
import io.atelier.contract.architecture.NetworkPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Measures our training with several numbers of threads, round by round, each time in a fresh process, one at a time. */
public final class Scaling {

    private final ScalingSettings settings;
    private final Hardware machine;
    private final Progress progress;
    private final OurProcesses ours;
    private final Map<NetworkPlan, Map<Integer, List<Double>>> figures = new HashMap<>();
    private String library;

    public Scaling(ScalingSettings settings, Hardware machine, Progress progress) {
        this.settings = settings;
        this.machine = machine;
        this.progress = progress;
        this.ours = new OurProcesses(settings.conditions());
    }

    public ScalingReport run() throws BenchException, InterruptedException {
        for (int round = 1; round <= settings.rounds(); round++) {
            for (NetworkPlan plan : settings.networks()) {
                for (int threads : settings.measured()) {
                    measure(round, plan, threads);
                }
            }
        }
        List<ScalingReport.Row> rows = new ArrayList<>();
        for (NetworkPlan plan : settings.networks()) {
            rows.add(row(plan));
        }
        return new ScalingReport(machine, settings.rounds(), settings.conditions(), library, rows);
    }

    private void measure(int round, NetworkPlan plan, int threads) throws BenchException, InterruptedException {
        String title = "round " + round + ", " + plan.architecture() + ", " + threads + " threads";
        progress.begin(title);
        Map<String, String> result = Worker.run(title, ours.steps(Workload.TRAINING, plan, threads));
        Worker.requireSameNetwork(title, plan, result);
        double imagesPerSecond = Workload.TRAINING.batch(plan) / Worker.number(result, "median_seconds");
        figures.computeIfAbsent(plan, key -> new HashMap<>())
                .computeIfAbsent(threads, key -> new ArrayList<>())
                .add(imagesPerSecond);
        library = result.get("library");
        progress.end(String.format(Locale.ROOT, "%.0f images/s", imagesPerSecond));
    }

    private ScalingReport.Row row(NetworkPlan plan) throws BenchException, InterruptedException {
        int batch = Workload.TRAINING.batch(plan);
        Map<Integer, Double> measured = new TreeMap<>();
        figures.get(plan).forEach((threads, rounds) -> measured.put(threads, Measurement.median(rounds)));
        if (!settings.isSimulated()) {
            return new ScalingReport.Row(plan.architecture().name(), batch, Speed.of(measured), List.of(), null);
        }
        CriticalPath path = record(plan);
        Map<Integer, Double> simulated = new TreeMap<>();
        path.stepSecondsByThreads().forEach((threads, seconds) -> simulated.put(threads, batch / seconds));
        return new ScalingReport.Row(plan.architecture().name(), batch, Speed.of(measured), Speed.of(simulated), path);
    }

    private CriticalPath record(NetworkPlan plan) throws BenchException, InterruptedException {
        String title = plan.architecture() + ", the units of a step on one thread";
        progress.begin(title);
        CriticalPath path = ours.path(title, plan, settings.threads());
        progress.end(String.format(Locale.ROOT, "%.1f %% serial", 100 * path.serialShare()));
        return path;
    }
}

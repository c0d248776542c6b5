package io.atelier.bench.comparison;

import io.atelier.bench.BenchException;
import io.atelier.bench.Hardware;
import io.atelier.bench.Progress;
import io.atelier.bench.process.OurProcesses;
import io.atelier.bench.process.Worker;
import io.atelier.contract.architecture.NetworkPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures every contender on every architecture, round by round, each time in a fresh process, one at a time. */
public final class Comparison {

    private final Settings settings;
    private final Peer peer;
    private final Progress progress;
    private final Hardware machine;
    private final OurProcesses ours;
    private final List<Contender> contenders = new ArrayList<>();
    private final Map<NetworkPlan, Map<Contender, List<Double>>> figures = new HashMap<>();
    private final Map<Contender, String> libraries = new HashMap<>();
    private double peakGflops;

    public Comparison(Settings settings, Peer peer, Hardware machine, Progress progress) {
        this.settings = settings;
        this.peer = peer;
        this.progress = progress;
        this.machine = machine;
        this.ours = new OurProcesses(settings.conditions());
        contenders.add(new Contender("ours", false, plan -> ours.steps(settings.workload(), plan, settings.threads())));
        contenders.addAll(peer.contenders());
    }

    /** How many processes {@link #run} starts. */
    public static int processes(Settings settings, Peer peer) {
        int contenders = 1 + peer.contenders().size();
        return settings.rounds() * (1 + settings.networks().size() * contenders);
    }

    public Report run() throws BenchException, InterruptedException {
        for (int round = 1; round <= settings.rounds(); round++) {
            measurePeak(round);
            for (NetworkPlan plan : settings.networks()) {
                for (Contender contender : contenders) {
                    measure(round, plan, contender);
                }
            }
        }
        return report();
    }

    private void measurePeak(int round) throws BenchException, InterruptedException {
        String title = "round " + round + ", the machine's peak";
        progress.begin(title);
        double gflops = ours.peak(title, settings.threads());
        peakGflops = Math.max(peakGflops, gflops);
        progress.end(String.format(Locale.ROOT, "%.0f GFLOP/s", gflops));
    }

    private void measure(int round, NetworkPlan plan, Contender contender) throws BenchException, InterruptedException {
        String title = "round " + round + ", " + plan.architecture() + ", " + contender.name();
        progress.begin(title);
        Map<String, String> result = Worker.run(title, contender.command().apply(plan));
        Worker.requireSameNetwork(title, plan, result);
        double imagesPerSecond = settings.workload().batch(plan) / Worker.number(result, "median_seconds");
        figures.computeIfAbsent(plan, key -> new HashMap<>())
                .computeIfAbsent(contender, key -> new ArrayList<>())
                .add(imagesPerSecond);
        libraries.put(contender, result.get("library"));
        progress.end(String.format(Locale.ROOT, "%.0f images/s", imagesPerSecond));
    }

    private Report report() {
        List<Row> rows = settings.networks().stream()
                .map(plan -> Row.of(settings.workload(), plan, figures(plan), peakGflops))
                .toList();
        return new Report(
                settings.workload().label(),
                machine,
                settings.threads(),
                settings.rounds(),
                settings.conditions(),
                libraries.get(contenders.get(0)),
                peer.name(),
                peer.contenders().isEmpty() ? null : libraries.get(contenders.get(1)),
                peakGflops,
                rows,
                Report.geometricMeanRatio(rows, Row::float32),
                Report.geometricMeanRatio(rows, Row::bf16),
                peer.remarks());
    }

    private List<Figures> figures(NetworkPlan plan) {
        return contenders.stream()
                .map(contender -> new Figures(
                        contender.name(), contender.bf16(), figures.get(plan).get(contender)))
                .toList();
    }
}

package io.atelier.bench.comparison;

import io.atelier.bench.BenchException;
import io.atelier.bench.Hardware;
import io.atelier.bench.Progress;
import io.atelier.contract.architecture.NetworkPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures every contender on every architecture, round by round, each time in a fresh process, one at a time. */
public final class Comparison {

    private final Settings settings;
    private final Commands commands;
    private final Progress progress;
    private final Hardware machine;
    private final Map<NetworkPlan, Map<Contender, List<Double>>> figures = new HashMap<>();
    private final Map<Contender, String> libraries = new EnumMap<>(Contender.class);
    private double peakGflops;

    /** @param home the built checkout */
    public Comparison(Settings settings, Path home, Progress progress) throws BenchException {
        this.settings = settings;
        this.commands = new Commands(settings, home);
        this.progress = progress;
        this.machine = Hardware.here();
    }

    /** How many processes {@link #run} starts. */
    public static int processes(Settings settings) {
        return settings.rounds() * (1 + settings.networks().size() * Contender.values().length);
    }

    public Report run() throws BenchException, InterruptedException {
        for (int round = 1; round <= settings.rounds(); round++) {
            measurePeak(round);
            for (NetworkPlan plan : settings.networks()) {
                for (Contender contender : Contender.values()) {
                    measure(round, plan, contender);
                }
            }
        }
        return report();
    }

    private void measurePeak(int round) throws BenchException, InterruptedException {
        String title = "round " + round + ", the machine's peak";
        progress.begin(title);
        double gflops = Worker.number(Worker.run(title, commands.peak(), settings.threads()), "gflops");
        peakGflops = Math.max(peakGflops, gflops);
        progress.end(String.format(Locale.ROOT, "%.0f GFLOP/s", gflops));
    }

    private void measure(int round, NetworkPlan plan, Contender contender) throws BenchException, InterruptedException {
        String title = "round " + round + ", " + plan.architecture() + ", " + contender.title();
        progress.begin(title);
        Map<String, String> result = Worker.run(title, commands.of(contender, plan), settings.threads());
        requireSameNetwork(title, plan, result);
        double imagesPerSecond = settings.workload().batch() / Worker.number(result, "median_seconds");
        figures.computeIfAbsent(plan, key -> new EnumMap<>(Contender.class))
                .computeIfAbsent(contender, key -> new ArrayList<>())
                .add(imagesPerSecond);
        libraries.put(contender, result.get("library"));
        progress.end(String.format(Locale.ROOT, "%.0f images/s", imagesPerSecond));
    }

    private static void requireSameNetwork(String title, NetworkPlan plan, Map<String, String> result)
            throws BenchException {
        long parameters = (long) Worker.number(result, "parameters");
        if (parameters != plan.parameterCount()) {
            throw new BenchException(title + ": expected a network of " + plan.parameterCount()
                    + " parameters, found one of " + parameters);
        }
    }

    private Report report() {
        List<Row> rows = settings.networks().stream()
                .map(plan -> Row.of(settings.workload(), plan, figures.get(plan), peakGflops))
                .toList();
        return new Report(
                settings.workload().label(),
                machine,
                settings.threads(),
                settings.workload().batch(),
                settings.rounds(),
                settings.timeScale(),
                libraries.get(Contender.OURS),
                libraries.get(Contender.CONTIGUOUS),
                peakGflops,
                rows,
                Row.geometricMean(rows));
    }
}

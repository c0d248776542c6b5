package io.atelier.bench.path;

import io.atelier.bench.BenchException;
import io.atelier.bench.network.BenchNetworks;
import io.atelier.bench.ours.OurTraining;
import io.atelier.bench.worker.Measurement;
import io.atelier.bench.worker.ResultLines;
import io.atelier.contract.Json;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.engine.NativeRuntime;
import io.atelier.engine.Network;
import io.atelier.engine.kernel.Workers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The process that records. Arguments: architecture, images per batch, seconds of warm-up, seconds of measurement, numbers of
 * threads separated by commas.
 */
public final class PathWorker {

    private static final int LEAST_TURNS = 5;

    /** Of small batches, first: code that runs once for a layer in a step is compiled only after some hundred steps. */
    private static final Duration SMALL_STEPS = Duration.ofSeconds(10);

    private static final int SMALL_BATCH = 2;

    private PathWorker() {}

    public static void main(String[] arguments) throws UnknownArchitectureException, BenchException {
        NativeRuntime runtime = NativeRuntime.start(1);
        NetworkPlan plan = BenchNetworks.named(arguments[0]);
        List<Integer> threads =
                Arrays.stream(arguments[4].split(",")).map(Integer::valueOf).toList();
        try (Network network = Network.create(plan, 1)) {
            Runnable step = new OurTraining(network, Integer.parseInt(arguments[1]));
            Measurement.of(new OurTraining(network, SMALL_BATCH), SMALL_STEPS, Duration.ZERO);
            Measurement.of(step, seconds(arguments[2]), Duration.ZERO);
            CriticalPath path = record(step, seconds(arguments[3]), threads);
            ResultLines.write(Map.of(
                            "path", new String(Json.write(path), StandardCharsets.UTF_8),
                            "parameters", plan.parameterCount(),
                            "library", runtime.description()))
                    .forEach(System.out::println);
        }
    }

    private static Duration seconds(String text) {
        return Duration.ofNanos((long) (Double.parseDouble(text) * 1e9));
    }

    /** Steps for all numbers of threads in turn, so that what disturbs the machine disturbs all of them. */
    private static CriticalPath record(Runnable step, Duration time, List<Integer> threads) throws BenchException {
        Set<Integer> counts = new TreeSet<>(threads);
        counts.add(1);
        counts.add(CriticalPath.BOUND_THREADS);
        Map<Integer, List<List<Piece>>> recorded = new TreeMap<>();
        List<Double> unrecorded = new ArrayList<>();
        long begin = System.nanoTime();
        for (int turn = 0; turn < LEAST_TURNS || System.nanoTime() - begin < time.toNanos(); turn++) {
            for (int count : counts) {
                Workers.simulate(count);
                // The first one finds nothing of its own in the caches.
                step.run();
                if (count == 1) {
                    unrecorded.add(seconds(step));
                }
                recorded.computeIfAbsent(count, of -> new ArrayList<>()).add(StepRecorder.record(step));
            }
        }
        Map<Integer, List<Piece>> steps = new TreeMap<>();
        for (int count : counts) {
            steps.put(count, TypicalStep.of(recorded.get(count)));
        }
        return CriticalPath.of(steps, Measurement.median(unrecorded), HandOver.measure());
    }

    private static double seconds(Runnable step) {
        long before = System.nanoTime();
        step.run();
        return (System.nanoTime() - before) / 1e9;
    }
}

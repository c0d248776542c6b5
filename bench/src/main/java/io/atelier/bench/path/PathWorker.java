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

    /** Recorded ones, with as many between them that are not. */
    private static final int LEAST_STEPS = 5;

    private PathWorker() {}

    public static void main(String[] arguments) throws UnknownArchitectureException, BenchException {
        NativeRuntime runtime = NativeRuntime.start(1);
        NetworkPlan plan = BenchNetworks.named(arguments[0]);
        List<Integer> threads =
                Arrays.stream(arguments[4].split(",")).map(Integer::valueOf).toList();
        try (Network network = Network.create(plan, 1)) {
            Runnable step = new OurTraining(network, Integer.parseInt(arguments[1]));
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

    private static CriticalPath record(Runnable step, Duration time, List<Integer> threads) throws BenchException {
        Set<Integer> counts = new TreeSet<>(threads);
        counts.add(1);
        counts.add(CriticalPath.BOUND_THREADS);
        Map<Integer, List<Piece>> steps = new TreeMap<>();
        List<Double> unrecorded = new ArrayList<>();
        for (int count : counts) {
            Workers.simulate(count);
            List<Double> seconds = count == 1 ? unrecorded : new ArrayList<>();
            steps.put(count, pieces(step, time.dividedBy(counts.size()), seconds));
        }
        return CriticalPath.of(steps, Measurement.median(unrecorded), HandOver.measure());
    }

    /** Recorded and other steps in turn, so that what disturbs the machine disturbs both. */
    private static List<Piece> pieces(Runnable step, Duration time, List<Double> unrecorded) throws BenchException {
        List<List<Piece>> recorded = new ArrayList<>();
        StepRecorder.record(step);
        long begin = System.nanoTime();
        while (recorded.size() < LEAST_STEPS || System.nanoTime() - begin < time.toNanos()) {
            long before = System.nanoTime();
            step.run();
            unrecorded.add((System.nanoTime() - before) / 1e9);
            recorded.add(StepRecorder.record(step));
        }
        return TypicalStep.of(recorded);
    }
}

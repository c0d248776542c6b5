package io.atelier.bench.ours;

import io.atelier.bench.network.BenchNetworks;
import io.atelier.bench.worker.Measurement;
import io.atelier.bench.worker.ResultLines;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.engine.NativeRuntime;
import io.atelier.engine.Network;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Our process. Arguments: {@code training} or {@code inference}, architecture, threads, images per batch, seconds of
 * warm-up, seconds of measurement.
 */
public final class Ours {

    private Ours() {}

    public static void main(String[] arguments) throws UnknownArchitectureException {
        NativeRuntime runtime = NativeRuntime.start(Integer.parseInt(arguments[2]));
        NetworkPlan plan = BenchNetworks.named(arguments[1]);
        int size = Integer.parseInt(arguments[3]);
        try (Network network = Network.create(plan, 1)) {
            Runnable step =
                    switch (arguments[0]) {
                        case "training" -> new OurTraining(network, size);
                        case "inference" -> new OurInference(network, size);
                        default ->
                            throw new IllegalArgumentException("Expected training or inference, found " + arguments[0]);
                    };
            Measurement measurement = Measurement.of(step, seconds(arguments[4]), seconds(arguments[5]));

            Map<String, Object> result = new LinkedHashMap<>();
            result.put("median_seconds", measurement.medianSeconds());
            result.put("steps", measurement.steps());
            result.put("parameters", plan.parameterCount());
            result.put("library", runtime.description());
            ResultLines.write(result).forEach(System.out::println);
        }
    }

    private static Duration seconds(String text) {
        return Duration.ofNanos((long) (Double.parseDouble(text) * 1e9));
    }
}

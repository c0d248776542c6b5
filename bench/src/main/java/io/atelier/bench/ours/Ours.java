package io.atelier.bench.ours;

import io.atelier.bench.worker.Measurement;
import io.atelier.bench.worker.ResultLines;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.study.StudyNetworks;
import io.atelier.contract.tensor.Batch;
import io.atelier.engine.NativeRuntime;
import io.atelier.engine.Network;
import io.atelier.engine.kernel.Softmax;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Our process. Arguments: {@code training} or {@code inference}, architecture, threads, images per batch, seconds of
 * warm-up, seconds of measurement.
 */
public final class Ours {

    private static final int BATCHES = 8;

    private Ours() {}

    public static void main(String[] arguments) throws UnknownArchitectureException {
        NativeRuntime runtime = NativeRuntime.start(Integer.parseInt(arguments[2]));
        NetworkPlan plan = StudyNetworks.named(arguments[1]);
        int size = Integer.parseInt(arguments[3]);
        try (Network network = Network.create(plan, 1)) {
            Runnable step =
                    switch (arguments[0]) {
                        case "training" -> training(network, size);
                        case "inference" -> inference(network, size);
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

    private static Runnable training(Network network, int size) {
        List<Batch> batches = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int index = 0; index < BATCHES; index++) {
            int[] labels = random.ints(size, 0, network.plan().classes()).toArray();
            batches.add(new Batch(images(network, size, random), labels));
        }
        return new Runnable() {
            private int iteration;

            @Override
            public void run() {
                double loss = network.trainStep(batches.get(iteration % BATCHES), iteration, 1)
                        .loss();
                if (!Double.isFinite(loss)) {
                    throw new ArithmeticException("Our loss is " + loss);
                }
                iteration++;
            }
        };
    }

    private static Runnable inference(Network network, int size) {
        FloatBuffer images = images(network, size, new SplittableRandom(1));
        int classes = network.plan().classes();
        float[] logits = new float[size * classes];
        return () -> {
            network.logits(images, size, logits);
            double sum = 0;
            for (int i = 0; i < size; i++) {
                Softmax softmax = new Softmax(logits, i * classes, classes);
                for (int c = 0; c < classes; c++) {
                    sum += softmax.probability(c);
                }
            }
            if (!Double.isFinite(sum)) {
                throw new ArithmeticException("Our probabilities sum to " + sum);
            }
        };
    }

    private static FloatBuffer images(Network network, int size, SplittableRandom random) {
        float[] pixels = new float[size * (int) network.plan().input().size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble();
        }
        return FloatBuffer.wrap(pixels);
    }
}

package io.atelier.engine;

import io.atelier.contract.Seeds;
import io.atelier.contract.SplitMix64;
import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.UnknownArchitectureException;
import io.atelier.contract.study.StudyNetworks;
import io.atelier.contract.tensor.Batch;
import io.atelier.contract.tensor.Tensor;
import io.atelier.engine.kernel.Softmax;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The figures of a few steps of every built-in, exactly: doubles in hexadecimal, arrays by their SHA-256. */
final class Bits {

    private static final int STEPS = 3;
    private static final int BATCH = 8;
    private static final int TEST_IMAGES = 24;
    private static final long SEED = 2017;

    private static final int SIDE = 28;
    private static final int PIXELS = SIDE * SIDE;
    private static final int CLASSES = 10;

    private Bits() {}

    /** Prints the figures, computed with as many threads as the argument says, and what computed them. */
    public static void main(String[] arguments) throws UnknownArchitectureException {
        NativeRuntime runtime = NativeRuntime.start(Integer.parseInt(arguments[0]));
        System.out.println("# " + runtime.description() + ", Java " + Runtime.version());
        figures().forEach((name, value) -> System.out.println(name + "=" + value));
    }

    /** By name; {@link NativeRuntime#start} comes before. */
    static Map<String, String> figures() throws UnknownArchitectureException {
        Map<String, String> figures = new TreeMap<>();
        figures.put("arithmetic", Integer.toString(Arithmetic.NUMBER));
        for (String name : BuiltIns.names()) {
            try (Network network = Network.create(StudyNetworks.named(name), SEED)) {
                train(network, name, figures);
                evaluate(network, name, figures);
            }
        }
        return figures;
    }

    private static void train(Network network, String name, Map<String, String> figures) {
        double loss = 0;
        for (int step = 0; step < STEPS; step++) {
            loss += network.trainStep(batch(step, BATCH), step, SEED).loss();
        }
        figures.put(name + ".parameters", Network.sha256(network.parameters()));
        figures.put(name + ".optimizer", Network.sha256(network.optimizerState()));
        figures.put(name + ".training_loss", Double.toHexString(loss / STEPS));
    }

    private static void evaluate(Network network, String name, Map<String, String> figures) {
        Batch images = batch(STEPS, TEST_IMAGES);
        int classes = network.plan().classes();
        float[] logits = new float[TEST_IMAGES * classes];
        network.logits(images.images(), TEST_IMAGES, logits);
        double loss = 0;
        int correct = 0;
        for (int i = 0; i < TEST_IMAGES; i++) {
            Softmax softmax = new Softmax(logits, i * classes, classes);
            loss += softmax.loss(images.label(i));
            correct += softmax.predicted() == images.label(i) ? 1 : 0;
        }
        figures.put(name + ".test_logits", Network.sha256(List.of(Tensor.ofFloats("logits", logits, logits.length))));
        figures.put(name + ".test_loss", Double.toHexString(loss / TEST_IMAGES));
        figures.put(name + ".test_correct", Integer.toString(correct));
    }

    /** Noise with a bright bar whose height is the label. */
    private static Batch batch(int number, int size) {
        SplitMix64 random = Seeds.generator(SEED, number);
        FloatBuffer images = FloatBuffer.allocate(size * PIXELS);
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = random.nextInt(CLASSES);
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                double bar = pixel / (3 * SIDE) == labels[i] ? 0.5 : 0;
                images.put(i * PIXELS + pixel, (float) (bar + 0.5 * random.nextDouble()));
            }
        }
        return new Batch(images, labels);
    }
}

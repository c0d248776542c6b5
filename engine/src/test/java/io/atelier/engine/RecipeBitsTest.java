package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.ChildProcess;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.Definitions;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.recipe.Averaging;
import io.atelier.contract.recipe.Optimizer;
import io.atelier.contract.recipe.Rates;
import io.atelier.contract.recipe.Recipe;
import io.atelier.contract.recipe.Schedule;
import io.atelier.contract.tensor.Batch;
import io.atelier.contract.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Parameters, optimizer and averages have the same bits wherever they are computed and wherever they were interrupted. */
class RecipeBitsTest {

    private static final NetworkPlan PLAN = Plans.of(
            "recipes", Plans.conv(8), Plans.norm(), Plans.pool(), Plans.dropout(0.2), Plans.dense(32), Plans.output());

    private static final NetworkPlan RESIDUAL = Plans.of(residual());

    private static final int STEPS_PER_EPOCH = 4;
    private static final int STEPS = 12;
    private static final long SEED = 3;

    private static final Recipe MODERN = RecipeAgreementTest.recipe(
            new Optimizer.Sgd(0.05, 0.9, true, 0.01, new Rates(1, 8, 0.5, 3)),
            new Schedule.OneCycle(0.3, 0.2, 0.01),
            0.1,
            List.of(new Averaging.Lookahead(5, 0.5), new Averaging.Ema(0.9, 2)));

    private static final Map<String, Training> TRAININGS = Map.of(
            "sgd with both averages",
            new Training(PLAN, MODERN),
            "residual network",
            new Training(RESIDUAL, MODERN),
            "sgd without state",
            new Training(
                    PLAN,
                    RecipeAgreementTest.recipe(
                            new Optimizer.Sgd(0.05, 0, false, 0, Rates.EQUAL),
                            new Schedule.Stepwise(1, 0.5),
                            0,
                            List.of())),
            "adamw with rates",
            new Training(
                    PLAN,
                    RecipeAgreementTest.recipe(
                            new Optimizer.AdamW(new Optimizer.Adam(0.01, 0.9, 0.99, 1e-6, new Rates(1, 2, 3, 0)), 0.1),
                            new Schedule.Cosine(0.2),
                            0.05,
                            List.of(new Averaging.Ema(0.5, 1)))));

    private record Training(NetworkPlan plan, Recipe recipe) {}

    private static Architecture residual() {
        try {
            return Definitions.of(
                    "residual",
                    "{'kind': 'convolution', 'filters': 6, 'kernel': 5, 'stride': 2}",
                    "{'kind': 'batch_norm', 'name': 'trunk'}",
                    "{'kind': 'convolution', 'filters': 6, 'activation': 'silu'}",
                    "{'kind': 'add', 'inputs': ['conv_2', 'trunk']}",
                    "{'kind': 'global_average_pool'}",
                    "{'kind': 'output'}");
        } catch (InvalidDefinitionException e) {
            throw new IllegalStateException(e);
        }
    }

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        NativeRuntime.start(2);
    }

    @Test
    void shouldResumeToTheBitAtEveryStep() throws Exception {
        for (Map.Entry<String, Training> training : TRAININGS.entrySet()) {
            String undisturbed = hash(training.getValue(), STEPS);
            for (int stopped = 1; stopped < STEPS; stopped++) {
                assertThat(hash(training.getValue(), stopped))
                        .as("%s, stopped after %d steps", training.getKey(), stopped)
                        .isEqualTo(undisturbed);
            }
        }
    }

    @Test
    void shouldComputeTheSameBitsWithOtherThreads() throws Exception {
        Map<String, String> here = hashes();
        for (int threads : new int[] {1, 3}) {
            NativeRuntime.start(threads);
            assertThat(hashes()).as("%d threads", threads).isEqualTo(here);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
    void shouldComputeTheSameBitsWithNarrowVectorsOnAnotherJdk() throws Exception {
        List<String> options = new ArrayList<>(ChildProcess.ENGINE);
        options.add("-XX:UseAVX=2");
        String output =
                ChildProcess.output(ChildProcess.newestJava(), folder.resolve("child.log"), options, Child.class, "3");

        hashes().forEach((name, hash) -> assertThat(output).contains(name + "=" + hash));
    }

    /** The other process. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            NativeRuntime.start(Integer.parseInt(arguments[0]));
            hashes().forEach((name, hash) -> System.out.println(name + "=" + hash));
        }
    }

    private static Map<String, String> hashes() throws Exception {
        Map<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, Training> training : TRAININGS.entrySet()) {
            hashes.put(training.getKey(), hash(training.getValue(), STEPS));
        }
        return hashes;
    }

    /** Of everything after all steps; after {@code stopped} of them another network goes on. */
    private static String hash(Training training, int stopped) throws Exception {
        List<Tensor> parameters;
        List<Tensor> state;
        try (Network network = Network.create(training.plan(), training.recipe(), STEPS_PER_EPOCH, SEED)) {
            train(network, 0, stopped);
            parameters = network.parameters();
            state = network.optimizerState();
        }
        try (Network network = Network.create(training.plan(), training.recipe(), STEPS_PER_EPOCH, SEED + 1)) {
            network.setParameters(parameters);
            network.setOptimizerState(state);
            train(network, stopped, STEPS);
            List<Tensor> all = new ArrayList<>(network.parameters());
            all.addAll(network.optimizerState());
            all.addAll(network.averagedParameters());
            return Network.sha256(all);
        }
    }

    private static void train(Network network, int from, int to) {
        for (int iteration = from; iteration < to; iteration++) {
            SplittableRandom random = new SplittableRandom(iteration);
            FloatBuffer images = FloatBuffer.allocate(8 * 784);
            int[] labels = new int[8];
            for (int i = 0; i < images.limit(); i++) {
                images.put(i, (float) random.nextDouble());
            }
            for (int i = 0; i < labels.length; i++) {
                labels[i] = random.nextInt(10);
            }
            network.trainStep(new Batch(images, labels), iteration, SEED);
        }
    }
}

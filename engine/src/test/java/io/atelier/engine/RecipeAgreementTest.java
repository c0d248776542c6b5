package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.recipe.Averaging;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Optimizer;
import io.atelier.contract.recipe.Prediction;
import io.atelier.contract.recipe.Rates;
import io.atelier.contract.recipe.Recipe;
import io.atelier.contract.recipe.Schedule;
import io.atelier.contract.tensor.Batch;
import io.atelier.contract.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole network moves under a modern recipe as under PyTorch's and Keras' optimizers. */
class RecipeAgreementTest {

    static final int STEPS = 10;

    /** Nesterov, decay, one cycle, rates by kind, smoothed labels. */
    static final Recipe SGD = recipe(
            new Optimizer.Sgd(0.05, 0.9, true, 0.01, new Rates(1, 2, 0.5, 3)),
            new Schedule.OneCycle(0.3, 1 / 25.0, 1 / 25e4),
            0.1,
            List.of());

    /** Decay of weights alone, cosine with warm-up, an average. */
    static final Recipe ADAMW = recipe(
            new Optimizer.AdamW(new Optimizer.Adam(0.002, 0.9, 0.999, 0.01, Rates.EQUAL), 0.1),
            new Schedule.Cosine(0.4),
            0,
            List.of(new Averaging.Ema(0.8, 1)));

    static Recipe recipe(Optimizer optimizer, Schedule schedule, double labelSmoothing, List<Averaging> averaging) {
        return new Recipe(
                6,
                2,
                optimizer,
                schedule,
                labelSmoothing,
                Holdout.NONE,
                List.of(),
                Optional.empty(),
                averaging,
                Prediction.PLAIN);
    }

    @BeforeAll
    static void start() {
        NativeRuntime.start(2);
    }

    @Test
    void shouldTrainAsPyTorchDoesWithNesterovDecayRatesOneCycleAndSmoothedLabels() throws Exception {
        assertTraining("recipe_sgd", SGD);
    }

    @Test
    void shouldTrainAsKerasDoesWithAdamWCosineAndAnAverage() throws Exception {
        assertTraining("recipe_adamw", ADAMW);
    }

    private static void assertTraining(String name, Recipe recipe) throws Exception {
        Vectors vectors = Vectors.named(name);
        NetworkPlan plan = KerasAgreementTest.plan("normalized");
        float[] losses = vectors.floats("losses");
        try (Network network = Network.create(plan, recipe, STEPS / 2, 1)) {
            network.setParameters(KerasAgreementTest.parameters(vectors, plan, "initial"));
            for (int step = 0; step < STEPS; step++) {
                Batch batch = KerasAgreementTest.batch(vectors, step);
                assertThat(network.trainStep(batch, step, 1).loss())
                        .as("loss of step %d", step)
                        .isCloseTo(losses[step], within(1e-5));
                if (step == 0) {
                    assertParameters(network.parameters(), vectors, "first", 1e-5);
                }
            }
            assertParameters(network.parameters(), vectors, "last", 1e-5);
            if (!recipe.averaging().isEmpty()) {
                assertParameters(network.averagedParameters(), vectors, "average", 1e-5);
            }
        }
    }

    private static void assertParameters(List<Tensor> parameters, Vectors vectors, String moment, double most) {
        for (Tensor tensor : parameters) {
            double error = RelativeError.of(tensor.toFloats(), vectors.floats(moment + "." + tensor.name()));
            assertThat(error).as("%s, %s", tensor.name(), moment).isLessThan(most);
        }
    }
}

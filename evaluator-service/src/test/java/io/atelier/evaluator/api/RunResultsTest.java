package io.atelier.evaluator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.atelier.contract.halving.Halving;
import io.atelier.contract.halving.Rung;
import io.atelier.contract.message.Failure;
import io.atelier.contract.message.TestTrials;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.message.TrialEvent;
import io.atelier.evaluator.Samples;
import io.atelier.evaluator.view.RunView;
import io.atelier.evaluator.view.TrialSamples;
import io.atelier.service.http.StrictJson;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Would catch results.json losing a field or changing its name. */
class RunResultsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new JavaTimeModule());

    static {
        new StrictJson().customize(MAPPER);
    }

    @Test
    void shouldHaveTheFieldsOfResultsJson() {
        JsonNode results = results(TrialSamples.completed("run", "fashion-mnist"));
        JsonNode trial = results.get("trials").get(0);

        assertThat(results.fieldNames())
                .toIterable()
                .containsExactly(
                        "run",
                        "dataset",
                        "synthetic",
                        "profile",
                        "created",
                        "complete",
                        "scored_by",
                        "settings",
                        "configurations",
                        "trials");
        assertThat(results.get("complete").asBoolean()).isTrue();
        assertThat(results.get("synthetic").asBoolean()).isFalse();
        assertThat(trial.fieldNames())
                .toIterable()
                .containsExactly(
                        "trial",
                        "configuration",
                        "architecture",
                        "study",
                        "seed",
                        "state",
                        "epochs",
                        "train_seconds",
                        "images_per_second",
                        "best_epoch",
                        "parameters",
                        "val",
                        "test",
                        "history",
                        "params_sha256",
                        "environment");
        assertThat(trial.get("test").fieldNames())
                .toIterable()
                .containsExactly(
                        "accuracy",
                        "loss",
                        "precision",
                        "recall",
                        "f1",
                        "images",
                        "classes",
                        "per_class",
                        "confusion",
                        "confused");
        assertThat(trial.at("/test/per_class/0").fieldNames())
                .toIterable()
                .containsExactly("label", "name", "precision", "recall", "f1", "support");
        assertThat(trial.at("/history/0").fieldNames())
                .toIterable()
                .containsExactly(
                        "epoch",
                        "loss",
                        "accuracy",
                        "val_loss",
                        "val_accuracy",
                        "test_accuracy",
                        "test_loss",
                        "seconds",
                        "images_per_second");
        assertThat(trial.get("state").asText()).isEqualTo("EARLY_STOPPED");
        assertThat(trial.get("best_epoch").asInt()).isEqualTo(2);
        assertThat(trial.get("parameters").asInt()).isEqualTo(255_158);
        assertThat(trial.get("params_sha256").asText()).isEqualTo(Samples.SHA256);
        assertThat(trial.at("/test/accuracy").asDouble()).isEqualTo(0.5);
        assertThat(trial.at("/test/confusion/5/4").asInt()).isEqualTo(1);
        assertThat(trial.at("/history/2/test_accuracy").asDouble()).isEqualTo(0.5);
    }

    @Test
    void shouldRankConfigurationsWithTheSettingsInWhichTheyDiffer() {
        JsonNode results = results(TrialSamples.sweep("run", 3, 2));
        JsonNode best = results.at("/configurations/0");

        assertThat(results.get("scored_by").asText()).isEqualTo("VALIDATION");
        assertThat(results.get("settings")).hasSize(3);
        assertThat(best.fieldNames())
                .toIterable()
                .containsExactly(
                        "configuration",
                        "architecture",
                        "rank",
                        "score",
                        "spread",
                        "test_accuracy",
                        "scored",
                        "trials",
                        "settings");
        assertThat(best.get("rank").asInt()).isEqualTo(1);
        assertThat(best.get("score").asDouble()).isCloseTo(0.89995, within(1e-9));
        assertThat(best.get("spread").asDouble()).isCloseTo(0.0001 / Math.sqrt(2), within(1e-9));
        assertThat(best.get("test_accuracy").asDouble()).isEqualTo(0.5);
        assertThat(best.at("/settings").get("recipe.optimizer.learning_rate").isNumber())
                .isTrue();
        assertThat(results.at("/configurations/2/rank").asInt()).isEqualTo(3);
    }

    /** The study says nothing about its layers when they are trained in another way. */
    @Test
    void shouldNameTheStudyOnlyWhereTheRecipeIsItsOwn() {
        TrialDefinition own = Samples.definition("run", "fashion-mnist");
        TrialDefinition patient = TestTrials.trial(
                own.run(), 1, "fmnist_3", 1, "report", 50, 7, own.train(), own.validation(), own.test());
        TrialDefinition brief =
                TestTrials.trial(own.run(), 1, "fmnist_3", 1, "quick", 1, 5, own.train(), own.validation(), own.test());

        assertThat(trial(patient).get("study").isNull()).isTrue();
        assertThat(trial(brief).get("study").asText()).isEqualTo("fmnist_3");
    }

    @Test
    void shouldTellTheStateOfTrialsThatHaveNotEnded() {
        RunView view = new RunView(1);
        TrialSamples.add(view, TrialEvent.queued(Samples.definition("run", "synthetic"), Samples.NOON));

        JsonNode results = results(view);
        JsonNode trial = results.get("trials").get(0);

        assertThat(results.get("complete").asBoolean()).isFalse();
        assertThat(results.get("synthetic").asBoolean()).isTrue();
        assertThat(trial.get("state").asText()).isEqualTo("QUEUED");
        assertThat(trial.get("epochs").asInt()).isZero();
        assertThat(trial.get("test").isNull()).isTrue();
        assertThat(trial.get("history")).isEmpty();
        assertThat(trial.get("params_sha256").isNull()).isTrue();
        assertThat(trial.has("failure")).isFalse();
    }

    /** What it would be if it ended now is not what it ends with. */
    @Test
    void shouldNotCallTheParametersOfATrialThatWaitsFinal() {
        TrialDefinition competing =
                TestTrials.competing(Samples.definition("run", "fashion-mnist"), new Halving(3, 3, 9));
        TrialEvent paused = TrialEvent.paused(
                competing, Samples.NOON, "trainer-1", 1, Samples.result(3, 3), List.of(new Rung(3, 0.4)));
        RunView view = new RunView(1);
        TrialSamples.add(view, paused);

        assertThat(results(view).at("/trials/0/state").asText()).isEqualTo("PAUSED");
        assertThat(results(view).at("/trials/0/epochs").asInt()).isEqualTo(3);
        assertThat(results(view).at("/trials/0/params_sha256").isNull()).isTrue();

        TrialSamples.add(view, paused.pruned(Samples.NOON));

        assertThat(results(view).at("/trials/0/state").asText()).isEqualTo("PRUNED");
        assertThat(results(view).at("/trials/0/params_sha256").asText()).isEqualTo(Samples.SHA256);
    }

    /** A name is no proof: the study's figures belong to its layers. */
    @Test
    void shouldNameTheStudysArchitectureOnlyWhereTheLayersAreTheSame() {
        TrialDefinition own = Samples.definition("run", "fashion-mnist");
        TrialDefinition other = new TrialDefinition(
                TrialDefinition.SCHEMA,
                own.run(),
                own.runTrials(),
                own.configuration(),
                TestTrials.read("""
                        {"name": "fmnist_3", "layers": [{"kind": "dense", "units": 5}, {"kind": "output"}]}"""),
                own.recipe(),
                own.seed(),
                own.profile(),
                own.train(),
                own.validation(),
                own.test(),
                null,
                null);

        JsonNode ofStudy = trial(own);
        JsonNode ofAnother = trial(other);

        assertThat(ofStudy.get("study").asText()).isEqualTo("fmnist_3");
        assertThat(ofAnother.get("configuration").asText()).isEqualTo("fmnist_3");
        assertThat(ofAnother.get("architecture").asText()).isEqualTo("fmnist_3");
        assertThat(ofAnother.get("study").isNull()).isTrue();
        assertThat(ofAnother.get("parameters").asInt()).isEqualTo(784 * 5 + 5 + 5 * 10 + 10);
    }

    private static JsonNode trial(TrialDefinition definition) {
        RunView view = new RunView(1);
        TrialSamples.add(view, TrialEvent.queued(definition, Samples.NOON));
        return results(view).get("trials").get(0);
    }

    @Test
    void shouldTellWhyATrialFailed() {
        RunView view = new RunView(1);
        Failure failure = new Failure(Failure.Code.NON_FINITE_LOSS, "the loss is NaN");
        TrialSamples.add(
                view,
                TrialEvent.failed(Samples.definition("run", "synthetic"), Samples.NOON, "trainer-1", 1, 0, failure));

        JsonNode trial = results(view).get("trials").get(0);

        assertThat(trial.at("/failure/code").asText()).isEqualTo("NON_FINITE_LOSS");
        assertThat(trial.at("/failure/message").asText()).isEqualTo("the loss is NaN");
    }

    private static JsonNode results(RunView view) {
        return MAPPER.valueToTree(RunResults.of(view.run("run").orElseThrow()));
    }
}

package io.atelier.data.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.service.http.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private final Planner planner = new Planner("fashion-mnist", 60_000, 10_000);

    @Test
    void shouldPlanTheReportLongestTrialFirst() throws Exception {
        PlannedRun run = planner.plan(RunRequest.of("study", "report"));

        assertThat(run.trials())
                .extracting(TrialDefinition::trial)
                .containsExactly(
                        "study.fmnist_5.s1",
                        "study.fmnist_6.s1",
                        "study.fmnist_1.s1",
                        "study.fmnist_4.s1",
                        "study.fmnist_2.s1",
                        "study.fmnist_3.s1");
        assertThat(run.dataset()).isEqualTo("fashion-mnist");
        assertThat(run.profile()).isEqualTo("report");
    }

    /** The table of the study: epochs, patience, images, holdout and augmentation of every architecture. */
    @Test
    void shouldFollowTheRecipes() throws Exception {
        PlannedRun run = planner.plan(RunRequest.of("study", "report"));
        List<Augmentation> shifted = List.of(new Augmentation.Keras(0.2, 0.2, 0, true));

        check(run, "fmnist_1", 10, null, 60_000, null, Holdout.NONE, List.of());
        check(run, "fmnist_2", 10, null, 45_000, 15_000, Holdout.tail(0.25), List.of());
        check(run, "fmnist_3", 50, 5, 45_000, 15_000, Holdout.tail(0.25), List.of());
        for (String name : List.of("fmnist_4", "fmnist_5", "fmnist_6")) {
            check(run, name, 50, 5, 48_000, 12_000, Holdout.shuffled(0.2, 42), shifted);
        }
    }

    @Test
    void shouldPlanTheQuickProfileWhereNothingIsSaid() throws Exception {
        PlannedRun run = planner.plan(new RunRequest(null, null, null, null, null, null, null));

        assertThat(run.profile()).isEqualTo("quick");
        assertThat(run.name()).matches("quick-[0-9a-f]{8}");
        assertThat(run.trials()).hasSize(6).allSatisfy(trial -> {
            assertThat(trial.epochs()).isEqualTo(1);
            assertThat(trial.train().source()).isEqualTo(6_000);
            assertThat(trial.test().images()).isEqualTo(2_000);
            assertThat(trial.train().batchSize()).isEqualTo(128);
        });
    }

    @Test
    void shouldNameEqualRequestsEqually() throws Exception {
        RunRequest one = request(List.of("fmnist_3", "fmnist_1"), List.of(2L, 1L), 3);
        RunRequest same = request(List.of("fmnist_1", "fmnist_3"), List.of(1L, 2L), 3);
        RunRequest other = request(List.of("fmnist_1", "fmnist_3"), List.of(1L, 2L), 4);

        assertThat(planner.plan(one)).isEqualTo(planner.plan(same));
        assertThat(planner.plan(one).name()).isNotEqualTo(planner.plan(other).name());
        assertThat(planner.plan(one).trials()).hasSize(4);
    }

    /**
     * A new version of a message must not name, and so plan and train, the default run anew. It did once, when trials came to
     * carry their definitions.
     */
    @Test
    void shouldDeriveTheSameNamesForEver() throws Exception {
        assertThat(planner.plan(RunRequest.of(null, "report")).name()).isEqualTo("report-3d607186");
        assertThat(planner.plan(RunRequest.of(null, "quick")).name()).isEqualTo("quick-948bfcdd");
        assertThat(TrialContent.lines(planner.plan(request(List.of("fmnist_4"), List.of(7L), 3))
                        .trials()
                        .get(0)))
                .isEqualTo("""
                    configuration=fmnist_4
                    seed=7
                    profile=quick
                    epochs=3
                    patience=5
                    train.dataset=fashion-mnist
                    train.source=6000
                    train.images=4800
                    train.holdout.method=shuffled
                    train.holdout.fraction=0.2
                    train.holdout.seed=42
                    train.augmentation.width_shift=0.2
                    train.augmentation.height_shift=0.2
                    train.augmentation.rotation=0
                    train.augmentation.horizontal_flip=true
                    train.batch_size=128
                    train.seed=7
                    validation.dataset=fashion-mnist
                    validation.source=6000
                    validation.images=1200
                    validation.holdout.method=shuffled
                    validation.holdout.fraction=0.2
                    validation.holdout.seed=42
                    validation.augmentation.width_shift=0
                    validation.augmentation.height_shift=0
                    validation.augmentation.rotation=0
                    validation.augmentation.horizontal_flip=false
                    validation.batch_size=128
                    validation.seed=0
                    test.dataset=fashion-mnist
                    test.source=2000
                    test.images=2000
                    test.holdout.method=none
                    test.holdout.fraction=0
                    test.holdout.seed=0
                    test.augmentation.width_shift=0
                    test.augmentation.height_shift=0
                    test.augmentation.rotation=0
                    test.augmentation.horizontal_flip=false
                    test.batch_size=128
                    test.seed=0
                    recipe={"epochs":3,"holdout":{"kind":"shuffled","fraction":0.2,"seed":42},"early_stopping":{"patience":5},"augmentations":[{"kind":"keras","width_shift":0.2,"height_shift":0.2,"horizontal_flip":true}]}
                    architecture=ARCHITECTURE
                    """.replace(
                        "ARCHITECTURE", BuiltIns.named("fmnist_4").write().toString()));
    }

    @Test
    void shouldSayInEachTrialHowManyTheRunHas() throws Exception {
        PlannedRun run = planner.plan(request(List.of("fmnist_1", "fmnist_3"), List.of(1L, 2L), 3));

        assertThat(run.trials())
                .hasSize(4)
                .extracting(TrialDefinition::runTrials)
                .containsOnly(4);
    }

    @Test
    void shouldGiveEachSeedItsOwnTrainingStream() throws Exception {
        PlannedRun run = planner.plan(request(List.of("fmnist_4"), List.of(1L, 2L), 1));

        assertThat(run.trials()).extracting(trial -> trial.train().seed()).containsExactly(1L, 2L);
        assertThat(run.trials())
                .extracting(trial -> trial.validation().id())
                .containsOnly("fashion-mnist/validation/6000/shuffled0.2-42/b128");
    }

    @Test
    void shouldSayEverythingThatIsWrong() {
        RunRequest request = new RunRequest(
                null, "fast", List.of("fmnist_3", "resnet", "fmnist_3"), List.of(1L, 1L), null, 70_000, 20_000);

        assertThatThrownBy(() -> planner.plan(request))
                .isInstanceOfSatisfying(InvalidRunException.class, e -> assertThat(e.violations())
                        .containsExactly(
                                new Violation("profile", "must be one of report, quick, but is \"fast\""),
                                new Violation(
                                        "architectures[1]",
                                        "is an unknown architecture, \"resnet\"; known are fmnist_1, fmnist_2,"
                                                + " fmnist_3, fmnist_4, fmnist_5, fmnist_6"),
                                new Violation("architectures", "must be different from each other"),
                                new Violation("seeds", "must be different from each other, but are [1, 1]"),
                                new Violation(
                                        "train_images",
                                        "must be at most 60000, as many as the dataset has, but is 70000"),
                                new Violation(
                                        "test_images",
                                        "must be at most 10000, as many as the dataset has, but is 20000")));
    }

    private static RunRequest request(List<String> architectures, List<Long> seeds, Integer epochs) {
        return new RunRequest(null, "quick", architectures, seeds, epochs, null, null);
    }

    private static void check(
            PlannedRun run,
            String architecture,
            int epochs,
            Integer patience,
            int train,
            Integer validation,
            Holdout holdout,
            List<Augmentation> augmentations) {
        TrialDefinition trial = run.trials().stream()
                .filter(candidate -> candidate.configuration().equals(architecture))
                .findFirst()
                .orElseThrow();
        assertThat(trial.epochs()).isEqualTo(epochs);
        assertThat(trial.patience()).isEqualTo(patience);
        assertThat(trial.train().images()).isEqualTo(train);
        assertThat(trial.train().holdout()).isEqualTo(holdout);
        assertThat(trial.train().augmentations()).isEqualTo(augmentations);
        assertThat(trial.train().seed()).isEqualTo(1);
        assertThat(trial.test().images()).isEqualTo(10_000);
        if (validation == null) {
            assertThat(trial.validation()).isNull();
        } else {
            assertThat(trial.validation().images()).isEqualTo(validation);
            assertThat(trial.validation().holdout()).isEqualTo(holdout);
        }
    }
}

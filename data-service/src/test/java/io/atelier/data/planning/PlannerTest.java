package io.atelier.data.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Normalize;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetRequest;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.dataset.SourceSettings;
import io.atelier.contract.dataset.TopicRequest;
import io.atelier.contract.definition.Fault;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.message.TrialDefinition;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.study.StudyNetworks;
import io.atelier.data.catalog.Lookup;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private final Planner planner = Requests.planner("fashion-mnist", 60_000, 10_000);

    @Test
    void shouldPlanTheReportLongestTrialFirst() throws Exception {
        PlannedRun run = Requests.plan(planner, "study", "report");

        assertThat(run.trials())
                .extracting(TrialDefinition::trial)
                .containsExactly(
                        "study.fmnist_5.s1",
                        "study.fmnist_6.s1",
                        "study.fmnist_1.s1",
                        "study.fmnist_4.s1",
                        "study.fmnist_2.s1",
                        "study.fmnist_3.s1");
        assertThat(run.dataset()).isEqualTo("fashion-mnist-0a1b2c3d");
        assertThat(run.profile()).isEqualTo("report");
    }

    /** The table of the study: epochs, patience, images, holdout and augmentation of every architecture. */
    @Test
    void shouldFollowTheRecipes() throws Exception {
        PlannedRun run = Requests.plan(planner, "study", "report");
        List<Augmentation> shifted = List.of(new Augmentation.Keras(0.2, 0.2, 0, true));

        check(run, "fmnist_1", 10, null, 60_000, null, Holdout.NONE, List.of());
        check(run, "fmnist_2", 10, null, 45_000, 15_000, Holdout.tail(0.25), List.of());
        check(run, "fmnist_3", 50, 5, 45_000, 15_000, Holdout.tail(0.25), List.of());
        for (String name : List.of("fmnist_4", "fmnist_5", "fmnist_6")) {
            check(run, name, 50, 5, 48_000, 12_000, Holdout.shuffled(0.2, 42), shifted);
        }
    }

    @Test
    void shouldPlanTheQuickProfile() throws Exception {
        PlannedRun run = plan("{'profile': 'quick'}");

        assertThat(run.profile()).isEqualTo("quick");
        assertThat(run.name()).matches("quick-[0-9a-f]{8}");
        assertThat(run.trials()).hasSize(6).allSatisfy(trial -> {
            assertThat(trial.epochs()).isEqualTo(1);
            assertThat(trial.train().source()).isEqualTo(6_000);
            assertThat(trial.test().images()).isEqualTo(2_000);
            assertThat(trial.recipe().batchSize()).isEqualTo(128);
            assertThat(trial.dataset().toString()).isEqualTo("fashion-mnist-0a1b2c3d (28x28x1 and 10 classes)");
            assertThat(trial.test().recordImages()).isEqualTo(1172);
        });
    }

    @Test
    void shouldNameEqualRequestsEqually() throws Exception {
        String request = "{'profile': 'quick', 'architectures': [%s], 'seeds': [%s], 'epochs': %d}";
        PlannedRun one = plan(request.formatted("'fmnist_3', 'fmnist_1'", "2, 1", 3));
        PlannedRun same = plan(request.formatted("'fmnist_1', 'fmnist_3'", "1, 2", 3));
        PlannedRun other = plan(request.formatted("'fmnist_1', 'fmnist_3'", "1, 2", 4));

        assertThat(one).isEqualTo(same);
        assertThat(one.name()).isNotEqualTo(other.name());
        assertThat(one.trials()).hasSize(4);
    }

    /**
     * A new version of a message must not name, and so plan and train, the default run anew. It did twice, when trials came to
     * carry their definitions, and when datasets came to be known by their pixels.
     */
    @Test
    void shouldDeriveTheSameNamesForEver() throws Exception {
        assertThat(plan("{'profile': 'report'}").name()).isEqualTo("report-3cd01053");
        assertThat(plan("{'profile': 'quick'}").name()).isEqualTo("quick-ec6ba9f2");
        assertThat(TrialContent.lines(
                        plan("{'profile': 'quick', 'architectures': ['fmnist_4'], 'seeds': [7], 'epochs': 3}")
                                .trials()
                                .get(0)))
                .isEqualTo("""
                    configuration=fmnist_4
                    seed=7
                    profile=quick
                    epochs=3
                    patience=5
                    train.dataset=fashion-mnist-0a1b2c3d
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
                    validation.dataset=fashion-mnist-0a1b2c3d
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
                    test.dataset=fashion-mnist-0a1b2c3d
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
                    classes=10
                    """.replace(
                        "ARCHITECTURE", BuiltIns.named("fmnist_4").write().toString()));
    }

    @Test
    void shouldSayInEachTrialHowManyTheRunHas() throws Exception {
        PlannedRun run =
                plan("{'profile': 'quick', 'architectures': ['fmnist_1', 'fmnist_3'], 'seeds': [1, 2], 'epochs': 3}");

        assertThat(run.trials())
                .hasSize(4)
                .extracting(TrialDefinition::runTrials)
                .containsOnly(4);
    }

    @Test
    void shouldGiveEachSeedItsOwnTrainingStream() throws Exception {
        PlannedRun run = plan("{'profile': 'quick', 'architectures': ['fmnist_4'], 'seeds': [1, 2], 'epochs': 1}");

        assertThat(run.trials()).extracting(trial -> trial.train().seed()).containsExactly(1L, 2L);
        assertThat(run.trials())
                .extracting(trial -> trial.validation().id())
                .containsOnly("fashion-mnist-0a1b2c3d/validation/6000/shuffled0.2-42/r1172");
    }

    @Test
    void shouldSayEverythingThatIsWrong() {
        assertThat(faults("{'profile': 'fast', 'dataset': 3, 'architectures': ['fmnist_3', 'resnet', 'fmnist_3'],"
                        + " 'seeds': [1, 1], 'epochs': -3, 'train_images': 70000, 'test_images': 20000, 'epoch': 1}"))
                .containsExactly(
                        "profile must be one of report, quick, but is \"fast\"",
                        "dataset must be the name of a dataset, or an object such as {\"name\": \"shoes\", \"topic\":"
                                + " \"shoe-images\"}, but is 3",
                        "architectures[1] must be one of fmnist_1, fmnist_2, fmnist_3, fmnist_4, fmnist_5, fmnist_6, or"
                                + " a definition, but is \"resnet\"",
                        "architectures[2] must be unique, but architectures[0] is fmnist_3 too",
                        "epochs must be an integer between 1 and 100000, but is -3",
                        "seeds[1] must be different from the seeds before, but is 1",
                        "epoch is unknown: a field here must be one of run, profile, dataset, architectures, recipe,"
                                + " configurations, set, epochs, sweep, seeds, train_images, test_images, extensible",
                        "train_images must be at most 60000, as many as the dataset has, but is 70000",
                        "test_images must be at most 10000, as many as the dataset has, but is 20000");
        assertThat(faults("{}")).containsExactly("architectures must be given");
        assertThat(faults("{'profile': 'quick', 'epochs': 2, 'set': {'recipe.epochs': 3}}"))
                .containsExactly("epochs must be left out where set[\"recipe.epochs\"] is given, but is 2");
        assertThat(faults("[]")).containsExactly("must be an object, but is []");
    }

    /** What can be known without the images is told at once, not after they have been made. */
    @Test
    void shouldCheckWhatItCanBeforeThereIsADataset() throws Exception {
        String request =
                "{'dataset': {'name': 'shoes', 'topic': 'shoe-images'}, 'architectures': ['fmnist_3'], 'epochs': %d}";

        assertThat(Planner.selection(Requests.json(request.formatted(1))))
                .contains(new DatasetRequest(
                        "shoes", new TopicRequest("shoe-images", Optional.empty(), SourceSettings.DEFAULT)));
        Planner.check(Requests.json(request.formatted(1)), lookup(null));
        assertThatThrownBy(() -> Planner.check(Requests.json(request.formatted(0)), lookup("must be another")))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage("epochs must be an integer between 1 and 100000, but is 0; dataset must be another");
    }

    @Test
    void shouldCheckAllOfADatasetThatIsKnown() {
        Lookup known = new Lookup(
                Optional.empty(),
                Optional.of(Requests.description("shoes", new Shape(8, 8, 3), 2, 90, 9)),
                Optional.empty());

        assertThatThrownBy(() -> Planner.check(
                        Requests.json("{'dataset': 'shoes', 'architectures': ['fmnist_5'], 'train_images': 91}"),
                        known))
                .hasMessageContaining("train_images must be at most 90, as many as the dataset has, but is 91");
    }

    private static Lookup lookup(String fault) {
        return new Lookup(Optional.empty(), Optional.empty(), Optional.ofNullable(fault));
    }

    @Test
    void shouldPlanAnExperimentAsItIs() throws Exception {
        PlannedRun run = plan("""
                {'dataset': 'fashion-mnist', 'recipe': {'batch_size': 32, 'epochs': 4}, 'seeds': [3], 'test_images': 100,
                 'architectures': [{'name': 'own', 'layers': [{'kind': 'dense', 'units': 5}, {'kind': 'output'}]}],
                 'sweep': {'method': 'grid', 'parameters': {'recipe.optimizer.learning_rate': [0.1, 0.2]}}}""");

        assertThat(run.name()).matches("experiment-[0-9a-f]{8}");
        assertThat(run.trials())
                .extracting(TrialDefinition::configuration)
                .containsExactly("own-learning_rate-0_1", "own-learning_rate-0_2");
        TrialDefinition trial = run.trials().get(1);
        assertThat(trial.epochs()).isEqualTo(4);
        assertThat(trial.recipe().batchSize()).isEqualTo(32);
        assertThat(trial.train().images()).isEqualTo(60_000);
        assertThat(trial.test().images()).isEqualTo(100);
        assertThat(trial.recipe().optimizer().write().toString()).contains("0.2");
    }

    @Test
    void shouldLetWhatIsSaidWinOverTheProfile() throws Exception {
        PlannedRun run = plan("{'profile': 'quick', 'architectures': ['fmnist_3'], 'set': {'recipe.epochs': 3},"
                + " 'train_images': 100}");

        assertThat(run.trials().get(0).epochs()).isEqualTo(3);
        assertThat(run.trials().get(0).train().source()).isEqualTo(100);
        assertThat(run.trials().get(0).test().source()).isEqualTo(2_000);
    }

    @Test
    void shouldPlanForTheImagesAndClassesOfTheDataset() throws Exception {
        Planner colours = Requests.planner("colours", new Shape(32, 24, 3), 300, 5_000, 1_000);
        String request = """
                {'architectures': [{'name': 'own', 'layers': [{'kind': 'convolution', 'filters': 4}, {'kind': 'output'}]}],
                 'configurations': [
                   {'label': 'bytes', 'architecture': 'own', 'recipe': {'augmentations': [{'kind': 'crop', 'padding': 4}]}},
                   {'label': 'floats', 'architecture': 'own', 'recipe': {'augmentations': [{'kind': 'rotation', 'degrees': 9}]}}]}
                """;

        PlannedRun run = Requests.plan(colours, request);

        assertThat(run.trials()).allSatisfy(trial -> {
            assertThat(trial.dataset().shape()).isEqualTo(new DatasetShape(new Shape(32, 24, 3), 300));
            assertThat(trial.test().recordImages()).isEqualTo(921_600 / (32 * 24 * 3 + 2));
        });
        assertThat(run.trials())
                .extracting(trial -> trial.train().recordImages())
                .containsExactlyInAnyOrder(399, 99);
        // 3 x 3 x 3 x 4 + 4, and 32 x 24 x 4 x 300 + 300.
        assertThat(ConfigurationView.of(run).get(0).parameters()).isEqualTo(922_012);
    }

    @Test
    void shouldRefuseImagesThatARecordCanNotHold() {
        Planner large = Requests.planner("large", new Shape(400, 400, 3), 10, 500, 50);
        String request = "{'architectures': [{'name': 'own', 'layers': [{'kind': 'average_pool', 'size': 20},"
                + " {'kind': 'output'}]}], 'recipe': {'augmentations': [{'kind': 'contrast', 'range': 0.1}]}}";

        assertThat(faults(large, request))
                .containsExactly(
                        "recipe.augmentations must leave an image within the 921600 bytes of a record, but one of"
                                + " 400x400x3 has 1920002 as F32: choose smaller images, or augmentations that only move or blank"
                                + " pixels (flip, crop, cutout, erase)");
    }

    /** Validation and scoring stream what is too large to be kept. */
    @Test
    void shouldPlanAsManyTestImagesAsThereAre() throws Exception {
        Planner many = Requests.planner("many", new Shape(64, 64, 3), 10, 400_000, 200_000);

        PlannedRun run = Requests.plan(
                many,
                "{'architectures': [{'name': 'own', 'layers': [{'kind': 'output'}]}], 'recipe': {'batch_size': 4096}}");

        assertThat(run.trials().get(0).test().images()).isEqualTo(200_000);
    }

    @Test
    void shouldPutTheDatasetsMeanAndDeviationIntoArchitectures() throws Exception {
        Planner colours = Requests.planner("colours", new Shape(8, 8, 3), 10, 500, 50);
        String request = "{'architectures': [{'name': 'own', 'layers': [%s, {'kind': 'output'}]}]}";

        PlannedRun run = Requests.plan(colours, request.formatted("{'kind': 'normalize'}"));

        TrialDefinition trial = run.trials().get(0);
        assertThat(trial.architecture().layers().get(0).layer())
                .isEqualTo(new Normalize(List.of(0.5, 0.25, 0.125), List.of(0.25, 0.125, 1.0)));
        String given = "{'kind': 'normalize', 'mean': [0.5, 0.25, 0.125], 'deviation': [0.25, 0.125, 1]}";
        assertThat(Requests.plan(colours, request.formatted(given)).name()).isEqualTo(run.name());
    }

    @Test
    void shouldUseNoMoreImagesForAProfileThanThereAre() throws Exception {
        PlannedRun run = Requests.plan(Requests.planner("small", 500, 50), "few", "quick");

        assertThat(run.trials().get(0).train().source()).isEqualTo(500);
        assertThat(run.trials().get(0).test().source()).isEqualTo(50);
    }

    @Test
    void shouldSayWhatConfigurationsNeed() throws Exception {
        PlannedRun run = plan("{'profile': 'quick', 'architectures': ['fmnist_3'], 'seeds': [1, 2], 'epochs': 3}");

        ConfigurationView needs = ConfigurationView.of(run).get(0);

        assertThat(needs.configuration()).isEqualTo("fmnist_3");
        assertThat(needs.parameters()).isEqualTo(255_158);
        assertThat(needs.checkpointBytes()).isEqualTo(4 * 255_158);
        assertThat(needs.trials()).isEqualTo(2);
        NetworkPlan plan = StudyNetworks.named("fmnist_3");
        assertThat(needs.multiplyAdds()).isEqualTo(plan.multiplyAdds());
        // Two trials of three epochs of three quarters of 6,000 images.
        assertThat(needs.trainingFlops()).isEqualTo(plan.trainingFlopsPerImage() * 2 * 3 * 4_500);
    }

    private PlannedRun plan(String json) throws InvalidDefinitionException {
        return Requests.plan(planner, json);
    }

    private List<String> faults(String json) {
        return faults(planner, json);
    }

    private static List<String> faults(Planner planner, String json) {
        try {
            throw new AssertionError("Planned: " + Requests.plan(planner, json));
        } catch (InvalidDefinitionException e) {
            return e.faults().stream().map(Fault::toString).toList();
        }
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

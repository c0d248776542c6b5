package io.atelier.contract.experiment;

import static io.atelier.contract.experiment.Experiments.TINY;
import static io.atelier.contract.experiment.Experiments.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.architecture.Shape;
import io.atelier.contract.dataset.DatasetSelection;
import io.atelier.contract.dataset.DatasetShape;
import io.atelier.contract.definition.Fault;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.recipe.Recipe;
import io.atelier.contract.study.Study;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentTest {

    private static final String ALL = "{'run': 'first', 'dataset': 'fashion-mnist', 'architectures': ['fmnist_3', "
            + TINY + "], 'recipe': {'epochs': 3}, 'seeds': [2, 1], 'train_images': 6000, 'test_images': 2000}";

    @Test
    void shouldReadEveryField() throws Exception {
        Experiment experiment = read(ALL);

        assertThat(experiment.run()).isEqualTo(Optional.of("first"));
        assertThat(experiment.dataset()).contains(new DatasetSelection.Named("fashion-mnist"));
        assertThat(experiment.configurations()).extracting(Configuration::label).containsExactly("fmnist_3", "tiny");
        assertThat(experiment.configurations())
                .allMatch(configuration -> configuration.recipe().epochs() == 3);
        assertThat(experiment.configurations().get(0).architecture()).isEqualTo(BuiltIns.named("fmnist_3"));
        assertThat(experiment.seeds()).containsExactly(1L, 2L);
        assertThat(experiment.trainImages()).isEqualTo(OptionalInt.of(6000));
        assertThat(experiment.testImages()).isEqualTo(OptionalInt.of(2000));
        assertThat(experiment.trials()).isEqualTo(4);
    }

    @Test
    void shouldTakeTheStudysRecipesForItsArchitecturesAndTheDefaultForOthers() throws Exception {
        Experiment experiment = read("{'architectures': ['fmnist_3', 'fmnist_5', " + TINY + "]}");

        assertThat(experiment.configurations())
                .extracting(Configuration::recipe)
                .containsExactly(study("fmnist_3"), study("fmnist_5"), Recipe.DEFAULT);
        assertThat(experiment.seeds()).containsExactly(1L);
    }

    private static Recipe study(String architecture) {
        return Study.configuration(architecture).orElseThrow().recipe();
    }

    @Test
    void shouldTrainOneArchitectureByTwoRecipes() throws Exception {
        Experiment experiment = read("{'architectures': [" + TINY + "], 'recipe': {'epochs': 2}, 'configurations': ["
                + "{'label': 'plain', 'architecture': 'tiny'},"
                + "{'label': 'smooth', 'architecture': 'tiny', 'recipe': {'label_smoothing': 0.1}},"
                + "{'architecture': 'fmnist_1'}]}");

        assertThat(experiment.configurations())
                .extracting(one -> one.label() + " " + one.architecture() + " "
                        + one.recipe().epochs() + " " + one.recipe().labelSmoothing())
                .containsExactly("plain tiny 2 0.0", "smooth tiny 10 0.1", "fmnist_1 fmnist_1 2 0.0");
    }

    @Test
    void shouldSetAFieldInEveryRecipeAndLeaveTheRest() throws Exception {
        Experiment experiment = read("{'architectures': ['fmnist_1', 'fmnist_3'], 'set': {'recipe.epochs': 1,"
                + " 'recipe.optimizer.learning_rate': 0.01}}");

        Configuration third = experiment.configurations().get(1);
        assertThat(third.label()).isEqualTo("fmnist_3");
        assertThat(third.recipe().epochs()).isEqualTo(1);
        assertThat(third.recipe().optimizer().learningRate()).isEqualTo(0.01);
        assertThat(third.recipe().holdout()).isEqualTo(study("fmnist_3").holdout());
        assertThat(experiment.configurations().get(0).recipe().epochs()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ALL,
                "{'architectures': ['fmnist_4']}",
                "{'architectures': [" + TINY
                        + "], 'sweep': {'method': 'grid', 'parameters': {'recipe.epochs': [1, 2]}}}"
            })
    void shouldReadWhatItWrote(String json) throws Exception {
        Experiment experiment = read(json);

        Experiment again = Experiment.read(Experiments.bytes(experiment.write().toString()), Experiments.GREY);

        assertThat(again).isEqualTo(experiment);
        assertThat(again.write()).isEqualTo(experiment.write());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | architectures must be given",
                "{'architectures': []} | architectures must be a list of 1 to 100 elements, but has 0",
                "{'architectures': ['vgg']} | architectures[0] must be one of fmnist_1, fmnist_2, fmnist_3, fmnist_4,"
                        + " fmnist_5, fmnist_6, or a definition, but is \"vgg\"",
                "{'architectures': [3]} | architectures[0] must be the name of a built-in or a definition, but is 3",
                "{'architectures': ['fmnist_1', 'fmnist_1']} | architectures[1] must be unique, but architectures[0] is"
                        + " fmnist_1 too",
                "{'architectures': [{'name': 'fmnist_1', 'layers': [{'kind': 'output'}]}]} | architectures[0].name must not"
                        + " be fmnist_1, since that is a built-in with other layers: choose another name",
                "{'architectures': ['fmnist_1'], 'seeds': [1, 1]} | seeds[1] must be different from the seeds before, but"
                        + " is 1",
                "{'architectures': ['fmnist_1'], 'seeds': [-1]} | seeds[0] must be an integer between 0 and"
                        + " 9223372036854775807, but is -1",
                "{'architectures': ['fmnist_1'], 'train_images': 3} | train_images must be an integer between 20 and"
                        + " 2147483647, but is 3",
                "{'architectures': ['fmnist_1'], 'run': 'My Run'} | run must be 1 to 64 characters of a-z, 0-9, _ and -,"
                        + " beginning with a letter or digit, but is \"My Run\"",
                "{'architectures': ['fmnist_1'], 'colour': 'red'} | colour is unknown: a field here must be one of run, profile,"
                        + " dataset, architectures, recipe, configurations, set, epochs, sweep, seeds, train_images,"
                        + " test_images, extensible",
                "{'profile': 'fast'} | profile must be one of report, quick, but is \"fast\"",
                "{'profile': 'quick', 'epochs': 0} | epochs must be an integer between 1 and 100000, but is 0",
                "{'profile': 'quick', 'epochs': 2, 'set': {'recipe.epochs': 3}} | epochs must be left out where"
                        + " set[\"recipe.epochs\"] is given, but is 2",
                "{'configurations': [{'architecture': 'fmnist_1'}, {'architecture': 'fmnist_1', 'recipe': {}}]} |"
                        + " configurations[1] must have a label of its own, but configurations[0] is fmnist_1 too",
                "{'configurations': [{'label': 'a', 'recipe': {}}]} | configurations[0].architecture must be given",
                "{'architectures': ['fmnist_1', 'fmnist_2'], 'configurations': [{'architecture': 'fmnist_1'}]} |"
                        + " architectures[1] must be the architecture of a configuration, but none names fmnist_2",
                "{'architectures': ['fmnist_1'], 'set': {'seeds': [3]}} | set.seeds must be left out: only a field of recipes,"
                        + " such as recipe.epochs, can be set for all configurations",
                "{'architectures': ['fmnist_1'], 'set': {'recipe.epochs': 0}} | set[\"recipe.epochs\"] must be an integer"
                        + " between 1 and 100000, but is 0",
                "{'architectures': ['fmnist_1'], 'set': {'recipe.early_stopping.patience': 3}} | set makes fmnist_1, in"
                        + " which recipe.early_stopping must come with a holdout, whose loss it watches",
                "[] | must be an object, but is []",
            })
    void shouldRefuseWhatIsWrongWithItsPath(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(message);
    }

    @Test
    void shouldReadAProfileAsAShorthandOfTheStudy() throws Exception {
        Experiment quick = read("{'profile': 'quick'}");
        Experiment report = read("{'profile': 'report'}");

        assertThat(quick.configurations())
                .hasSize(6)
                .allSatisfy(one -> assertThat(one.recipe().epochs()).isEqualTo(1));
        assertThat(report.configurations().get(2).recipe()).isEqualTo(study("fmnist_3"));
        assertThat(quick.write())
                .isEqualTo(read(quick.write().toString()).write())
                .hasToString(
                        read(("{'architectures': ['fmnist_1', 'fmnist_2', 'fmnist_3', 'fmnist_4', 'fmnist_5', 'fmnist_6'],"
                                        + " 'set': {'recipe.epochs': 1}, 'train_images': 6000, 'test_images': 2000}"))
                                .write()
                                .toString());
    }

    @Test
    void shouldLetEpochsWinOverTheProfile() throws Exception {
        Experiment experiment = read("{'profile': 'quick', 'architectures': ['fmnist_3', " + TINY + "], 'epochs': 4}");

        assertThat(experiment.configurations())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.recipe().epochs()).isEqualTo(4));
    }

    @Test
    void shouldTellAllFaultsOfAllPartsAtOnce() {
        InvalidDefinitionException refusal = catchThrowableOfType(
                InvalidDefinitionException.class,
                () -> read("{'run': 'A', 'architectures': [{'name': 'deep', 'layers': [{'kind': 'max_pool', 'size': 7},"
                        + "{'kind': 'convolution', 'filters': 4, 'kernel': [7, 7], 'padding': 'valid'}, {'kind': 'output'}]},"
                        + " {'name': 'odd', 'layers': [{'kind': 'lambda'}]}, 'vgg'],"
                        + " 'recipe': {'epochs': 0, 'loss': 1}, 'seeds': [1.5], 'sweep': {'method': 'bayes'}}"));

        assertThat(refusal.faults())
                .extracting(Fault::toString)
                .contains("architectures[0].layers[1].kernel must fit 4x4, but is [7, 7]");
        assertThat(refusal.faults())
                .extracting(Fault::path)
                .containsExactly(
                        "run",
                        "architectures[0].layers[1].kernel",
                        "architectures[1].layers[0].kind",
                        "architectures[2]",
                        "recipe.epochs",
                        "recipe.loss",
                        "sweep.method",
                        "seeds[0]");
    }

    @Test
    void shouldRefuseWhatDoesNotFitTheImages() {
        assertThatThrownBy(() -> Experiment.read(
                        Experiments.bytes("{'architectures': [" + TINY + "], 'recipe': {'augmentations':"
                                + " [{'kind': 'crop', 'padding': 8, 'fill': 'reflect'}]}}"),
                        new DatasetShape(new Shape(8, 9, 3), 5)))
                .hasMessage(
                        "recipe.augmentations[0] must fit the images: crop.padding must be less than the sides of the"
                                + " images to reflect them, but is 8 for 8 x 9");
    }

    /** 50,176 x 250 weights, their two moments and an average. */
    /** Whoever serves the images will say whether it fits them; all else is said at once. */
    @Test
    void shouldLeaveOpenWhatFitsImagesThatAreNotKnownYet() throws Exception {
        String pooled = "{'architectures': [{'name': 'deep', 'layers': [{'kind': 'max_pool', 'size': 31},"
                + " {'kind': 'output'}]}], 'recipe': {'epochs': %d}}";

        assertThatThrownBy(() -> Experiments.read(pooled.formatted(1))).hasMessageContaining("28x28");
        assertThat(Experiment.read(Experiments.bytes(pooled.formatted(1)), Optional.empty())
                        .configurations())
                .hasSize(1);
        assertThatThrownBy(() -> Experiment.read(Experiments.bytes(pooled.formatted(0)), Optional.empty()))
                .hasMessageContaining("recipe.epochs must be an integer between 1 and 100000, but is 0");
    }

    @Test
    void shouldRefuseAStateThatNoTrainerTakes() {
        String wide =
                "{'name': 'wide', 'layers': [{'kind': 'convolution', 'filters': 64}, {'kind': 'dense', 'units': 250},"
                        + " {'kind': 'output'}]}";

        assertThatThrownBy(() -> read("{'architectures': [" + wide + "], 'recipe': {'averaging': [{'kind': 'ema'}]}}"))
                .hasMessage(
                        "architectures[0] must have at most 144 MiB to commit while it is trained, but has 192 MiB:"
                                + " 12547400 parameters with the optimizer's state, averages and best parameters of the recipe");
    }

    /** 784 x (448 + 448) float32, and ten: 2.7 MiB for an image. */
    @Test
    void shouldRefuseActivationsOfABatchThatNoTrainerTakes() throws Exception {
        String wide = "{'name': 'wide', 'layers': [{'kind': 'convolution', 'filters': 448, 'kernel': 1},"
                + " {'kind': 'activation', 'activation': 'relu'}, {'kind': 'global_average_pool'}, {'kind': 'output'}]}";

        assertThat(read("{'architectures': [" + wide + "], 'recipe': {'batch_size': 256}}")
                        .trials())
                .isEqualTo(1);
        assertThatThrownBy(() -> read(
                        "{'architectures': [" + wide.replace("448", "896") + "], 'recipe': {'batch_size':" + " 256}}"))
                .hasMessage(
                        "architectures[0] must keep the outputs of all layers for a batch within 1024 MiB, but needs"
                                + " 1373 MiB for one of 256 images: fewer of them (batch_size), or smaller layers");
    }

    @Test
    void shouldRefuseABatchWhoseImagesNoTrainerTakes() throws Exception {
        DatasetShape large = new DatasetShape(new Shape(512, 512, 3), 10);
        String request = "{'architectures': [{'name': 'own', 'layers': [{'kind': 'average_pool', 'size': 31}, {'kind':"
                + " 'output'}]}], 'recipe': {'batch_size': %d}}";

        assertThat(Experiment.read(Experiments.bytes(request.formatted(85)), large)
                        .trials())
                .isEqualTo(1);
        assertThatThrownBy(() -> Experiment.read(Experiments.bytes(request.formatted(4096)), large))
                .hasMessage("recipe.batch_size must leave the images of a batch within 256 MiB as float32, but 4096 of"
                        + " 512x512x3 have 12288 MiB: at most 85");
    }

    @Test
    void shouldBoundConfigurationsSeedsAndTrials() {
        String labels = IntStream.range(0, 101)
                .mapToObj(i -> "{'label': 'c" + i + "', 'architecture': 'fmnist_1'}")
                .collect(Collectors.joining(","));
        String seeds = IntStream.range(0, 64).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String sixteen = IntStream.range(1, 17).mapToObj(Integer::toString).collect(Collectors.joining(","));

        assertThatThrownBy(() -> read("{'configurations': [" + labels + "]}"))
                .hasMessage("configurations must be a list of 1 to 100 elements, but has 101");
        assertThatThrownBy(() -> read("{'architectures': ['fmnist_1'], 'seeds': [" + seeds + ", 64]}"))
                .hasMessage("seeds must be a list of 1 to 64 elements, but has 65");
        assertThatThrownBy(() -> read("{'architectures': ['fmnist_1'], 'seeds': [" + seeds
                        + "], 'sweep': {'method': 'grid', 'parameters': {'recipe.epochs': [" + sixteen + "]}}}"))
                .hasMessage("seeds must make at most 1000 trials, but 64 seeds of 16 configurations make 1024");
    }
}

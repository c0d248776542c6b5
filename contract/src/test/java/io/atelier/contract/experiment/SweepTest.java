package io.atelier.contract.experiment;

import static io.atelier.contract.experiment.Experiments.TINY;
import static io.atelier.contract.experiment.Experiments.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.Json;
import io.atelier.contract.architecture.Dense;
import io.atelier.contract.dataset.KnownShapes;
import io.atelier.contract.definition.InvalidDefinitionException;
import io.atelier.contract.halving.Halving;
import io.atelier.contract.recipe.Optimizer;
import io.atelier.contract.recipe.Rates;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {

    private static final String HELD_OUT = "{'epochs': 9, 'holdout': {'kind': 'tail', 'fraction': 0.25}}";

    @Test
    void shouldTrainEveryCombinationOfAGrid() throws Exception {
        List<Configuration> all = sweep("'grid', 'parameters': {'recipe.optimizer.learning_rate': [0.1, 3e-2],"
                + " 'architectures.tiny.layers.dense_1.units': [16, 32]}");

        assertThat(all)
                .extracting(Configuration::label)
                .containsExactly(
                        "tiny-dense_1-units-16-learning_rate-0_1",
                        "tiny-dense_1-units-16-learning_rate-0_03",
                        "tiny-dense_1-units-32-learning_rate-0_1",
                        "tiny-dense_1-units-32-learning_rate-0_03");
        assertThat(all)
                .extracting(one -> one.recipe().optimizer().learningRate())
                .containsExactly(0.1, 0.03, 0.1, 0.03);
        assertThat(all).extracting(SweepTest::units).containsExactly(16, 16, 32, 32);
        assertThat(all).allMatch(one -> one.architecture().name().equals("tiny"));
    }

    @Test
    void shouldKeepEveryConfigurationOfAGridThatGrows() throws Exception {
        List<Configuration> before =
                sweep("'grid', 'parameters': {'recipe.batch_size': [32, 64], 'recipe.epochs': [2]}");
        List<Configuration> after =
                sweep("'grid', 'parameters': {'recipe.epochs': [1, 2], 'recipe.batch_size': [16, 64, 32, 128]}");

        assertThat(before).hasSize(2);
        assertThat(after).hasSize(8).containsAll(before);
    }

    @Test
    void shouldDrawTheSameWhenMoreIsDrawn() throws Exception {
        String parameters = ", 'seed': 5, 'parameters': {"
                + "'recipe.optimizer.learning_rate': {'kind': 'log_uniform', 'least': 0.0001, 'most': 0.1},"
                + "'recipe.label_smoothing': {'kind': 'uniform', 'least': 0, 'most': 0.2},"
                + "'architectures.tiny.layers.dense_1.units': {'kind': 'log_uniform', 'least': 8, 'most': 256, 'whole': true},"
                + "'recipe.batch_size': {'kind': 'choices', 'values': [32, 64, 128]}}";
        List<Configuration> twelve = sweep("'random', 'number': 12" + parameters);
        List<Configuration> sixteen = sweep("'random', 'number': 16" + parameters);

        assertThat(twelve).hasSize(12);
        assertThat(sixteen).hasSize(16).startsWith(twelve.toArray(Configuration[]::new));
        assertThat(sixteen)
                .allMatch(one -> one.recipe().optimizer().learningRate() >= 0.0001
                        && one.recipe().optimizer().learningRate() <= 0.1
                        && one.recipe().labelSmoothing() <= 0.2
                        && units(one) >= 8
                        && units(one) <= 256
                        && List.of(32, 64, 128).contains(one.recipe().batchSize()));
        // Half of them below the middle of the logarithmic scale, give or take what happens once in a thousand seeds.
        assertThat(sixteen.stream()
                        .filter(one -> one.recipe().optimizer().learningRate() < 0.00316)
                        .count())
                .isBetween(2L, 14L);
    }

    /**
     * The same on every machine and from one version to the next, or an extended sweep would train all of it again. The
     * values were computed in Python from the definition of Seeds.
     */
    @Test
    void shouldDrawWhatItHasAlwaysDrawn() throws Exception {
        assertThat(sweep("'random', 'number': 4, 'seed': 1, 'parameters': {'recipe.optimizer.learning_rate':"
                        + " {'kind': 'log_uniform', 'least': 0.0001, 'most': 0.1}}"))
                .extracting(Configuration::label)
                .containsExactly(
                        "tiny-learning_rate-0_01164",
                        "tiny-learning_rate-0_0001987",
                        "tiny-learning_rate-0_01574",
                        "tiny-learning_rate-0_003592");
    }

    @Test
    void shouldDrawEachCombinationOnce() throws Exception {
        assertThat(sweep("'random', 'number': 6, 'parameters': {'recipe.epochs': [1, 2, 3],"
                        + " 'recipe.optimizer.beta_1': [0.9, 0.5]}"))
                .extracting(Configuration::label)
                .containsExactlyInAnyOrder(
                        "tiny-epochs-1-beta_1-0_9",
                        "tiny-epochs-2-beta_1-0_9",
                        "tiny-epochs-3-beta_1-0_9",
                        "tiny-epochs-1-beta_1-0_5",
                        "tiny-epochs-2-beta_1-0_5",
                        "tiny-epochs-3-beta_1-0_5");
    }

    /** Drawn as random draws them, all combinations without a number, or those that are spelled out. */
    @Test
    void shouldLetAllConfigurationsCompete() throws Exception {
        String learningRates =
                "'recipe.optimizer.learning_rate': {'kind': 'log_uniform', 'least': 0.0001, 'most': 0.1}";
        Experiment drawn = competing("'number': 6, 'seed': 5, 'epochs': 2, 'parameters': {" + learningRates + "}");
        Experiment random = read("{'architectures': [" + TINY + "], 'recipe': " + HELD_OUT
                + ", 'sweep': {'method': 'random', 'number': 6, 'seed': 5, 'parameters': {" + learningRates + "}}}");

        assertThat(drawn.configurations()).isEqualTo(random.configurations());
        assertThat(drawn.halving()).contains(new Halving(3, 2, 6));
        assertThat(random.halving()).isEmpty();
        assertThat(competing("'factor': 2, 'parameters': {'recipe.batch_size': [16, 32]}")
                        .halving())
                .contains(new Halving(2, 1, 2));
        assertThat(competing("'factor': 2").halving()).contains(new Halving(2, 1, 1));
    }

    /** The services read what the client read, with every configuration spelled out. */
    @Test
    void shouldWriteAHalvingAsItReadsIt() throws Exception {
        Experiment experiment = competing("'factor': 4, 'epochs': 3, 'parameters': {'recipe.batch_size': [16, 32]}");

        assertThat(Experiment.read(Json.write(experiment.write()), KnownShapes.FASHION_MNIST))
                .isEqualTo(experiment);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'epochs': 9 | sweep.epochs must be less than the epochs of the recipe, 9, but is 9",
                "'parameters': {'recipe.epochs': [3, 4]} | sweep.method must come with recipes of equally many epochs, but"
                        + " tiny-epochs-3 has 3 and tiny-epochs-4 has 4",
            })
    void shouldRefuseWhatCannotCompete(String sweep, String fault) {
        assertThatThrownBy(() -> competing(sweep))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(fault);
    }

    private static Experiment competing(String sweep) throws InvalidDefinitionException {
        return read("{'architectures': [" + TINY + "], 'recipe': " + HELD_OUT
                + ", 'sweep': {'method': 'successive_halving', " + sweep + "}}");
    }

    @Test
    void shouldLeaveArchitecturesAloneThatAPathDoesNotName() throws Exception {
        assertThat(read("{'architectures': [" + TINY + ", 'fmnist_1'], 'sweep': {'method': 'grid', 'parameters': {"
                                + "'architectures.tiny.layers.drop.rate': [0.1, 0.2]}}}")
                        .configurations())
                .extracting(Configuration::label)
                .containsExactly("tiny-drop-rate-0_1", "tiny-drop-rate-0_2", "fmnist_1");
    }

    @Test
    void shouldReachElementsOfListsByTheirKind() throws Exception {
        List<Configuration> all = read("{'architectures': [" + TINY + "], 'recipe': {'averaging': {'kind': 'ema'},"
                        + " 'augmentations': [{'kind': 'flip'}, {'kind': 'cutout', 'size': 4}]}, 'sweep': {'method': 'grid',"
                        + " 'parameters': {'recipe.augmentations.cutout.size': [8], 'recipe.averaging.ema.decay': [0.5],"
                        + " 'recipe.optimizer.rates.bias': [64]}}}")
                .configurations();

        assertThat(all)
                .extracting(Configuration::label)
                .containsExactly("tiny-cutout-size-8-ema-decay-0_5-rates-bias-64");
        assertThat(all.get(0).recipe().write())
                .hasToString(
                        "{\"optimizer\":{\"kind\":\"adam\",\"rates\":{\"bias\":64.0}},\"augmentations\":"
                                + "[{\"kind\":\"flip\"},{\"kind\":\"cutout\",\"size\":8}],\"averaging\":[{\"kind\":\"ema\",\"decay\":0.5}]}");
    }

    @Test
    void shouldEndALongLabelWithAHashOfAll() throws Exception {
        List<Configuration> all = read("{'configurations': [{'label': '" + "a".repeat(50)
                        + "', 'architecture': 'fmnist_1'}],"
                        + " 'sweep': {'method': 'grid', 'parameters': {'recipe.optimizer.learning_rate': [0.1, 0.2]}}}")
                .configurations();

        assertThat(all)
                .extracting(Configuration::label)
                .doesNotHaveDuplicates()
                .allMatch(label -> label.matches("a{50}-lear-[0-9a-f]{8}"));
    }

    @Test
    void shouldChangeTheOptimizerThatThereIs() throws Exception {
        Configuration only = read("{'architectures': [" + TINY + "], 'recipe': {'optimizer': {'kind': 'sgd'}}, 'sweep':"
                        + " {'method': 'grid', 'parameters': {'recipe.optimizer.momentum': [0.9],"
                        + " 'recipe.optimizer.nesterov': [true]}}}")
                .configurations()
                .get(0);

        assertThat(only.label()).isEqualTo("tiny-momentum-0_9-nesterov-true");
        assertThat(only.recipe().optimizer()).isEqualTo(new Optimizer.Sgd(0.01, 0.9, true, 0, Rates.EQUAL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'halving', 'parameters': {} | sweep.method must be one of grid, random, successive_halving, but is"
                        + " \"halving\"",
                "'successive_halving', 'factor': 1 | sweep.factor must be an integer between 2 and 10, but is 1",
                "'successive_halving', 'epochs': 0 | sweep.epochs must be an integer between 1 and 99999, but is 0",
                "'successive_halving' | sweep.method must come with a holdout in every recipe, by whose loss trials are"
                        + " ranked, but tiny has none",
                "'successive_halving', 'number': 2 | sweep.number must be left out where there are no parameters to draw",
                "'grid' | sweep.parameters must be given",
                "'grid', 'parameters': {} | sweep.parameters must be 1 to 16 fields, but are 0",
                "'grid', 'parameters': {'recipe.epochs': [1, 1]} | sweep.parameters[\"recipe.epochs\"][1] must be different"
                        + " from the values before, but is 1",
                "'grid', 'parameters': {'recipe.epochs': [0, 1]} | sweep.parameters[\"recipe.epochs\"][0] must be an integer"
                        + " between 1 and 100000, but is 0",
                "'grid', 'parameters': {'recipe.epochs': 'many'} | sweep.parameters[\"recipe.epochs\"] must be a list of 1 to"
                        + " 100 elements, but is \"many\"",
                "'grid', 'parameters': {'recipe.epochs': [[1]]} | sweep.parameters[\"recipe.epochs\"][0] must be a number,"
                        + " true or false, but is [1]",
                "'grid', 'parameters': {'recipe.epochs': [1e999999999]} | sweep.parameters[\"recipe.epochs\"][0] must be a"
                        + " number between -1.0E30 and 1.0E30, but is 1E+999999999",
                "'grid', 'parameters': {'recipe.optimizer.momentum': [0.9]} | sweep.parameters[\"recipe.optimizer.momentum\"]"
                        + "[0] is unknown: a field here must be one of kind, learning_rate, beta_1, beta_2, epsilon, rates",
                "'grid', 'parameters': {'architectures.big.layers.dense_1.units': [1]} |"
                        + " sweep.parameters[\"architectures.big.layers.dense_1.units\"] must name an architecture of this"
                        + " experiment, but it has only tiny",
                "'grid', 'parameters': {'architectures.tiny.layers.dense_2.units': [1]} |"
                        + " sweep.parameters[\"architectures.tiny.layers.dense_2.units\"] must name a layer of tiny, but it"
                        + " has only conv_1, max_pool_1, dense_1, drop, output",
                "'grid', 'parameters': {'recipe.averaging.ema.decay': [0.5]} |"
                        + " sweep.parameters[\"recipe.averaging.ema.decay\"] must name one of averaging, but tiny does not"
                        + " have exactly one ema",
                "'grid', 'parameters': {'recipe.early_stopping.patience': [3]} | sweep makes tiny-early_stopping-patience-3,"
                        + " in which recipe.early_stopping must come with a holdout, whose loss it watches",
                "'random', 'parameters': {'recipe.epochs': [1]} | sweep.number must be given",
                "'random', 'number': 3, 'parameters': {'recipe.epochs': [1, 2]} | sweep.number must be at most 2, as many"
                        + " combinations as differ, but is 3",
                "'random', 'number': 2, 'parameters': {'recipe.epochs': {'kind': 'uniform', 'least': 2, 'most': 1}} |"
                        + " sweep.parameters[\"recipe.epochs\"].most must be above least, 2.0, but is 1.0",
                "'random', 'number': 1, 'parameters': {'recipe.epochs': {'kind': 'normal'}} |"
                        + " sweep.parameters[\"recipe.epochs\"].kind must be one of uniform, log_uniform, choices, but is"
                        + " \"normal\"",
            })
    void shouldRefuseWhatIsWrongWithItsPath(String sweep, String message) {
        assertThatThrownBy(() -> sweep(sweep))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(message);
    }

    @Test
    void shouldSayWhichPathsCanBeSweptOver() {
        assertThatThrownBy(() -> sweep("'grid', 'parameters': {'recipe.optimizer.kind': [1]}"))
                .hasMessageStartingWith(
                        "sweep.parameters[\"recipe.optimizer.kind\"] can't be swept over: a path here must be"
                                + " recipe.augmentations.brightness.range, ")
                .hasMessageEndingWith(
                        "or architectures.<name>.layers.<layer>.<field> with filters, rate, units as the field");
    }

    /** Nothing is made before the number is known. */
    @Test
    void shouldRefuseTooManyCombinationsAtOnce() {
        StringBuilder parameters = new StringBuilder();
        List<String> paths = List.copyOf(Setting.OF_RECIPES).subList(0, Sweep.MAX_FIELDS);
        for (String path : paths) {
            parameters
                    .append(parameters.length() == 0 ? "" : ", ")
                    .append('\'')
                    .append(path)
                    .append("': [1");
            for (int i = 2; i <= 100; i++) {
                parameters.append(", ").append(i);
            }
            parameters.append(']');
        }

        assertThatThrownBy(() -> sweep("'grid', 'parameters': {" + parameters + "}"))
                .hasMessage("sweep must make at most 100 configurations, but makes 2^63 or more");
        assertThatThrownBy(() -> sweep("'grid', 'parameters': {'recipe.epochs': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],"
                        + " 'recipe.batch_size': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}"))
                .hasMessage("sweep must make at most 100 configurations, but makes 110");
    }

    private static List<Configuration> sweep(String sweep) throws InvalidDefinitionException {
        return read("{'architectures': [" + TINY + "], 'sweep': {'method': " + sweep + "}}")
                .configurations();
    }

    private static int units(Configuration configuration) {
        return ((Dense) configuration.architecture().layers().get(2).layer()).units();
    }
}

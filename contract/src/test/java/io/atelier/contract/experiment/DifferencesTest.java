package io.atelier.contract.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.dataset.KnownShapes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    private static final String TINY =
            "{'name': 'tiny', 'layers': [{'kind': 'dense', 'units': 64}, {'kind': 'dropout', 'name': 'drop', 'rate': 0.3},"
                    + " {'kind': 'output'}]}";

    @Test
    void shouldNameWhatASweepVariesByTheSweepsPathsAndNothingElse() throws Exception {
        Differences differences = of("{'architectures': [" + TINY + "], 'sweep': {'method': 'grid', 'parameters': {"
                + "'recipe.optimizer.learning_rate': [0.001, 0.003],"
                + "'architectures.tiny.layers.dense_1.units': [32, 64]}}}");

        assertThat(differences.settings())
                .containsExactly("architectures.tiny.layers.dense_1.units", "recipe.optimizer.learning_rate");
        assertThat(texts(differences, "tiny-dense_1-units-32-learning_rate-0_001"))
                .containsExactly(
                        Map.entry("architectures.tiny.layers.dense_1.units", "32"),
                        Map.entry("recipe.optimizer.learning_rate", "0.001"));
    }

    @Test
    void shouldNameArchitecturesWhereTheyDifferAltogether() throws Exception {
        Differences differences = of("{'architectures': ['fmnist_1', 'fmnist_3'], 'recipe': {}}");

        assertThat(differences.settings()).containsExactly("architecture");
        assertThat(texts(differences, "fmnist_3")).containsExactly(Map.entry("architecture", "fmnist_3"));
    }

    /** A default is a value like others, though a definition leaves it out. */
    @Test
    void shouldKnowDefaults() throws Exception {
        Differences differences = of("{'architectures': [" + TINY + "], 'configurations': ["
                + "{'label': 'a', 'architecture': 'tiny', 'recipe': {}},"
                + "{'label': 'b', 'architecture': 'tiny', 'recipe': {'optimizer': {'kind': 'adam', 'beta_1': 0.8}}}]}");

        assertThat(texts(differences, "a")).containsExactly(Map.entry("recipe.optimizer.beta_1", "0.9"));
        assertThat(texts(differences, "b")).containsExactly(Map.entry("recipe.optimizer.beta_1", "0.8"));
    }

    /** Of two kinds of optimizers only one has a momentum: the kind says that. */
    @Test
    void shouldLeaveOutWhatFollowsFromAKind() throws Exception {
        Differences differences = of("{'architectures': [" + TINY + "], 'configurations': ["
                + "{'label': 'a', 'architecture': 'tiny', 'recipe': {'optimizer': {'kind': 'adam', 'learning_rate': 0.01}}},"
                + "{'label': 'b', 'architecture': 'tiny', 'recipe': {'optimizer': {'kind': 'sgd'},"
                + " 'augmentations': [{'kind': 'crop', 'padding': 2}]}}]}");

        assertThat(differences.settings()).containsExactly("recipe.optimizer.kind", "recipe.augmentations");
        assertThat(texts(differences, "b"))
                .containsEntry("recipe.optimizer.kind", "sgd")
                .containsEntry("recipe.augmentations", "crop");
    }

    @Test
    void shouldFindNoDifferenceInOneConfiguration() throws Exception {
        assertThat(of("{'architectures': [" + TINY + "]}").settings()).isEmpty();
    }

    /** What may be swept over has to have a column. */
    @Test
    void shouldHaveEveryPathThatASweepMayChange() throws Exception {
        TreeSet<String> paths = new TreeSet<>();
        for (String recipe : List.of(
                "{'optimizer': {'kind': 'adamw'}, 'schedule': {'kind': 'one_cycle'}, 'early_stopping': {'patience': 2},"
                        + " 'holdout': {'kind': 'shuffled', 'fraction': 0.1, 'seed': 1},"
                        + " 'averaging': [{'kind': 'ema'}, {'kind': 'lookahead'}],"
                        + " 'augmentations': [{'kind': 'shift'}, {'kind': 'rotation', 'degrees': 5}, {'kind': 'crop', 'padding': 2},"
                        + " {'kind': 'cutout', 'size': 4}, {'kind': 'erase'}, {'kind': 'brightness', 'range': 0.1}, {'kind': 'contrast', 'range': 0.1}]}",
                "{'optimizer': {'kind': 'sgd'}, 'schedule': {'kind': 'step', 'every': 2, 'factor': 0.5}}")) {
            paths.addAll(FlatRecord.of(
                            "recipe",
                            configurations("{'architectures': [" + TINY + "], 'recipe': " + recipe + "}")
                                    .get(0)
                                    .recipe())
                    .keySet());
        }

        assertThat(paths).containsAll(Setting.OF_RECIPES);
    }

    @Test
    void shouldShortenNamesAsFarAsTheyStayApart() {
        assertThat(Differences.shortNames(List.of(
                        "architectures.tiny.layers.dense_1.units",
                        "architectures.tiny.layers.dense_2.units",
                        "recipe.optimizer.learning_rate")))
                .containsExactly("dense_1.units", "dense_2.units", "learning_rate");
        assertThat(Differences.shortNames(List.of("architectures.tiny.layers.drop.rate", "architecture")))
                .containsExactly("drop.rate", "architecture");
    }

    private static Map<String, String> texts(Differences differences, String label) {
        Map<String, String> texts = new TreeMap<>();
        differences.values().get(label).forEach((setting, value) -> texts.put(setting, Differences.text(value)));
        return texts;
    }

    private static Differences of(String json) throws Exception {
        return Differences.of(configurations(json));
    }

    private static List<Configuration> configurations(String json) throws Exception {
        return Experiment.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), KnownShapes.FASHION_MNIST)
                .configurations();
    }
}

package io.atelier.contract.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.BuiltIns;
import io.atelier.contract.dataset.DatasetReference;
import io.atelier.contract.recipe.Augmentation;
import io.atelier.contract.recipe.EarlyStopping;
import io.atelier.contract.recipe.Holdout;
import io.atelier.contract.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyTest {

    @Test
    void shouldHaveARecipeForEveryBuiltIn() {
        assertThat(Study.configurations())
                .extracting(StudyConfiguration::architecture)
                .isEqualTo(BuiltIns.names());
    }

    @Test
    void shouldTrainWithKerasAdamInBatchesOf128() {
        for (StudyConfiguration configuration : Study.configurations()) {
            Recipe recipe = configuration.recipe();
            assertThat(recipe)
                    .isEqualTo(new Recipe(
                            128,
                            recipe.epochs(),
                            Recipe.DEFAULT.optimizer(),
                            Recipe.DEFAULT.schedule(),
                            0,
                            recipe.holdout(),
                            recipe.augmentations(),
                            recipe.earlyStopping(),
                            List.of(),
                            Recipe.DEFAULT.prediction()));
        }
    }

    @Test
    void shouldHoldOutStopAndAugmentAsTheStudyDid() {
        Recipe last = Study.configuration("fmnist_6").orElseThrow().recipe();

        assertThat(last.epochs()).isEqualTo(50);
        assertThat(last.holdout()).isEqualTo(Holdout.shuffled(0.2, 42));
        assertThat(last.earlyStopping()).isEqualTo(Optional.of(new EarlyStopping(5)));
        assertThat(last.augmentations()).isEqualTo(List.of(new Augmentation.Keras(0.2, 0.2, 0, true)));
        assertThat(Study.configuration("other")).isEmpty();
    }

    /** One unit more is another network, whatever its name. */
    @Test
    void shouldKnowItsArchitecturesByTheirLayers() throws Exception {
        Architecture own = BuiltIns.named("fmnist_3");
        String other = own.write().toString().replaceFirst("\"units\":\\d+", "\"units\":7");

        assertThat(Study.configuration(own))
                .map(StudyConfiguration::architecture)
                .contains("fmnist_3");
        assertThat(Study.configuration(Architecture.read(other.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }

    /** MNIST has the same shape, and its accuracies are others. */
    @ParameterizedTest
    @CsvSource({
        "fashion-mnist-b5eac049, 28, true",
        "synthetic-0a1b2c3d, 28, true",
        "mnist-0a1b2c3d, 28, false",
        "synthetic-small-0a1b2c3d, 28, false",
        "synthetic-0a1b2c3d, 32, false"
    })
    void shouldBeAboutItsOwnDataset(String id, int side, boolean own) throws Exception {
        StudyConfiguration third = Study.configuration("fmnist_3").orElseThrow();

        assertThat(Study.configuration(
                        BuiltIns.named("fmnist_3"), third.recipe(), new DatasetReference(id, side, side, 1, 10)))
                .isEqualTo(own ? Optional.of(third) : Optional.empty());
    }

    @Test
    void shouldKnowWhatWasPublished() {
        assertThat(PublishedResult.of("fmnist_3"))
                .contains(new PublishedResult(0.9265, 0.926, 0.9265, 0.9263, 0.2131, 24, 126.7));
        assertThat(PublishedResult.of("other")).isEmpty();
    }

    /** Millions of multiplications and additions as counted by hand for the study's table. */
    @ParameterizedTest
    @CsvSource({"fmnist_1, 118", "fmnist_2, 116", "fmnist_3, 22", "fmnist_4, 22", "fmnist_5, 74", "fmnist_6, 30"})
    void shouldCountTheArithmeticOfTheStudysNetworks(String name, int millions) throws Exception {
        assertThat(Math.round(StudyNetworks.named(name).multiplyAdds() / 1e6)).isEqualTo(millions);
    }
}

package io.atelier.contract.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.halving.Halving;
import io.atelier.contract.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Trials that can be given more epochs. */
class ExtensionTest {

    private static final TrialDefinition PLAIN = Examples.TRIAL;
    private static final TrialDefinition EXTENSIBLE = TestTrials.extensible(PLAIN);

    @Test
    void shouldBeExtendedByTheSameTrialWithMoreEpochsOnly() {
        TrialDefinition longer = EXTENSIBLE.withEpochs(EXTENSIBLE.epochs() + 1);

        assertThat(longer.extendsThe(EXTENSIBLE)).isTrue();
        assertThat(EXTENSIBLE.extendsThe(longer)).isFalse();
        assertThat(EXTENSIBLE.extendsThe(EXTENSIBLE)).isFalse();
        assertThat(PLAIN.withEpochs(PLAIN.epochs() + 1).extendsThe(PLAIN)).isFalse();
        assertThat(longer.extendsThe(PLAIN)).isFalse();
        assertThat(TestTrials.extensible(Examples.TRIAL_WITHOUT_PATIENCE)
                        .withEpochs(EXTENSIBLE.epochs() + 1)
                        .extendsThe(EXTENSIBLE))
                .isFalse();
    }

    @Test
    void shouldBeTheSameWhetherLeftOutOrFalse() {
        TrialDefinition said = new TrialDefinition(
                TrialDefinition.SCHEMA,
                PLAIN.run(),
                PLAIN.runTrials(),
                PLAIN.configuration(),
                PLAIN.architecture(),
                PLAIN.recipe(),
                PLAIN.seed(),
                PLAIN.profile(),
                PLAIN.train(),
                PLAIN.validation(),
                PLAIN.test(),
                null,
                false);

        assertThat(said).isEqualTo(PLAIN);
        assertThat(said.canBeExtended()).isFalse();
    }

    @Test
    void shouldRefuseWhatMoreEpochsWouldTrainOtherwise() throws Exception {
        TrialDefinition competing = TestTrials.competing(PLAIN, new Halving(3, 3, 9));
        Recipe cosine = Recipe.read("{\"schedule\": {\"kind\": \"cosine\"}}".getBytes(StandardCharsets.UTF_8));
        TrialDefinition whole = Examples.TRIAL_WITHOUT_VALIDATION;

        assertThatThrownBy(() -> TestTrials.extensible(competing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("extensible must be left out where trials compete");
        assertThatThrownBy(() -> new TrialDefinition(
                        TrialDefinition.SCHEMA,
                        whole.run(),
                        whole.runTrials(),
                        whole.configuration(),
                        whole.architecture(),
                        new Recipe(
                                128,
                                10,
                                cosine.optimizer(),
                                cosine.schedule(),
                                0,
                                whole.recipe().holdout(),
                                whole.recipe().augmentations(),
                                cosine.earlyStopping(),
                                cosine.averaging(),
                                cosine.prediction()),
                        whole.seed(),
                        whole.profile(),
                        whole.train(),
                        null,
                        whole.test(),
                        null,
                        true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("extensible must come with a schedule that is the same for any number of epochs, not with"
                        + " cosine");
    }
}

package io.atelier.contract.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Experiments that can be given more epochs. */
class ExtensibleTest {

    @Test
    void shouldBeExtensibleOnlyWhereItIsAskedFor() throws Exception {
        assertThat(extensible("'epochs': 2").extensible()).isTrue();
        assertThat(extensible("'epochs': 2").write().get("extensible").asBoolean())
                .isTrue();
        assertThat(Experiments.read("{'architectures': ['fmnist_3']}").extensible())
                .isFalse();
        assertThat(Experiments.read("{'architectures': ['fmnist_3']}").write().has("extensible"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind': 'constant'}",
                "{'kind': 'step', 'every': 2, 'factor': 0.5}",
                "{'kind': 'piecewise', 'points': [[0, 1], [3, 0.1]]}"
            })
    void shouldTakeSchedulesThatAreTheSameForAnyNumberOfEpochs(String schedule) throws Exception {
        assertThat(extensible("'recipe': {'schedule': " + schedule + "}").trials())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cosine", "one_cycle"})
    void shouldRefuseSchedulesThatDependOnTheNumberOfEpochs(String kind) {
        String reason = " must be the same for any number of epochs where extensible is true, as constant, step and"
                + " piecewise are, but that of ";

        assertThatThrownBy(() -> extensible("'recipe': {'schedule': {'kind': '" + kind + "'}}"))
                .hasMessage("recipe.schedule" + reason + "fmnist_3 is " + kind);
        assertThatThrownBy(() -> Experiments.read("{'configurations': [{'label': 'own', 'architecture': 'fmnist_3',"
                        + " 'recipe': {'schedule': {'kind': '" + kind + "'}}}], 'extensible': true}"))
                .hasMessage("extensible" + reason + "own is " + kind);
    }

    @Test
    void shouldRefuseHalving() {
        assertThatThrownBy(() -> extensible("'recipe': {'epochs': 4, 'holdout': {'kind': 'tail', 'fraction': 0.1}},"
                        + " 'sweep': {'method': 'successive_halving'}"))
                .hasMessage("extensible must be left out with successive_halving: trials that were pruned would have to"
                        + " compete again");
    }

    @Test
    void shouldContainTheSameWithFewerEpochs() throws Exception {
        Experiment two = extensible("'recipe': {'epochs': 2}");
        Experiment four = extensible("'recipe': {'epochs': 4}, 'seeds': [1, 2]");

        assertThat(four.contains(two)).isTrue();
        assertThat(two.contains(four)).isFalse();
        assertThat(extensible("'recipe': {'epochs': 4, 'batch_size': 64}").contains(two))
                .isFalse();
        assertThat(Experiments.read("{'architectures': ['fmnist_3'], 'recipe': {'epochs': 4}}")
                        .contains(Experiments.read("{'architectures': ['fmnist_3'], 'recipe': {'epochs': 2}}")))
                .isFalse();
        assertThat(four.contains(Experiments.read("{'architectures': ['fmnist_3'], 'recipe': {'epochs': 2}}")))
                .isFalse();
    }

    private static Experiment extensible(String fields) throws Exception {
        return Experiments.read("{'architectures': ['fmnist_3'], 'extensible': true, " + fields + "}");
    }
}

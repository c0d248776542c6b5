package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.architecture.Definitions;
import io.atelier.contract.recipe.Recipe;
import io.atelier.engine.optimizer.Updaters;
import io.atelier.engine.layer.MeasuredCrossEntropy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What contract can describe and the engine cannot compute is refused, never computed as something else. */
class NetworkConfigurationTest {

    private static final String OUTPUT = "{'kind': 'output'}";

    private static final Updaters UPDATERS =
            Updaters.of(Recipe.DEFAULT.optimizer(), Recipe.DEFAULT.schedule(), 1, 1);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'kind': 'convolution', 'filters': 4}| convolution: kernel 3, stride 1, padding same, groups 1, with a bias and relu, not frozen",
                "{'kind': 'convolution', 'filters': 4, 'kernel': 5, 'activation': 'relu'}| convolution: kernel 3, stride 1, padding same, groups 1, with a bias and relu, not frozen",
                "{'kind': 'batch_norm', 'momentum': 0.6}| batch_norm: momentum 0.99, epsilon 0.001, of images, not frozen",
                "{'kind': 'max_pool', 'size': 3}| max_pool: size 2, stride 2, padding valid",
                "{'kind': 'dense', 'units': 3}| dense: with a bias and relu, not frozen",
                "{'kind': 'scale', 'factor': 2.0}| scale: none yet",
            })
    void shouldNameTheLayerThatItCannotCompute(String layer, String what) {
        String json = layer.replace("'", "\"").replace(": ", ":").replace(", ", ",");

        assertThatThrownBy(() -> NetworkConfiguration.of(
                        Plans.of(Definitions.of("new", layer, OUTPUT)), new MeasuredCrossEntropy(), UPDATERS))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("layers[0] of new must be a layer that this build can compute (of kind " + what
                        + "), but is " + json);
    }

    @Test
    void shouldRefuseBranches() {
        assertThatThrownBy(() -> NetworkConfiguration.of(
                        Plans.of(Definitions.of(
                                "branched",
                                "{'kind': 'max_pool'}",
                                "{'kind': 'max_pool', 'inputs': ['input']}",
                                "{'kind': 'add', 'inputs': ['max_pool_1', 'max_pool_2']}",
                                OUTPUT)),
                        new MeasuredCrossEntropy(), UPDATERS))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(
                        "Expected a network whose layers stand in a row: this build cannot compute the branches of branched"
                                + " yet");
    }
}

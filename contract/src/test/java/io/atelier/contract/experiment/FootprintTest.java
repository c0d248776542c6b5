package io.atelier.contract.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.contract.architecture.NetworkPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FootprintTest {

    /** 28 x 28 x 4 values after the convolution, 196 x 4 after pooling, then 10 outputs: 3,930 floats for each image. */
    @Test
    void shouldCountWhatFollowsFromNetworkAndBatch() throws Exception {
        Footprint footprint = footprint("{'batch_size': 32}");

        assertThat(footprint.parameters()).isEqualTo(3 * 3 * 4 + 4 + 784 * 10 + 10);
        assertThat(footprint.trainedParameters()).isEqualTo(footprint.parameters());
        assertThat(footprint.multiplyAdds()).isEqualTo(784 * 9 * 4 + 784 * 10);
        assertThat(footprint.activationBytes()).isEqualTo(4L * 32 * (784 * 4 + 784 + 10));
        assertThat(footprint.checkpointBytes()).isEqualTo(4 * footprint.parameters());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 3",
                "{'optimizer': {'kind': 'adamw'}} | 3",
                "{'optimizer': {'kind': 'sgd'}} | 1",
                "{'optimizer': {'kind': 'sgd', 'momentum': 0.9}} | 2",
                "{'averaging': [{'kind': 'lookahead'}, {'kind': 'ema'}]} | 5",
                "{'holdout': {'kind': 'tail', 'fraction': 0.1}, 'early_stopping': {'patience': 1}} | 4"
            })
    void shouldCountCopiesOfTheParametersInTheState(String recipe, int copies) throws Exception {
        Footprint footprint = footprint(recipe);

        assertThat(footprint.stateBytes()).isEqualTo(copies * footprint.checkpointBytes());
    }

    private static Footprint footprint(String recipe) throws Exception {
        Configuration configuration = Experiments.read("{'architectures': [{'name': 'small', 'layers': ["
                        + "{'kind': 'convolution', 'filters': 4}, {'kind': 'max_pool'}, {'kind': 'output'}]}], 'recipe': "
                        + recipe + "}")
                .configurations()
                .get(0);
        NetworkPlan plan =
                NetworkPlan.of(configuration.architecture(), Experiments.GREY.image(), Experiments.GREY.classes());
        return Footprint.of(plan, configuration.recipe());
    }
}

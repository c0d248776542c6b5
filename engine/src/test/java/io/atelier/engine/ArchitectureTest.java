package io.atelier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {

    @ParameterizedTest
    @CsvSource({
        "fmnist_1, 1755210, 1755210",
        "fmnist_2, 1380316, 1380316",
        "fmnist_3, 255158, 255158",
        "fmnist_4, 256950, 256054",
        "fmnist_5, 1867466, 1867466",
        "fmnist_6, 881898, 881898",
    })
    void shouldHaveTheReportsParameterCounts(String name, long all, long trainable) throws Exception {
        Architecture architecture = Architecture.named(name);

        assertThat(architecture.parameterCount()).isEqualTo(all);
        assertThat(architecture.trainableCount()).isEqualTo(trainable);
        assertThat(architecture.summary().stream().mapToLong(LayerSummary::parameters))
                .as("the rows of the summary add up")
                .satisfies(rows -> assertThat(
                                rows.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(all));
    }

    @Test
    void shouldListTheSixInOrder() {
        assertThat(Architecture.names())
                .containsExactly("fmnist_1", "fmnist_2", "fmnist_3", "fmnist_4", "fmnist_5", "fmnist_6");
    }

    @Test
    void shouldSummarizeAsKerasDoes() throws Exception {
        assertThat(Architecture.named("fmnist_3").summary())
                .containsExactly(
                        new LayerSummary("conv2d", "Conv2D", "(None, 28, 28, 32)", 320),
                        new LayerSummary("conv2d_1", "Conv2D", "(None, 28, 28, 32)", 9248),
                        new LayerSummary("max_pooling2d", "MaxPooling2D", "(None, 14, 14, 32)", 0),
                        new LayerSummary("dropout", "Dropout", "(None, 14, 14, 32)", 0),
                        new LayerSummary("conv2d_2", "Conv2D", "(None, 14, 14, 64)", 18496),
                        new LayerSummary("conv2d_3", "Conv2D", "(None, 14, 14, 64)", 36928),
                        new LayerSummary("max_pooling2d_1", "MaxPooling2D", "(None, 7, 7, 64)", 0),
                        new LayerSummary("dropout_1", "Dropout", "(None, 7, 7, 64)", 0),
                        new LayerSummary("conv2d_4", "Conv2D", "(None, 7, 7, 128)", 73856),
                        new LayerSummary("max_pooling2d_2", "MaxPooling2D", "(None, 3, 3, 128)", 0),
                        new LayerSummary("dropout_2", "Dropout", "(None, 3, 3, 128)", 0),
                        new LayerSummary("flatten", "Flatten", "(None, 1152)", 0),
                        new LayerSummary("dense", "Dense", "(None, 100)", 115300),
                        new LayerSummary("dropout_3", "Dropout", "(None, 100)", 0),
                        new LayerSummary("dense_1", "Dense", "(None, 10)", 1010));
    }

    @Test
    void shouldNameParametersByLayer() throws Exception {
        assertThat(Architecture.named("fmnist_4").parameters().stream().map(Parameter::name))
                .startsWith(
                        "conv_1.weight",
                        "conv_1.bias",
                        "batch_norm_1.gamma",
                        "batch_norm_1.beta",
                        "batch_norm_1.mean",
                        "batch_norm_1.variance",
                        "conv_2.weight")
                .endsWith("dense_1.weight", "dense_1.bias", "output.weight", "output.bias");
    }

    @Test
    void shouldCountTheArithmeticOfATrainingStep() {
        Architecture architecture =
                new Architecture("two_layers", new Layer.Convolution(2), new Layer.MaxPooling(), new Layer.Output(10));

        double convolution = 2.0 * 28 * 28 * 2 * 9;
        double output = 2.0 * 14 * 14 * 2 * 10;
        assertThat(architecture.trainingFlopsPerImage()).isEqualTo(2 * convolution + 3 * output);
    }

    @Test
    void shouldSayWhichArchitecturesThereAre() {
        assertThatThrownBy(() -> Architecture.named("fmnist_7"))
                .isInstanceOf(UnknownArchitectureException.class)
                .hasMessage("There is no architecture \"fmnist_7\"; there are fmnist_1, fmnist_2, fmnist_3, fmnist_4,"
                        + " fmnist_5, fmnist_6");
    }
}

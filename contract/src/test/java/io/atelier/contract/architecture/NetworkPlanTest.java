package io.atelier.contract.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.definition.Faults;
import io.atelier.contract.definition.InvalidDefinitionException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkPlanTest {

    private static final Shape GREY = new Shape(28, 28, 1);
    private static final String OUTPUT = "{'kind': 'output'}";

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
        NetworkPlan plan = NetworkPlan.of(BuiltIns.named(name), GREY, 10);

        assertThat(plan.parameterCount()).isEqualTo(all);
        assertThat(plan.trainableCount()).isEqualTo(trainable);
    }

    @Test
    void shouldNameParametersByLayer() throws Exception {
        NetworkPlan plan = NetworkPlan.of(BuiltIns.named("fmnist_4"), GREY, 10);

        assertThat(plan.parameters().stream().map(Parameter::name))
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
    void shouldGiveParametersShapesInitialValuesAndFreezeThem() throws Exception {
        NetworkPlan plan = plan(
                "{'kind': 'convolution', 'filters': 4, 'kernel': [1, 2], 'initialization': 'he_normal'}",
                "{'kind': 'convolution', 'groups': 'all', 'kernel': 3, 'bias': false, 'name': 'each', 'frozen': true}",
                "{'kind': 'batch_norm', 'frozen': true}",
                "{'kind': 'output', 'bias': false}");

        assertThat(plan.parameters())
                .containsExactly(
                        new Parameter(
                                "conv_1.weight", Role.WEIGHT, List.of(4, 3, 1, 2), Initialization.HE_NORMAL, true),
                        new Parameter("conv_1.bias", Role.BIAS, List.of(4), Initialization.ZEROS, true),
                        new Parameter(
                                "each.weight",
                                Role.WEIGHT,
                                List.of(4, 1, 3, 3),
                                Initialization.GLOROT_UNIFORM,
                                4 * 3 * 3,
                                false),
                        new Parameter("batch_norm_1.gamma", Role.GAMMA, List.of(4), Initialization.ONES, false),
                        new Parameter("batch_norm_1.beta", Role.BETA, List.of(4), Initialization.ZEROS, false),
                        new Parameter("batch_norm_1.mean", Role.MEAN, List.of(4), Initialization.ZEROS, false),
                        new Parameter("batch_norm_1.variance", Role.VARIANCE, List.of(4), Initialization.ONES, false),
                        new Parameter(
                                "output.weight",
                                Role.WEIGHT,
                                List.of(8 * 6 * 4, 5),
                                Initialization.GLOROT_UNIFORM,
                                true));
    }

    @Test
    void shouldCountTheArithmeticOfATrainingStep() throws Exception {
        NetworkPlan plan = NetworkPlan.of(
                Definitions.of("two_layers", "{'kind': 'convolution', 'filters': 2}", "{'kind': 'max_pool'}", OUTPUT),
                GREY,
                10);

        long convolution = 28 * 28 * 2 * 9;
        long output = 14 * 14 * 2 * 10;
        assertThat(plan.multiplyAdds()).isEqualTo(convolution + output);
        // The image needs no gradient.
        assertThat(plan.trainingFlopsPerImage()).isEqualTo(2 * 2.0 * convolution + 3 * 2.0 * output);
        assertThat(plan.activationBytes()).isEqualTo(4 * (28 * 28 * 2 + 14 * 14 * 2 + 10));
    }

    @Test
    void shouldCountNoGradientsOfAndBeforeFrozenLayers() throws Exception {
        NetworkPlan plan = plan(
                "{'kind': 'convolution', 'groups': 'all', 'frozen': true}",
                "{'kind': 'dense', 'units': 7, 'frozen': true}",
                "{'kind': 'dense', 'units': 4}",
                OUTPUT);

        int frozen = 8 * 6 * 3 * 9 + 8 * 6 * 3 * 7;
        assertThat(plan.trainingFlopsPerImage()).isEqualTo(2.0 * frozen + 2 * 2.0 * (7 * 4) + 3 * 2.0 * (4 * 5));
    }

    @Test
    void shouldSayWhetherLayersStandInARow() throws Exception {
        assertThat(plan("{'kind': 'flatten', 'inputs': ['input']}", "{'kind': 'output', 'inputs': ['flatten_1']}")
                        .isSequential())
                .isTrue();
        assertThat(plan(
                                "{'kind': 'flatten'}",
                                "{'kind': 'scale', 'factor': 2}",
                                "{'kind': 'add', 'inputs': ['flatten_1', 'scale_1']}",
                                OUTPUT)
                        .isSequential())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'kind': 'convolution', 'filters': 2, 'kernel': 7, 'padding': 'valid'}| layers[0].kernel must fit 8x6, but is [7, 7]",
                "{'kind': 'max_pool', 'size': [9, 1]}| layers[0].size must fit 8x6, but is [9, 1]",
                "{'kind': 'average_pool', 'size': 31}| layers[0].size must fit 8x6, but is [31, 31]",
                "{'kind': 'convolution', 'groups': 'all', 'filters': 6}| layers[0].filters must be the 3 channels of the input,"
                        + " or left out, but is 6",
                "{'kind': 'convolution', 'filters': 19, 'kernel': [1, 3], 'initialization': 'whitening'}| layers[0].filters must"
                        + " be at most twice the values of a patch, 18, but is 19",
                "{'kind': 'convolution', 'filters': 19, 'kernel': 10, 'initialization': 'whitening'}| layers[0].kernel must have"
                        + " at most 256 values in a patch for whitening, but has 300",
                "{'kind': 'dense', 'units': 4}, {'kind': 'max_pool'}| layers[1] must get an image, but gets a vector of 4 values",
                "{'kind': 'flatten'}, {'kind': 'global_average_pool'}| layers[1] must get an image, but gets a vector of 144"
                        + " values",
                "{'kind': 'flatten'}, {'kind': 'convolution', 'filters': 1}| layers[1] must get an image, but gets a vector of"
                        + " 144 values",
                "{'kind': 'max_pool'}, {'kind': 'convolution', 'filters': 1, 'initialization': 'whitening'}|"
                        + " layers[1].initialization must not be whitening, which is made of training images, unless the image is its"
                        + " input, as it is or normalized",
                "{'kind': 'max_pool'}, {'kind': 'normalize', 'mean': [0], 'deviation': [1]}, {'kind': 'convolution', 'filters': 1,"
                        + " 'initialization': 'whitening'}| layers[2].initialization must not be whitening, which is made of training"
                        + " images, unless the image is its input, as it is or normalized",
                "{'kind': 'normalize', 'mean': [0, 1], 'deviation': [1, 1]}| layers[0].mean must have a number for each of the 3"
                        + " channels of the input, or one for all, but has 2",
                "{'kind': 'max_pool'}, {'kind': 'normalize'}| layers[1].mean must be given, and deviation too, unless the image is"
                        + " its input: the dataset knows them of images alone",
                "{'kind': 'max_pool'}, {'kind': 'add', 'inputs': ['input', 'max_pool_1']}| layers[1].inputs must have one shape,"
                        + " but have [8x6x3, 4x3x3]",
                "{'kind': 'max_pool'}, {'kind': 'concatenate', 'inputs': ['input', 'max_pool_1']}| layers[1].inputs must be equal"
                        + " but for their channels, but are [8x6x3, 4x3x3]",
            })
    void shouldNameTheLayerThatDoesNotFit(String layers, String fault) {
        assertThatThrownBy(() -> plan(layers, OUTPUT))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(fault);
    }

    @Test
    void shouldNormalizeImagesAndWhitenThem() throws Exception {
        NetworkPlan plan = plan(
                "{'kind': 'normalize'}",
                "{'kind': 'convolution', 'filters': 4, 'initialization': 'whitening', 'frozen': true}",
                "{'kind': 'flatten'}",
                "{'kind': 'normalize', 'mean': [1], 'deviation': [2]}",
                OUTPUT);

        assertThat(plan.layers().get(0).output()).isEqualTo(new Shape(8, 6, 3));
        assertThat(plan.layers().get(3).output()).isEqualTo(Shape.vector(8 * 6 * 4));
        assertThat(plan.layers().get(0).parameterCount()).isZero();
        assertThat(plan.summary().get(0))
                .isEqualTo(new LayerSummary("normalization", "Normalization", "(None, 8, 6, 3)", 0));
    }

    @Test
    void shouldFindLayersThatDoNotFitInAllBranches() {
        assertThatThrownBy(() -> plan(
                        "{'kind': 'max_pool', 'size': 9, 'name': 'a'}",
                        "{'kind': 'max_pool', 'size': 10, 'name': 'b', 'inputs': ['input']}",
                        "{'kind': 'add', 'inputs': ['a', 'b']}",
                        OUTPUT))
                .hasMessage("layers[0].size must fit 8x6, but is [9, 9]; layers[1].size must fit 8x6, but is [10, 10]");
    }

    @Test
    void shouldBoundParametersAndActivations() {
        String large = "{'kind': 'dense', 'units': 65536}";
        assertThatThrownBy(() -> plan(large, large, OUTPUT))
                .hasMessage("layers[1] must keep the network within 16777216 parameters, but brings it to 4304535552");

        String wide = "{'kind': 'convolution', 'filters': 4096}";
        String[] layers = new String[1000];
        Arrays.fill(layers, wide);
        layers[999] = OUTPUT;
        assertThatThrownBy(() -> NetworkPlan.of(Definitions.of("wide", layers), new Shape(100, 100, 3), 10))
                .hasMessage(
                        "layers[0] must keep the outputs of all layers for one image within 64 MiB, but brings them to"
                                + " 157 MiB");
        assertThatThrownBy(() -> NetworkPlan.of(Definitions.of("small", OUTPUT), new Shape(65536, 65536, 1 << 28), 10))
                .hasMessage("layers must get images of at most 64 MiB as float32, but get 65536x65536x268435456");
    }

    /** With a path before, as in a request. */
    @Test
    void shouldPutThePathOfTheArchitectureFirst() throws Exception {
        Faults faults = new Faults();
        NetworkPlan.of(
                Definitions.of("a", "{'kind': 'max_pool', 'size': 9}", OUTPUT), GREY, 10, "architectures[0]", faults);
        NetworkPlan.of(
                Definitions.of("b", "{'kind': 'max_pool', 'size': 29}", OUTPUT), GREY, 10, "architectures[1]", faults);

        assertThat(faults).hasToString("architectures[1].layers[0].size must fit 28x28, but is [29, 29]");
    }

    /** For colour images of 8 x 6 and five classes. */
    private static NetworkPlan plan(String... layers) throws InvalidDefinitionException {
        return NetworkPlan.of(Definitions.of("plan", layers), new Shape(8, 6, 3), 5);
    }
}

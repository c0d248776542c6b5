package io.atelier.contract.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.definition.InvalidDefinitionException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {

    private static final String OUTPUT = "{'kind': 'output'}";

    @Test
    void shouldReadEveryFieldOfEveryKind() throws Exception {
        Architecture read = Definitions.of(
                "all",
                "{'kind': 'convolution', 'name': 'first', 'filters': 24, 'kernel': [2, 3], 'stride': 2, 'padding': 'valid',"
                        + " 'bias': false, 'activation': 'gelu', 'initialization': 'whitening', 'frozen': true}",
                "{'kind': 'convolution', 'groups': 'all'}",
                "{'kind': 'batch_norm', 'momentum': 0.6, 'epsilon': 1e-5, 'frozen': true}",
                "{'kind': 'activation', 'activation': 'leaky_relu', 'negative_slope': 0.01, 'name': 'branch'}",
                "{'kind': 'max_pool', 'size': 3, 'stride': [1, 2], 'padding': 'same'}",
                "{'kind': 'average_pool', 'size': [3, 3], 'stride': [1, 2], 'padding': 'same', 'inputs': ['branch']}",
                "{'kind': 'add', 'inputs': ['max_pool_1', 'average_pool_1']}",
                "{'kind': 'concatenate', 'inputs': ['add_1', 'max_pool_1']}",
                "{'kind': 'global_average_pool'}",
                "{'kind': 'flatten'}",
                "{'kind': 'dropout', 'rate': 0.5}",
                "{'kind': 'dense', 'units': 5, 'bias': false, 'activation': 'tanh', 'initialization': 'he_normal',"
                        + " 'frozen': true}",
                "{'kind': 'scale', 'factor': -0.5}",
                "{'kind': 'normalize', 'mean': [0, -0.5], 'deviation': [1e-3, 2]}",
                "{'kind': 'normalize', 'inputs': ['input'], 'name': 'own'}",
                "{'kind': 'add', 'inputs': ['normalize_1', 'own']}",
                "{'kind': 'output', 'bias': false, 'initialization': 'he_normal', 'frozen': true}");
        Extent three = Extent.square(3);

        assertThat(read.layers())
                .containsExactly(
                        new Node(
                                Optional.of("first"),
                                List.of(),
                                new Convolution(
                                        OptionalInt.of(24),
                                        new Extent(2, 3),
                                        Extent.square(2),
                                        Padding.VALID,
                                        false,
                                        false,
                                        Activation.GELU,
                                        Initialization.WHITENING,
                                        true)),
                        Node.of(new Convolution(
                                OptionalInt.empty(),
                                three,
                                Extent.square(1),
                                Padding.SAME,
                                true,
                                true,
                                Activation.LINEAR,
                                Initialization.GLOROT_UNIFORM,
                                false)),
                        Node.of(new BatchNorm(0.6, 1e-5, true)),
                        new Node(Optional.of("branch"), List.of(), new ActivationLayer(Activation.LEAKY_RELU, 0.01)),
                        Node.of(new MaxPool(three, new Extent(1, 2), Padding.SAME)),
                        new Node(
                                Optional.empty(),
                                List.of("branch"),
                                new AveragePool(three, new Extent(1, 2), Padding.SAME)),
                        new Node(Optional.empty(), List.of("max_pool_1", "average_pool_1"), new Add()),
                        new Node(Optional.empty(), List.of("add_1", "max_pool_1"), new Concatenate()),
                        Node.of(new GlobalAveragePool()),
                        Node.of(new Flatten()),
                        Node.of(new Dropout(0.5)),
                        Node.of(new Dense(5, false, Activation.TANH, Initialization.HE_NORMAL, true)),
                        Node.of(new Scale(-0.5)),
                        Node.of(new Normalize(List.of(0.0, -0.5), List.of(1e-3, 2.0))),
                        new Node(Optional.of("own"), List.of("input"), Normalize.ofDataset()),
                        new Node(Optional.empty(), List.of("normalize_1", "own"), new Add()),
                        Node.of(new Output(false, Initialization.HE_NORMAL, true)));
        assertThat(Definitions.of("all", layers(read))).isEqualTo(read);
    }

    private static String[] layers(Architecture architecture) {
        return architecture.layers().stream()
                .map(node -> node.write().toString())
                .toArray(String[]::new);
    }

    @Test
    void shouldLeaveOutDefaultsWhenItWrites() throws Exception {
        Architecture read = Definitions.of(
                "brief", "{'kind': 'max_pool', 'size': [2, 2], 'stride': 2, 'padding': 'valid'}", OUTPUT);

        assertThat(read.write())
                .hasToString("{\"name\":\"brief\",\"layers\":[{\"kind\":\"max_pool\"},{\"kind\":\"output\"}]}");
    }

    @Test
    void shouldPutInWhatIsLeftToTheDataset() throws Exception {
        String given = "{'kind': 'normalize', 'mean': [0.5], 'deviation': [0.25]}";
        Architecture open = Definitions.of("open", "{'kind': 'normalize', 'name': 'images'}", given, OUTPUT);

        Architecture settled = open.settled(List.of(0.5, 0.25), List.of(0.125, 0.0));

        assertThat(open.isSettled()).isFalse();
        assertThat(settled.isSettled()).isTrue();
        assertThat(settled)
                .isEqualTo(Definitions.of(
                        "open",
                        "{'kind': 'normalize', 'name': 'images', 'mean': [0.5, 0.25], 'deviation': [0.125, 1]}",
                        given,
                        OUTPUT));
        assertThat(settled.settled(List.of(0.0), List.of(1.0))).isEqualTo(settled);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'kind': 'lambda', 'code': 'x'}| layers[0].kind must be one of convolution, batch_norm, activation, max_pool,"
                        + " average_pool, global_average_pool, flatten, dropout, dense, add, concatenate, scale, normalize, output, but is \"lambda\"",
                "{'filters': 3}| layers[0].kind must be given",
                "3| layers[0] must be an object, but is 3",
                "{'kind': 'max_pool', 'pool_size': 2}| layers[0].pool_size is unknown: a field here must be one of kind, name,"
                        + " inputs, size, stride, padding",
                "{'kind': 'convolution', 'filters': 1e9}| layers[0].filters must be an integer between 1 and 4096, but is 1E+9",
                "{'kind': 'convolution', 'filters': 1000000000}| layers[0].filters must be an integer between 1 and 4096, but"
                        + " is 1000000000",
                "{'kind': 'convolution'}| layers[0].filters must be given",
                "{'kind': 'convolution', 'filters': 4, 'groups': 2}| layers[0].groups must be an integer between 1 and 1, but is 2",
                "{'kind': 'convolution', 'filters': 4, 'groups': 'two'}| layers[0].groups must be one of all, but is \"two\"",
                "{'kind': 'convolution', 'filters': 4, 'initialization': 'zeros'}| layers[0].initialization must be one of"
                        + " glorot_uniform, he_normal, dirac, whitening, but is \"zeros\"",
                "{'kind': 'convolution', 'groups': 'all', 'initialization': 'whitening'}| layers[0] initialization must not be"
                        + " whitening with groups all",
                "{'kind': 'activation', 'activation': 'relu', 'negative_slope': 0.1}| layers[0].negative_slope is unknown: a"
                        + " field here must be one of kind, name, inputs, activation",
                "{'kind': 'dropout', 'rate': 1e999}| layers[0].rate must be a number between 0 and 0.9, but is 1E+999",
                "{'kind': 'dropout', 'rate': NaN}| must be JSON, but is not at line 1, column 62: Non-standard token 'NaN'",
                "{'kind': 'scale', 'factor': 0}| layers[0] factor must not be between -1.0E-30 and 1.0E-30, but is 0.0",
                "{'kind': 'normalize', 'mean': [0.5]}| layers[0] mean and deviation must have as many numbers, or be left out both"
                        + " for those of the dataset, but have 1 and 0",
                "{'kind': 'normalize', 'mean': 0.5, 'deviation': [1]}| layers[0].mean must be a list of 1 to 4096 elements, but is"
                        + " 0.5",
                "{'kind': 'normalize', 'mean': [], 'deviation': []}| layers[0].mean must be a list of 1 to 4096 elements, but has 0;"
                        + " layers[0].deviation must be a list of 1 to 4096 elements, but has 0",
                "{'kind': 'normalize', 'mean': [0.5], 'deviation': [0]}| layers[0].deviation[0] must be a number between 1.0E-30"
                        + " and 1.0E30, but is 0",
                "{'kind': 'normalize', 'mean': [1e20], 'deviation': [1e-20]}| layers[0] mean[0] by deviation[0] must be between"
                        + " -1.0E30 and 1.0E30, but is 1.0E40",
                "{'kind': 'flatten', 'name': 'A B'}| layers[0].name must be 1 to 64 characters of a-z, 0-9, _ and -, beginning"
                        + " with a letter or digit, but is \"A B\"",
                "{'kind': 'flatten', 'name': 'input'}| layers[0] name must not be input: that is the image",
                "{'kind': 'flatten', 'inputs': []}| layers[0].inputs must be a list of 1 to 16 elements, but has 0",
                "{'kind': 'flatten', 'inputs': ['input', 'input']}| layers[0].inputs of flatten must be 1, but are 2",
                "{'kind': 'add'}| layers[0].inputs of add must be 2 to 16, but are 1",
                "{'kind': 'flatten', 'inputs': ['flatten_1']}| layers[0].inputs[0] must be an earlier layer, but flatten_1 is"
                        + " layers[0]",
                "{'kind': 'flatten', 'inputs': ['output']}| layers[0].inputs[0] must be an earlier layer, but output is layers[1]",
                "{'kind': 'flatten', 'inputs': ['nothing']}| layers[0].inputs[0] must be an earlier layer, but no layer is called"
                        + " nothing",
                "{'kind': 'flatten', 'name': 'output'}| layers[1].name must be unique, but layers[0] is output too",
                "{'kind': 'output', 'name': 'one'}| layers[0] must not be an output: only the last layer is",
            })
    void shouldNameTheFault(String layer, String fault) {
        assertThatThrownBy(() -> Definitions.of("faulty", layer, OUTPUT))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(fault);
    }

    @Test
    void shouldRefuseArchitecturesWithoutAnOutput() {
        assertThatThrownBy(() -> Definitions.of("open", "{'kind': 'dense', 'units': 4}"))
                .hasMessage("layers[0] must be the output, since it is the last layer, but is dense");
        assertThatThrownBy(() -> Definitions.of("empty"))
                .hasMessage("layers must be a list of 1 to 1000 elements, but has 0");
    }

    @Test
    void shouldRefuseCyclesAsForwardReferences() {
        assertThatThrownBy(() -> Definitions.of(
                        "cycle",
                        "{'kind': 'add', 'name': 'a', 'inputs': ['input', 'b']}",
                        "{'kind': 'flatten', 'name': 'b', 'inputs': ['a']}",
                        OUTPUT))
                .hasMessage("layers[0].inputs[1] must be an earlier layer, but b is layers[1]");
    }

    @Test
    void shouldRefuseLayersThatNothingUses() {
        assertThatThrownBy(() -> Definitions.of(
                        "idle", "{'kind': 'flatten', 'name': 'idle'}", "{'kind': 'output', 'inputs': ['input']}"))
                .hasMessage("layers[0] must be an input of a later layer, but no layer takes what idle gives");
    }

    @Test
    void shouldFindTheFaultsOfAllLayersAtOnce() {
        assertThatThrownBy(() -> Definitions.of(
                        "A",
                        "{'kind': 'convolution', 'filters': 0, 'stride': 99}",
                        "{'kind': 'dense', 'unit': 3}",
                        OUTPUT))
                .hasMessageStartingWith("name must be 1 to 64 characters")
                .hasMessageEndingWith(
                        "layers[0].filters must be an integer between 1 and 4096, but is 0; layers[0].stride must be"
                                + " an integer between 1 and 16, but is 99; layers[1].units must be given; layers[1].unit is unknown:"
                                + " a field here must be one of kind, name, inputs, units, bias, activation, initialization, frozen");
    }

    @Test
    void shouldRefuseTenThousandLayers() {
        String[] layers = Collections.nCopies(10_001, "{'kind': 'flatten'}").toArray(String[]::new);

        assertThatThrownBy(() -> Definitions.of("deep", layers))
                .hasMessage("layers must be a list of 1 to 1000 elements, but has 10001");
    }

    @Test
    void shouldKnowTheBuiltInsByName() throws Exception {
        for (String name : BuiltIns.names()) {
            assertThat(BuiltIns.named(name).name()).isEqualTo(name);
        }
        assertThatThrownBy(() -> BuiltIns.named("fmnist_7"))
                .isInstanceOf(UnknownArchitectureException.class)
                .hasMessage("There is no architecture \"fmnist_7\"; there are fmnist_1, fmnist_2, fmnist_3, fmnist_4,"
                        + " fmnist_5, fmnist_6");
    }
}

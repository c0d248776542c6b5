package io.atelier.contract.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atelier.contract.architecture.Architecture;
import io.atelier.contract.architecture.Convolution;
import io.atelier.contract.architecture.Definitions;
import io.atelier.contract.architecture.Initialization;
import io.atelier.contract.architecture.NetworkPlan;
import io.atelier.contract.architecture.Node;
import io.atelier.contract.architecture.PlannedLayer;
import io.atelier.contract.architecture.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is imported has the shapes and parameters that Keras finds; its figures are beside the models. */
class KerasModelTest {

    /** Classes that become no layer of ours. */
    private static final Set<String> NONE = Set.of("InputLayer", "ZeroPadding2D", "Softmax");

    static Stream<SavedModel> models() {
        return SavedModel.ALL.stream().map(SavedModel::named);
    }

    @ParameterizedTest
    @MethodSource("models")
    void shouldFindShapesAndParametersAsKerasDoes(SavedModel saved) throws Exception {
        NetworkPlan plan = saved.read().plan();
        Iterator<PlannedLayer> layers = plan.layers().iterator();
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();

        for (JsonNode row : saved.found().get("rows")) {
            if (layers.hasNext() && !NONE.contains(row.get("type").textValue())) {
                PlannedLayer layer = layers.next();
                long parameters = layer.parameterCount();
                if (row.get("type").textValue().equals("SeparableConv2D")) {
                    layer = layers.next();
                    parameters += layer.parameterCount();
                }
                found.add(layer.output().ofBatch() + " " + parameters);
                expected.add(row.get("shape").textValue() + " " + row.get("parameters"));
            }
        }

        assertThat(found).isEqualTo(expected);
        assertThat(layers.hasNext()).isFalse();
        assertThat(plan.parameterCount()).isEqualTo(saved.found().get("total").longValue());
        assertThat(plan.trainableCount())
                .isEqualTo(saved.found().get("trainable").longValue());
    }

    @ParameterizedTest
    @MethodSource("models")
    void shouldGiveArchitecturesThatCanBeWrittenAndRead(SavedModel saved) throws Exception {
        Architecture architecture = saved.read().plan().architecture();

        byte[] written = architecture.write().toString().getBytes(StandardCharsets.UTF_8);
        assertThat(Architecture.read(written)).isEqualTo(architecture);
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "plain", "residual", "mobile", "small"})
    void shouldReadTheSameFromKeras2AndKeras3(String model) throws Exception {
        KerasModel old = SavedModel.named(model + "_2").read();
        KerasModel latest = SavedModel.named(model + "_3").read();

        assertThat(old.plan().architecture()).isEqualTo(latest.plan().architecture());
        assertThat(old.plan().input()).isEqualTo(latest.plan().input());
        assertThat(old.plan().classes()).isEqualTo(latest.plan().classes());
        assertThat(old.notes()).isEqualTo(latest.notes());
    }

    @Test
    void shouldKeepEveryFieldOfASequentialModel() throws Exception {
        KerasModel model = SavedModel.named("plain_3").read();

        assertThat(model.plan().input()).isEqualTo(new Shape(32, 48, 3));
        assertThat(model.plan().classes()).isEqualTo(7);
        assertThat(model.plan().architecture())
                .isEqualTo(Definitions.of(
                        "plain-model",
                        "{'kind': 'scale', 'name': 'rescaling', 'factor': 0.5}",
                        "{'kind': 'convolution', 'name': 'conv2d', 'filters': 12, 'activation': 'relu'}",
                        "{'kind': 'batch_norm', 'name': 'batch_normalization', 'momentum': 0.9, 'epsilon': 1e-5}",
                        "{'kind': 'max_pool', 'name': 'max_pooling2d'}",
                        "{'kind': 'convolution', 'name': 'wide', 'filters': 16, 'kernel': [5, 3], 'stride': [1, 2],"
                                + " 'padding': 'valid', 'bias': false, 'initialization': 'he_normal'}",
                        "{'kind': 'activation', 'name': 'leaky_re_lu', 'activation': 'leaky_relu', 'negative_slope':"
                                + " 0.3}",
                        "{'kind': 'average_pool', 'name': 'average_pooling2d', 'size': 3, 'stride': 2, 'padding':"
                                + " 'same'}",
                        "{'kind': 'activation', 'name': 'activation', 'activation': 'silu'}",
                        "{'kind': 'activation', 'name': 're_lu', 'activation': 'relu'}",
                        "{'kind': 'convolution', 'name': 'conv2d_1', 'filters': 16, 'kernel': 1, 'padding': 'valid',"
                                + " 'groups': 'all', 'frozen': true}",
                        "{'kind': 'flatten', 'name': 'flatten'}",
                        "{'kind': 'dense', 'name': 'dense', 'units': 24, 'activation': 'tanh',"
                                + " 'initialization': 'he_normal'}",
                        "{'kind': 'batch_norm', 'name': 'batch_normalization_1'}",
                        "{'kind': 'dropout', 'name': 'dropout', 'rate': 0.3}",
                        "{'kind': 'output', 'name': 'input_2'}"));
        assertThat(model.notes())
                .containsExactly("config.layers[1] (Rescaling) multiplies images by 0.5; here they are in 0..1 already:"
                        + " remove the layer if it is there to bring them into that range");
    }

    @Test
    void shouldMakeTwoLayersOfASeparableConvolutionAndFoldPadding() throws Exception {
        KerasModel model = SavedModel.named("small_3").read();

        assertThat(model.plan().architecture())
                .isEqualTo(Definitions.of(
                        "small",
                        "{'kind': 'convolution', 'name': 'sep_depthwise', 'groups': 'all', 'bias': false}",
                        "{'kind': 'convolution', 'name': 'sep', 'filters': 2, 'kernel': 1}",
                        "{'kind': 'activation', 'name': 'relu', 'activation': 'relu'}",
                        "{'kind': 'add', 'name': 'add', 'inputs': ['sep', 'relu']}",
                        "{'kind': 'flatten', 'name': 'flat'}",
                        "{'kind': 'output', 'name': 'out'}"));
        assertThat(model.notes())
                .containsExactly(
                        "config.layers[1] (ZeroPadding2D) became padding \"same\" of config.layers[2], which is"
                                + " equal for images of this size, but not of every other");
    }

    @Test
    void shouldTakeHeNormalOfDepthwiseConvolutions() throws Exception {
        KerasModel model = SavedModel.named("small_3")
                .with("/config/layers/2/config/depthwise_initializer", "\"he_normal\"")
                .read();

        assertThat(model.plan().architecture().layers().get(0).layer())
                .isInstanceOfSatisfying(Convolution.class, depthwise -> assertThat(depthwise.initialization())
                        .isEqualTo(Initialization.HE_NORMAL));
    }

    /** Keras' images are in 0..255 before it, ours in 0..1: kept, it would train on images that are nearly black. */
    @ParameterizedTest
    @ValueSource(strings = {"0.00392156862745098", "0.003921568859368563"})
    void shouldLeaveOutWhatBringsPixelsIntoTheRangeThatTheyHaveHere(String factor) throws Exception {
        KerasModel model = SavedModel.named("plain_3")
                .with("/config/layers/1/config/scale", factor)
                .read();

        List<Node> layers = model.plan().architecture().layers();
        assertThat(layers.get(0).name()).contains("conv2d");
        assertThat(layers).hasSize(14);
        assertThat(model.notes())
                .containsExactly("config.layers[1] (Rescaling) divides images by 255 and was left out: here they are in"
                        + " 0..1 already");
    }

    @Test
    void shouldNormalizeAsTheModelDoes() throws Exception {
        KerasModel model = SavedModel.named("normalized_3").read();

        assertThat(model.plan().architecture())
                .isEqualTo(Definitions.of(
                        "normalized",
                        "{'kind': 'normalize', 'name': 'pixels', 'mean': [0.5, 0.25, 0.75], 'deviation': [0.5, 0.25, 1]}",
                        "{'kind': 'convolution', 'name': 'conv', 'filters': 4, 'padding': 'valid'}",
                        "{'kind': 'normalize', 'name': 'moved', 'mean': [0.25], 'deviation': [0.5]}",
                        "{'kind': 'flatten', 'name': 'flat'}",
                        "{'kind': 'output', 'name': 'out'}"));
        assertThat(model.notes()).isEmpty();
    }

    /** Of what it may be that stands first; the second and third are made for bytes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Normalization| {'name': 'n', 'axis': [3], 'mean': 0.5, 'variance': 0.0625, 'invert': false}|"
                        + " 'mean': [0.5], 'deviation': [0.25]|",
                "Rescaling| {'name': 'n', 'scale': 0.00784313725490196, 'offset': -1.0}| 'mean': [0.5], 'deviation': [0.5]|"
                        + " brings images from 0..255 to -1..1, and does so from 0..1 here",
                "Normalization| {'name': 'n', 'axis': [-1], 'mean': [120, 110, 100], 'variance': [4, 1, 0]}|"
                        + " 'mean': [120, 110, 100], 'deviation': [2, 1, 1e-7]| subtracts [120.0, 110.0, 100.0] from images and"
                        + " divides them by [2.0, 1.0, 1.0E-7]; here they are in 0..1: divide these by 255 if they are of bytes",
                "Normalization| {'name': 'n', 'axis': [-1], 'mean': null, 'variance': null}| | was adapted to data that is not in"
                        + " the text: here it takes mean and deviation of the dataset's training images",
            })
    void shouldKnowTheRangeOfPixelsHere(String type, String config, String fields, String note) throws Exception {
        String layer = "{'class_name': '%s', 'config': %s}".formatted(type, config);
        KerasModel model = SavedModel.named("plain_3")
                .with("/config/layers/1", layer.replace('\'', '"'))
                .read();

        String expected = "{'kind': 'normalize', 'name': 'n'" + (fields == null ? "" : ", " + fields) + "}";
        assertThat(model.plan().architecture().layers().get(0))
                .isEqualTo(Definitions.of("n", expected, "{'kind': 'output'}")
                        .layers()
                        .get(0));
        assertThat(model.notes())
                .isEqualTo(note == null ? List.of() : List.of("config.layers[1] (" + type + ") " + note));
    }

    @Test
    void shouldReadTheFirstFormatOfKeras2() throws Exception {
        String json = "{'class_name': 'Sequential', 'keras_version': '2.1.6', 'backend': 'tensorflow', 'config':"
                + " [{'class_name': 'Conv2D', 'config': {'name': 'conv2d_1', 'trainable': true, 'batch_input_shape':"
                + " [null, 28, 28, 1], 'dtype': 'float32', 'filters': 4, 'kernel_size': [3, 3], 'strides': [1, 1],"
                + " 'padding': 'same', 'data_format': 'channels_last', 'dilation_rate': [1, 1], 'activation': 'relu',"
                + " 'use_bias': true, 'kernel_initializer': {'class_name': 'VarianceScaling', 'config': {'scale': 1.0,"
                + " 'mode': 'fan_avg', 'distribution': 'uniform', 'seed': null}}, 'bias_initializer': {'class_name':"
                + " 'Zeros', 'config': {}}, 'kernel_regularizer': null, 'bias_regularizer': null, 'activity_regularizer':"
                + " null, 'kernel_constraint': null, 'bias_constraint': null}},{'class_name': 'Flatten', 'config':"
                + " {'name': 'flatten_1', 'trainable': true}},{'class_name': 'Dense', 'config': {'name': 'dense_1',"
                + " 'units': 3, 'activation': 'softmax', 'kernel_initializer': {'class_name': 'VarianceScaling', 'config':"
                + " {'scale': 2.0, 'mode': 'fan_in', 'distribution': 'normal', 'seed': null}, 'shared_object_id': 3}}}]}";

        KerasModel model = KerasModel.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

        assertThat(model.plan().architecture())
                .isEqualTo(Definitions.of(
                        "sequential",
                        "{'kind': 'convolution', 'name': 'conv2d_1', 'filters': 4, 'activation': 'relu'}",
                        "{'kind': 'flatten', 'name': 'flatten_1'}",
                        "{'kind': 'output', 'name': 'dense_1', 'initialization': 'he_normal'}"));
        assertThat(model.plan().input()).isEqualTo(new Shape(28, 28, 1));
        assertThat(model.notes()).isEmpty();
    }
}

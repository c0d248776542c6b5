package io.atelier.contract.keras;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.contract.definition.InvalidDefinitionException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has no equivalent is refused by its path, and everything at once. */
class KerasRefusalTest {

    /** In {@code small}, 1 is a ZeroPadding2D, 2 a SeparableConv2D, 3 a ReLU, 4 an Add, 5 a Flatten, 6 the Dense. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/config/trainable| false| config.trainable must be true, but is false",
                "/config/layers/3/class_name| \"Lambda\"| config.layers[3] has class_name \"Lambda\", which is code,"
                        + " and code is not executed: a layer must be one of InputLayer, Activation, Add,"
                        + " AveragePooling2D, BatchNormalization, Concatenate, Conv2D, Dense, DepthwiseConv2D, Dropout,"
                        + " Flatten, GlobalAveragePooling2D, LeakyReLU, MaxPooling2D, Normalization, ReLU, Rescaling, SeparableConv2D,"
                        + " Softmax, ZeroPadding2D",
                "/config/layers/3/class_name| \"LSTM\"| config.layers[3] has class_name \"LSTM\", which is not "
                        + "supported: a layer must be one of InputLayer, Activation, Add, AveragePooling2D, "
                        + "BatchNormalization, Concatenate, Conv2D, Dense, DepthwiseConv2D, Dropout, Flatten, "
                        + "GlobalAveragePooling2D, LeakyReLU, MaxPooling2D, Normalization, ReLU, Rescaling, SeparableConv2D, Softmax, "
                        + "ZeroPadding2D",
                "/config/layers/3/module| \"my.layers\"| config.layers[3].module must be Keras' own, but is"
                        + " \"my.layers\"",
                "/config/layers/3/registered_name| \"my>ReLU\"| config.layers[3].registered_name must be null, but is "
                        + "\"my>ReLU\": classes that you registered are not known here",
                "/config/layers/3/module| \"keras.src.ops.nn\"| config.layers[3] has class_name \"ReLU\" of"
                        + " keras.src.ops.nn, which is not supported: a layer must be one of InputLayer, Activation, Add,"
                        + " AveragePooling2D, BatchNormalization, Concatenate, Conv2D, Dense, DepthwiseConv2D, Dropout,"
                        + " Flatten, GlobalAveragePooling2D, LeakyReLU, MaxPooling2D, Normalization, ReLU, Rescaling, SeparableConv2D,"
                        + " Softmax, ZeroPadding2D",
                "/config/layers/3/config/max_value| 6| config.layers[3].config.max_value must be null, but is 6, which "
                        + "has no equivalent here",
                "/config/layers/3/config/name| \"\"| config.layers[3].config.name must not be empty",
                "/config/layers/3/config/name| \"other\"| config.layers[3].name must be that of the config, but is "
                        + "\"relu\"",
                "/config/layers/3/inbound_nodes| []| config.layers[3].inbound_nodes must be a list of 1, but has 0",
                "/config/layers/3/inbound_nodes/1| 0| config.layers[3].inbound_nodes must be a list of 1, but has 2: "
                        + "a layer that is used more than once has no equivalent here, make one for each use",
                "/config/layers/3/inbound_nodes/0/args/0| 1.5| config.layers[3].inbound_nodes[0].args[0] must be a "
                        + "layer's output, but is 1.5",
                "/config/layers/3/inbound_nodes/0/args/1| {\"class_name\": \"__keras_tensor__\", \"config\": "
                        + "{\"keras_history\": [\"in\", 0, 0]}}| config.layers[3] must take one input, but takes 2",
                "/config/layers/3/inbound_nodes/0/kwargs/training| false| "
                        + "config.layers[3].inbound_nodes[0].kwargs.training must be null, but is false",
                "/config/layers/3/inbound_nodes/0/args/0/config/keras_history/0| \"add\"|"
                        + " config.layers[3].inbound_nodes[0].args[0].config.keras_history must name an earlier layer, but"
                        + " names \"add\"",
                "/config/layers/3/inbound_nodes/0/args/0/config/keras_history/2| 1|"
                        + " config.layers[3].inbound_nodes[0].args[0].config.keras_history[2] must be 0, the only use and"
                        + " the only output of a layer, but is 1",
                "/config/layers/4/inbound_nodes/0/args/0/1| {\"class_name\": \"__keras_tensor__\", \"config\":"
                        + " {\"keras_history\": [\"sep\", 0, 0]}}| config.layers[3] must be an input of a later layer, but"
                        + " no layer takes what it gives",
                "/config/layers/2/config/dilation_rate| [2, 2]| config.layers[2].config.dilation_rate must be [1, 1], "
                        + "but is [2, 2], which has no equivalent here",
                "/config/layers/2/config/data_format| \"channels_first\"| config.layers[2].config.data_format must be "
                        + "\"channels_last\", but is \"channels_first\", which has no equivalent here",
                "/config/layers/2/config/depth_multiplier| 2| config.layers[2].config.depth_multiplier must be 1, but"
                        + " is 2, which has no equivalent here",
                "/config/layers/2/config/depthwise_regularizer| {\"class_name\": \"L2\", \"config\": {\"l2\": 0.01}}|"
                        + " config.layers[2].config.depthwise_regularizer must be null, but is \"L2\", which has no"
                        + " equivalent here; the recipe's optimizer can decay weights",
                "/config/layers/2/config/pointwise_constraint| {\"class_name\": \"MaxNorm\", \"config\": {}}| "
                        + "config.layers[2].config.pointwise_constraint must be null, but is \"MaxNorm\", which has no "
                        + "equivalent here",
                "/config/layers/2/config/depthwise_initializer| {\"class_name\": \"Orthogonal\", \"config\": {}}| "
                        + "config.layers[2].config.depthwise_initializer must be GlorotUniform or HeNormal, but is "
                        + "\"Orthogonal\"",
                "/config/layers/2/config/pointwise_initializer| {\"class_name\": \"VarianceScaling\", \"config\": "
                        + "{\"scale\": 2.0, \"mode\": \"fan_out\", \"distribution\": \"truncated_normal\"}}| "
                        + "config.layers[2].config.pointwise_initializer must be GlorotUniform or HeNormal, but is "
                        + "VarianceScaling with scale 2.0, mode \"fan_out\" and distribution \"truncated_normal\"",
                "/config/layers/2/config/bias_initializer| \"ones\"| config.layers[2].config.bias_initializer must be "
                        + "Zeros, but is \"ones\"",
                "/config/layers/2/config/activation| \"elu\"| config.layers[2].config.activation must be one of gelu, "
                        + "leaky_relu, linear, relu, silu, swish, tanh, but is \"elu\"",
                "/config/layers/2/config/activation| \"softmax\"| config.layers[2].config.activation must be one of"
                        + " gelu, leaky_relu, linear, relu, silu, swish, tanh, or in the last layer softmax, but is"
                        + " \"softmax\"",
                "/config/layers/2/config/activation| {\"class_name\": \"function\", \"config\": \"mine\"}|"
                        + " config.layers[2].config.activation must be one of gelu, leaky_relu, linear, relu, silu, swish,"
                        + " tanh, but is \"function\"",
                "/config/layers/2/config/filters| 1000000000| config.layers[2].config.filters must be an integer"
                        + " between 1 and 4096, but is 1000000000",
                "/config/layers/2/config/strides| [17, 1]| config.layers[2].config.strides[0] must be an integer"
                        + " between 1 and 16, but is 17",
                "/config/layers/2/config/padding| \"causal\"| config.layers[2].config.padding must be one of same, "
                        + "valid, but is \"causal\"",
                "/config/layers/2/config/padding| \"same\"| config.layers[1] has class_name \"ZeroPadding2D\", which"
                        + " is supported only where a convolution with padding \"valid\" takes its output, but"
                        + " config.layers[2], SeparableConv2D, is none",
                "/config/layers/2/config/return_sequences| true| config.layers[2].config.return_sequences is unknown:"
                        + " a field here must be one of name, trainable, batch_input_shape, dtype, data_format,"
                        + " dilation_rate, bias_regularizer, bias_constraint, activity_regularizer, activity_constraint,"
                        + " bias_initializer, kernel_size, strides, padding, use_bias, activation, groups,"
                        + " kernel_initializer, kernel_regularizer, kernel_constraint, depth_multiplier,"
                        + " depthwise_regularizer, depthwise_constraint, pointwise_regularizer, pointwise_constraint,"
                        + " depthwise_initializer, pointwise_initializer, filters",
                "/config/layers/2/config/dtype| \"mixed_float16\"| config.layers[2].config.dtype must be \"float32\", "
                        + "but is \"mixed_float16\"",
                "/config/layers/2/config/dtype/config/name| \"bfloat16\"| config.layers[2].config.dtype.config.name"
                        + " must be \"float32\", but is \"bfloat16\"",
                "/config/layers/1/config/padding| [[2, 2], [2, 2]]| config.layers[1].config.padding must be what"
                        + " padding \"same\" of config.layers[2] does to 8x8x1, but is [[2, 2], [2, 2]], which has no"
                        + " equivalent here",
                "/config/layers/0/config/batch_shape| [null, null, null, 1]| config.layers[0].config.batch_shape must"
                        + " be [null, height, width, channels], for images of one size, but is [null, null, null, 1]",
                "/config/layers/0/config/batch_shape| [null, 64]| config.layers[0].config.batch_shape must be [null, "
                        + "height, width, channels], for images of one size, but is [null, 64]",
                "/config/layers/0/config/batch_shape| [null, 8, 8]| config.layers[2] must not get an image without an "
                        + "axis for channels: begin with Input((height, width, 1))",
                "/config/layers/6/config/activation| \"sigmoid\"| config.layers[6].config.activation must be one of "
                        + "gelu, leaky_relu, linear, relu, silu, swish, tanh, but is \"sigmoid\"",
                "/config/layers/6/config/activation| \"relu\"| config.layers[6] must have activation \"softmax\" or "
                        + "\"linear\", since it is the last layer, but has \"relu\"",
                "/config/layers/6/config/units| 1| config.layers[6] must have as many units as there are classes, at "
                        + "least 2, but has 1",
                "/config/layers/6| {\"class_name\": \"Softmax\", \"config\": {\"name\": \"s\"}, \"inbound_nodes\":"
                        + " [[[\"flat\", 0, 0, {}]]]}| config.output_layers must be config.layers[6], \"s\", but is"
                        + " \"out\"",
                "/config/input_layers| [[\"in\", 0, 0], [\"more\", 0, 0]]| config.input_layers must be a list of 1,"
                        + " but has 2: a network here has one image and one output",
                "/config/output_layers| [\"add\", 0, 0]| config.output_layers must be config.layers[6], \"out\", but"
                        + " is \"add\"",
                "/config/layers| {}| config.layers must be a list of 1 to 1000 elements, but is an object of 0",
                "/config/layers| []| config.layers must be a list of 1 to 1000 elements, but has 0",
            })
    void shouldNameTheFault(String place, String json, String fault) {
        refuse(SavedModel.named("small_3").with(place, json), fault);
    }

    /** In {@code plain}, 5 is a convolution of 5x3, 7 an average pool, 11 a Flatten, 12 a Dense, 13 a BatchNormalization, 14 a Dropout. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/class_name| \"Graph\"| class_name must be Sequential or Functional, but is \"Graph\": what other "
                        + "classes compute is code",
                "/config/layers/0| {\"class_name\": \"Flatten\", \"config\": {\"name\": \"f\"}}| "
                        + "config.layers[0].config.batch_input_shape must be given, since no InputLayer says how large "
                        + "images are",
                "/config/layers/1/config| {\"name\": \"r\", \"scale\": -2.0, \"offset\": 1}| config.layers[1].config.scale must be a"
                        + " number between 1.0E-30 and 1.0E30, but is -2.0",
                "/config/layers/1| {\"class_name\": \"Normalization\", \"config\": {\"name\": \"n\", \"axis\": [-1], \"mean\": [1, 2],"
                        + " \"variance\": [1, 1]}}| config.layers[1].config.mean must have a number for each of the 3 channels of the"
                        + " input, or one for all, but has 2",
                "/config/layers/1| {\"class_name\": \"Normalization\", \"config\": {\"name\": \"n\", \"axis\": [1], \"mean\": [1],"
                        + " \"variance\": [1]}}| config.layers[1].config.axis must be 3 or -1, the channels of 32x48x3, but is 1",
                "/config/layers/1| {\"class_name\": \"Normalization\", \"config\": {\"name\": \"n\", \"axis\": [-1], \"mean\": [1],"
                        + " \"variance\": null}}| config.layers[1].config mean and deviation must have as many numbers, or be left out"
                        + " both for those of the dataset, but have 1 and 0",
                "/config/layers/1| {\"class_name\": \"Normalization\", \"config\": {\"name\": \"n\", \"axis\": [-1], \"invert\": true}}|"
                        + " config.layers[1].config.invert must be false, but is true, which has no equivalent here",
                "/config/layers/3| {\"class_name\": \"Normalization\", \"config\": {\"name\": \"n\", \"axis\": [-1], \"mean\": null,"
                        + " \"variance\": null}}| config.layers[3].config.mean must be given, and deviation too, unless the image is"
                        + " its input: the dataset knows them of images alone",
                "/config/layers/1/config/scale| [1, 2]| config.layers[1].config.scale must be a number between -1.0E30 "
                        + "and 1.0E30, but is [1, 2]",
                "/config/layers/1/config/scale| 0| config.layers[1].config factor must not be between -1.0E-30 and "
                        + "1.0E-30, but is 0.0",
                "/config/layers/1| {\"class_name\": \"InputLayer\", \"config\": {\"name\": \"i\", \"batch_shape\": "
                        + "[null, 2, 2, 1]}}| config.layers[1] must not be another InputLayer: a network here has one "
                        + "image, its first layer",
                "/config/layers/3/config/axis| 1| config.layers[3].config.axis must be 3 or -1, the channels of "
                        + "32x48x12, but is 1",
                "/config/layers/3/config/center| false| config.layers[3].config.center must be true, but is false,"
                        + " which has no equivalent here",
                "/config/layers/3/config/renorm| true| config.layers[3].config.renorm must be false, but is true,"
                        + " which has no equivalent here",
                "/config/layers/3/config/epsilon| 1e-12| config.layers[3].config epsilon must be between 1.0E-9 and"
                        + " 1.0, but is 1.0E-12",
                "/config/layers/5/config/kernel_size| [17, 3]| config.layers[5].config.kernel_size must fit 16x24, but "
                        + "is [17, 3]",
                "/config/layers/5/config/groups| 2| config.layers[5].config.groups must be 1, or the number of filters "
                        + "where each channel has one of its own, but is 2",
                "/config/layers/5/config/groups| 16| config.layers[5].config.kernel_initializer must be GlorotUniform"
                        + " where each channel has a filter of its own, but is HeNormal, whose scale here is that of"
                        + " DepthwiseConv2D: Keras counts one channel as its inputs in Conv2D, and all in"
                        + " DepthwiseConv2D",
                "/config/layers/6/config/negative_slope| 1.5| config.layers[6].config.negative_slope must be a number "
                        + "between 0 and 1, but is 1.5",
                "/config/layers/7/config/pool_size| 32| config.layers[7].config.pool_size must be an integer between 1 "
                        + "and 31, but is 32",
                "/config/layers/7| {\"class_name\": \"Add\", \"config\": {\"name\": \"a\"}}| config.layers[7] must"
                        + " take 2 to 16 inputs, but takes 1; config.layers[6] must be an input of a later layer, but no"
                        + " layer takes what it gives",
                "/config/layers/7/config/data_format| \"channels_first\"| config.layers[7].config.data_format must be "
                        + "\"channels_last\", but is \"channels_first\", which has no equivalent here",
                "/config/layers/11| {\"class_name\": \"Dropout\", \"config\": {\"name\": \"flatten\", \"rate\": 0.1}}|"
                        + " config.layers[12] must get a vector, but gets 6x6x16, each pixel of which it would take by"
                        + " itself: put Flatten or GlobalAveragePooling2D before it",
                "/config/layers/12/config/units| 100000| config.layers[12].config.units must be an integer between 1"
                        + " and 65536, but is 100000",
                "/config/layers/12/config/bias_initializer| null| config.layers[12].config.bias_initializer must be "
                        + "Zeros, but is null",
                "/config/layers/0/config/batch_shape| [null, 2048, 2048, 3]| config.layers[2] must keep the outputs of "
                        + "all layers for one image within 64 MiB, but brings them to 240 MiB",
                "/config/layers/13/config/axis| 3| config.layers[13].config.axis must be 1 or -1, the channels of 24, "
                        + "but is 3",
                "/config/layers/13/config/name| \"dense\"| config.layers[13] must have a name of its own, but is"
                        + " another \"dense\"",
                "/config/layers/14/config/rate| 0.95| config.layers[14].config.rate must be a number between 0 and"
                        + " 0.9, but is 0.95",
                "/config/layers/14/config/noise_shape| [1, 2]| config.layers[14].config.noise_shape must be null, but"
                        + " is [1, 2], which has no equivalent here",
                "/config/layers/14| {\"class_name\": \"Softmax\", \"config\": {\"name\": \"s\"}}| config.layers[14]"
                        + " must not be softmax, since it is not the last layer",
                "/config/layers/12/config/activation| \"softmax\"| config.layers[12] must not apply softmax, since it"
                        + " is not the last layer",
            })
    void shouldNameTheFaultOfASequentialModel(String place, String json, String fault) {
        refuse(SavedModel.named("plain_3").with(place, json), fault);
    }

    @Test
    void shouldRefuseModelsThatAreCode() {
        String model =
                "{'module': '__main__', 'class_name': 'MyModel', 'config': {}, 'registered_name': 'Custom>MyModel'}";

        refuse(
                model,
                "module must be Keras' own, but is \"__main__\"; registered_name must be null, "
                        + "but is \"Custom>MyModel\": classes that you registered are not known here");
        refuse(
                "{'class_name': 'MyModel', 'config': {}}",
                "class_name must be Sequential or Functional, but is \"MyModel\": what other "
                        + "classes compute is code");
    }

    @Test
    void shouldRefuseBranchesThatDoNotFit() {
        SavedModel residual = SavedModel.named("residual_3");

        refuse(
                residual.with("/config/layers/7/config/filters", "13"),
                "config.layers[9].inbound_nodes must have one shape, but have [17x24x13, " + "17x24x12]");
        refuse(
                residual.with("/config/layers/12/config/axis", "1"),
                "config.layers[12].config.axis must be 3 or -1, the channels of 9x12x12, but is 1");
    }

    @Test
    void shouldRefusePaddingTwiceAndPaddingThatNoConvolutionTakes() {
        SavedModel mobile = SavedModel.named("mobile_2");
        String padding = mobile.model()
                .at("/config/layers/1")
                .toString()
                .replace("conv1_pad", "conv1")
                .replace("Image/Input", "conv1_pad");

        refuse(
                mobile.with("/config/layers/2", padding),
                "config.layers[2] must not pad what config.layers[1] has padded");
        refuse(
                mobile.with("/config/layers/2/config/strides", "[1, 1]"),
                "config.layers[1].config.padding must be what padding \"same\" of "
                        + "config.layers[2] does to 64x64x3, but is [[0, 1], [0, 1]], which has no equivalent here");
    }

    @Test
    void shouldRefuseMoreGroupsThanChannels() {
        refuse(
                SavedModel.named("plain_3")
                        .with("/config/layers/5/config/groups", "16")
                        .with("/config/layers/5/config/kernel_initializer", "\"glorot_uniform\""),
                "config.layers[5].config.filters must be the 12 channels of the input, or left out, but is 16");
    }

    @Test
    void shouldRefuseModelsOfNoSize() {
        SavedModel basic = SavedModel.named("basic_2");
        SavedModel open = basic.with(
                "/config/layers/0", basic.model().at("/config/layers/1").toString());

        refuse(
                open.with("/config/layers/0/config/batch_input_shape", ""),
                "config.layers[0].config.batch_input_shape must be given, since no InputLayer "
                        + "says how large images are");
        refuse(
                open.with("/config/layers/0/config/batch_input_shape", "[null, 28, 1e9, 1]"),
                "config.layers[0].config.batch_input_shape[2] must be an integer between 1 and "
                        + "4096, but is 1.0E+9");
    }

    @Test
    void shouldFindTheFaultsOfAllLayersAtOnce() {
        refuse(
                SavedModel.named("plain_3")
                        .with("/config/layers/1/class_name", "\"RandomFlip\"")
                        .with("/config/layers/2/config/dilation_rate", "[1, 2]")
                        .with("/config/layers/3/config/momentum", "2")
                        .with("/config/layers/15/config/activation", "\"sigmoid\"")
                        .with("/backend", "\"torch\"")
                        .with("/version", "4"),
                "config.layers[1] has class_name \"RandomFlip\", which belongs to the augmentations of a recipe: a"
                        + " layer must be one of InputLayer, Activation, Add, AveragePooling2D, BatchNormalization,"
                        + " Concatenate, Conv2D, Dense, DepthwiseConv2D, Dropout, Flatten, GlobalAveragePooling2D,"
                        + " LeakyReLU, MaxPooling2D, Normalization, ReLU, Rescaling, SeparableConv2D, Softmax, ZeroPadding2D;"
                        + " config.layers[2].config.dilation_rate must be [1, 1], but is [1, 2], which has no equivalent"
                        + " here; config.layers[3].config.momentum must be a number between 0 and 1, but is 2;"
                        + " config.layers[15].config.activation must be one of gelu, leaky_relu, linear, relu, silu,"
                        + " swish, tanh, but is \"sigmoid\"; version is unknown: a field here must be one of"
                        + " keras_version, backend, build_config, compile_config, shared_object_id, class_name, module,"
                        + " registered_name, config");
    }

    @Test
    void shouldBoundWhatItReads() {
        refuse(" ".repeat(1_000_001), "must be at most 1000000 bytes of JSON, but has 1000001");
        refuse(
                "{'class_name': 'Sequential', 'config': [" + "{},".repeat(10_000) + "{}]}",
                "config must be a list of 1 to 1000 elements, but has 10001");
        refuse(
                "{'class_name': 'Sequential', 'config': {'layers': " + "[".repeat(40) + "]".repeat(40) + "}}",
                "must be JSON, but is not: Document nesting depth (33) exceeds the maximum "
                        + "allowed (32, from `StreamReadCon...");
        refuse(
                "{'class_name': 'Sequential', 'config': {'layers': NaN}}",
                "must be JSON, but is not at line 1, column 54: Non-standard token 'NaN'");
    }

    @Test
    void shouldRefuseWhatIsNoModel() {
        refuse(
                "PK\u0003\u0004",
                "must be JSON, but is not at line 1, column 1: Unrecognized token 'PK': was "
                        + "expecting (JSON String, Number, Array, Object or ...");
        refuse("{'name': 'tiny', 'layers': [{'kind': 'output'}]}", "class_name must be given; config must be given");
        refuse("[]", "must be an object, but is []");
    }

    private static void refuse(String json, String fault) {
        assertThatThrownBy(() -> KerasModel.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(fault);
    }

    private static void refuse(SavedModel model, String fault) {
        assertThatThrownBy(model::read)
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(fault);
    }
}

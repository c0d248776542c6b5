"""Makes layers.safetensors in this folder with Keras, in double precision. See README.txt.

Every case has an input, its layer's parameters as Deeplearning4j lays them out, the output, a gradient of the output, and
the gradients of input and parameters. LayerKinds.java has the same cases.
"""

import os

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax

jax.config.update("jax_enable_x64", True)

import keras
import numpy as np
from keras import layers
from safetensors.numpy import save_file

keras.config.set_floatx("float64")

IMAGE = (2, 8, 7, 4)
WIDE = (1, 8, 7, 17)
CHANNELS = (2, 8, 7, 21)


def activation(name):
    return {"gelu": lambda x: keras.activations.gelu(x, approximate=False),
            "tanh": jax.numpy.tanh,  # Keras' own would go on in single precision
            "leaky_relu": lambda x: keras.activations.leaky_relu(x, negative_slope=0.3)}.get(name, name)


def convolution(filters, kernel, stride, padding, bias, name):
    return layers.Conv2D(filters, kernel, stride, padding, use_bias=bias, activation=activation(name))


def depthwise(kernel, stride, padding, bias, name):
    return layers.DepthwiseConv2D(kernel, stride, padding, use_bias=bias, activation=activation(name))


def frozen(layer):
    layer.trainable = False
    return layer


CASES = {
    "convolution_3x3": (WIDE, lambda: convolution(20, 3, 1, "same", True, "linear")),
    "convolution_3x3_relu": (WIDE, lambda: convolution(7, 3, 1, "same", True, "relu")),
    "convolution_3x3_valid": (WIDE, lambda: convolution(7, 3, 1, "valid", False, "silu")),
    "convolution_3x3_few_channels": (IMAGE, lambda: convolution(7, 3, 1, "same", True, "relu")),
    "convolution_3x3_stride_2": (IMAGE, lambda: convolution(7, 3, 2, "same", True, "linear")),
    "convolution_3x3_stride_2_valid": (WIDE, lambda: convolution(7, 3, 2, "valid", False, "leaky_relu")),
    "convolution_1x1": (WIDE, lambda: convolution(7, 1, 1, "same", False, "gelu")),
    "convolution_1x1_stride_2": (IMAGE, lambda: convolution(7, 1, 2, "valid", True, "tanh")),
    "convolution_5x2_stride_3x1": (IMAGE, lambda: convolution(7, (5, 2), (3, 1), "same", True, "linear")),
    "convolution_4x5_stride_2x3": (IMAGE, lambda: convolution(7, (4, 5), (2, 3), "valid", True, "relu")),
    "convolution_11x11_stride_4": (IMAGE, lambda: convolution(4, 11, 4, "same", True, "linear")),
    "depthwise_3x3": (IMAGE, lambda: depthwise(3, 1, "same", True, "linear")),
    "depthwise_3x3_stride_2": (WIDE, lambda: depthwise(3, 2, "same", False, "relu")),
    "depthwise_4x2_valid": (IMAGE, lambda: depthwise((4, 2), 1, "valid", True, "gelu")),
    "relu": (IMAGE, lambda: layers.Activation("relu")),
    "leaky_relu": (IMAGE, lambda: layers.LeakyReLU()),
    "gelu": (IMAGE, lambda: layers.Activation(activation("gelu"))),
    "silu": (IMAGE, lambda: layers.Activation("silu")),
    "tanh": (IMAGE, lambda: layers.Activation(activation("tanh"))),
    "max_pool_2": (IMAGE, lambda: layers.MaxPooling2D()),
    "max_pool_3_stride_2_same": (IMAGE, lambda: layers.MaxPooling2D(3, 2, "same")),
    "max_pool_4x2_stride_1x3": (IMAGE, lambda: layers.MaxPooling2D((4, 2), (1, 3), "valid")),
    "average_pool_2": (IMAGE, lambda: layers.AveragePooling2D(2)),
    "average_pool_3_stride_2_same": (IMAGE, lambda: layers.AveragePooling2D(3, 2, "same")),
    "average_pool_4x2_stride_1x3": (IMAGE, lambda: layers.AveragePooling2D((4, 2), (1, 3), "valid")),
    "global_average_pool": (IMAGE, lambda: layers.GlobalAveragePooling2D()),
    "flatten": (IMAGE, lambda: layers.Flatten()),
    "scale": (IMAGE, lambda: layers.Rescaling(-0.375)),
    "normalize": (CHANNELS, lambda: layers.Normalization(mean=np.arange(21) / 16 - 0.5,
                                                         variance=(np.arange(21) / 8 + 0.25) ** 2)),
    "normalize_all": (CHANNELS, lambda: layers.Rescaling(4, offset=-1.5)),
    "dense": ((4, 30), lambda: layers.Dense(6)),
    "dense_of_images": (IMAGE, lambda: keras.Sequential([layers.Flatten(), layers.Dense(6, activation="relu")])),
    "dense_gelu": ((4, 30), lambda: layers.Dense(6, use_bias=False, activation=activation("gelu"))),
    "batch_norm": (IMAGE, lambda: layers.BatchNormalization(momentum=0.9, epsilon=1e-5)),
    "batch_norm_of_rows": ((8, 6), lambda: layers.BatchNormalization()),
    "batch_norm_frozen": (IMAGE, lambda: frozen(layers.BatchNormalization(momentum=0.9, epsilon=1e-5))),
    "add": (IMAGE, lambda: layers.Add()),
    "concatenate": (IMAGE, lambda: layers.Concatenate()),
}


def flat(variables, values):
    """In Deeplearning4j's order: of a convolution bias, weights; of a dense layer weights, bias."""
    parts = []
    for variable, value in zip(variables, values):
        value = np.asarray(value)
        if value.ndim == 4:
            depth = "depthwise" in variable.path
            parts.insert(0, value.transpose(2, 3, 0, 1) if depth else value.transpose(3, 2, 0, 1))
        elif value.ndim == 2:
            parts.append(value.T)
        elif parts and parts[0].ndim == 4:
            parts.insert(0, value)
        else:
            parts.append(value)
    return np.concatenate([part.reshape(-1) for part in parts]) if parts else np.zeros(0)


def single(random, shape):
    """So that both sides begin with the same numbers."""
    return random.normal(0, 1, shape).astype(np.float32).astype(np.float64)


def case(name, shape, layer):
    random = np.random.default_rng(sum(name.encode()))
    several = name in ("add", "concatenate")
    inputs = [single(random, shape) for _ in range(3)] if several else [single(random, shape)]
    layer.build([shape] * 3 if several else shape)
    for variable in layer.weights:
        value = 0.3 * single(random, variable.shape)
        variable.assign((value + 1.5 if "gamma" in variable.path or "variance" in variable.path else value)
                        .astype(np.float32))
    trained = [variable.value for variable in layer.trainable_variables]
    kept = [variable.value for variable in layer.non_trainable_variables]

    options = {"training": True} if name.startswith("batch_norm") else {}

    def forward(parameters, *x):
        return layer.stateless_call(parameters, kept, list(x) if several else x[0], **options)

    (output, moved), pull = jax.vjp(forward, trained, *inputs)
    output_gradient = single(random, output.shape)
    gradients, *input_gradients = pull((output_gradient, [np.zeros(value.shape) for value in moved]))
    if kept:  # in place of the gradient of moving statistics stands what they move by
        gradients = [*gradients, *[np.asarray(before) - np.asarray(after) for before, after in zip(kept, moved)]]
    tensors = {"output": output, "output_gradient": output_gradient,
               "parameters": flat(layer.weights, [variable.value for variable in layer.weights]),
               "parameter_gradients": flat(layer.weights, gradients)}
    for i, (x, gradient) in enumerate(zip(inputs, input_gradients)):
        suffix = f"_{i + 1}" if several else ""
        tensors["input" + suffix] = x
        tensors["input_gradient" + suffix] = gradient
    return {f"{name}.{key}": np.ascontiguousarray(value, np.float32) for key, value in tensors.items()
            if np.size(value)}


if __name__ == "__main__":
    found = {}
    for name, (shape, layer) in CASES.items():
        found.update(case(name, shape, layer()))
    save_file(found, "layers.safetensors")
    print("keras", keras.__version__, "jax", jax.__version__)

"""Writes plans.json: definitions, and what Keras says about the same networks. See README.txt."""

import json
import os
import random
import sys

os.environ["KERAS_BACKEND"] = "numpy"

import keras  # noqa: E402
from keras import layers as k  # noqa: E402


def pair(value):
    return tuple(value) if isinstance(value, list) else (value, value)


def keras_layer(layer, classes):
    kind = layer["kind"]
    if kind == "convolution":
        options = dict(
            kernel_size=pair(layer.get("kernel", 3)),
            strides=pair(layer.get("stride", 1)),
            padding=layer.get("padding", "same"),
            use_bias=layer.get("bias", True),
            activation=layer.get("activation", "linear"),
        )
        if layer.get("groups") == "all":
            return k.DepthwiseConv2D(**options)
        return k.Conv2D(layer["filters"], **options)
    if kind in ("max_pool", "average_pool"):
        cls = k.MaxPooling2D if kind == "max_pool" else k.AveragePooling2D
        size = layer.get("size", 2)
        return cls(pair(size), strides=pair(layer.get("stride", size)), padding=layer.get("padding", "valid"))
    if kind == "activation":
        if layer["activation"] == "leaky_relu":
            return k.LeakyReLU(layer.get("negative_slope", 0.3))
        return k.Activation(layer["activation"])
    return {
        "batch_norm": lambda: k.BatchNormalization(),
        "global_average_pool": lambda: k.GlobalAveragePooling2D(),
        "flatten": lambda: k.Flatten(),
        "dropout": lambda: k.Dropout(layer["rate"]),
        "dense": lambda: k.Dense(
            layer["units"], use_bias=layer.get("bias", True), activation=layer.get("activation", "linear")
        ),
        "add": lambda: k.Add(),
        "concatenate": lambda: k.Concatenate(),
        "scale": lambda: k.Rescaling(layer["factor"]),
        "normalize": lambda: k.Normalization(
            mean=layer["mean"], variance=[deviation**2 for deviation in layer["deviation"]]
        ),
        "output": lambda: k.Dense(classes, use_bias=layer.get("bias", True)),
    }[kind]()


def rows(definition, image, classes):
    keras.backend.clear_session()
    named = {"input": keras.Input(image)}
    before = named["input"]
    result = []
    counts = {}

    def apply(layer, inputs):
        output = layer(inputs if isinstance(layer, (k.Add, k.Concatenate)) else inputs[0])
        result.append([layer.name, type(layer).__name__, str(tuple(output.shape)), layer.count_params()])
        return output

    for layer in definition["layers"]:
        inputs = [named[name] for name in layer["inputs"]] if "inputs" in layer else [before]
        if layer["kind"] in ("dense", "output") and len(inputs[0].shape) > 2:
            inputs = [apply(k.Flatten(), inputs)]
        before = apply(keras_layer(layer, classes), inputs)
        prefix = "conv" if layer["kind"] == "convolution" else layer["kind"]
        counts[prefix] = counts.get(prefix, 0) + 1
        named[layer.get("name", f"{prefix}_{counts[prefix]}")] = before
    return result


def drawn(number):
    """A random chain that ends in a classifier."""
    draw = random.Random(number)
    chain = []
    for _ in range(draw.randint(2, 7)):
        kind = draw.choice(["convolution", "convolution", "max_pool", "average_pool", "batch_norm", "depthwise"])
        window = draw.choice([1, 2, 3, 4, 5, [3, 1], [2, 5]])
        stride = draw.choice([1, 2, 3, [1, 2]])
        padding = draw.choice(["same", "same", "valid"])
        if kind == "convolution":
            bias = draw.random() < 0.5
            chain.append(dict(kind=kind, filters=draw.randint(1, 20), kernel=window, stride=stride, padding=padding, bias=bias))
        elif kind == "depthwise":
            stride = draw.choice([1, 2])
            chain.append(dict(kind="convolution", groups="all", kernel=window, stride=stride, padding=padding))
        elif kind == "batch_norm":
            chain.append(dict(kind=kind))
        else:
            chain.append(dict(kind=kind, size=window, stride=stride, padding=padding))
    if draw.random() < 0.5:
        chain.append(dict(kind="global_average_pool"))
    return dict(name=f"drawn_{number}", layers=chain + [dict(kind="dense", units=9), dict(kind="output")])


RESIDUAL = {
    "name": "residual",
    "layers": [
        {"kind": "convolution", "filters": 16, "bias": False},
        {"kind": "batch_norm"},
        {"kind": "activation", "activation": "relu", "name": "stem"},
        {"kind": "convolution", "filters": 24, "stride": 2, "bias": False},
        {"kind": "batch_norm"},
        {"kind": "activation", "activation": "silu"},
        {"kind": "convolution", "groups": "all", "kernel": 5, "name": "deep"},
        {"kind": "convolution", "filters": 24, "kernel": 1, "stride": 2, "inputs": ["stem"], "name": "shortcut"},
        {"kind": "add", "inputs": ["deep", "shortcut"]},
        {"kind": "activation", "activation": "leaky_relu"},
        {"kind": "max_pool", "size": 3, "stride": 2, "padding": "same", "name": "left"},
        {"kind": "average_pool", "size": [3, 3], "stride": 2, "padding": "same", "inputs": ["activation_3"]},
        {"kind": "concatenate", "inputs": ["left", "average_pool_1", "max_pool_2"]},
        {"kind": "global_average_pool"},
        {"kind": "dropout", "rate": 0.1},
        {"kind": "scale", "factor": 0.125},
        {"kind": "normalize", "mean": [0.5], "deviation": [0.25]},
        {"kind": "output", "bias": False},
    ],
}
# The second pooling must come before what takes it.
RESIDUAL["layers"].insert(12, {"kind": "max_pool", "size": 2, "padding": "same", "inputs": ["add_1"]})

built_ins = json.load(open(sys.argv[1]))["architectures"]
plans = []
for definition, image, classes in (
    [(d, (28, 28, 1), 10) for d in built_ins]
    + [(RESIDUAL, (33, 47, 3), 7)]
    + [(drawn(n), (40 + n, 61 - n, 1 + n % 4), 2 + n) for n in range(30)]
):
    try:
        found = rows(definition, image, classes)
    except ValueError as refused:
        print(definition["name"], "refused:", str(refused)[:100].replace("\n", " "))
        found = None
    plans.append(dict(definition=definition, image=image, classes=classes, rows=found))
json.dump(dict(keras=keras.__version__, plans=plans), open(sys.argv[2], "w"), separators=(",", ":"))
print(len(plans), "plans by Keras", keras.__version__)

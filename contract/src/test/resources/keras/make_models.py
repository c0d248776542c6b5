"""Writes models of Keras as JSON, and what Keras says about them. See README.txt."""

import json
import os
import sys

version = sys.argv[1]
if version == "2":
    import tf_keras as keras
else:
    os.environ["KERAS_BACKEND"] = "numpy"
    import keras
k = keras.layers


def basic():
    """The first model of most tutorials: an image without channels, a head of logits."""
    return keras.Sequential(
        [
            k.Flatten(input_shape=(28, 28)) if version == "2" else keras.Input((28, 28)),
            *([] if version == "2" else [k.Flatten()]),
            k.Dense(32, activation="relu"),
            k.Dropout(0.2),
            k.Dense(10),
        ],
        name="basic",
    )


def plain():
    """A chain of most kinds of layers."""
    return keras.Sequential(
        [
            keras.Input((32, 48, 3), name="image"),
            k.Rescaling(0.5),
            k.Conv2D(12, 3, activation="relu", padding="same"),
            k.BatchNormalization(momentum=0.9, epsilon=1e-5),
            k.MaxPooling2D(),
            k.Conv2D(16, (5, 3), strides=(1, 2), use_bias=False, kernel_initializer="he_normal", name="Wide"),
            k.LeakyReLU(),
            k.AveragePooling2D((3, 3), strides=2, padding="same"),
            k.Activation("swish" if version == "2" else "silu"),
            k.ReLU(),
            k.Conv2D(16, 1, groups=16, trainable=False),
            k.Flatten(),
            k.Dense(24, activation="tanh", kernel_initializer="he_normal"),
            k.BatchNormalization(),
            k.Dropout(0.3, seed=1),
            k.Dense(7, activation="softmax", name="input"),
        ],
        name="Plain-Model",
    )


def residual():
    image = keras.Input((33, 47, 3))
    stem = k.Conv2D(8, 3, padding="same", use_bias=False)(image)
    stem = k.BatchNormalization()(stem)
    stem = k.ReLU()(stem)
    deep = k.Conv2D(12, 3, strides=2, padding="same", use_bias=False)(stem)
    deep = k.BatchNormalization(trainable=False)(deep)
    deep = k.Activation("gelu")(deep)
    deep = k.Conv2D(12, 3, padding="same")(deep)
    short = k.Conv2D(12, 1, strides=2)(stem)
    both = k.Add()([deep, short])
    left = k.MaxPooling2D(3, strides=2, padding="same")(both)
    right = k.AveragePooling2D(2, padding="same")(both)
    wide = k.Concatenate()([left, right, left])
    # In Keras 3 an operation is an entry of its own; in Keras 2 it would be a TFOpLambda.
    wide = k.Add()([wide, wide]) if version == "2" else wide + wide
    vector = k.GlobalAveragePooling2D()(wide)
    vector = k.Concatenate(axis=1)([vector, k.Dense(5, activation="silu")(vector)])
    logits = k.Dense(7, use_bias=False)(vector)
    return keras.Model(image, k.Softmax()(logits), name="residual")


def mobile():
    """Blocks as in MobileNet, whose strided convolutions come after a padding of their own."""
    image = keras.Input((64, 64, 3), name="Image/Input" if version == "2" else "Image.Input")
    x = k.ZeroPadding2D(((0, 1), (0, 1)), name="conv1_pad")(image)
    x = k.Conv2D(8, 3, strides=2, use_bias=False, name="conv1")(x)
    for number, (filters, stride) in enumerate([(16, 1), (24, 2), (24, 1)], 1):
        if stride == 2:
            x = k.ZeroPadding2D(((0, 1), (0, 1)), name=f"conv_pad_{number}")(x)
        x = k.DepthwiseConv2D(
            3, strides=stride, padding="valid" if stride == 2 else "same", use_bias=False, name=f"conv_dw_{number}"
        )(x)
        x = k.BatchNormalization(axis=3, name=f"conv_dw_{number}_bn")(x)
        x = k.ReLU(name=f"conv_dw_{number}_relu")(x)
        x = k.Conv2D(filters, 1, padding="same", use_bias=False, name=f"conv_pw_{number}")(x)
    x = k.ZeroPadding2D(2, name="wide_pad")(x)
    x = k.SeparableConv2D(32, 5, use_bias=True, activation="relu", name="separable")(x)
    x = k.SeparableConv2D(16, 3, strides=2, padding="same", use_bias=False)(x)
    x = k.GlobalAveragePooling2D()(x)
    x = k.Dense(11)(x)
    return keras.Model(image, k.Activation("softmax")(x), name="mobile")


def small():
    """For the fuzzer, which takes short texts: a few layers of both ways to build a model."""
    image = keras.Input((8, 8, 1), name="in")
    x = k.ZeroPadding2D(1, name="pad")(image)
    x = k.SeparableConv2D(2, 3, name="sep")(x)
    x = k.Add(name="add")([x, k.ReLU(name="relu")(x)])
    return keras.Model(image, k.Dense(3, activation="softmax", name="out")(k.Flatten(name="flat")(x)), name="small")


def normalized():
    return keras.Sequential(
        [
            keras.Input((12, 10, 3), name="image"),
            k.Normalization(mean=[0.5, 0.25, 0.75], variance=[0.25, 0.0625, 1], name="pixels"),
            k.Conv2D(4, 3, name="conv"),
            k.Rescaling(2, offset=-0.5, name="moved"),
            k.Flatten(name="flat"),
            k.Dense(5, name="out"),
        ],
        name="normalized",
    )


for build in basic, plain, residual, mobile, small, *([] if version == "2" else [normalized]):
    keras.backend.clear_session()
    model = build()
    rows = [
        dict(
            name=layer.name,
            type=type(layer).__name__,
            shape=str(tuple(layer.output.shape)),
            parameters=layer.count_params() if hasattr(layer, "count_params") else 0,
        )
        for layer in getattr(model, "operations", model.layers)  # Additions by + are no layers in Keras 3.
    ]
    trainable = sum(int(keras.ops.size(w)) if version == "3" else int(w.shape.num_elements()) for w in model.trainable_weights)
    found = dict(keras=keras.__version__, rows=rows, total=model.count_params(), trainable=trainable)
    with open(f"{build.__name__}_{version}.json", "w") as file:
        json.dump(dict(found=found, model=json.loads(model.to_json())), file, separators=(",", ":"))
        file.write("\n")
    print(build.__name__, keras.__version__, found["total"])

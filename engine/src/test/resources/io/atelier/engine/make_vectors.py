"""Makes the reference vectors in this folder with Keras. See README.txt.

Parameters are written under the engine's names and in its layouts.
"""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import torch
from keras import layers
from safetensors.numpy import save_file


def conv(filters):
    return layers.Conv2D(filters, 3, padding="same", activation="relu")


# Small relatives of the study's networks; the tests build the same ones.
NETWORKS = {
    "plain": lambda: [conv(4), conv(6), layers.MaxPooling2D(), conv(5), layers.MaxPooling2D(), conv(7),
                      layers.MaxPooling2D(), layers.Flatten(), layers.Dense(12, activation="relu"),
                      layers.Dense(10, activation="softmax")],
    "normalized": lambda: [conv(4), layers.BatchNormalization(), conv(5), layers.MaxPooling2D(),
                           layers.BatchNormalization(), conv(6), layers.BatchNormalization(),
                           layers.MaxPooling2D(), layers.BatchNormalization(), layers.Flatten(),
                           layers.Dense(12, activation="relu"), layers.Dense(10, activation="softmax")],
}
STEPS = 8
BATCH = 6


def parameters(model):
    counts = {}
    found = {}
    last = model.layers[-1]
    for layer in model.layers:
        if isinstance(layer, layers.Conv2D):
            name = numbered("conv", counts)
            kernel, bias = layer.get_weights()
            found[name + ".weight"] = kernel.transpose(3, 2, 0, 1)
            found[name + ".bias"] = bias
        elif isinstance(layer, layers.BatchNormalization):
            name = numbered("batch_norm", counts)
            for part, value in zip(("gamma", "beta", "mean", "variance"), layer.get_weights()):
                found[f"{name}.{part}"] = value
        elif isinstance(layer, layers.Dense):
            name = "output" if layer is last else numbered("dense", counts)
            found[name + ".weight"], found[name + ".bias"] = layer.get_weights()
    return {name: np.ascontiguousarray(value, dtype=np.float32) for name, value in found.items()}


def numbered(kind, counts):
    counts[kind] = counts.get(kind, 0) + 1
    return f"{kind}_{counts[kind]}"


def network(name):
    keras.utils.set_random_seed(7)
    random = np.random.default_rng(3)
    model = keras.Sequential([layers.Input((28, 28, 1)), *NETWORKS[name]()])
    for layer in model.layers:  # nothing may stay at a value that hides a mistake
        if isinstance(layer, layers.BatchNormalization):
            shape = layer.gamma.shape
            layer.set_weights([random.uniform(0.5, 1.5, shape), random.normal(0, 0.3, shape),
                               random.normal(0.2, 0.1, shape), random.uniform(0.5, 2, shape)])
        elif layer.weights:
            kernel, bias = layer.get_weights()
            layer.set_weights([kernel, random.normal(0, 0.1, bias.shape)])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")

    pixels = random.integers(0, 256, (STEPS, BATCH, 28, 28, 1)).astype(np.uint8)
    images = pixels.astype(np.float32) / np.float32(255)
    labels = random.integers(0, 10, (STEPS, BATCH)).astype(np.uint8)
    tensors = {"pixels": pixels.reshape(STEPS * BATCH, 784), "labels": labels.reshape(-1)}

    def record(prefix):
        tensors.update({f"{prefix}.{key}": value for key, value in parameters(model).items()})

    record("initial")
    tensors["initial.predictions"] = np.asarray(model.predict(images[0], verbose=0))
    losses = []
    for step in range(STEPS):
        losses.append(float(model.train_on_batch(images[step], labels[step])))
        model.reset_metrics()
        if step == 0:
            record("first")
    record("last")
    tensors["last.predictions"] = np.asarray(model.predict(images[0], verbose=0))
    tensors["losses"] = np.array(losses, dtype=np.float32)
    save_file(tensors, f"{name}.safetensors")


def batch_normalization():
    random = np.random.default_rng(5)
    layer = layers.BatchNormalization()
    layer.build((None, 4, 3, 2))
    gamma, beta, mean, variance = ([1.5, 0.7], [0.1, -0.2], [0.3, -0.1], [0.9, 2.0])
    layer.set_weights([np.array(v, np.float32) for v in (gamma, beta, mean, variance)])
    inputs = random.normal(2, 3, (5, 4, 3, 2)).astype(np.float32)
    output_gradient = random.normal(0, 1, inputs.shape).astype(np.float32)
    x = torch.tensor(inputs, requires_grad=True)
    inference = layer(x, training=False).detach().numpy()
    output = layer(x, training=True)
    output.backward(torch.tensor(output_gradient))
    save_file({
        "initial": np.array([gamma, beta, mean, variance], np.float32),
        "input": inputs, "output_gradient": output_gradient,
        "inference": inference, "output": output.detach().numpy(),
        "input_gradient": x.grad.numpy(),
        "gamma_gradient": layer.gamma.value.grad.numpy(), "beta_gradient": layer.beta.value.grad.numpy(),
        "moved_mean": np.asarray(layer.moving_mean.value.detach().numpy()),
        "moved_variance": np.asarray(layer.moving_variance.value.detach().numpy()),
    }, "batch_normalization.safetensors")


def adam():
    random = np.random.default_rng(6)
    variable = keras.Variable(random.normal(0, 1, 16).astype(np.float32))
    optimizer = keras.optimizers.Adam()
    initial = variable.numpy().copy()
    # From large to below epsilon: its place in the formula shows.
    gradients = (random.normal(0, 1, (3, 16)) * np.logspace(0, -9, 16)).astype(np.float32)
    values = []
    for gradient in gradients:
        optimizer.apply([torch.tensor(gradient)], [variable])
        values.append(variable.numpy().copy())
    save_file({"initial": initial, "gradients": gradients, "values": np.array(values)}, "adam.safetensors")


if __name__ == "__main__":
    for name in NETWORKS:
        network(name)
    batch_normalization()
    adam()
    print("keras", keras.__version__, "torch", torch.__version__)

"""Makes optimizers.safetensors and the networks recipe_*.safetensors in this folder. See README.txt."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import torch
from make_vectors import BATCH, NETWORKS, parameters
from pytorch_optimizer import Lookahead
from safetensors.numpy import save_file
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

SIZE = 37  # no multiple of any vector's length
STEPS = 10


def one_cycle(optimizer):
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=[group["lr"] for group in optimizer.param_groups], total_steps=STEPS,
        pct_start=0.3, div_factor=25, final_div_factor=1e4, cycle_momentum=False)


def by_keras(optimizer, initial, gradients):
    variable = keras.Variable(initial, name="weight")
    optimizer.build([variable])
    values = []
    for gradient in gradients:
        optimizer.apply([torch.tensor(gradient)])
        values.append(variable.numpy().copy())
    return np.array(values), optimizer, variable


def by_torch(make, initial, gradients, scheduler=None, after=None):
    variable = torch.nn.Parameter(torch.tensor(initial))
    optimizer = make([variable])
    schedule = scheduler(optimizer) if scheduler else None
    values = []
    for gradient in gradients:
        variable.grad = torch.tensor(gradient)
        optimizer.step()
        if schedule:
            schedule.step()
        if after:
            after(variable)
        values.append(variable.detach().numpy().copy())
    return np.array(values)


def ema(initial, gradients, every):
    class Holder(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.variable = torch.nn.Parameter(torch.tensor(initial))

    holder = Holder()
    averaged = AveragedModel(holder, multi_avg_fn=get_ema_multi_avg_fn(0.9))
    averages = []
    for step, gradient in enumerate(gradients):
        with torch.no_grad():
            holder.variable -= 0.1 * torch.tensor(gradient)
        if (step + 1) % every == 0:
            averaged.update_parameters(holder)
        averages.append(averaged.module.variable.detach().numpy().copy())
    return np.array(averages)


def keras_ema(initial, gradients):
    optimizer = keras.optimizers.SGD(0.1, use_ema=True, ema_momentum=0.9)
    variable = keras.Variable(initial, name="weight")
    optimizer.build([variable])
    averages = []
    for gradient in gradients:
        optimizer.apply([torch.tensor(gradient)])
        averages.append(optimizer._model_variables_moving_average[0].numpy().copy())
    return np.array(averages)


def optimizers():
    random = np.random.default_rng(8)
    initial = random.normal(0, 1, SIZE).astype(np.float32)
    gradients = random.normal(0, 1, (STEPS, SIZE)).astype(np.float32)
    sgd = torch.optim.SGD
    tensors = {
        "initial": initial,
        "gradients": gradients,
        "sgd": by_keras(keras.optimizers.SGD(0.1), initial, gradients)[0],
        "sgd_momentum": by_keras(keras.optimizers.SGD(0.1, momentum=0.9), initial, gradients)[0],
        "sgd_nesterov": by_keras(keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True), initial, gradients)[0],
        "sgd_decay": by_torch(lambda p: sgd(p, 0.1, momentum=0.9, nesterov=True, weight_decay=0.05), initial, gradients),
        "sgd_one_cycle": by_torch(lambda p: sgd(p, 0.1, momentum=0.9, nesterov=True, weight_decay=0.05), initial,
                                  gradients, one_cycle),
        "adam": by_keras(keras.optimizers.Adam(0.01, 0.8, 0.99, 1e-5), initial, gradients)[0],
        "adamw": by_keras(keras.optimizers.AdamW(0.01, weight_decay=0.05), initial, gradients)[0],
        "adamw_cosine": by_keras(
            keras.optimizers.AdamW(keras.optimizers.schedules.CosineDecay(0.01, STEPS), weight_decay=0.05),
            initial, gradients)[0],
        "ema": ema(initial, gradients, 1),
        "ema_every_3": ema(initial, gradients, 3),
        "lookahead": by_torch(lambda p: Lookahead(sgd(p, 0.1, momentum=0.9), k=3, alpha=0.4), initial, gradients),
    }
    difference = np.abs(tensors["ema"] - keras_ema(initial, gradients)).max()
    assert difference < 1e-6, difference  # Keras' and PyTorch's averages are one
    logits = random.normal(0, 3, (5, 7)).astype(np.float32)
    labels = np.array([0, 3, 6, 3, 1])
    leaf = torch.tensor(logits, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(leaf, torch.tensor(labels), label_smoothing=0.1)
    loss.backward()
    one_hot = np.eye(7, dtype=np.float32)[labels]
    of_keras = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)(one_hot, logits)
    assert abs(float(of_keras) - float(loss.detach())) < 1e-6
    tensors.update({"smoothed.logits": logits, "smoothed.labels": one_hot,
                    "smoothed.loss": np.array([float(loss.detach())], np.float32),
                    "smoothed.gradient": leaf.grad.numpy()})
    save_file({name: np.ascontiguousarray(value, np.float32) for name, value in tensors.items()},
              "optimizers.safetensors")


def kinds(model):
    """The trainable variables by the kind that rates and decay go by."""
    found = {"weight": [], "bias": [], "gamma": [], "beta": []}
    for variable in model.trainable_variables:
        kind = variable.path.split("/")[-1]
        found["weight" if kind == "kernel" else kind].append(variable)
    return found


def network():
    keras.utils.set_random_seed(7)
    random = np.random.default_rng(3)
    layers = NETWORKS["normalized"]()
    layers[-1].activation = keras.activations.linear
    model = keras.Sequential([keras.layers.Input((28, 28, 1)), *layers])
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            shape = layer.gamma.shape
            layer.set_weights([random.uniform(0.5, 1.5, shape), random.normal(0, 0.3, shape),
                               random.normal(0.2, 0.1, shape), random.uniform(0.5, 2, shape)])
        elif layer.weights:
            kernel, bias = layer.get_weights()
            layer.set_weights([kernel, random.normal(0, 0.1, bias.shape)])
    pixels = random.integers(0, 256, (STEPS, BATCH, 28, 28, 1)).astype(np.uint8)
    labels = random.integers(0, 10, (STEPS, BATCH)).astype(np.uint8)
    return model, pixels, labels


def train(name, prepare, smoothing):
    """Ten steps; parameters after the first and the last, losses.

    ``prepare`` gives what happens after each backward pass, and, where there are averages, what puts them in place.
    """
    model, pixels, labels = network()
    tensors = {"pixels": pixels.reshape(STEPS * BATCH, 784), "labels": labels.reshape(-1)}

    def record(prefix):
        tensors.update({f"{prefix}.{key}": value for key, value in parameters(model).items()})

    record("initial")
    update, finish = prepare(model)
    losses = []
    for step in range(STEPS):
        images = torch.tensor(pixels[step].astype(np.float32) / np.float32(255))
        for variable in model.trainable_variables:
            variable.value.grad = None
        loss = torch.nn.functional.cross_entropy(
            model(images, training=True), torch.tensor(labels[step].astype(np.int64)), label_smoothing=smoothing)
        loss.backward()
        update()
        losses.append(float(loss.detach()))
        if step == 0:
            record("first")
    record("last")
    if finish:
        finish()
        record("average")
    tensors["losses"] = np.array(losses, np.float32)
    save_file({key: np.ascontiguousarray(value) for key, value in tensors.items()}, f"{name}.safetensors")


def sgd(model):
    rates = {"weight": 1, "bias": 2, "gamma": 0.5, "beta": 3}
    optimizer = torch.optim.SGD(
        [{"params": [v.value for v in variables], "lr": 0.05 * rates[kind]} for kind, variables in kinds(model).items()],
        momentum=0.9, nesterov=True, weight_decay=0.01)
    schedule = one_cycle(optimizer)

    def update():
        optimizer.step()
        schedule.step()

    return update, None


def adamw(model):
    optimizer = keras.optimizers.AdamW(
        keras.optimizers.schedules.CosineDecay(0.0, STEPS - 4, warmup_target=0.002, warmup_steps=4), weight_decay=0.1,
        epsilon=0.01, use_ema=True, ema_momentum=0.8)
    by_kind = kinds(model)
    optimizer.exclude_from_weight_decay(var_list=by_kind["bias"] + by_kind["gamma"] + by_kind["beta"])
    optimizer.build(model.trainable_variables)

    def update():
        with torch.no_grad():
            optimizer.apply([v.value.grad for v in model.trainable_variables])

    return update, lambda: optimizer.finalize_variable_values(model.trainable_variables)


if __name__ == "__main__":
    optimizers()
    train("recipe_sgd", sgd, 0.1)
    train("recipe_adamw", adamw, 0)
    print("keras", keras.__version__, "torch", torch.__version__)

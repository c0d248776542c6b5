"""Makes schedules.csv: the factor of every step by PyTorch, Keras and NumPy. See README.txt."""

import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import torch

EPOCHS = 5
STEPS_PER_EPOCH = 8
STEPS = EPOCHS * STEPS_PER_EPOCH


def by_torch(make):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = make(optimizer)
    factors = []
    for _ in range(STEPS):
        factors.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return factors


def one_cycle(warmup, start, end):
    return by_torch(lambda optimizer: torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=1.0, total_steps=STEPS, pct_start=warmup, div_factor=1 / start, final_div_factor=start / end))


schedules = torch.optim.lr_scheduler
warm = keras.optimizers.schedules.CosineDecay(0.0, 30, warmup_target=1.0, warmup_steps=10)
columns = {
    "cosine": by_torch(lambda optimizer: schedules.CosineAnnealingLR(optimizer, STEPS)),
    "warm_cosine": [float(warm(step)) for step in range(STEPS)],  # float32
    "one_cycle": one_cycle(0.3, 0.04, 0.000004),
    "cold_one_cycle": one_cycle(0.0, 0.5, 0.125),
    "step": by_torch(lambda optimizer: schedules.StepLR(optimizer, 2 * STEPS_PER_EPOCH, gamma=0.1)),
    "piecewise": list(np.interp(np.arange(STEPS) / STEPS_PER_EPOCH, [0.5, 1.5, 4], [0.25, 1, 0.07])),
}
with open("schedules.csv", "w") as file:
    file.write(",".join(columns) + "\n")
    for row in zip(*columns.values()):
        file.write(",".join(repr(float(value)) for value in row) + "\n")

"""Writes classification-reports.json: labels, logits and what scikit-learn and Keras say about them."""

import json
import os

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_ENABLE_X64"] = "1"

import keras
import numpy as np
from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support

CLASSES = list(range(10))


def case(name, labels, logits):
    labels = np.asarray(labels)
    logits = logits.astype(np.float32)
    predicted = logits.argmax(axis=1)
    per_class = precision_recall_fscore_support(labels, predicted, labels=CLASSES, zero_division=0)
    macro = precision_recall_fscore_support(labels, predicted, labels=CLASSES, average="macro", zero_division=0)
    loss = keras.losses.categorical_crossentropy(np.eye(10)[labels], logits.astype(np.float64), from_logits=True)
    return {
        "name": name,
        "labels": labels.tolist(),
        "logits": [[float(str(x)) for x in row] for row in logits],
        "loss": float(np.mean(loss)),
        "accuracy": float(accuracy_score(labels, predicted)),
        "precision": per_class[0].tolist(),
        "recall": per_class[1].tolist(),
        "f1": per_class[2].tolist(),
        "support": per_class[3].tolist(),
        "macro": {"precision": macro[0], "recall": macro[1], "f1": macro[2]},
        "confusion": confusion_matrix(labels, predicted, labels=CLASSES).tolist(),
    }


random = np.random.default_rng(20260101)


def guesses(labels, sharpness, never=()):
    logits = random.normal(size=(len(labels), 10))
    logits[np.arange(len(labels)), labels] += sharpness
    logits[:, list(never)] = -20.0
    return logits


usual = random.integers(0, 10, 60)
hard = random.integers(0, 10, 40)
few = random.choice([0, 1, 3, 4, 7], 40)
certain = random.integers(0, 10, 20)
sure = np.full((20, 10), -300.0)
sure[np.arange(20), np.where(np.arange(20) % 4 == 0, (certain + 1) % 10, certain)] = 300.0
ties = np.full((10, 10), 0.1)

cases = [
    case("usual", usual, guesses(usual, 2.0)),
    case("classes 3 and 6 never predicted", hard, guesses(hard, 1.0, never=(3, 6))),
    case("classes 2, 5, 6, 8 and 9 absent, some of them predicted", few, guesses(few, 1.5, never=(9,))),
    case("probabilities of exactly 0 and 1 in float32, some wrong", certain, sure),
    case("all logits equal", np.arange(10), ties),
]
with open(os.path.join(os.path.dirname(__file__), "classification-reports.json"), "w") as file:
    json.dump({"cases": cases}, file)
    file.write("\n")

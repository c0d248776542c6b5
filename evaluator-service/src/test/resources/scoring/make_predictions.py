"""Writes averaged-predictions.json: copies of images, and the mean of their predictions by a linear network, by NumPy."""

import json

import numpy as np

HEIGHT, WIDTH, CHANNELS, CLASSES, IMAGES = 5, 4, 3, 4, 3


def moved(images, up, left):
    """Moved by so many pixels, the edge repeated."""
    by = max(abs(up), abs(left))
    padded = np.pad(images, ((0, 0), (by, by), (by, by), (0, 0)), mode="edge")
    return padded[:, by + up : by + up + HEIGHT, by + left : by + left + WIDTH]


def copies(images, mirror, shifts):
    plain = [images] if shifts == 0 else [images, moved(images, shifts, shifts), moved(images, -shifts, -shifts)]
    return [copy for one in plain for copy in ([one, one[:, :, ::-1]] if mirror else [one])]


def softmax(logits):
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


random = np.random.default_rng(20261127)
images = random.random((IMAGES, HEIGHT, WIDTH, CHANNELS)).astype(np.float32)
weights = random.normal(size=(HEIGHT * WIDTH * CHANNELS, CLASSES))
labels = random.integers(CLASSES, size=IMAGES)


def case(mirror, shifts):
    all_copies = copies(images, mirror, shifts)
    logits = [(copy.reshape(IMAGES, -1).astype(np.float64) @ weights).astype(np.float32) for copy in all_copies]
    mean = np.mean([softmax(one.astype(np.float64)) for one in logits], axis=0)
    return {
        "mirror": mirror,
        "shifts": shifts,
        "copies": [[float(str(x)) for x in copy.ravel()] for copy in all_copies],
        "logits": [[float(str(x)) for x in one.ravel()] for one in logits],
        "probabilities": mean.tolist(),
        "loss": float(np.mean(-np.log(mean[np.arange(IMAGES), labels]))),
        "accuracy": float(np.mean(mean.argmax(axis=1) == labels)),
    }


cases = [case(mirror, shifts) for mirror in (False, True) for shifts in (0, 1, 2, 8)]
with open("averaged-predictions.json", "w") as out:
    json.dump(
        {
            "shape": [HEIGHT, WIDTH, CHANNELS],
            "images": [float(str(x)) for x in images.ravel()],
            "labels": labels.tolist(),
            "cases": cases,
        },
        out,
    )

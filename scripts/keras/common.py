"""What the Keras twins of the templates share: data, weights that anybody can make again, losses of first steps."""

import gzip
import json
import pathlib

import keras
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "resources" / "data"
STEPS = 20


class WholeAdam(keras.optimizers.Adam):
    """Where a word comes twice in a batch, Keras on TensorFlow squares each part of its gradient alone.
    See docs/decisions/embedding-gradients.md."""

    def apply(self, grads, trainable_variables=None):
        grads = [keras.ops.add(keras.ops.zeros(g.shape), g) if hasattr(g, "indices") else g for g in grads]
        super().apply(grads, trainable_variables)


def stream(state=1):
    """Numbers in [0, 1): a linear congruential generator (Numerical Recipes), the same in every language."""
    while True:
        state = (1664525 * state + 1013904223) & 0xFFFFFFFF
        yield state / 2**32


def fill_weights(model):
    """Layers by name, weights in their order: uniform within 1 / sqrt(fan-in). Biases and gains stay as Keras starts them."""
    numbers = stream()
    for layer in sorted((layer for layer in model.layers if layer.weights), key=lambda layer: layer.name):
        filled = []
        for weight in layer.weights:
            if len(weight.shape) < 2 and weight.name != "scale":
                filled.append(weight.numpy())
                continue
            limit = 1 / np.sqrt(np.prod(weight.shape[:-1]))
            values = [(2 * next(numbers) - 1) * limit for _ in range(int(np.prod(weight.shape)))]
            filled.append(np.array(values, "float32").reshape(weight.shape))
        layer.set_weights(filled)


def batches(samples, size):
    """Samples of each of the first steps: every 37th, round and round."""
    return [[(step * size + i) * 37 % samples for i in range(size)] for step in range(STEPS)]


def first_losses(model, x, y, size, rate, loss):
    """The losses of the first steps from `fill_weights`, with Adam at a constant rate."""
    fill_weights(model)
    model.compile(optimizer=WholeAdam(rate), loss=loss)
    losses = []
    for indices in batches(len(y), size):
        model.reset_metrics()
        losses.append(float(model.train_on_batch(x[indices], y[indices], return_dict=True)["loss"]))
    return losses


def one_hot(labels):
    """Classes in their sorted order."""
    classes = sorted(set(labels))
    return np.eye(len(classes), dtype="float32")[[classes.index(label) for label in labels]]


def read_idx(name):
    raw = gzip.decompress((DATA / "digits" / name).read_bytes())
    sizes = np.frombuffer(raw, ">u4", count=raw[3], offset=4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(sizes)


def write_json(path, value):
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")

"""Training with batch normalisation in Keras 3: losses, and every weight afterwards, moving statistics included.

    /tmp/tfvenv/bin/python electron/engine/golden/make_batch_normalization_goldens.py

Writes batch-normalization.json beside itself. Made with Keras 3.15.1 on TensorFlow 2.21.0.
"""

import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras  # noqa: E402
import numpy as np  # noqa: E402

STEPS = 4
RATE = 0.1
MOMENTUM = 0.7
layers = keras.layers


def pack(array):
    return {"shape": list(np.shape(array)), "data": [float(f"{x:.7g}") for x in np.asarray(array, "float64").ravel()]}


def ids(random, batch, places):
    values = random.integers(1, 7, (batch, places)).astype("int32")
    for row in range(1, batch):
        values[row, places - row :] = 0
    return values


def table(bn):
    x = keras.Input((3,), name="x")
    return keras.Model(x, layers.Dense(1, name="y")(bn(layers.Dense(4, activation="tanh", name="before")(x))))


def penalised(bn):
    x = keras.Input((3,), name="x")
    normal = bn(layers.Dense(4, activation="tanh", name="before")(x))
    return keras.Model(x, layers.Dense(1, name="y")(layers.ActivityRegularization(l1=0.02, l2=0.03, name="penalty")(normal)))


def maps(bn):
    x = keras.Input((3, 2, 2), name="x")
    return keras.Model(x, layers.Dense(1, name="y")(layers.Flatten(name="flat")(bn(x))))


def text(bn):
    x = keras.Input((None,), dtype="int32", name="x")
    embedded = layers.Embedding(7, 3, mask_zero=True, name="embedding")(x)
    pooled = layers.GlobalAveragePooling1D(name="pool")(bn(layers.Dense(4, activation="tanh", name="before")(embedded)))
    return keras.Model(x, layers.Dense(1, name="y")(pooled))


def train(name, build, make_x, accumulate):
    random = np.random.default_rng(11)
    keras.utils.set_random_seed(1)
    model = build(layers.BatchNormalization(momentum=MOMENTUM, name="bn"))
    for weight in model.weights:
        values = np.round(random.uniform(-1, 1, weight.shape), 3)
        weight.assign(np.abs(values) + 0.1 if weight.path.endswith("variance") else values)
    before = [{"name": w.path, **pack(w)} for w in model.weights]
    optimizer = keras.optimizers.SGD(RATE, gradient_accumulation_steps=accumulate)
    model.compile(optimizer, "mse")
    xs = [make_x(random) for _ in range(STEPS)]
    ys = [np.round(random.uniform(-1, 1, (4, 1)), 3).astype("float32") for _ in range(STEPS)]
    # One by one: train_on_batch gives the mean of all losses so far.
    losses = []
    for x, y in zip(xs, ys):
        model.reset_metrics()
        losses.append(float(f"{float(model.train_on_batch(x, y)):.7g}"))
    return {
        "name": name,
        "accumulate": accumulate or 1,
        "x": [pack(x) for x in xs],
        "y": [pack(y) for y in ys],
        "before": before,
        "losses": losses,
        "after": [pack(w) for w in model.weights],
        "judged": pack(model.predict(xs[0], verbose=0)),
    }


def numbers(*shape):
    return lambda random: np.round(random.uniform(-2, 2, (4, *shape)), 3).astype("float32")


cases = [
    train("table", table, numbers(3), None),
    train("table", table, numbers(3), 2),
    train("table, penalised", penalised, numbers(3), None),
    train("map", maps, numbers(3, 2, 2), None),
    train("text, padded", text, lambda random: ids(random, 4, 5), None),
]
made = {"keras": keras.__version__, "momentum": MOMENTUM, "rate": RATE, "cases": cases}
path = pathlib.Path(__file__).with_name("batch-normalization.json")
path.write_text(json.dumps(made, separators=(",", ":")) + "\n")
print([case["losses"] for case in cases])

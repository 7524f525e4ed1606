"""Writes the saved models that the importers are tested with, and what Keras computes with them.

Run where Keras 3, TensorFlow and h5py are installed, from the repository's root:

    python electron/importers/golden/make_models.py

Weights are drawn anew (seeded), moving statistics too, so that nothing is at its beginning.
"""

import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import numpy as np
from keras import layers as L

HERE = pathlib.Path(__file__).parent


def pictures():
    x = inputs = L.Input((8, 6, 3), name="pictures")
    x = L.ZeroPadding2D(((1, 0), (0, 1)), name="pad")(x)
    x = L.Conv2D(4, 3, strides=2, use_bias=False, name="conv")(x)
    x = L.BatchNormalization(name="norm")(x)
    x = y = L.ReLU(6.0, name="relu")(x)
    x = L.DepthwiseConv2D(3, padding="same", name="depthwise")(x)
    x = L.LeakyReLU(name="leaky")(x)
    x = L.Add(name="sum")([x, y])
    y = L.SeparableConv2D(3, 2, padding="same", activation="silu", name="separable")(x)
    x = L.Concatenate(name="both")([x, y])
    x = L.MaxPooling2D(2, padding="same", name="pool")(x)
    x = L.Dropout(0.5, name="drop")(x)
    x = L.GlobalAveragePooling2D(name="mean")(x)
    return keras.Model(inputs, L.Dense(2, activation="softmax", name="classes")(x))


def words():
    inputs = L.Input((None,), dtype="int32", name="ids")
    x = L.Embedding(7, 4, mask_zero=True, name="embedding")(inputs)
    x = L.Bidirectional(L.LSTM(3, return_sequences=True), name="both_ways")(x)
    x = L.LayerNormalization(name="norm")(x)
    y = L.MultiHeadAttention(2, 3, value_dim=2, name="attention")(x, x)
    x = L.Add(name="sum")([x, y])
    x = L.GRU(3, name="gru")(x)
    return keras.Model(inputs, L.Dense(2, name="numbers")(x))


def series():
    return keras.Sequential(
        [
            L.Input((6, 2)),
            L.Conv1D(3, 2, padding="causal", activation="gelu", name="conv"),
            L.AveragePooling1D(2, name="pool"),
            L.SimpleRNN(3, return_sequences=True, name="rnn"),
            L.PReLU(name="prelu"),
            L.Flatten(name="flat"),
            L.Dense(3, activation="elu", name="dense"),
            L.UnitNormalization(name="unit"),
        ]
    )


def table():
    inputs = L.Input((4,), name="columns")
    normal = L.Normalization(name="normal")
    normal.adapt(np.random.default_rng(1).normal(3, 2, (50, 4)).astype("float32"))
    x = normal(inputs)
    y = L.Reshape((2, 3), name="rows")(L.Dense(6, activation="tanh", name="hidden")(x))
    z = L.Attention(name="attention")([y, y])
    z = L.Flatten(name="flat")(z)
    x = L.Dot(axes=1, normalize=True, name="dot")([z, L.Dense(6, name="other")(x)])
    return keras.Model(inputs, L.Concatenate(name="all")([x, z]))


def nested():
    x = inner = L.Input((8, 6, 3))
    x = L.Conv2D(3, 3, strides=2, activation="relu", name="conv")(x)
    x = L.BatchNormalization(name="norm")(x)
    base = keras.Model(inner, x, name="base")
    deep = keras.Sequential([L.Input((3,)), L.Dense(4, activation="tanh", name="first")], name="deep")
    head = keras.Sequential([L.Input((3,)), deep, L.Dense(2, name="second")], name="head")
    inputs = L.Input((8, 6, 3), name="pictures")
    x = L.GlobalAveragePooling2D(name="mean")(base(inputs, training=False))
    return keras.Model(inputs, L.Dense(3, name="conv")(head(x)))


def main():
    golden = {}
    for make, formats, cut in [(pictures, ["keras", "h5"], "both"), (words, ["keras"], "norm"), (series, ["h5"], "rnn"), (table, ["keras", "h5"], "attention"), (nested, ["keras", "h5"], "mean")]:
        keras.utils.clear_session()
        keras.utils.set_random_seed(7)
        model = make()
        random = np.random.default_rng(5)
        fresh = [random.uniform(0.1, 0.9, w.shape) - (0.4 if w.ndim > 1 else 0) for w in model.get_weights()]
        # Counts of samples are whole numbers.
        model.set_weights([w if w.ndim == 0 else new for w, new in zip(model.get_weights(), fresh)])
        shape = [2, *(5 if size is None else size for size in model.input_shape[1:])]
        if make is words:
            x = random.integers(1, 7, shape)
            x[0, 3:] = 0
        else:
            x = random.normal(size=shape).astype("float32").round(3)
        for form in formats:
            model.save(HERE / f"{make.__name__}.{form}")
        # As Keras itself reads it: a Normalization takes up its statistics then.
        model = keras.models.load_model(HERE / f"{make.__name__}.{formats[0]}", compile=False)
        inner = keras.Model(model.inputs, model.get_layer(cut).output)
        numbers = lambda a: [float(f"{v:.7g}") for v in np.asarray(a).ravel()]
        golden[make.__name__] = {
            "formats": formats,
            "shape": shape,
            "input": numbers(x),
            "output": numbers(model(x, training=False)),
            "cut": cut,
            "at_cut": numbers(inner(x, training=False)),
            "parameters": model.count_params() - sum(w.ndim == 0 for w in model.get_weights()),
        }
    (HERE / "models.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()

"""Trainings of Keras 3 with regularisers, constraints and averaged weights, which the engine's step is compared with.

    python electron/engine/golden/make_weight_rules_goldens.py

Writes weight-rules.json beside itself. Made with Keras 3.15.1 on TensorFlow 2.21.0.
"""

import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from keras import layers  # noqa: E402

random = np.random.default_rng(7)
STEPS = 8
BATCH = 4


def numbers(array):
    return [float(f"{x:.8g}") for x in np.asarray(array, dtype="float32").ravel()]


def l1l2(l1, l2):
    return {"class_name": "L1L2", "config": {"l1": l1, "l2": l2}}


def max_norm(value, axis):
    return {"class_name": "MaxNorm", "config": {"max_value": value, "axis": axis}}


def record(name, class_name, config, *inbound):
    return {"name": name, "class_name": class_name, "config": config, "inbound": [{"layer": layer, "output": 0} for layer in inbound]}


# As the application's layer records: what is built here and there alike.
MODELS = {
    "image": [
        record("input", "InputLayer", {"batch_shape": [None, 4, 4, 2], "dtype": "float32"}),
        record(
            "conv",
            "Conv2D",
            {"filters": 3, "kernel_size": [2, 2], "activation": "tanh", "kernel_regularizer": l1l2(0, 0.05), "kernel_constraint": max_norm(0.9, [0, 1, 2])},
            "input",
        ),
        record("flat", "Flatten", {}, "conv"),
        record("hidden", "Dense", {"units": 4, "activation": "tanh", "kernel_constraint": max_norm(0.7, 0)}, "flat"),
        record("classes", "Dense", {"units": 3, "activation": "softmax", "kernel_regularizer": l1l2(0.03, 0.02)}, "hidden"),
    ],
    "words": [
        record("input", "InputLayer", {"batch_shape": [None, 5], "dtype": "int32"}),
        record(
            "words",
            "Embedding",
            {"input_dim": 6, "output_dim": 4, "embeddings_regularizer": l1l2(0.01, 0.01), "embeddings_constraint": max_norm(0.8, 1)},
            "input",
        ),
        record(
            "both",
            "Bidirectional",
            {
                "merge_mode": "concat",
                "layer": {
                    "class_name": "LSTM",
                    "config": {"units": 2, "return_sequences": True, "kernel_regularizer": l1l2(0, 0.1), "kernel_constraint": max_norm(0.9, 0)},
                },
            },
            "words",
        ),
        record(
            "attend",
            "MultiHeadAttention",
            {"num_heads": 2, "key_dim": 2, "kernel_regularizer": l1l2(0, 0.02), "kernel_constraint": max_norm(0.8, 0)},
            "both",
            "both",
        ),
        record("mean", "GlobalAveragePooling1D", {}, "attend"),
        record("frozen", "Dense", {"units": 4, "kernel_regularizer": l1l2(0, 5), "kernel_constraint": max_norm(0.1, 0), "trainable": False}, "mean"),
        record("classes", "Dense", {"units": 3, "activation": "softmax"}, "frozen"),
    ],
}

SGD = {"name": "sgd", "momentum": 0.0, "nesterov": False}
ADAM = {"name": "adam", "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}
NO_MEAN = {"use_ema": False, "ema_momentum": 0.99, "ema_overwrite_frequency": None}
CLASSES = {
    "sgd": keras.optimizers.SGD,
    "adam": keras.optimizers.Adam,
    "nadam": keras.optimizers.Nadam,
    "adamax": keras.optimizers.Adamax,
    "adagrad": keras.optimizers.Adagrad,
    "adadelta": keras.optimizers.Adadelta,
    "lion": keras.optimizers.Lion,
}

RUNS = [
    ("image", SGD, 0.2, 1, NO_MEAN),
    ("image", ADAM, 0.05, 1, NO_MEAN),
    ("image", ADAM, 0.05, 2, NO_MEAN),
    ("image", SGD, 0.2, 1, {"use_ema": True, "ema_momentum": 0.8, "ema_overwrite_frequency": None}),
    ("image", ADAM, 0.05, 1, {"use_ema": True, "ema_momentum": 0.8, "ema_overwrite_frequency": 3}),
    ("image", ADAM, 0.05, 2, {"use_ema": True, "ema_momentum": 0.6, "ema_overwrite_frequency": 2}),
    ("image", {**ADAM, "name": "nadam"}, 0.05, 2, NO_MEAN),
    ("image", {**ADAM, "name": "adamax"}, 0.05, 1, NO_MEAN),
    ("image", {"name": "adagrad", "initial_accumulator_value": 0.1, "epsilon": 1e-7}, 0.1, 2, NO_MEAN),
    ("image", {"name": "adadelta", "rho": 0.9, "epsilon": 1e-6}, 1.0, 1, NO_MEAN),
    ("image", {"name": "lion", "beta_1": 0.9, "beta_2": 0.99, "weight_decay": 0.1}, 0.01, 2, NO_MEAN),
    ("words", SGD, 0.3, 1, NO_MEAN),
    # Of the key's bias the gradient is 0 but for rounding, which Adam would make large.
    ("words", SGD, 0.3, 2, {"use_ema": True, "ema_momentum": 0.7, "ema_overwrite_frequency": None}),
]


def build(records):
    tensors = {}
    for r in records:
        config = {**r["config"], "name": r["name"]}
        if r["class_name"] == "InputLayer":
            tensors[r["name"]] = layers.Input(batch_shape=config["batch_shape"], dtype=config["dtype"], name=r["name"])
            continue
        if r["class_name"] == "Bidirectional":
            inner = config.pop("layer")
            layer = layers.Bidirectional(getattr(layers, inner["class_name"])(**inner["config"]), **config)
        else:
            layer = getattr(layers, r["class_name"])(**config)
        inputs = [tensors[ref["layer"]] for ref in r["inbound"]]
        tensors[r["name"]] = layer(*inputs)
    return keras.Model(tensors["input"], tensors["classes"])


def data():
    y = np.eye(3, dtype="float32")[random.integers(0, 3, STEPS * BATCH)]
    image = random.normal(size=(STEPS * BATCH, 4, 4, 2)).astype("float32")
    words = random.integers(0, 6, size=(STEPS * BATCH, 5)).astype("int32")
    return {"image": image, "words": words}, y


def by_layer(model, values):
    """`values` of the trained weights, in lists by layer, beside the layer's frozen ones."""
    of = {id(weight): value for weight, value in zip(model.trainable_weights, values)}
    return {layer.name: [numbers(of.get(id(w), w.numpy())) for w in layer.weights] for layer in model.layers if layer.weights}


def train(model, x, y, settings, rate, accumulate, mean):
    optimizer = CLASSES[settings["name"]](
        rate,
        **{key: value for key, value in settings.items() if key != "name"},
        **mean,
        gradient_accumulation_steps=accumulate if accumulate > 1 else None,
    )
    loss = keras.losses.CategoricalCrossentropy()
    losses = []
    for i in range(STEPS):
        batch = slice(i * BATCH, (i + 1) * BATCH)
        with tf.GradientTape() as tape:
            value = loss(y[batch], model(x[batch], training=True)) + sum(model.losses)
        # A word's gradient as a whole, not a part a place: docs/decisions/embedding-gradients.md.
        gradients = [tf.convert_to_tensor(g) for g in tape.gradient(value, model.trainable_variables)]
        optimizer.apply(gradients, model.trainable_variables)
        losses.append(float(f"{float(value):.8g}"))
    after = by_layer(model, [w.numpy() for w in model.trainable_weights])
    averages = by_layer(model, [w.numpy() for w in optimizer._model_variables_moving_average]) if mean["use_ema"] else None
    model.compile(loss=loss)
    return {"losses": losses, "after": after, "averages": averages, "evaluated": float(model.evaluate(x, y, batch_size=BATCH, verbose=0))}


inputs, targets = data()
initial = {}
for name, records in MODELS.items():
    keras.utils.set_random_seed(3)
    model = build(records)
    initial[name] = [(random.normal(size=w.shape) * 0.6).astype("float32") for w in model.get_weights()]

runs = []
for name, settings, rate, accumulate, mean in RUNS:
    model = build(MODELS[name])
    model.set_weights(initial[name])
    made = train(model, inputs[name], targets, settings, rate, accumulate, mean)
    runs.append({"model": name, "optimizer": settings, "rate": rate, "accumulate": accumulate, "ema": mean, **made})

weights = {}
for name, records in MODELS.items():
    model = build(records)
    model.set_weights(initial[name])
    weights[name] = by_layer(model, [w.numpy() for w in model.trainable_weights])

out = {
    "keras": keras.__version__,
    "batch": BATCH,
    "models": MODELS,
    "inputs": {name: numbers(x) for name, x in inputs.items()},
    "targets": numbers(targets),
    "weights": weights,
    "runs": runs,
}
path = pathlib.Path(__file__).with_name("weight-rules.json")
path.write_text(json.dumps(out, separators=(",", ":")) + "\n", encoding="utf-8")
print(path)

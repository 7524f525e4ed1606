"""Numbers of Keras 3 that the training engine is compared with: optimizers, losses, schedules, clipping.

    python electron/engine/golden/make_training_goldens.py

Writes training.json beside itself. Made with Keras 3.15.1 on TensorFlow 2.21.0.
"""

import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

random = np.random.default_rng(5)
STEPS = 20


def numbers(array):
    # Nine digits are all that a float32 has.
    return [float(f"{x:.9g}") for x in np.asarray(array, dtype="float32").ravel()]


def optimizers():
    weights = random.normal(size=6).astype("float32")
    gradients = random.normal(size=(STEPS, 6)).astype("float32")
    # Small, zero and large ones, where epsilon and the order of operations show.
    gradients[:, 1] *= 1e-6
    gradients[:, 2] = 0
    gradients[:, 3] *= 1e3
    cases = [
        ("adam", {"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}, keras.optimizers.Adam),
        ("adam", {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-3}, keras.optimizers.Adam),
        ("adamw", {"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7, "weight_decay": 0.04}, keras.optimizers.AdamW),
        ("sgd", {"momentum": 0.0, "nesterov": False}, keras.optimizers.SGD),
        ("sgd", {"momentum": 0.9, "nesterov": False}, keras.optimizers.SGD),
        ("sgd", {"momentum": 0.9, "nesterov": True}, keras.optimizers.SGD),
        ("rmsprop", {"rho": 0.9, "momentum": 0.0, "epsilon": 1e-7}, keras.optimizers.RMSprop),
        ("rmsprop", {"rho": 0.9, "momentum": 0.5, "epsilon": 1e-7}, keras.optimizers.RMSprop),
        ("nadam", {"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}, keras.optimizers.Nadam),
        ("nadam", {"beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-3}, keras.optimizers.Nadam),
        ("adamax", {"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7}, keras.optimizers.Adamax),
        ("adagrad", {"initial_accumulator_value": 0.1, "epsilon": 1e-7}, keras.optimizers.Adagrad),
        ("adagrad", {"initial_accumulator_value": 0.0, "epsilon": 1e-3}, keras.optimizers.Adagrad),
        ("adadelta", {"rho": 0.95, "epsilon": 1e-7}, keras.optimizers.Adadelta),
        ("lion", {"beta_1": 0.9, "beta_2": 0.99, "weight_decay": 0.0}, keras.optimizers.Lion),
        ("lion", {"beta_1": 0.7, "beta_2": 0.9, "weight_decay": 0.4}, keras.optimizers.Lion),
    ]
    made = []
    for name, settings, cls in cases:
        rate = 0.01
        optimizer = cls(learning_rate=rate, **settings)
        variable = keras.Variable(weights)
        after = []
        for gradient in gradients:
            optimizer.apply([tf.constant(gradient)], [variable])
            after.append(numbers(variable.numpy()))
        made.append({"name": name, "settings": settings, "rate": rate, "after": after})
    return {"weights": numbers(weights), "gradients": [numbers(g) for g in gradients], "cases": made}


def losses():
    probabilities = random.random((5, 3)).astype("float32")
    probabilities /= probabilities.sum(-1, keepdims=True)
    probabilities[0] = [1, 0, 0]
    probabilities[1] = [0.5, 0.2, 0.2]
    classes = np.array([0, 2, 1, 2, 1])
    one_hot = np.eye(3, dtype="float32")[classes]
    class_weights = np.array([0.5, 1.0, 2.0], dtype="float32")
    values = random.normal(size=(6, 1)).astype("float32") * 2
    predicted = random.normal(size=(6, 1)).astype("float32") * 2
    made = []
    for name, y, p, loss, weights in [
        ("categorical_crossentropy", one_hot, probabilities, keras.losses.CategoricalCrossentropy(), None),
        ("label_smoothing", one_hot, probabilities, keras.losses.CategoricalCrossentropy(label_smoothing=0.1), None),
        ("class_weight", one_hot, probabilities, keras.losses.CategoricalCrossentropy(), class_weights[classes]),
        ("mean_squared_error", values, predicted, keras.losses.MeanSquaredError(), None),
        ("mean_absolute_error", values, predicted, keras.losses.MeanAbsoluteError(), None),
        ("huber", values, predicted, keras.losses.Huber(), None),
    ]:
        output = tf.constant(p)
        with tf.GradientTape() as tape:
            tape.watch(output)
            value = loss(tf.constant(y), output, sample_weight=weights)
        gradient = tape.gradient(value, output)
        made.append(
            {"name": name, "target": numbers(y), "output": numbers(p), "shape": list(p.shape), "loss": float(value), "gradient": numbers(gradient)}
        )
    return {"class_weights": numbers(class_weights), "cases": made}


def schedules():
    cosine = keras.optimizers.schedules.CosineDecay(
        0.0, decay_steps=27, alpha=0.1, warmup_target=0.01, warmup_steps=3
    )
    plain = keras.optimizers.schedules.CosineDecay(0.01, decay_steps=30, alpha=0.0)
    plateau = keras.callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.5, patience=2, min_lr=0.002)
    losses_seen = [1.0, 0.9, 0.95, 0.9, 0.91, 0.8, 0.8, 0.8, 0.8, 0.7, 0.71, 0.72, 0.73, 0.74]
    model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(0.01), loss="mse")
    plateau.set_model(model)
    plateau.on_train_begin()
    rates = []
    for epoch, loss in enumerate(losses_seen):
        rates.append(float(model.optimizer.learning_rate))
        plateau.on_epoch_end(epoch, {"val_loss": loss})
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3)
    stop.set_model(model)
    stop.on_train_begin()
    stopped = None
    for epoch, loss in enumerate(losses_seen):
        stop.on_epoch_end(epoch, {"val_loss": loss})
        if model.stop_training:
            stopped = epoch
            break
    return {
        "cosine_warmup": [float(cosine(step)) for step in range(30)],
        "cosine": [float(plain(step)) for step in range(30)],
        "plateau": {"losses": losses_seen, "rates": rates},
        "early_stopping": {"patience": 3, "losses": losses_seen, "stopped_after_epoch": stopped, "best_epoch": stop.best_epoch},
    }


def clipping():
    gradients = [random.normal(size=(2, 3)).astype("float32"), random.normal(size=4).astype("float32")]
    clipped, norm = tf.clip_by_global_norm([tf.constant(g) for g in gradients], 0.5)
    return {"gradients": [numbers(g) for g in gradients], "shapes": [list(g.shape) for g in gradients], "clip_norm": 0.5, "norm": float(norm), "clipped": [numbers(g) for g in clipped]}


def training():
    """A small classifier, its first 20 losses: forward, backward and update together."""
    x = random.normal(size=(40, 4)).astype("float32")
    y = np.eye(3, dtype="float32")[random.integers(0, 3, 40)]
    model = keras.Sequential(
        [keras.layers.Input((4,)), keras.layers.Dense(8, activation="tanh"), keras.layers.Dense(3, activation="softmax")]
    )
    initial = [random.normal(size=w.shape).astype("float32") * 0.5 for w in model.get_weights()]
    made = {}
    for clip in (None, 0.3):
        losses_seen = []
        model.set_weights(initial)
        optimizer = keras.optimizers.Adam(0.02, global_clipnorm=clip)
        loss = keras.losses.CategoricalCrossentropy()
        for i in range(20):
            at = (i * 8) % 40
            with tf.GradientTape() as tape:
                value = loss(y[at : at + 8], model(x[at : at + 8], training=True))
            optimizer.apply(tape.gradient(value, model.trainable_variables), model.trainable_variables)
            losses_seen.append(float(value))
        made["clipped" if clip else "plain"] = losses_seen
    return {"x": numbers(x), "y": numbers(y), "weights": [numbers(w) for w in initial], "clip_norm": 0.3, "losses": made}


out = {
    "keras": keras.__version__,
    "optimizers": optimizers(),
    "losses": losses(),
    "schedules": schedules(),
    "clipping": clipping(),
    "training": training(),
}
path = pathlib.Path(__file__).with_name("training.json")
path.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")
print(path)

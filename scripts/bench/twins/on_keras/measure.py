"""How many samples a second Keras's `fit` trains on arrays, and what its first step costs."""

import time

import keras
import numpy as np
import tensorflow as tf

from ..batches import distinct_batches, epoch_of
from ..memory import peak_mb
from ..tasks import TASKS
from .as_fed import as_fed
from .compiled import compiled, use_threads

LOSSES = 5


def measure(name: str, framework: str, seconds: float, threads: int) -> dict:
    """`first_step_seconds`: the first call of `fit`, on one batch, with the tracing and compiling it starts.
    Nothing is shuffled, printed or called back, which only saves Keras time."""
    imported = peak_mb()
    use_threads(threads)
    task = TASKS[name]
    began = time.perf_counter()
    model = compiled(name, framework)
    built = time.perf_counter() - began

    def fit(inputs, targets, epochs=1):
        began = time.perf_counter()
        history = model.fit(as_fed(inputs), targets, batch_size=task.batch, epochs=epochs, shuffle=False, verbose=0)
        return time.perf_counter() - began, history.history["loss"][-1]

    inputs, targets = distinct_batches(task)
    losses = []
    for at in range(LOSSES):
        rows = slice(at * task.batch, (at + 1) * task.batch)
        took, loss = fit([array[rows] for array in inputs], targets[rows])
        first = took if at == 0 else first
        losses.append(loss)
    # What the rate is foretold from: a short call of `fit` is mostly preparation.
    steps = 1
    while (took := fit(*epoch_of(task, steps)[:2])[0]) < min(1, seconds / 4):
        steps *= 2
    wanted = max(2, round(seconds * steps / took))
    rows, ids, steps = epoch_of(task, wanted)
    epochs = max(1, round(wanted / steps))
    took, _ = fit(rows, ids, epochs)
    trainable = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    return {
        "samples_per_second": epochs * steps * task.batch / took,
        "first_step_seconds": first,
        "build_seconds": built,
        "peak_rss_mb": peak_mb(),
        "imports_rss_mb": imported,
        "parameters": model.count_params(),
        "trainable_parameters": trainable,
        "jit": bool(model.jit_compile),
        "steps": epochs * steps,
        "losses_first": losses,
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "threads": threads,
    }

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
from .epoch_clock import EpochClock

LOSSES = 5


def measure(name: str, framework: str, seconds: float, threads: int) -> dict:
    """`first_step_seconds`: the first call of `fit`, on one batch, with the tracing and compiling it starts.
    The rate leaves out what `fit` prepares before its first epoch, and nothing is shuffled or printed: each only
    saves Keras time."""
    imported = peak_mb()
    use_threads(threads)
    task = TASKS[name]
    began = time.perf_counter()
    model = compiled(name, framework)
    built = time.perf_counter() - began

    def fit(inputs, targets, epochs=1):
        """Seconds of the whole call and of its epochs, and the last loss."""
        clock = EpochClock()
        began = time.perf_counter()
        history = model.fit(
            as_fed(inputs), targets, batch_size=task.batch, epochs=epochs, shuffle=False, verbose=0, callbacks=[clock]
        )
        return time.perf_counter() - began, clock.seconds, history.history["loss"][-1]

    inputs, targets = distinct_batches(task)
    losses = []
    for at in range(LOSSES):
        rows = slice(at * task.batch, (at + 1) * task.batch)
        took, _, loss = fit([array[rows] for array in inputs], targets[rows])
        first = took if at == 0 else first
        losses.append(loss)

    def fit_for(wanted):
        """About so many steps in one call of `fit`: seconds of its epochs, and the steps they were."""
        rows, ids, steps = epoch_of(task, wanted)
        epochs = max(1, round(wanted / steps))
        return fit(rows, ids, epochs)[1], epochs * steps

    took, steps = fit_for(1)
    while took < min(1, seconds / 4):
        took, steps = fit_for(2 * steps)
    took, steps = fit_for(max(2, round(seconds * steps / took)))
    trainable = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    return {
        "samples_per_second": steps * task.batch / took,
        "first_step_seconds": first,
        "build_seconds": built,
        "peak_rss_mb": peak_mb(),
        "imports_rss_mb": imported,
        "parameters": model.count_params(),
        "trainable_parameters": trainable,
        "jit": bool(model.jit_compile),
        "steps": steps,
        "losses_first": losses,
        "versions": {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__},
        "threads": threads,
    }

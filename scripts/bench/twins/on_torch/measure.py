"""How many samples a second a plain loop of PyTorch trains, and what its first step costs."""

import time

import numpy as np
import torch

from ..batches import distinct_batches
from ..memory import peak_mb
from ..tasks import TASKS
from .counts import counts
from .tensors import classes, tensors
from .training import built, training_step

LOSSES = 5
WARM = 3


def measure(name: str, framework: str, seconds: float, threads: int) -> dict:
    """Eager, or with `torch.compile` as `torch-compile`."""
    imported = peak_mb()
    torch.set_num_threads(threads)
    batch = TASKS[name].batch
    arrays, ids = distinct_batches(TASKS[name])
    inputs, targets = tensors(arrays), classes(ids)
    began = time.perf_counter()
    model = built(name)
    parameters, trainable = counts(model)
    step = training_step(torch.compile(model) if framework == "torch-compile" else model)
    build = time.perf_counter() - began

    def run(at: int) -> torch.Tensor:
        start = at * batch % len(targets)
        return step([tensor[start : start + batch] for tensor in inputs], targets[start : start + batch])

    began = time.perf_counter()
    losses = [run(0).item()]
    first = time.perf_counter() - began
    losses += [run(at).item() for at in range(1, LOSSES)]
    for at in range(WARM):
        run(at)
    steps = 0
    began = time.perf_counter()
    while (took := time.perf_counter() - began) < seconds or steps < 2:
        run(steps)
        steps += 1
    return {
        "samples_per_second": steps * batch / took,
        "first_step_seconds": first,
        "build_seconds": build,
        "peak_rss_mb": peak_mb(),
        "imports_rss_mb": imported,
        "parameters": parameters,
        "trainable_parameters": trainable,
        "steps": steps,
        "losses_first": losses,
        "versions": {"torch": torch.__version__, "numpy": np.__version__},
        "threads": threads,
    }

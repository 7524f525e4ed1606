"""Where a training step of PyTorch spends its time, by operation."""

import torch
from torch.profiler import ProfilerActivity
from torch.profiler import profile as recording

from ..batches import distinct_batches
from ..tasks import TASKS
from .tensors import classes, tensors
from .training import built, training_step

STEPS = 10


def profile(name: str, framework: str, threads: int) -> None:
    """Prints the thirty operations that take longest by themselves, summed over ten steps."""
    torch.set_num_threads(threads)
    batch = TASKS[name].batch
    arrays, ids = distinct_batches(TASKS[name])
    inputs, targets = [tensor[:batch] for tensor in tensors(arrays)], classes(ids[:batch])
    model = built(name)
    step = training_step(torch.compile(model) if framework == "torch-compile" else model)
    step(inputs, targets)
    with recording(activities=[ProfilerActivity.CPU]) as recorded:
        for _ in range(STEPS):
            step(inputs, targets)
    print(recorded.key_averages().table(sort_by="self_cpu_time_total", row_limit=30, max_name_column_width=50))

"""Random data, the same for both frameworks."""

import math

import numpy as np

from .tasks import Feed, Task

DISTINCT = 8
# Beyond this the measured memory would be that of the data: longer epochs repeat the rows, longer runs the epochs.
MOST_BYTES = 32 * 2**20


def _array(feed: Feed, rows: int, random: np.random.Generator) -> np.ndarray:
    shape = (rows, *feed.shape)
    if feed.below is None:
        return random.random(shape, dtype="float32")
    return random.integers(0, feed.below, shape, dtype="int32")


def distinct_batches(task: Task, seed: int = 1) -> tuple[list[np.ndarray], np.ndarray]:
    """The rows of eight batches that differ: the inputs in the order of the model's arguments, and the class ids."""
    random = np.random.default_rng(seed)
    rows = DISTINCT * task.batch
    return [_array(feed, rows, random) for feed in task.inputs], _array(task.target, rows, random)


def epoch_of(task: Task, steps: int) -> tuple[list[np.ndarray], np.ndarray, int]:
    """Rows of an epoch of about `steps` steps and their number: few epochs, so that what `fit` does between two of
    them weighs no more than in real runs."""
    inputs, targets = distinct_batches(task)
    size = sum(array.nbytes for array in (*inputs, targets)) / DISTINCT
    steps = max(1, min(steps, int(MOST_BYTES / size)))
    rounds = math.ceil(steps / DISTINCT)
    rows = steps * task.batch
    repeated = [np.concatenate([array] * rounds)[:rows] for array in (*inputs, targets)]
    return repeated[:-1], repeated[-1], steps

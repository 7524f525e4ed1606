"""Where a training step of Keras spends its time, by kind of operation."""

import collections
import glob
import os
import re
import tempfile

import tensorflow as tf
from tensorflow.tsl.profiler.protobuf import xplane_pb2

from ..batches import epoch_of
from ..tasks import TASKS
from .as_fed import as_fed
from .compiled import compiled, use_threads

STEPS = 10
# Events that hold a whole step: what Python called, and the runtime's own.
WRAPPERS = re.compile(r"^Eager|^TFE_|^FunctionRun|Iterator|iterator|__inference|::|\$")


def _times(folder: str) -> collections.Counter:
    """Milliseconds by operation, over all threads. TensorFlow names an event `operation:kind#…`, XLA by its kernel."""
    space = xplane_pb2.XSpace()
    [file] = glob.glob(os.path.join(folder, "**", "*.xplane.pb"), recursive=True)
    with open(file, "rb") as stream:
        space.ParseFromString(stream.read())
    times = collections.Counter()
    for plane in space.planes:
        if not plane.name.startswith("/host:CPU"):
            continue
        for line in plane.lines:
            for event in line.events:
                meta = plane.event_metadata[event.metadata_id]
                name = meta.display_name or meta.name
                if not WRAPPERS.search(name):
                    times[name.split("#")[0].split(":")[-1]] += event.duration_ps / 1e9
    return times


def profile(name: str, framework: str, threads: int) -> None:
    """Prints the thirty largest, in milliseconds a step."""
    use_threads(threads)
    task = TASKS[name]
    model = compiled(name, framework)
    inputs, targets, _ = epoch_of(task, STEPS)
    model.fit(as_fed(inputs), targets, batch_size=task.batch, verbose=0)
    with tempfile.TemporaryDirectory() as folder:
        tf.profiler.experimental.start(folder)
        model.fit(as_fed(inputs), targets, batch_size=task.batch, shuffle=False, verbose=0)
        tf.profiler.experimental.stop()
        for operation, took in _times(folder).most_common(30):
            print(f"{took / STEPS:10.3f} ms  {operation}")

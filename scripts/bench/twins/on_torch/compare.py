"""Whether a PyTorch twin computes what Keras computed with the same weights."""

import numpy as np
import torch
from torch import nn

from ..batches import distinct_batches
from ..tasks import TASKS
from .counts import counts
from .keras_weights import KerasWeights
from .tensors import classes, tensors
from .training import built

TOLERANCE = 1e-4


def compare(name: str, file: str) -> dict:
    """Reads what ../on_keras/save.py wrote. Logarithms of the outputs are compared: of 4,000 classes each
    probability alone is about as small as the tolerance. Raises AssertionError where the two differ."""
    saved = np.load(file)
    model = built(name)
    weights = KerasWeights([saved[f"arr_{i}"] for i in range(sum(key.startswith("arr_") for key in saved.files))])
    model.take(weights)
    weights.end()
    expected = (int(saved["parameters"]), int(saved["trainable"]))
    assert counts(model) == expected, f"{name}: {counts(model)} parameters and trained ones, in Keras {expected}"

    batch = TASKS[name].batch
    arrays, ids = distinct_batches(TASKS[name])
    with torch.no_grad():
        logits = model(*[tensor[:batch] for tensor in tensors(arrays)])
        loss = nn.CrossEntropyLoss()(logits.flatten(0, -2), classes(ids[:batch]).flatten()).item()
        ours = logits.log_softmax(-1).numpy()
    theirs = np.log(saved["outputs"])
    spread = float(theirs.std(0).mean())
    assert spread > 10 * TOLERANCE, f"{name}: the outputs hardly differ between samples ({spread}), so they prove nothing"
    off = float(np.abs(ours - theirs).max())
    assert np.allclose(ours, theirs, rtol=TOLERANCE, atol=TOLERANCE), f"{name}: outputs are off by {off}"
    assert abs(loss - saved["loss"]) < TOLERANCE * max(1, loss), f"{name}: loss {loss}, in Keras {saved['loss']}"
    return {"model": name, "parameters": expected[0], "trainable_parameters": expected[1], "off": off, "spread": spread}

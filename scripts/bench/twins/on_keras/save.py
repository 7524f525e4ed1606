"""What Keras computes with weights that anybody can make again; ../on_torch/compare.py computes the same."""

import numpy as np

from ..batches import distinct_batches
from ..tasks import TASKS
from .as_fed import as_fed
from .compiled import compiled


def _spread(shape: tuple[int, ...], random: np.random.Generator) -> np.ndarray:
    """Values whose layer neither fades nor explodes, biases and gains among them: zeros and ones would hide a twin
    that leaves a weight out. The attention's three axes make a square matrix in all models."""
    fan_in = {1: 100, 3: np.sqrt(np.prod(shape))}.get(len(shape), np.prod(shape[:-1]))
    values = random.standard_normal(shape) * np.sqrt((1 if len(shape) < 4 else 2) / fan_in)
    return values.astype("float32")


def save(name: str, file: str) -> None:
    """Writes the weights in Keras's order, the outputs for one batch, and its loss, without training."""
    model = compiled(name, "keras")
    random = np.random.default_rng(2)
    weights = []
    for weight in model.weights:
        values = _spread(weight.shape, random)
        if weight.name == "gamma":
            values += 1
        if weight.name == "embeddings":
            values = random.standard_normal(weight.shape).astype("float32")
        weights.append(values)
    model.set_weights(weights)
    inputs, targets = distinct_batches(TASKS[name])
    batch = TASKS[name].batch
    inputs = as_fed([array[:batch] for array in inputs])
    loss = model.evaluate(inputs, targets[:batch], batch_size=batch, verbose=0, return_dict=True)["loss"]
    np.savez(
        file,
        *weights,
        outputs=model.predict(inputs, batch_size=batch, verbose=0),
        loss=loss,
        parameters=model.count_params(),
        trainable=sum(int(np.prod(weight.shape)) for weight in model.trainable_weights),
    )

import numpy as np


def as_fed(inputs: list[np.ndarray]) -> np.ndarray | list[np.ndarray]:
    """Keras warns where the only input of a model comes as a list."""
    return inputs[0] if len(inputs) == 1 else inputs

import keras
import numpy as np


class FeatureModulation(keras.layers.Layer):
    """gamma * x + beta, the same at every place (arXiv:1709.07871, eq. 2)."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs):
        x, gamma, beta = inputs
        return keras.ops.einsum("bpf,bf->bpf", x, gamma) + keras.ops.expand_dims(beta, 1)

    def compute_mask(self, inputs, mask=None):
        return mask[0]


def paper_FiLM(inputs, weights, params):
    """Perez et al. 2018, arXiv:1709.07871, eq. 1 and 2; the scale around 1 as in §7.3."""
    condition, x = inputs["condition"][0], inputs["input"][0]
    if x.dtype.kind == "i":  # ids, behind an embedding
        return {}
    gamma = condition @ weights["gamma/kernel"] + weights["gamma/bias"] + (1 if params["around_one"] else 0)
    beta = condition @ weights["beta/kernel"] + weights["beta/bias"]
    spread = (slice(None),) + (None,) * (x.ndim - 2) + (slice(None),)
    return {"output": gamma[spread] * x + beta[spread]}

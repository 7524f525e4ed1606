"""Keras's weights handed to PyTorch's layers, in the order in which Keras lists them."""

import numpy as np
import torch
from torch import nn


def _set(parameter: torch.Tensor, values: np.ndarray) -> None:
    if parameter.shape != values.shape:
        raise ValueError(f"expected {tuple(parameter.shape)}, came {values.shape}")
    with torch.no_grad():
        parameter.copy_(torch.from_numpy(np.ascontiguousarray(values)))


class KerasWeights:
    """Each method takes the next arrays for one layer."""

    def __init__(self, arrays: list[np.ndarray]):
        self._arrays = list(arrays)

    def next(self) -> np.ndarray:
        return self._arrays.pop(0)

    def end(self) -> None:
        if self._arrays:
            raise ValueError(f"{len(self._arrays)} weights were not taken")

    def table(self, parameter: torch.Tensor) -> None:
        _set(parameter, self.next())

    def dense(self, layer: nn.Linear) -> None:
        _set(layer.weight, self.next().T)
        if layer.bias is not None:
            _set(layer.bias, self.next())

    def dense_after_flatten(self, layer: nn.Linear, height: int, width: int) -> None:
        """Keras flattens height, width, channels; PyTorch channels, height, width."""
        kernel = self.next()
        channels = kernel.shape[0] // (height * width)
        _set(layer.weight, kernel.reshape(height, width, channels, -1).transpose(3, 2, 0, 1).reshape(kernel.shape[1], -1))
        _set(layer.bias, self.next())

    def conv(self, layer: nn.Conv2d) -> None:
        _set(layer.weight, self.next().transpose(3, 2, 0, 1))
        _set(layer.bias, self.next())

    def norm(self, layer: nn.LayerNorm) -> None:
        _set(layer.weight, self.next())
        _set(layer.bias, self.next())

    def lstm(self, layer: nn.LSTM) -> None:
        """Both order the gates input, forget, cell, output. One direction after the other."""
        for end in ("", "_reverse")[: 2 if layer.bidirectional else 1]:
            _set(getattr(layer, f"weight_ih_l0{end}"), self.next().T)
            _set(getattr(layer, f"weight_hh_l0{end}"), self.next().T)
            _set(getattr(layer, f"bias_ih_l0{end}"), self.next())

    def attention(self, layer: nn.MultiheadAttention) -> None:
        """Keras lists query, key, value, output; each a kernel of (size, heads, key) and its bias."""
        size = layer.embed_dim
        kernels, biases = zip(*[(self.next().reshape(size, size).T, self.next().reshape(size)) for _ in range(3)])
        _set(layer.in_proj_weight, np.concatenate(kernels))
        _set(layer.in_proj_bias, np.concatenate(biases))
        _set(layer.out_proj.weight, self.next().reshape(size, size).T)
        _set(layer.out_proj.bias, self.next())

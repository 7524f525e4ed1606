import torch
from torch import nn

from .keras_weights import KerasWeights
from .pre_norm_block import PreNormBlock


class Ft(nn.Module):
    """FT-Transformer on 16 columns of numbers: each times a learned vector, then three blocks."""

    def __init__(self):
        super().__init__()
        self.kernel = nn.Parameter(torch.randn(16, 192) * 0.05)
        self.bias = nn.Parameter(torch.randn(16, 192) * 0.05)
        self.blocks = nn.Sequential(*[PreNormBlock(192, 8, 256, nn.ReLU()) for _ in range(3)])
        self.norm = nn.LayerNorm(192, eps=1e-3)
        self.head = nn.Linear(192, 2)

    def forward(self, columns):
        x = columns[..., None] * self.kernel + self.bias
        return self.head(self.norm(self.blocks(x)).mean(1))

    def take(self, weights: KerasWeights) -> None:
        weights.table(self.kernel)
        weights.table(self.bias)
        for block in self.blocks:
            block.take(weights)
        weights.norm(self.norm)
        weights.dense(self.head)

import torch
from torch import nn

from .keras_weights import KerasWeights
from .pre_norm_block import PreNormBlock


class Vit(nn.Module):
    """ViT-Tiny on 32×32 images: 64 patches of 4×4, twelve blocks."""

    def __init__(self):
        super().__init__()
        self.patches = nn.Conv2d(3, 192, 4, stride=4)
        self.positions = nn.Parameter(torch.randn(64, 192) * 0.05)
        self.blocks = nn.Sequential(*[PreNormBlock(192, 3, 768, nn.GELU()) for _ in range(12)])
        self.norm = nn.LayerNorm(192, eps=1e-3)
        self.head = nn.Linear(192, 10)

    def forward(self, image):
        x = self.patches(image).flatten(2).transpose(1, 2) + self.positions
        return self.head(self.norm(self.blocks(x)).mean(1))

    def take(self, weights: KerasWeights) -> None:
        weights.conv(self.patches)
        weights.table(self.positions)
        for block in self.blocks:
            block.take(weights)
        weights.norm(self.norm)
        weights.dense(self.head)

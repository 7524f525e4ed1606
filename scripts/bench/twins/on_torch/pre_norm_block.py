from torch import nn

from .keras_weights import KerasWeights


class PreNormBlock(nn.Module):
    """Attention and two layers, normalised before each part: the block of ViT and FT-Transformer."""

    def __init__(self, size: int, heads: int, wide: int, activation: nn.Module):
        super().__init__()
        self.norm = nn.LayerNorm(size, eps=1e-3)
        self.attention = nn.MultiheadAttention(size, heads, batch_first=True)
        self.norm_wide = nn.LayerNorm(size, eps=1e-3)
        self.wide = nn.Sequential(nn.Linear(size, wide), activation, nn.Linear(wide, size))

    def forward(self, x):
        y = self.norm(x)
        x = x + self.attention(y, y, y, need_weights=False)[0]
        return x + self.wide(self.norm_wide(x))

    def take(self, weights: KerasWeights) -> None:
        weights.norm(self.norm)
        weights.attention(self.attention)
        weights.norm(self.norm_wide)
        weights.dense(self.wide[0])
        weights.dense(self.wide[2])

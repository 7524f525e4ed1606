from torch import nn

from .keras_weights import KerasWeights


class Block(nn.Module):
    """Attention and two layers, normalised after each sum."""

    def __init__(self, size: int, heads: int, wide: int):
        super().__init__()
        self.attention = nn.MultiheadAttention(size, heads, batch_first=True)
        self.norm = nn.LayerNorm(size, eps=1e-3)
        self.wide = nn.Sequential(nn.Linear(size, wide), nn.ReLU(), nn.Linear(wide, size))
        self.norm_wide = nn.LayerNorm(size, eps=1e-3)

    def forward(self, x):
        x = self.norm(x + self.attention(x, x, x, need_weights=False)[0])
        return self.norm_wide(x + self.wide(x))

    def take(self, weights: KerasWeights) -> None:
        weights.attention(self.attention)
        weights.norm(self.norm)
        weights.dense(self.wide[0])
        weights.dense(self.wide[2])
        weights.norm(self.norm_wide)


class Transformer(nn.Module):
    """Two encoder blocks over 64 words."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(5000, 128)
        self.blocks = nn.Sequential(Block(128, 4, 512), Block(128, 4, 512))
        self.head = nn.Linear(128, 2)

    def forward(self, ids):
        return self.head(self.blocks(self.embedding(ids)).mean(1))

    def take(self, weights: KerasWeights) -> None:
        weights.table(self.embedding.weight)
        for block in self.blocks:
            block.take(weights)
        weights.dense(self.head)

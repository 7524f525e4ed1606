from torch import nn

from .keras_weights import KerasWeights
from .single_bias import single_bias


class Lstm(nn.Module):
    """100 words into the last state of an LSTM."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(5000, 64)
        self.lstm = single_bias(nn.LSTM(64, 64, batch_first=True))
        self.head = nn.Linear(64, 2)

    def forward(self, ids):
        _, (state, _) = self.lstm(self.embedding(ids))
        return self.head(state[-1])

    def take(self, weights: KerasWeights) -> None:
        weights.table(self.embedding.weight)
        weights.lstm(self.lstm)
        weights.dense(self.head)

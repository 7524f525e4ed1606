import torch
from torch import nn

from .keras_weights import KerasWeights
from .single_bias import single_bias


class Translator(nn.Module):
    """Bahdanau's encoder and decoder, taught with the right words: 20 words to 20 words."""

    def __init__(self):
        super().__init__()
        self.source = nn.Embedding(4000, 256)
        self.encoder = single_bias(nn.LSTM(256, 128, batch_first=True, bidirectional=True))
        self.target = nn.Embedding(4000, 256)
        self.decoder = single_bias(nn.LSTM(256, 256, batch_first=True))
        self.query = nn.Linear(256, 256, bias=False)
        self.key = nn.Linear(256, 256, bias=False)
        self.score = nn.Linear(256, 1, bias=False)
        self.wide = nn.Linear(512, 256)
        self.head = nn.Linear(256, 4000)

    def forward(self, source, target):
        encoded, _ = self.encoder(self.source(source))
        state, _ = self.decoder(self.target(target))
        sums = self.query(state)[:, :, None] + self.key(encoded)[:, None]
        weights = self.score(torch.tanh(sums)).squeeze(-1).softmax(-1)
        x = torch.cat([state, weights @ encoded], -1)
        return self.head(torch.tanh(self.wide(x)))

    def take(self, weights: KerasWeights) -> None:
        weights.table(self.target.weight)
        weights.table(self.source.weight)
        weights.lstm(self.decoder)
        weights.lstm(self.encoder)
        weights.dense(self.query)
        weights.dense(self.key)
        weights.table(self.score.weight[0])
        weights.dense(self.wide)
        weights.dense(self.head)

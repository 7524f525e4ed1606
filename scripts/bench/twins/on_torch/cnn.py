from torch import nn

from .keras_weights import KerasWeights


class Cnn(nn.Sequential):
    """28×28 digits: two convolutions, one wide layer."""

    def __init__(self):
        super().__init__(
            nn.Conv2d(1, 32, 3),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Linear(5 * 5 * 64, 128),
            nn.ReLU(),
            nn.Linear(128, 10),
        )

    def take(self, weights: KerasWeights) -> None:
        weights.conv(self[0])
        weights.conv(self[3])
        weights.dense_after_flatten(self[7], 5, 5)
        weights.dense(self[9])

from torch import nn

from .keras_weights import KerasWeights

CONVOLUTIONS = ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512))


def _base() -> nn.Sequential:
    layers = []
    channels = 3
    for stage in CONVOLUTIONS:
        for filters in stage:
            layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(inplace=True)]
            channels = filters
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers)


class Vgg(nn.Module):
    """A frozen VGG16 with random weights and a trained head."""

    def __init__(self):
        super().__init__()
        self.base = _base().requires_grad_(False)
        self.head = nn.Sequential(nn.Linear(512, 128), nn.ReLU(), nn.Linear(128, 10))

    def forward(self, image):
        return self.head(self.base(image).mean((2, 3)))

    def take(self, weights: KerasWeights) -> None:
        for layer in self.base:
            if isinstance(layer, nn.Conv2d):
                weights.conv(layer)
        weights.dense(self.head[0])
        weights.dense(self.head[2])

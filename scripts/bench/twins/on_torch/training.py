"""A training step as users of PyTorch write it."""

from collections.abc import Callable

import torch
from torch import nn

from .models import MODELS

Step = Callable[[list[torch.Tensor], torch.Tensor], torch.Tensor]


def built(name: str) -> nn.Module:
    torch.manual_seed(1)
    return MODELS[name]().train()


def training_step(model: nn.Module) -> Step:
    """Adam at 0.001, cross-entropy, and the accuracy that Keras counts as well; returns the loss."""
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=0.001)
    measure_loss = nn.CrossEntropyLoss()
    right = torch.zeros((), dtype=torch.long)

    def step(inputs: list[torch.Tensor], targets: torch.Tensor) -> torch.Tensor:
        optimizer.zero_grad()
        logits = model(*inputs)
        loss = measure_loss(logits.flatten(0, -2), targets.flatten())
        loss.backward()
        optimizer.step()
        right.add_((logits.detach().argmax(-1) == targets).sum())
        return loss.detach()

    return step

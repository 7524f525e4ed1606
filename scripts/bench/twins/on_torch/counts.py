from torch import nn

from .single_bias import is_second_bias


def counts(model: nn.Module) -> tuple[int, int]:
    """Parameters and the trained ones among them, as Keras counts them."""
    named = [(name, parameter) for name, parameter in model.named_parameters() if not is_second_bias(name)]
    return sum(p.numel() for _, p in named), sum(p.numel() for _, p in named if p.requires_grad)

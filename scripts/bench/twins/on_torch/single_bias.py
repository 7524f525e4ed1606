from torch import nn


def single_bias(lstm: nn.LSTM) -> nn.LSTM:
    """PyTorch's LSTM adds two biases where Keras has one: the second is frozen at zero and not counted."""
    for name, parameter in lstm.named_parameters():
        if is_second_bias(name):
            nn.init.zeros_(parameter)
            parameter.requires_grad_(False)
    return lstm


def is_second_bias(name: str) -> bool:
    """Whether a parameter of this name (`lstm.bias_hh_l0`) is the bias that Keras does not have."""
    return name.split(".")[-1].startswith("bias_hh")

"""Every model by its name."""

from .cnn import cnn
from .ft import ft
from .lstm import lstm
from .transformer import transformer
from .translator import translator
from .vgg import vgg
from .vit import vit

MODELS = {
    "cnn": cnn,
    "lstm": lstm,
    "transformer": transformer,
    "vit": vit,
    "translator": translator,
    "ft": ft,
    "vgg": vgg,
}

"""Every model by its name."""

from .cnn import Cnn
from .ft import Ft
from .lstm import Lstm
from .transformer import Transformer
from .translator import Translator
from .vgg import Vgg
from .vit import Vit

MODELS = {
    "cnn": Cnn,
    "lstm": Lstm,
    "transformer": Transformer,
    "vit": Vit,
    "translator": Translator,
    "ft": Ft,
    "vgg": Vgg,
}

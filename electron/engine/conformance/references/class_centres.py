import keras
import numpy as np


class ClassCentres(keras.layers.Layer):
    """ArcFace (arXiv:1801.07698): cos of the angle to W_j / |W_j|, behind the vector itself."""

    def __init__(self, classes, **kwargs):
        super().__init__(**kwargs)
        self.classes = classes

    def build(self, input_shape):
        self.centres = self.add_weight(name="centres", shape=(input_shape[-1], self.classes))

    def call(self, x):
        lengths = keras.ops.norm(self.centres, axis=0)
        return keras.ops.concatenate([x, keras.ops.einsum("bi,ij->bj", x, self.centres) / lengths], axis=-1)


def paper_MetricLearning(inputs, weights, params):
    (x,) = inputs["input"]
    arcface = params["loss"] == "arcface"
    if arcface or params["normalize"]:
        x = x / np.linalg.norm(x, axis=-1, keepdims=True)
    if not arcface:
        return {"embedding": x}
    centres = weights["centres"]
    unit = centres / np.linalg.norm(centres, axis=0, keepdims=True)
    return {"embedding": np.concatenate([x, x @ unit], axis=-1)}


def paper_Verification(inputs, weights, params):
    (a,), (b,) = inputs["first"], inputs["second"]
    if params["normalize"]:
        a, b = (v / np.linalg.norm(v, axis=-1, keepdims=True) for v in (a, b))
    return {"distance": np.linalg.norm(a - b, axis=-1, keepdims=True)}

import keras
import numpy as np


class MaskedScores(keras.layers.Layer):
    """A score of a padded key is 10^9 lower."""

    def call(self, inputs, mask=None):
        scores, _ = inputs
        if mask is None or mask[1] is None:
            return scores
        return keras.ops.where(keras.ops.expand_dims(mask[1], 1), scores, scores - 1e9)

    def compute_mask(self, inputs, mask=None):
        return None


class EuclideanSimilarity(keras.layers.Layer):
    def __init__(self, form, **kwargs):
        super().__init__(**kwargs)
        self.form = form

    def call(self, inputs):
        query, key = inputs
        if len(query.shape) == 3:
            square = keras.ops.sum((keras.ops.expand_dims(query, 2) - keras.ops.expand_dims(key, 1)) ** 2, -1)
        else:
            square = keras.ops.sum((query - key) ** 2, -1, keepdims=True)
        distance = keras.ops.where(square > 1e-12, keras.ops.sqrt(keras.ops.where(square > 1e-12, square, 1.0)), 1e-6)
        return -distance if self.form == "negative" else 1 / (1 + distance)

    def compute_mask(self, inputs, mask=None):
        return None


def compared(inputs):
    """Both values in rows; None where they come as ids, behind an embedding."""
    query = inputs["query"][0]
    key = inputs.get("key", [query])[0]
    if query.dtype.kind == "i" or key.dtype.kind == "i":
        return None
    return query if query.ndim == 3 else query[:, None], key if key.ndim == 3 else key[:, None], key.ndim == 2


def answer(scores, single):
    return {"output": scores[:, 0] if single else scores}


def paper_DotSimilarity(inputs, weights, params):
    """Luong et al. 2015; scaled as in Vaswani et al. 2017, eq. 1."""
    both = compared(inputs)
    if both is None:
        return {}
    query, key, single = both
    return answer(np.einsum("bqd,bkd->bqk", query, key) / (np.sqrt(query.shape[-1]) if params["scaled"] else 1), single)


def paper_CosineSimilarity(inputs, weights, params):
    both = compared(inputs)
    if both is None:
        return {}
    query, key, single = both
    lengths = np.linalg.norm(query, axis=-1)[:, :, None] * np.linalg.norm(key, axis=-1)[:, None, :]
    return answer(params["scale"] * np.einsum("bqd,bkd->bqk", query, key) / lengths, single)


def paper_BilinearSimilarity(inputs, weights, params):
    """Luong et al. 2015, arXiv:1508.04025, eq. 8 (general)."""
    both = compared(inputs)
    if both is None:
        return {}
    query, key, single = both
    return answer(np.einsum("bqd,de,bke->bqk", query, weights["projected/kernel"], key), single)


def paper_WeightedMean(inputs, weights, params):
    scores, value = inputs["scores"][0], inputs["value"][0]
    if value.dtype.kind == "i":
        return {}
    if params["softmax"]:
        powers = np.exp(scores - scores.max(-1, keepdims=True))
        scores = powers / powers.sum(-1, keepdims=True)
    return {"output": np.einsum("bqk,bkd->bqd", scores, value)}

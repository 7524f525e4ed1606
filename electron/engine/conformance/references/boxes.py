"""Heads that find boxes, from their papers, in NumPy."""

import numpy as np


def paper_BoxSetPrediction(inputs, weights, params):
    """arXiv:2005.12872, 3.2: a linear class layer, and a perceptron with ReLU for the box, its sigmoid as parts of the image."""
    x = inputs["input"][0]
    classes = x @ weights["classes/kernel"] + weights["classes/bias"]
    for layer in range(params["hidden_layers"]):
        x = np.maximum(x @ weights[f"hidden{layer + 1}/kernel"] + weights[f"hidden{layer + 1}/bias"], 0)
    box = 1 / (1 + np.exp(-(x @ weights["box/kernel"] + weights["box/bias"])))
    return {"boxes": np.concatenate([classes, box], -1)}


def paper_GridBoxPrediction(inputs, weights, params):
    """arXiv:1506.02640, 2: each cell's own numbers, here as logits."""
    x = inputs["input"][0]
    return {"boxes": x @ weights["cells/kernel"][0, 0] + weights["cells/bias"]}

"""The Transformer's decoder and the Conformer, part by part as their papers have them."""

import math

import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def swish(x):
    return x * sigmoid(x)


def gelu(x):
    erf = np.vectorize(math.erf)
    return x * (1 + erf(x / np.sqrt(2))) / 2


def norm(x, weights, name, epsilon):
    mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return (x - mean) / np.sqrt(variance + epsilon) * weights[f"{name}/gamma"] + weights[f"{name}/beta"]


def linear(x, weights, name):
    return x @ weights[f"{name}/kernel"] + weights[f"{name}/bias"]


def attend(query, value, weights, name, causal=False):
    """Vaswani et al. 2017, eq. 1 and 3.2.2; causal: 3.2.3, what lies ahead is set to -inf."""

    def project(x, part):
        return np.einsum("bpf,fhd->bhpd", x, weights[f"{name}/{part}/kernel"]) + weights[f"{name}/{part}/bias"][:, None]

    q, k, v = project(query, "query"), project(value, "key"), project(value, "value")
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    if causal:
        for row in range(scores.shape[-2]):
            scores[..., row, row + 1 :] = -np.inf
    heads = softmax(scores) @ v
    return np.einsum("bhpd,hdf->bpf", heads, weights[f"{name}/attention_output/kernel"]) + weights[f"{name}/attention_output/bias"]


def attend_by_distance(x, weights, name, heads):
    """Dai et al. 2019, arXiv:1901.02860, section 3.3, pair by pair; no mask."""
    width = x.shape[-1]
    q, k, v = (linear(x, weights, f"{name}_{part}") for part in ("query", "key", "value"))
    size, places = q.shape[-1] // heads, x.shape[1]
    kernel = weights[f"{name}/position_kernel"]
    joined = np.zeros(v.shape)
    for h in range(heads):
        part = slice(h * size, (h + 1) * size)
        u, bias = weights[f"{name}/content_bias"][h], weights[f"{name}/position_bias"][h]
        scores = np.zeros((len(x), places, places))
        for i in range(places):
            for j in range(places):
                wave = (i - j) / 10000.0 ** (np.arange(0, width, 2) / width)
                r = np.concatenate([np.sin(wave), np.cos(wave)]) @ kernel[:, part]
                scores[:, i, j] = ((q[:, i, part] + u) * k[:, j, part]).sum(-1) + (q[:, i, part] + bias) @ r
        joined[..., part] = softmax(scores / np.sqrt(size)) @ v[..., part]
    return linear(joined, weights, f"{name}_output")


def layer_names(params):
    return [""] if params["layers"] == 1 else [f"layer{i}_" for i in range(1, params["layers"] + 1)]


def paper_TransformerDecoder(inputs, weights, params):
    """arXiv:1706.03762, figure 1, right side; norm first: arXiv:2002.04745, table 1."""
    x, memory = inputs["input"][0], inputs["memory"][0]
    if x.dtype.kind == "i":  # ids, behind an embedding
        return {}
    function = gelu if params["activation"] == "gelu" else lambda v: np.maximum(v, 0)
    for layer in layer_names(params):
        parts = [
            ("attention", lambda v, at: attend(v, v, weights, at, causal=params["use_causal_mask"])),
            ("cross", lambda v, at: attend(v, memory, weights, at)),
            ("mlp", lambda v, at: linear(function(linear(v, weights, f"{at}_inner")), weights, f"{at}_outer")),
        ]
        for name, part in parts:
            at = f"{layer}{name}"
            if params["normalize_first"]:
                x = x + part(norm(x, weights, f"{at}_norm", params["epsilon"]), at)
            else:
                x = norm(x + part(x, at), weights, f"{at}_norm", params["epsilon"])
    return {"output": x}


def paper_ConformerBlock(inputs, weights, params):
    """arXiv:2005.08100, equation 1 and figures 2 to 4; with or without the relative positions of figure 3."""
    x = inputs["input"][0]
    if x.dtype.kind == "i":
        return {}
    epsilon = params["epsilon"]
    for layer in layer_names(params):

        def half(v, name):
            inner = swish(linear(norm(v, weights, f"{layer}{name}_norm", epsilon), weights, f"{layer}{name}_inner"))
            return v + linear(inner, weights, f"{layer}{name}_outer") / 2

        def convolution(v):
            y = norm(v, weights, f"{layer}conv_norm", epsilon)
            # The gated linear unit of one product with twice the channels.
            both = np.concatenate([weights[f"{layer}conv_value/kernel"], weights[f"{layer}conv_gate/kernel"]], -1)
            bias = np.concatenate([weights[f"{layer}conv_value/bias"], weights[f"{layer}conv_gate/bias"]])
            a, b = np.split(y @ both + bias, 2, axis=-1)
            y = a * sigmoid(b)
            kernel = weights[f"{layer}conv_depthwise/kernel"][..., 0]
            size = len(kernel)
            padded = np.pad(y, [(0, 0), ((size - 1) // 2, size - 1 - (size - 1) // 2), (0, 0)])
            y = np.stack([(padded[:, i : i + size] * kernel).sum(1) for i in range(y.shape[1])], 1) + weights[f"{layer}conv_depthwise/bias"]
            at = f"{layer}conv_batch_norm"
            y = (y - weights[f"{at}/moving_mean"]) / np.sqrt(weights[f"{at}/moving_variance"] + epsilon)
            return v + linear(swish(y * weights[f"{at}/gamma"] + weights[f"{at}/beta"]), weights, f"{layer}conv_outer")

        x = half(x, "before")
        y = norm(x, weights, f"{layer}attention_norm", epsilon)
        at = f"{layer}attention"
        relative = params["positions"] == "relative"
        x = convolution(x + (attend_by_distance(y, weights, at, params["num_heads"]) if relative else attend(y, y, weights, at)))
        x = norm(half(x, "after"), weights, f"{layer}output_norm", epsilon)
    return {"output": x}

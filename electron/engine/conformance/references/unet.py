"""Ronneberger et al. 2015, arXiv:1505.04597, figure 1: place by place."""

import numpy as np


def convolve(x, kernel, padding):
    high, wide = kernel.shape[:2]
    if padding == "same":
        x = np.pad(x, ((0, 0), ((high - 1) // 2, high // 2), ((wide - 1) // 2, wide // 2), (0, 0)))
    rows, cols = x.shape[1] - high + 1, x.shape[2] - wide + 1
    out = np.zeros((len(x), rows, cols, kernel.shape[-1]))
    for i in range(rows):
        for j in range(cols):
            out[:, i, j] = np.tensordot(x[:, i : i + high, j : j + wide], kernel, 3)
    return out


def two(x, weights, at, params):
    for part in (f"{at}conv1", f"{at}conv2"):
        x = convolve(x, weights[f"{part}/kernel"], params["padding"])
        if params["batch_normalization"]:
            norm = f"{part}_norm"
            x = (x - weights[f"{norm}/moving_mean"]) / np.sqrt(weights[f"{norm}/moving_variance"] + 1e-3)
            x = x * weights[f"{norm}/gamma"] + weights[f"{norm}/beta"]
        else:
            x = x + weights[f"{part}/bias"]
        x = np.maximum(x, 0)
    return x


def pool(x):
    rows, cols = x.shape[1] // 2, x.shape[2] // 2
    return np.stack([x[:, i : 2 * rows : 2, j : 2 * cols : 2] for i in (0, 1) for j in (0, 1)]).max(0)


def enlarged(x, how):
    if how == "nearest":
        return x.repeat(2, 1).repeat(2, 2)
    for axis in (1, 2):
        size = x.shape[axis]
        at = np.clip((np.arange(2 * size) + 0.5) / 2 - 0.5, 0, size - 1)
        low = np.floor(at).astype(int)
        part = (at - low).reshape([-1 if i == axis else 1 for i in range(4)])
        x = x.take(low, axis) * (1 - part) + x.take(np.minimum(low + 1, size - 1), axis) * part
    return x


def up_convolution(x, weights, at, params):
    kernel, bias = weights[f"{at}up/kernel"], weights[f"{at}up/bias"]
    if params["upsampling"] != "transposed":
        return convolve(enlarged(x, params["upsampling"]), kernel, "same") + bias
    out = np.zeros((len(x), 2 * x.shape[1], 2 * x.shape[2], kernel.shape[2]))
    for i in (0, 1):
        for j in (0, 1):
            out[:, i::2, j::2] = x @ kernel[i, j].T
    return out + bias


def middle(x, height, width):
    top, left = (x.shape[1] - height) // 2, (x.shape[2] - width) // 2
    return x[:, top : top + height, left : left + width]


def up(x, skip, weights, at, params):
    x = up_convolution(x, weights, at, params)
    return two(np.concatenate([middle(skip, *x.shape[1:3]), x], -1), weights, at, params)


def paper_UNetDownStage(inputs, weights, params):
    skip = two(inputs["input"][0], weights, "", params)
    return {"output": pool(skip), "skip": skip}


def paper_UNetUpStage(inputs, weights, params):
    return {"output": up(inputs["input"][0], inputs["skip"][0], weights, "", params)}


def paper_UNet(inputs, weights, params):
    x, skips = inputs["input"][0], []
    for stage in range(1, params["depth"] + 1):
        skips.append(two(x, weights, f"down{stage}_", params))
        x = pool(skips[-1])
    x = two(x, weights, "", params)
    for stage in range(params["depth"], 0, -1):
        x = up(x, skips[stage - 1], weights, f"up{stage}_", params)
    return {"output": x}

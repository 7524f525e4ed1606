import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def convolve_same(x, kernel):
    """One filter, zeros around the map, place by place."""
    high, wide = kernel.shape[:2]
    top, left = (high - 1) // 2, (wide - 1) // 2
    padded = np.pad(x, ((0, 0), (top, high - 1 - top), (left, wide - 1 - left), (0, 0)))
    out = np.zeros(x.shape[:3] + (kernel.shape[-1],))
    for i in range(x.shape[1]):
        for j in range(x.shape[2]):
            out[:, i, j] = np.tensordot(padded[:, i : i + high, j : j + wide], kernel, 3)
    return out


def mlp(weights, name, v):
    hidden = np.maximum(v @ weights[f"{name}_squeeze/kernel"] + weights[f"{name}_squeeze/bias"], 0)
    return hidden @ weights[f"{name}_excite/kernel"] + weights[f"{name}_excite/bias"]


def paper_SqueezeExcitation(inputs, weights, params):
    """Hu et al. 2018, arXiv:1709.01507, equations 2 to 4."""
    x = inputs["input"][0]
    gate = sigmoid(mlp(weights, "gate", x.mean((1, 2))))
    return {"output": x * gate[:, None, None, :], "gate": gate}


def channel(x, weights, prefix):
    """Woo et al. 2018, arXiv:1807.06521, equation 2: one MLP for both."""
    return sigmoid(mlp(weights, f"{prefix}mean", x.mean((1, 2))) + mlp(weights, f"{prefix}mean", x.max((1, 2))))


def spatial(x, weights, prefix):
    """The same, equation 3."""
    both = np.stack([x.mean(-1), x.max(-1)], -1)
    return sigmoid(convolve_same(both, weights[f"{prefix}weights/kernel"]))


def paper_ChannelAttention(inputs, weights, params):
    x = inputs["input"][0]
    gate = channel(x, weights, "")
    return {"output": x * gate[:, None, None, :], "gate": gate}


def paper_SpatialAttention(inputs, weights, params):
    x = inputs["input"][0]
    gate = spatial(x, weights, "")
    return {"output": x * gate, "gate": gate.reshape(len(x), -1)}


def paper_CBAM(inputs, weights, params):
    x = inputs["input"][0]
    x = x * channel(x, weights, "channel_")[:, None, None, :]
    gate = spatial(x, weights, "spatial_")
    return {"output": x * gate, "gate": gate.reshape(len(x), -1)}


def paper_NonLocal(inputs, weights, params):
    """Wang et al. 2018, arXiv:1711.07971, equations 1 and 6, with the embedded Gaussian."""
    x = inputs["input"][0]
    rows = x.reshape(len(x), -1, x.shape[-1])
    theta, phi, g = (rows @ weights[f"{name}/kernel"] + weights[f"{name}/bias"] for name in ("theta", "phi", "g"))
    energies = theta @ np.swapaxes(phi, 1, 2)
    scores = np.exp(energies - energies.max(-1, keepdims=True))
    scores /= scores.sum(-1, keepdims=True)
    back = scores @ g @ weights["out/kernel"] + weights["out/bias"]
    return {"output": x + back.reshape(x.shape), "scores": scores}

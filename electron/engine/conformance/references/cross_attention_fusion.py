import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def normalise(x, weights, name, epsilon):
    mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return (x - mean) / np.sqrt(variance + epsilon) * weights[f"{name}/gamma"] + weights[f"{name}/beta"]


def attend(query, value, weights, name):
    """Vaswani et al. 2017, eq. 1 and §3.2.2."""

    def project(x, part):
        return np.einsum("bpf,fhd->bhpd", x, weights[f"{name}/{part}/kernel"]) + weights[f"{name}/{part}/bias"][:, None]

    q, k, v = project(query, "query"), project(value, "key"), project(value, "value")
    found = softmax(q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])) @ v
    return np.einsum("bhpd,hdf->bpf", found, weights[f"{name}/attention_output/kernel"]) + weights[f"{name}/attention_output/bias"]


def paper_CrossAttentionFusion(inputs, weights, params):
    """Lu et al. 2019, arXiv:1908.02265, fig. 2b: two streams, keys and values of each from the other."""
    first, second = inputs["first"][0], inputs["second"][0]
    if first.dtype.kind == "i" or second.dtype.kind == "i":  # ids, behind an embedding
        return {}
    x = normalise(first + attend(first, second, weights, "first_attention"), weights, "first_norm", params["epsilon"])
    y = normalise(second + attend(second, first, weights, "second_attention"), weights, "second_norm", params["epsilon"])
    if params["join"] == "places":
        return {"output": np.concatenate([x, y], 1)}
    return {"output": np.concatenate([x.mean(1), y.mean(1)], -1)}

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def as_map(gate):
    """Units are rows, places columns; of a vector the units side by side."""
    batch, units = gate.shape[0], gate.shape[-1]
    return gate if gate.ndim == 2 else np.swapaxes(gate.reshape(batch, -1, units), 1, 2)


def paper_GatedFusion(inputs, weights, params):
    """Arevalo et al. 2017, arXiv:1702.01992, §3: the gated multimodal unit for two sources."""
    first, second = inputs["first"][0], inputs["second"][0]
    if first.dtype.kind == "i":  # ids, behind an embedding
        return {}
    h = np.tanh(first @ weights["first/kernel"] + weights.get("first/bias", 0))
    v = np.tanh(second @ weights["second/kernel"] + weights.get("second/bias", 0))
    z = sigmoid(np.concatenate([first, second], -1) @ weights["gate/kernel"] + weights.get("gate/bias", 0))
    return {"output": z * h + (1 - z) * v, "gate": as_map(z)}


def paper_Highway(inputs, weights, params):
    """Srivastava et al. 2015, arXiv:1505.00387, eq. 3; the transform bias starts below 0 (§2.2)."""
    x = inputs["input"][0]
    if x.dtype.kind == "i":
        return {}
    transformed = x @ weights["transform/kernel"] + weights["transform/bias"]
    h = {"relu": np.maximum(transformed, 0), "tanh": np.tanh(transformed)}[params["activation"]]
    t = sigmoid(x @ weights["gate_input/kernel"] + weights["gate_input/bias"] + params["gate_bias"])
    return {"output": t * h + (1 - t) * x, "gate": as_map(t)}

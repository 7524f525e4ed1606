"""Whole attention nodes in NumPy, from the formulas of the papers, one sample and one pair at a time."""

import numpy as np


def softmax(energies):
    powers = np.exp(energies - energies.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def dense(weights, name, x):
    out = x @ weights[f"{name}/kernel"]
    return out + weights[f"{name}/bias"] if f"{name}/bias" in weights else out


def embedded(weights, port, value):
    """What reaches the node at a port, and which places are real."""
    table = weights.get(f"in_{port}_0_embedding/embeddings")
    return (value, np.ones(value.shape[:2], bool)) if table is None else (table[value], value != 0)


def whole(inputs, weights, params, weigh):
    """Projections, heads, and `weigh(q, k, i, real)`: the weights of query i over the keys of one head."""
    query, _ = embedded(weights, "query", inputs["query"][0])
    value, real = embedded(weights, "value", inputs["value"][0]) if "value" in inputs else embedded(weights, "query", inputs["query"][0])
    key, key_real = embedded(weights, "key", inputs["key"][0]) if "key" in inputs else (value, real)
    real = real & key_real
    heads, size = params["num_heads"], params["key_dim"]
    q, k, v = dense(weights, "query", query), dense(weights, "key", key), dense(weights, "value", value)
    width = v.shape[-1] // heads
    scores = np.zeros((len(q), heads, q.shape[1], k.shape[1]))
    joined = np.zeros((*q.shape[:2], heads * width))
    for sample in range(len(q)):
        for head in range(heads):
            a, b = q[sample][:, head * size : (head + 1) * size], k[sample][:, head * size : (head + 1) * size]
            for i in range(len(a)):
                scores[sample, head, i] = weigh(a, b, i, real[sample], head)
            joined[sample][:, head * width : (head + 1) * width] = scores[sample, head] @ v[sample][:, head * width : (head + 1) * width]
    return {"output": dense(weights, "output", joined), "scores": scores}


def over(places, count, energies):
    row = np.zeros(count)
    if len(places):
        row[places] = softmax(np.array(energies))
    return row


def looked_at(params, i, real, reach=None):
    past = [j for j in range(len(real)) if real[j] and (j <= i or not params["use_causal_mask"])]
    return [j for j in past if reach is None or abs(i - j) <= reach]


def paper_LocalAttention(inputs, weights, params):
    def weigh(q, k, i, real, head):
        places = looked_at(params, i, real, params["window"])
        return over(places, len(k), [q[i] @ k[j] / np.sqrt(len(q[i])) for j in places])

    return whole(inputs, weights, params, weigh)


def paper_LinearAttention(inputs, weights, params):
    def feature(x):
        return np.where(x > 0, x + 1, np.exp(np.minimum(x, 0)))

    def weigh(q, k, i, real, head):
        row = np.zeros(len(k))
        for j in looked_at(params, i, real):
            row[j] = feature(q[i]) @ feature(k[j])
        return row / row.sum()

    return whole(inputs, weights, params, weigh)


def paper_PerformerAttention(inputs, weights, params):
    omega = weights["features/projection"]

    def feature(x):
        x = x / len(x) ** 0.25
        return np.exp(x @ omega - x @ x / 2) / np.sqrt(omega.shape[1])

    def weigh(q, k, i, real, head):
        row = np.zeros(len(k))
        for j in looked_at(params, i, real):
            row[j] = feature(q[i]) @ feature(k[j])
        return row / row.sum()

    return whole(inputs, weights, params, weigh)


def paper_RelativeAttention(inputs, weights, params):
    def turned(x, place):
        angles = place * 10000.0 ** (-np.arange(0, len(x), 2) / len(x))
        pairs = (x[0::2] + 1j * x[1::2]) * np.exp(1j * angles)
        return np.stack([pairs.real, pairs.imag], -1).reshape(-1)

    def bucket(distance):
        """As T5 on arrays: a bucket a distance, then wider ones by the logarithm."""
        causal = params["use_causal_mask"]
        count = params["num_buckets"] if causal else params["num_buckets"] // 2
        n = max(-distance, 0) if causal else abs(distance)
        exact = count // 2
        large = exact + np.floor(np.log(max(n, 1) / exact) / np.log(params["max_distance"] / exact) * (count - exact))
        return int((0 if causal or distance <= 0 else count) + (n if n < exact else min(large, count - 1)))

    def by_distance(q, k, distance, head):
        """Dai et al. 2019, arXiv:1901.02860, section 3.3: the terms a to d one by one."""
        kernel = weights["position_kernel"]
        width = len(kernel)
        wave = distance / 10000.0 ** (np.arange(0, width, 2) / width)
        r = (np.concatenate([np.sin(wave), np.cos(wave)]) @ kernel)[head * len(q) : (head + 1) * len(q)]
        return q @ k + q @ r + weights["content_bias"][head] @ k + weights["position_bias"][head] @ r

    def weigh(q, k, i, real, head):
        places = looked_at(params, i, real)
        if params["positions"] == "rotary":
            return over(places, len(k), [turned(q[i], i) @ turned(k[j], j) / np.sqrt(len(q[i])) for j in places])
        if params["positions"] == "sinusoidal":
            return over(places, len(k), [by_distance(q[i], k[j], i - j, head) / np.sqrt(len(q[i])) for j in places])
        table = weights["relative_bias"]
        return over(places, len(k), [q[i] @ k[j] / np.sqrt(len(q[i])) + table[bucket(j - i), head] for j in places])

    return whole(inputs, weights, params, weigh)


def paper_AttentionPooling(inputs, weights, params):
    x, real = embedded(weights, "input", inputs["input"][0])
    hidden = np.tanh(x @ weights["hidden/kernel"] + weights["hidden/bias"])
    outputs, scores = [], []
    for sample in range(len(x)):
        places = np.flatnonzero(real[sample])
        rows = [over(places, x.shape[1], (hidden[sample][places] @ weights["query/kernel"][:, h])) for h in range(params["num_heads"])]
        scores.append(rows)
        outputs.append(np.concatenate([row @ x[sample] for row in rows]))
    return {"output": np.array(outputs), "scores": np.array(scores)[:, :, None, :]}


def single(inputs, weights, score, causal=False):
    """Without heads or projections: `score(q, k)` of each pair, [queries, keys] of a sample."""
    query, query_real = embedded(weights, "query", inputs["query"][0])
    alone = query.ndim == 2
    query = query[:, None] if alone else query
    value, real = embedded(weights, "value", inputs["value"][0]) if "value" in inputs else (query, query_real)
    key = embedded(weights, "key", inputs["key"][0])[0] if "key" in inputs else value
    outputs, scores = [], []
    for sample in range(len(query)):
        energies = score(query[sample], key[sample])
        allowed = np.broadcast_to(real[sample], energies.shape)
        allowed = np.tril(allowed) if causal else allowed
        rows = np.array([over(np.flatnonzero(a), len(e), e[a]) for e, a in zip(energies, allowed)])
        scores.append(rows)
        outputs.append(rows @ value[sample])
        if not alone:
            outputs[-1] = outputs[-1] * query_real[sample][:, None]
    output = np.array(outputs)
    return {"output": output[:, 0] if alone else output, "scores": np.array(scores)}


def paper_Attention(inputs, weights, params):
    """Scores as their names say, pair by pair; Keras's own `concat` has a learned factor outside and one inside."""
    learned = weights.get("scale", 1.0)

    def pair(q, k):
        mode, root = params["score_mode"], np.sqrt(len(q)) if params["scaled"] else 1.0
        if mode == "dot":
            return learned * (q @ k) / root
        if mode == "cosine":
            return learned * (q @ k) / np.linalg.norm(q) / np.linalg.norm(k) / params["temperature"]
        if mode == "euclidean":
            return -learned * ((q - k) ** 2).sum() / root
        return weights["concat_score_weight"] * np.tanh(learned * (q + k)).sum()

    score = lambda q, k: np.array([[pair(a, b) for b in k] for a in q])
    return single(inputs, weights, score, params["use_causal_mask"])


def paper_GeneralAttention(inputs, weights, params):
    return single(inputs, weights, lambda q, k: q @ weights["query/kernel"] @ k.T, params["use_causal_mask"])


def paper_LocationAttention(inputs, weights, params):
    def score(q, k):
        learned = q @ weights["kernel"]
        return np.pad(learned, ((0, 0), (0, max(0, len(k) - learned.shape[1]))), constant_values=-1e30)[:, : len(k)]

    return single(inputs, weights, score)

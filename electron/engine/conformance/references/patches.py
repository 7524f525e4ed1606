import numpy as np


def paper_PatchEmbedding(inputs, weights, params):
    """Patches cut one by one, flattened, multiplied with E (arXiv:2010.11929, equation 1)."""
    x = inputs["input"][0]
    batch, height, width, _ = x.shape
    if params["num_patches"] is None:
        down, across = params["patch_size"]
    else:
        rows, cols = next(
            (r, params["num_patches"] // r)
            for r in range(1, params["num_patches"] + 1)
            if params["num_patches"] % r == 0 and height * (params["num_patches"] // r) == width * r
        )
        down, across = height // rows, width // cols
    kernel = weights["projection/kernel"].reshape(-1, params["embed_dim"])
    places = [
        x[:, top : top + down, left : left + across].reshape(batch, -1) @ kernel + weights["projection/bias"]
        for top in range(0, height - down + 1, down)
        for left in range(0, width - across + 1, across)
    ]
    sequence = np.stack(places, 1)
    if "tokens/tokens" in weights:
        sequence = np.stack([np.concatenate([weights["tokens/tokens"], row]) for row in sequence])
    if params["positions"] == "learned":
        sequence = sequence + weights["positions/embeddings"]
    if params["positions"] == "sinusoidal":
        n, d = sequence.shape[1:]
        for i in range(n):
            for j in range(d):
                angle = i / 10000 ** (2 * (j // 2) / d)
                sequence[:, i, j] += np.sin(angle) if j % 2 == 0 else np.cos(angle)
    return {"output": sequence}

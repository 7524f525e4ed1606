"""Writes golden/<Kind>.json: what Keras computes for every example of every node type.

Run where Keras 3 and TensorFlow are installed, from the repository's root:

    python electron/engine/conformance/golden.py

It bundles dump-cases.ts with the esbuild of node_modules, builds each example's layer records in Keras, and
notes inputs, weights, outputs, attention scores, and the gradients of sum(output * fixed numbers) with respect
to every float input and every weight. Kinds whose files are fresh are written again with the same numbers.
"""

import json
import os
import pathlib
import subprocess
import tempfile
import zlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[2]


@keras.saving.register_keras_serializable(package="studio")
class ColumnEmbedding(keras.layers.Layer):
    """x_j * W_j + b_j: each column as a token (arXiv:2106.11959). Keras has no such layer."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.kernel = self.add_weight(name="kernel", shape=shape)
        self.bias = self.add_weight(name="bias", shape=shape)

    def call(self, x):
        return keras.ops.expand_dims(x, -1) * self.kernel + self.bias


OURS = {"ColumnEmbedding": ColumnEmbedding}
TAKES_LIST = {"Add", "Attention", "AdditiveAttention"}
ATTENDS = {"Attention", "AdditiveAttention", "MultiHeadAttention"}


def make_layer(name, class_name, config):
    config = dict(config)
    if class_name == "Bidirectional":
        inner = config.pop("layer")
        config["layer"] = make_layer(f"{name}_lstm", inner["class_name"], inner["config"])
    make = OURS.get(class_name) or getattr(keras.layers, class_name)
    return make(name=name, **config)


class Model:
    """The layers of a case, called one after another; Keras hands their masks on with the tensors.

    (Not keras.Model: 3.15 does not find the scores of Attention and AdditiveAttention in a functional graph.)
    """

    def __init__(self, records):
        self.records = [r for r in records if r["class_name"] != "InputLayer"]
        self.layers = {r["name"]: make_layer(r["name"], r["class_name"], r["config"]) for r in self.records}

    def __call__(self, feeds, outputs):
        """{port: tensor}. Scores come from a second call of the same layer, because Keras computes other outputs
        for padded queries when it is asked for scores than when it trains."""
        tensors = {(name, 0): value for name, value in feeds.items()}
        for record in self.records:
            name, class_name, call = record["name"], record["class_name"], record.get("call") or {}
            given = [tensors[ref["layer"], ref["output"]] for ref in record["inbound"]]
            masks = [keras.src.backend.get_keras_mask(tensor) for tensor in given]

            def run(**extra):
                # Multi-head attention takes the masks off its inputs.
                for tensor, mask in zip(given, masks):
                    if mask is not None:
                        keras.src.backend.set_keras_mask(tensor, mask)
                arguments = [given] if class_name in TAKES_LIST else given
                return self.layers[name](*arguments, **call, **extra)

            if class_name in ATTENDS:
                tensors[name, 1] = run(return_attention_scores=True)[1]
            tensors[name, 0] = run()
        return {port: tensors[ref["layer"], ref["output"]] for port, ref in outputs.items()}


def pack(values):
    """Seven significant digits are more than the comparison's tolerance."""
    array = np.asarray(values)
    flat = array.reshape(-1).tolist()
    data = [v if isinstance(v, int) else None if np.isnan(v) else float(f"{v:.7g}") for v in flat]
    return {"shape": list(array.shape), "data": data}


def numbers(rng, shape):
    # Three decimals: exact enough to write down, odd enough to tell two places apart.
    return np.round(rng.uniform(-1, 1, shape), 3).astype("float32")


def ids(rng, shape, count):
    """Ids with padding at the end: no sample is empty, one is full."""
    values = rng.integers(1, count, shape).astype("int32")
    for row in range(1, shape[0]):
        values[row, shape[1] - row :] = 0
    return values


def masked_queries(case, feeds):
    """Multi-head scores of padded queries: Keras gives zeros there, its training path spreads them evenly."""
    record = next((r for r in case["records"] if r["class_name"] == "MultiHeadAttention"), None)
    if record is None:
        return None
    source = record["inbound"][0]["layer"]
    feed = source.removesuffix("_embedding")
    return feeds[feed] == 0 if source != feed else None


def golden(case):
    rng = np.random.default_rng(zlib.crc32(f"{case['kind']}/{case['name']}".encode()))
    keras.utils.set_random_seed(1)
    model = Model(case["records"])
    feeds = {}
    for feed in case["feeds"]:
        shape = feed["shape"]
        feeds[feed["name"]] = ids(rng, shape, feed["ids"]) if feed["ids"] else numbers(rng, shape)
    tensors = {name: tf.constant(value) for name, value in feeds.items()}
    model(tensors, case["outputs"])  # builds the layers
    weights = [(name, weight) for name, layer in model.layers.items() for weight in layer.weights if weight.trainable]
    for _, weight in weights:
        weight.assign(numbers(rng, weight.shape))
    variables = [weight.value for _, weight in weights]
    floats = {name: tensor for name, tensor in tensors.items() if tensor.dtype == tf.float32}
    with tf.GradientTape() as tape:
        for tensor in floats.values():
            tape.watch(tensor)
        outputs = model(tensors, case["outputs"])
        fixed = {port: numbers(rng, value.shape) for port, value in outputs.items() if port != "scores"}
        loss = sum(tf.reduce_sum(outputs[port] * factor) for port, factor in fixed.items())
    gradients = tape.gradient(loss, [list(floats.values()), variables], unconnected_gradients="zero")
    results = {port: np.array(value) for port, value in outputs.items()}
    padded = masked_queries(case, feeds)
    if padded is not None:
        scores = results["scores"].astype("float64")
        scores[np.broadcast_to(padded[:, None, :, None], scores.shape)] = np.nan
        results["scores"] = scores
    own = set(case["own"])
    return {
        "name": case["name"],
        "records": case["records"],
        "parameters": int(sum(np.prod(w.shape) for layer, w in weights if layer in own)),
        "inputs": {name: pack(value) for name, value in feeds.items()},
        "weights": [{"layer": layer, "keras": w.path, **pack(w)} for layer, w in weights],
        "outputs": {port: pack(value) for port, value in results.items()},
        "fixed": {port: pack(value) for port, value in fixed.items()},
        "inputGradients": {name: pack(g) for name, g in zip(floats, gradients[0])},
        "weightGradients": [pack(tf.convert_to_tensor(g)) for g in gradients[1]],
    }


def main():
    with tempfile.TemporaryDirectory() as folder:
        bundle, dumped = f"{folder}/dump.cjs", f"{folder}/cases.json"
        source = HERE / "dump-cases.ts"
        esbuild = ROOT / "node_modules/.bin/esbuild"
        subprocess.run([esbuild, source, "--bundle", "--platform=node", f"--outfile={bundle}", "--log-level=error"], check=True)
        subprocess.run(["node", bundle, dumped], check=True)
        cases = json.loads(pathlib.Path(dumped).read_text())
    folder = HERE / "golden"
    folder.mkdir(exist_ok=True)
    kinds = sorted({case["kind"] for case in cases})
    for kind in kinds:
        made = {"keras": keras.__version__, "cases": [golden(case) for case in cases if case["kind"] == kind]}
        (folder / f"{kind}.json").write_text(json.dumps(made, separators=(",", ":")) + "\n")
        print(kind, len(made["cases"]))
    for old in folder.glob("*.json"):
        if old.stem not in kinds:
            old.unlink()


main()

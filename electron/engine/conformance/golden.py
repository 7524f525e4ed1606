"""Writes golden/<Kind>.json: what Keras computes for every example of every node type.

Run where Keras 3 and TensorFlow are installed, from the repository's root:

    python electron/engine/conformance/golden.py [Kind ...]

It bundles dump-cases.ts with the esbuild of node_modules, builds each example's layer records in Keras, and
notes inputs, weights, outputs, attention scores, and the gradients of sum(output * fixed numbers) with respect
to every float input and every weight. Without kinds it makes all of them, with the same numbers as before.

references/*.py hold what Keras lacks, written from the papers and apart from our code:
- a class derived from keras.layers.Layer stands in for the layer class of its name;
- a function `paper_<Kind>(inputs, weights, params)` says with NumPy alone what a node gives that is composed of
  Keras's layers: {port: array}. Where it and Keras's layers part, nothing is written.
"""

import importlib.util
import inspect
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import zlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[2]


OURS, PAPERS = {}, {}
for file in sorted((HERE / "references").glob("*.py")):
    spec = importlib.util.spec_from_file_location(f"references.{file.stem}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, thing in vars(module).items():
        if getattr(thing, "__module__", None) != module.__name__:
            continue
        if inspect.isclass(thing) and issubclass(thing, keras.layers.Layer):
            OURS[name] = thing
        elif name.startswith("paper_"):
            PAPERS[name.removeprefix("paper_")] = thing


def make_layer(name, class_name, config, twins=None):
    config = dict(config)
    if isinstance(config.get("layer"), dict):
        inner = config.pop("layer")
        config["layer"] = make_layer(f"{name}_inner", inner["class_name"], inner["config"])
    for keyword in [key for key in config if key.endswith(("_regularizer", "_constraint", "_initializer"))]:
        config[keyword] = keras.saving.deserialize_keras_object(config[keyword]) if isinstance(config[keyword], dict) else config[keyword]
    make = (twins or OURS).get(class_name) or OURS.get(class_name) or getattr(keras.layers, class_name)
    return make(name=name, **config)


class Model:
    """The layers of a case, called one after another; Keras hands their masks on with the tensors.

    (Not keras.Model: 3.15 does not find the scores of Attention and AdditiveAttention in a functional graph.)
    """

    def __init__(self, records, classes, twins=None):
        self.classes = classes
        self.records = [r for r in records if r["class_name"] != "InputLayer"]
        self.layers = {r["name"]: make_layer(r["name"], r["class_name"], r["config"], twins) for r in self.records if not r.get("shares")}

    def __call__(self, feeds, outputs, training=False):
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
                takes_list = self.classes[class_name].get("takes") == "list"
                named = record.get("keywords") or []
                plain = given[: len(given) - len(named)]
                arguments = [plain] if takes_list else plain
                keywords = dict(zip(named, given[len(plain) :]))
                layer = self.layers[record.get("shares") or name]
                # Keras's layers for pictures would take themselves to be training where nobody says otherwise.
                if "training" in inspect.signature(layer.call).parameters:
                    extra["training"] = training
                return layer(*arguments, **keywords, **call, **extra)

            if self.classes[class_name].get("givesScores"):
                tensors[name, 1] = run(return_attention_scores=True)[1]
            result = run()
            # In a functional model Keras sees to it that a layer's inputs keep their masks.
            for tensor, mask in zip(given, masks):
                if mask is not None:
                    keras.src.backend.set_keras_mask(tensor, mask)
            for index, tensor in enumerate(result if isinstance(result, (list, tuple)) else [result]):
                tensors.setdefault((name, index), tensor)
        return {port: tensors[ref["layer"], ref["output"]] for port, ref in outputs.items()}


# Weights that are variances.
POSITIVE = ("variance",)


def agrees_with_the_paper(case, feeds, weights, results):
    """Whether NumPy, written from the paper, finds what the layers of Keras give."""
    paper = PAPERS.get(case["kind"])
    if paper is None:
        return
    named = {}
    for layer, weight in weights:
        path = weight.path.split("/", 1)[-1]
        named[f"{layer.removeprefix('node').removeprefix('_')}/{path}".removeprefix("/")] = np.array(weight, "float64")
    ports = {}
    for name, value in feeds.items():
        port = name.removeprefix("in_").rsplit("_", 1)[0]
        ports.setdefault(port, []).append(value.astype("float64") if value.dtype == "float32" else value)
    for port, expected in paper(ports, named, case["params"]).items():
        np.testing.assert_allclose(results[port], expected, rtol=1e-4, atol=1e-5, err_msg=f"{case['kind']}, {case['name']}: {port}")


def twins_of(case, classes):
    """The classes that exported scripts define for layers of ours."""
    names = {"keras": keras, "layers": keras.layers, "np": np}
    for class_name in sorted({record["class_name"] for record in case["records"]}):
        exec(classes[class_name].get("python") or "", names)
    return {name: thing for name, thing in names.items() if inspect.isclass(thing)}


def twins_agree(case, classes, tensors, weights, results):
    """Whether the layers that exported scripts define give what the references give, and come back from their configs."""
    twins = twins_of(case, classes)
    if not twins:
        return
    model = Model(case["records"], classes, twins)
    model(tensors, case["outputs"])
    model.layers = {name: layer.from_config(layer.get_config()) if type(layer) in twins.values() else layer for name, layer in model.layers.items()}
    model(tensors, case["outputs"])
    own = [weight for layer in model.layers.values() for weight in layer.weights if "seed_generator" not in weight.path]
    assert [w.path for w in own] == [w.path for _, w in weights], f"{case['kind']}: other weights in the Python twin"
    for mine, (_, weight) in zip(own, weights):
        mine.assign(weight)
    for port, value in model(tensors, case["outputs"]).items():
        np.testing.assert_allclose(np.array(value), results[port], rtol=1e-4, atol=1e-5, err_msg=f"Python twin of {case['kind']}, {case['name']}: {port}")


def masks_as_inferred(case, outputs):
    """Whether Keras hands on a mask exactly where the node's rules say so."""
    for port, tensor in outputs.items():
        inferred = case["inferred"][port]
        if inferred["carries"] != "sequence":
            continue
        has, said = keras.src.backend.get_keras_mask(tensor) is not None, bool(inferred.get("masked"))
        if has != said:
            raise AssertionError(f"{case['kind']}, {case['name']}: “{port}” is {'masked' if has else 'not masked'} in Keras")


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


def mask(rng, shape):
    """Zeros and ones; every row has a one."""
    values = rng.integers(0, 2, shape).astype("int32")
    values[..., 0] = 1
    return values


def masked_queries(case, feeds):
    """Multi-head scores of padded queries: Keras gives zeros there, its training path spreads them evenly."""
    record = next((r for r in case["records"] if r["class_name"] in ("MultiHeadAttention", "GroupQueryAttention")), None)
    if record is None:
        return None
    source = record["inbound"][0]["layer"]
    feed = source.removesuffix("_embedding")
    return feeds[feed] == 0 if source != feed else None


def golden(case, classes):
    rng = np.random.default_rng(zlib.crc32(f"{case['kind']}/{case['name']}".encode()))
    keras.utils.set_random_seed(1)
    model = Model(case["records"], classes)
    feeds = {}
    for feed in case["feeds"]:
        shape = feed["shape"]
        feeds[feed["name"]] = mask(rng, shape) if feed.get("binary") else ids(rng, shape, feed["ids"]) if feed["ids"] else numbers(rng, shape)
    tensors = {name: tf.constant(value) for name, value in feeds.items()}
    model(tensors, case["outputs"])  # builds the layers
    weights = [(name, weight) for name, layer in model.layers.items() for weight in layer.weights if "seed_generator" not in weight.path]
    for _, weight in weights:
        values = numbers(rng, weight.shape)
        weight.assign(np.abs(values) + 0.1 if weight.path.endswith(POSITIVE) else values)
    variables = [weight.value for _, weight in weights]
    floats = {name: tensor for name, tensor in tensors.items() if tensor.dtype == tf.float32}
    with tf.GradientTape() as tape:
        for tensor in floats.values():
            tape.watch(tensor)
        outputs = model(tensors, case["outputs"])
        fixed = {port: numbers(rng, value.shape) for port, value in outputs.items() if port != "scores"}
        loss = sum(tf.reduce_sum(tf.cast(outputs[port], tf.float32) * factor) for port, factor in fixed.items())
    gradients = tape.gradient(loss, [list(floats.values()), variables], unconnected_gradients="zero")
    masks_as_inferred(case, outputs)
    results = {port: np.array(value) for port, value in outputs.items()}
    padded = masked_queries(case, feeds)
    if padded is not None and "scores" in results:
        scores = results["scores"].astype("float64")
        scores[np.broadcast_to(padded[:, None, :, None], scores.shape)] = np.nan
        results["scores"] = scores
    agrees_with_the_paper(case, feeds, weights, results)
    twins_agree(case, classes, tensors, weights, results)
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
        dump = json.loads(pathlib.Path(dumped).read_text())
    cases, classes = dump["cases"], dump["classes"]
    folder = HERE / "golden"
    folder.mkdir(exist_ok=True)
    kinds = sorted({case["kind"] for case in cases})
    for kind in sys.argv[1:] or kinds:
        made = {"keras": keras.__version__, "cases": [golden(case, classes) for case in cases if case["kind"] == kind]}
        (folder / f"{kind}.json").write_text(json.dumps(made, separators=(",", ":")) + "\n")
        print(kind, len(made["cases"]))
    for old in folder.glob("*.json"):
        if old.stem not in kinds:
            old.unlink()


main()

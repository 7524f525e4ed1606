"""Writes applications.json: what keras.applications compute with weights that both languages can make.

    python electron/importers/golden/make_applications.py

MobileNet has the weights that the application ships. VGG16's real file cannot be had everywhere: its kernels are
filled by a formula (`filled` here, `filled` in filled.test-data.ts), so that no file of 59 MB is needed. `--vgg16 FOLDER`
also writes such weights as Keras's own files (with and without top) and their outputs, for vgg16-files.test.ts.
"""

import argparse
import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import numpy as np

HERE = pathlib.Path(__file__).parent
SHIPPED = HERE.parents[2] / "resources/pretrained/mobilenet-v1-block12"


def picture(height, width):
    """Pixels from 0 to 255, the same in TypeScript."""
    i = np.arange(height * width * 3, dtype=np.int64)
    return ((i * 7919 + (i // 97) * 31) % 256).astype("float32").reshape(1, height, width, 3)


def numbers(a):
    return [float(f"{v:.6g}") for v in np.asarray(a).ravel()]


def filled(shape, at):
    """Whole numbers through 32 bits, then within ±sqrt(6 / fan_in): variance stays about what it is."""
    i = np.arange(int(np.prod(shape)), dtype=np.uint64)
    bits = ((i + np.uint64(1)) * np.uint64(2654435761) + np.uint64(at * 40503)) % np.uint64(2**32)
    bits = (bits ^ (bits >> np.uint64(15))) * np.uint64(2246822519) % np.uint64(2**32)
    bits = bits ^ (bits >> np.uint64(13))
    unit = bits.astype("float64") / 2**31 - 1
    limit = np.sqrt(6 / np.prod(shape[:-1])) if len(shape) > 1 else 0.1
    return (unit * limit).astype("float32").reshape(shape)


def mobilenet():
    manifest = json.loads((SHIPPED / "model.json").read_text())["weightsManifest"][0]["weights"]
    raw = np.frombuffer((SHIPPED / "weights.bin").read_bytes(), "<f4")
    by_layer, at = {}, 0
    for weight in manifest:
        size = int(np.prod(weight["shape"]))
        by_layer.setdefault(weight["name"].split("/")[0], []).append(raw[at : at + size].reshape(weight["shape"]))
        at += size
    model = keras.applications.MobileNet(input_shape=(224, 224, 3), include_top=False, weights=None)
    model = keras.Model(model.inputs, model.get_layer("conv_pw_12_relu").output)
    for name, weights in by_layer.items():
        model.get_layer(name).set_weights(weights)
    x = keras.applications.mobilenet.preprocess_input(picture(224, 224))
    y = np.asarray(model(x, training=False))
    return {"parameters": model.count_params(), "shape": list(y.shape), "mean": numbers(y.mean((1, 2)))[:200], "middle": numbers(y[0, 3, 3])[:200]}


def fill(model):
    model.set_weights([filled(w.shape, at) for at, w in enumerate(model.get_weights())])


def vgg16():
    """Without top, on a small picture: features by place, and pooled."""
    model = keras.applications.VGG16(include_top=False, weights=None, input_shape=(64, 48, 3))
    fill(model)
    x = keras.applications.vgg16.preprocess_input(picture(64, 48))
    y = np.asarray(model(x))
    at_block3 = np.asarray(keras.Model(model.inputs, model.get_layer("block3_pool").output)(x))
    top = keras.applications.VGG16(include_top=True, weights=None)
    return {
        "parameters": {"top": top.count_params(), "notop": model.count_params()},
        "layers": [layer.name for layer in top.layers[1:]],
        "shape": list(y.shape),
        "output": numbers(y)[:400],
        "average": numbers(y.mean((1, 2)))[:100],
        "block3": numbers(at_block3)[:400],
    }


def vgg16_files(folder):
    folder.mkdir(parents=True, exist_ok=True)
    known = {}
    for top in (True, False):
        model = keras.applications.VGG16(include_top=top, weights=None)
        fill(model)
        name = f"vgg16_weights_tf_dim_ordering_tf_kernels{'' if top else '_notop'}.h5"
        # The form of Keras's published file: weights by layer, without a model.
        from keras.src.legacy.saving import legacy_h5_format
        import h5py

        with h5py.File(folder / name, "w") as file:
            legacy_h5_format.save_weights_to_hdf5_group(file, model)
        model.save(folder / f"vgg16{'' if top else '_notop'}.keras")
        x = keras.applications.vgg16.preprocess_input(picture(224, 224))
        known["top" if top else "notop"] = np.asarray(model(x)).ravel().astype(float).tolist()
    (folder / "outputs.json").write_text(json.dumps(known))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--vgg16", type=pathlib.Path)
    args = parser.parse_args()
    if args.vgg16:
        vgg16_files(args.vgg16)
    else:
        (HERE / "applications.json").write_text(json.dumps({"mobilenet": mobilenet(), "vgg16": vgg16()}) + "\n")

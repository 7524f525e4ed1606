"""Writes golden/*.json: what Keras and TensorFlow decode of small random outputs.

    python electron/engine/decoding/golden.py

Made with Keras 3.15.1 on TensorFlow 2.21.0.
"""

import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).parent / "golden"
random = np.random.default_rng(3)


def numbers(array):
    return [float(f"{x:.8g}") for x in np.asarray(array, "float64").ravel()]


def write(name, cases):
    HERE.mkdir(exist_ok=True)
    (HERE / f"{name}.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n", encoding="utf-8")


def ctc():
    cases = []
    for steps, real, classes, blank, scale in ((6, 6, 3, 0, 1), (8, 6, 4, 0, 2), (7, 7, 3, 2, 1.5), (12, 10, 5, 0, 3), (5, 5, 4, 1, 0.3)):
        logits = random.normal(size=(1, steps, classes)) * scale
        logs = np.round(logits - np.log(np.exp(logits).sum(-1, keepdims=True)), 5)
        # The logarithms of numbers that sum to 1, again, as rounding left them.
        logs = logs - np.log(np.exp(logs).sum(-1, keepdims=True))
        greedy, score = keras.ops.ctc_decode(logs.astype("float32"), [real], strategy="greedy", mask_index=blank)
        beams, logarithms = keras.ops.ctc_decode(logs.astype("float32"), [real], strategy="beam_search", beam_width=3000, top_paths=4, mask_index=blank)
        clean = lambda row: [int(x) for x in np.asarray(row) if x >= 0]
        cases.append({
            "logs": numbers(logs), "steps": real, "classes": classes, "blank": blank,
            "greedy": {"labels": clean(greedy[0, 0]), "logProbability": -float(np.asarray(score)[0, 0])},
            "beams": [{"labels": clean(beams[i, 0]), "logProbability": float(np.asarray(logarithms)[0, i])} for i in range(4)],
        })
    write("ctc", cases)


def suppression():
    cases = []
    for count, overlap, score, most in ((12, 0.5, 0.0, 12), (30, 0.3, 0.2, 30), (30, 0.7, 0.1, 6), (20, 0.0, 0.0, 20)):
        corner = random.uniform(0, 40, (count, 2))
        boxes = np.round(np.concatenate([corner, corner + random.uniform(5, 30, (count, 2))], -1), 2)
        scores = np.round(random.uniform(size=count), 2)
        scores[3] = scores[5] = 0.5
        kept = tf.image.non_max_suppression(boxes.astype("float32"), scores.astype("float32"), most, overlap, score)
        cases.append({"boxes": [numbers(b) for b in boxes], "scores": numbers(scores), "overlap": overlap, "score": score, "most": most, "kept": [int(k) for k in kept]})
    write("suppression", cases)


if __name__ == "__main__":
    ctc()
    suppression()

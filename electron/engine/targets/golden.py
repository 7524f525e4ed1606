"""Writes golden/boxes.json: DETR's matching and loss of a few pictures, with gradients.

    python electron/engine/targets/golden.py

Written from Carion et al. 2020 (equations 1, 2 and 9) box by box in double precision; SciPy finds the cheapest assignment and
TensorFlow differentiates. What their code counts in a batch (objects, weights of classes) is a number that is given here:
the mean of the data, so that a picture's loss does not depend on the others. Gradients are those of sum(losses * WEIGHTS).
"""

import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import numpy as np
import tensorflow as tf
from scipy.optimize import linear_sum_assignment

HERE = pathlib.Path(__file__).parent / "golden"
random = np.random.default_rng(23)


def corners(box):
    return [box[0] - box[2] / 2, box[1] - box[3] / 2, box[0] + box[2] / 2, box[1] + box[3] / 2]


def giou(a, b):
    a, b = corners(a), corners(b)
    area = lambda box: (box[2] - box[0]) * (box[3] - box[1])
    width = tf.maximum(tf.minimum(a[2], b[2]) - tf.maximum(a[0], b[0]), 0.0)
    height = tf.maximum(tf.minimum(a[3], b[3]) - tf.maximum(a[1], b[1]), 0.0)
    union = area(a) + area(b) - width * height
    hull = (tf.maximum(a[2], b[2]) - tf.minimum(a[0], b[0])) * (tf.maximum(a[3], b[3]) - tf.minimum(a[1], b[1]))
    return width * height / union - (hull - union) / hull


def picture(objects, output, classes, weights, no_object, per_picture):
    """objects: (class, box) each. Gives the query of each object, and the loss."""
    logits, boxes = output[:, : classes + 1], output[:, classes + 1 :]
    queries = output.shape[0]
    p = tf.nn.softmax(logits)
    assigned = {}
    if objects:
        cost = np.zeros((queries, len(objects)))
        for q in range(queries):
            for o, (label, box) in enumerate(objects):
                l1 = tf.reduce_sum(tf.abs(boxes[q] - box))
                cost[q, o] = float(-weights["class"] * p[q, label] + weights["distance"] * l1 - weights["overlap"] * giou(tf.unstack(boxes[q]), tf.unstack(box)))
        assigned = {int(q): int(o) for q, o in zip(*linear_sum_assignment(cost))}
    loss = tf.constant(0.0, "float64")
    mean_weight = per_picture + (queries - per_picture) * no_object
    for q in range(queries):
        label = objects[assigned[q]][0] if q in assigned else classes
        counts = 1.0 if q in assigned else no_object
        loss += weights["class"] * counts * -tf.math.log(p[q, label]) / mean_weight
        if q in assigned:
            box = objects[assigned[q]][1]
            loss += weights["distance"] * tf.reduce_sum(tf.abs(boxes[q] - box)) / per_picture
            loss += weights["overlap"] * (1 - giou(tf.unstack(boxes[q]), tf.unstack(box))) / per_picture
    return assigned, loss


def case(name, counts, queries, classes, weights, no_object, per_picture):
    middles = lambda n: np.round(np.concatenate([random.uniform(0.2, 0.8, (n, 2)), random.uniform(0.05, 0.6, (n, 2))], 1), 4)
    objects = [[(int(random.integers(0, classes)), tf.constant(box, "float64")) for box in middles(n)] for n in counts]
    output = np.stack([np.concatenate([np.round(random.normal(size=(queries, classes + 1)), 4), middles(queries)], 1) for _ in counts])
    given = tf.constant(output, "float64")
    with tf.GradientTape() as tape:
        tape.watch(given)
        found = [picture(o, given[i], classes, weights, no_object, per_picture) for i, o in enumerate(objects)]
        total = sum((1 + 0.25 * i) * (-1) ** i * loss for i, (_, loss) in enumerate(found))
    gradient = tape.gradient(total, given)
    short = lambda x: [float(f"{v:.7g}") for v in np.asarray(x).ravel()]
    return {
        "name": name, "queries": queries, "classes": classes, "weights": weights, "no_object": no_object, "per_picture": per_picture,
        "objects": [[{"class": label, "box": short(box)} for label, box in o] for o in objects],
        "output": short(output),
        "assigned": [[assigned.get(q, -1) for q in range(queries)] for assigned, _ in found],
        "losses": short([float(loss) for _, loss in found]),
        "gradient": short(gradient),
    }


DETR = {"class": 1.0, "distance": 5.0, "overlap": 2.0}
CASES = [
    case("three pictures, one without objects", [2, 0, 3], 5, 2, DETR, 0.1, 5 / 3),
    case("as many queries as objects", [4, 4], 4, 3, DETR, 0.1, 2.5),
    case("other weights", [1, 2], 6, 1, {"class": 2.0, "distance": 0.5, "overlap": 3.0}, 0.4, 1.5),
]
HERE.mkdir(exist_ok=True)
(HERE / "boxes.json").write_text(json.dumps(CASES, separators=(",", ":")) + "\n")

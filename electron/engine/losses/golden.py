"""Writes golden/<loss>.json: what Keras 3 says of small random cases, sample by sample, with gradients.

    python electron/engine/losses/golden.py

Made with Keras 3.15.1 on TensorFlow 2.21.0. What Keras lacks is written here from its paper, pair by pair and box by box in double
precision, so that it shares nothing with our code but the paper; TensorFlow differentiates it. Gradients are those of
sum(losses * WEIGHTS), so that each sample's counts for itself.

Each case: the loss's options, its inputs in the order of our function, which of them are differentiated, losses, gradients.
"""

import itertools
import json
import math
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import numpy as np
import tensorflow as tf
from scipy.optimize import linear_sum_assignment

HERE = pathlib.Path(__file__).parent / "golden"
random = np.random.default_rng(11)
FILES = {}


def numbers(array):
    array = np.asarray(array)
    if array.dtype.kind in "ib":
        return [int(x) for x in array.ravel()]
    return [float(f"{x:.8g}") if math.isfinite(x) else None for x in array.astype("float64").ravel()]


def tensor(array):
    array = np.asarray(array)
    return {"shape": list(array.shape), "dtype": "int32" if array.dtype.kind in "ib" else "float32", "data": numbers(array)}


def weights(count):
    """1, -1.25, 1.5, ...: each sample's gradient is known from the others'."""
    return np.array([(1 + 0.25 * i) * (-1) ** i for i in range(count)])


def add(loss, name, function, inputs, by, options=None, precise=False):
    """`function` takes the inputs, in single precision or double, and gives one number a sample."""
    inputs = {key: np.asarray(value) for key, value in inputs.items()}
    wide = lambda v: tf.constant(v, "float64" if precise else "float32") if v.dtype.kind == "f" else tf.constant(v, "int32")
    tensors = {key: wide(value) for key, value in inputs.items()}
    with tf.GradientTape() as tape:
        for key in by:
            tape.watch(tensors[key])
        losses = function(**tensors)
        total = tf.reduce_sum(losses * tf.constant(weights(losses.shape[0]), losses.dtype))
    gradients = tape.gradient(total, [tensors[key] for key in by])
    FILES.setdefault(loss, []).append({
        "name": name, "options": options or {}, "inputs": {key: tensor(value) for key, value in inputs.items()},
        "losses": numbers(losses), "gradients": {key: numbers(tf.convert_to_tensor(g)) for key, g in zip(by, gradients)},
    })


def normal(*shape, scale=1.0):
    return np.round(random.normal(size=shape) * scale, 4)


def bits(*shape):
    return random.integers(0, 2, shape).astype("float64")


def hot(rows, classes):
    return np.eye(classes)[random.integers(0, classes, rows)]


def mean_rest(values):
    return tf.reduce_mean(tf.reshape(values, [values.shape[0], -1]), -1)


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.round(e / e.sum(-1, keepdims=True), 4)


def sigmoid(x):
    return np.round(1 / (1 + np.exp(-x)), 4)


# Binary cross-entropy and focal loss


def binary():
    for form in ("logits", "probabilities"):
        for smoothing in (0.0, 0.2):
            for shape in ((4, 3), (3, 1), (2, 3, 2)):
                x = normal(*shape, scale=3)
                function = lambda target, output: mean_rest(keras.losses.binary_crossentropy(target, output, from_logits=form == "logits", label_smoothing=smoothing))
                add("binary-crossentropy", f"{form} {shape} smoothed {smoothing}", function, {"target": bits(*shape), "output": x if form == "logits" else sigmoid(x)}, ["output"], {"form": form, "labelSmoothing": smoothing})
    far = np.array([[0.0, 0], [100, -100], [-100, 100], [30, -30]])
    add("binary-crossentropy", "far logits", lambda target, output: keras.losses.binary_crossentropy(target, output, from_logits=True), {"target": np.array([[0.0, 1], [1, 0], [1, 0], [1, 0]]), "output": far}, ["output"], {"form": "logits", "labelSmoothing": 0})
    # Keras clips the probabilities that it makes of logits: cases that reach its bounds would differ.
    for form, alpha, gamma, smoothing in itertools.product(("logits", "probabilities"), (None, 0.25), (2.0, 0.5), (0.0, 0.1)):
        x = normal(3, 4, scale=2)
        function = lambda target, output: keras.losses.binary_focal_crossentropy(
            target, output, apply_class_balancing=alpha is not None, alpha=alpha or 0.25, gamma=gamma, from_logits=form == "logits", label_smoothing=smoothing)
        add("binary-focal", f"{form} alpha {alpha} gamma {gamma} smoothed {smoothing}", function, {"target": bits(3, 4), "output": x if form == "logits" else sigmoid(x)}, ["output"], {"form": form, "alpha": alpha, "gamma": gamma, "labelSmoothing": smoothing})
    add("binary-focal", "gamma 0", lambda target, output: keras.losses.binary_focal_crossentropy(target, output, gamma=0.0, from_logits=True), {"target": bits(3, 4), "output": normal(3, 4)}, ["output"], {"form": "logits", "alpha": None, "gamma": 0, "labelSmoothing": 0})
    for form, alpha, gamma, smoothing in itertools.product(("logits", "probabilities"), (0.25, [0.2, 0.5, 1.0, 0.7]), (2.0, 1.0), (0.0, 0.1)):
        x = normal(3, 4, scale=2)
        function = lambda target, output: keras.losses.categorical_focal_crossentropy(
            target, output, alpha=alpha, gamma=gamma, from_logits=form == "logits", label_smoothing=smoothing)
        add("categorical-focal", f"{form} alpha {alpha} gamma {gamma} smoothed {smoothing}", function, {"target": hot(3, 4), "output": x if form == "logits" else softmax(x)}, ["output"], {"form": form, "alpha": alpha, "gamma": gamma, "labelSmoothing": smoothing})


# Values


def values():
    for shape in ((4, 3), (3, 1), (2, 3, 2)):
        y, p = normal(*shape, scale=2), normal(*shape, scale=2)
        p.flat[0] = y.flat[0]
        for delta in (1.0, 0.3, 2.5):
            add("huber", f"{shape} delta {delta}", lambda target, output: mean_rest(keras.losses.huber(target, output, delta=delta)), {"target": y, "output": p}, ["output"], {"delta": delta})
        add("log-cosh", f"{shape}", lambda target, output: mean_rest(keras.losses.log_cosh(target, output)), {"target": y, "output": p}, ["output"])
        p2 = p + 0.01
        p2.flat[1] = y.flat[1]
        add("mape", f"{shape}", lambda target, output: mean_rest(keras.losses.mean_absolute_percentage_error(target, output)), {"target": y, "output": p2}, ["output"])
        add("msle", f"{shape}", lambda target, output: mean_rest(keras.losses.mean_squared_logarithmic_error(target, output)), {"target": np.abs(y), "output": p2}, ["output"])
        counts = random.integers(0, 6, shape).astype("float64")
        add("poisson", f"{shape} rates", lambda target, output: mean_rest(keras.losses.poisson(target, output)), {"target": counts, "output": np.abs(p) + 0.05}, ["output"], {"form": "rates"})
        add("poisson", f"{shape} logarithms", lambda target, output: mean_rest(tf.nn.log_poisson_loss(target, output)), {"target": counts, "output": p}, ["output"], {"form": "logarithms"})
        for name, function in (("hinge", keras.losses.hinge), ("squared-hinge", keras.losses.squared_hinge)):
            add(name, f"{shape} signs", lambda target, output: mean_rest(function(target, output)), {"target": 2 * bits(*shape) - 1, "output": p}, ["output"])
            add(name, f"{shape} bits", lambda target, output: mean_rest(function(target, output)), {"target": bits(*shape), "output": p}, ["output"])
        add("cosine-similarity", f"{shape}", lambda target, output: mean_rest(-keras.ops.sum(keras.ops.normalize(target) * keras.ops.normalize(output), -1)), {"target": y, "output": p2}, ["output"])
    add("log-cosh", "far", lambda target, output: keras.losses.log_cosh(target, output), {"target": np.zeros((3, 1)), "output": np.array([[200.0], [-200], [0]])}, ["output"])
    add("categorical-hinge", "five classes", lambda target, output: keras.losses.categorical_hinge(target, output), {"target": hot(4, 5), "output": normal(4, 5) + 0.5}, ["output"])
    y, x = softmax(normal(4, 5)), normal(4, 5, scale=2)
    add("kl-divergence", "probabilities", lambda target, output: keras.losses.kl_divergence(target, output), {"target": y, "output": softmax(x)}, ["output"], {"form": "probabilities"})
    add("kl-divergence", "logits", lambda target, output: keras.losses.kl_divergence(target, tf.nn.softmax(output)), {"target": y, "output": x}, ["output"], {"form": "logits"})
    for quantiles, width in (([0.1, 0.5, 0.9], 1), ([0.05, 0.95], 3), ([0.3], 2)):
        def pinball(target, output):
            total = 0
            for v, (q, tau) in itertools.product(range(width), enumerate(quantiles)):
                over = target[:, v] - output[:, v, q]
                total += tf.where(over >= 0, tau * over, (tau - 1) * over)
            return total / (width * len(quantiles))
        add("quantile", f"{quantiles} of {width}", pinball, {"target": normal(4, width), "output": normal(4, width, len(quantiles))}, ["output"], {"quantiles": quantiles}, precise=True)


# Sequences


def masked():
    for smoothing in (0.0, 0.1):
        lengths, steps, classes = [4, 1, 3], 5, 6
        mask = (np.arange(steps)[None] < np.array(lengths)[:, None]).astype("float64")
        labels, x = random.integers(0, classes, (3, steps)), normal(3, steps, classes, scale=2)
        labels = np.where(mask > 0, labels, 99)

        def function(target, logits, mask):
            full = tf.one_hot(target, classes, dtype=logits.dtype)
            losses = keras.losses.categorical_crossentropy(full, logits, from_logits=True, label_smoothing=smoothing)
            sums = tf.reduce_sum(tf.where(mask > 0, losses, 0), 1)
            result = sums * 3 / tf.reduce_sum(mask)
            # The batch's mean is what Keras makes of a mask.
            output = tf.identity(logits)
            output._keras_mask = mask > 0
            theirs = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing)(full, output)
            assert abs(float(theirs) - float(tf.reduce_mean(result))) < 1e-5
            return result

        add("masked-crossentropy", f"smoothed {smoothing}", function, {"target": labels, "logits": x, "mask": mask}, ["logits"], {"labelSmoothing": smoothing})
    right = (x.argmax(-1) == labels) * mask
    FILES["masked-accuracy"] = [{"name": "padding left out", "options": {}, "inputs": {"target": tensor(labels), "logits": tensor(x), "mask": tensor(mask)}, "losses": numbers(right.sum(1) * 3 / mask.sum()), "gradients": {}}]


def ctc():
    def case(name, labels, lengths, steps, x, blank=0):
        function = lambda labels, labelLengths, steps, logits: keras.ops.ctc_loss(labels, logits, labelLengths, steps, mask_index=blank)
        add("ctc", name, function, {"labels": labels, "labelLengths": np.array(lengths), "steps": np.array(steps), "logits": x}, ["logits"], {"blank": blank})

    case("repeated labels, several lengths", np.array([[1, 1, 2, 0], [3, 2, 0, 0], [4, 1, 4, 4], [2, 0, 0, 0]]), [3, 2, 4, 1], [8, 5, 7, 6], normal(4, 8, 5, scale=2))
    case("one label", np.array([[2], [1]]), [1, 1], [3, 1], normal(2, 3, 3))
    case("just enough steps", np.array([[1, 1, 2], [1, 2, 3]]), [3, 3], [4, 3], normal(2, 4, 4))
    case("another blank", np.array([[0, 1, 0], [2, 2, 9]]), [3, 2], [6, 5], normal(2, 6, 4), blank=3)
    case("an empty label", np.array([[0, 0], [1, 2]]), [0, 2], [4, 4], normal(2, 4, 3))
    case("sure logits", np.array([[1, 2, 1]]), [3], [9], normal(1, 9, 4, scale=15))
    case("forty steps", np.array([[1, 2, 3, 3, 2, 1, 1, 2], [2, 1, 2, 0, 0, 0, 0, 0]]), [8, 3], [40, 33], normal(2, 40, 4))


# Embeddings


def distance(a, b):
    return tf.sqrt(tf.reduce_sum((a - b) ** 2))


def zero_plus(x):
    return tf.maximum(x, tf.constant(0, x.dtype))


def embeddings():
    same, a, b = bits(6), normal(6, 3), normal(6, 3)

    def contrastive(same, a, b):
        out = []
        for i in range(6):
            d = distance(a[i], b[i])
            out.append(0.5 * d**2 if same[i] == 1 else 0.5 * zero_plus(margin - d) ** 2)
        return tf.stack(out)

    for margin in (1.0, 3.0):
        add("contrastive", f"margin {margin}", contrastive, {"same": same, "a": a, "b": b}, ["a", "b"], {"margin": margin}, precise=True)

    beyond = lambda gap: tf.nn.softplus(gap) if margin == "soft" else zero_plus(gap + margin)

    def others(labels, i):
        n = labels.shape[0]
        return [j for j in range(n) if j != i and labels[j] == labels[i]], [j for j in range(n) if labels[j] != labels[i]]

    def hard(labels, embeddings):
        out, count = [], 0
        for i in range(labels.shape[0]):
            positive, negative = others(labels, i)
            if not positive or not negative:
                out.append(tf.constant(0.0, "float64"))
                continue
            count += 1
            out.append(beyond(tf.reduce_max([distance(embeddings[i], embeddings[j]) for j in positive]) - tf.reduce_min([distance(embeddings[i], embeddings[j]) for j in negative])))
        return tf.stack(out) * labels.shape[0] / count

    def everything(labels, embeddings):
        out, count = [], 0
        for i in range(labels.shape[0]):
            losses = [beyond(distance(embeddings[i], embeddings[p]) - distance(embeddings[i], embeddings[n])) for p, n in itertools.product(*others(labels, i))]
            count += len(losses) if mean == "all" else sum(float(l) > 0 for l in losses)
            out.append(tf.add_n(losses) if losses else tf.constant(0.0, "float64"))
        return tf.stack(out) * labels.shape[0] / count

    for labels in (np.array([0, 0, 1, 1, 2, 2]), np.array([0, 0, 0, 1, 1, 2, 0])):
        for margin in (0.2, 1.0, "soft"):
            x = normal(len(labels), 3)
            add("batch-hard-triplet", f"{labels} margin {margin}", hard, {"labels": labels, "embeddings": x}, ["embeddings"], {"margin": margin}, precise=True)
            for mean in ("all", "active"):
                add("batch-all-triplet", f"{labels} margin {margin} {mean}", everything, {"labels": labels, "embeddings": x}, ["embeddings"], {"margin": margin, "mean": mean}, precise=True)

    def arcface(labels, cosines):
        rows = []
        for i in range(labels.shape[0]):
            row = []
            for c in range(cosines.shape[1]):
                value = cosines[i, c]
                if c == labels[i]:
                    angle = tf.acos(value)
                    value = tf.cos(angle + margin) if angle + margin <= math.pi else value - margin * math.sin(margin)
                row.append(scale * value)
            rows.append(tf.stack(row))
        return tf.nn.sparse_softmax_cross_entropy_with_logits(labels, tf.stack(rows))

    for scale, margin in ((64.0, 0.5), (16.0, 0.2), (30.0, 0.0)):
        cosines = np.round(random.uniform(-0.95, 0.95, (5, 4)), 4)
        cosines[0, 1] = -0.93  # turned beyond pi
        add("arcface", f"s {scale} m {margin}", arcface, {"labels": np.array([1, 0, 3, 2, 1]), "cosines": cosines}, ["cosines"], {"scale": scale, "margin": margin}, precise=True)


# Boxes


def giou_of(a, b):
    """Of two boxes by their corners, from the paper's algorithm 1."""
    area = lambda box: (box[2] - box[0]) * (box[3] - box[1])
    w, h = tf.minimum(a[2], b[2]) - tf.maximum(a[0], b[0]), tf.minimum(a[3], b[3]) - tf.maximum(a[1], b[1])
    common = w * h if w > 0 and h > 0 else tf.constant(0.0, "float64")
    union = area(a) + area(b) - common
    hull = (tf.maximum(a[2], b[2]) - tf.minimum(a[0], b[0])) * (tf.maximum(a[3], b[3]) - tf.minimum(a[1], b[1]))
    return common / union - (hull - union) / hull


def middle_boxes(*shape):
    """Middle and size, as parts of the image."""
    return np.round(np.concatenate([random.uniform(0.2, 0.8, (*shape, 2)), random.uniform(0.1, 0.6, (*shape, 2))], -1), 4)


def to_corners(b):
    return [b[0] - b[2] / 2, b[1] - b[3] / 2, b[0] + b[2] / 2, b[1] + b[3] / 2]


def boxes():
    a, b = middle_boxes(7), middle_boxes(7)
    b[0], a[0] = [0.2, 0.2, 0.1, 0.1], [0.8, 0.7, 0.15, 0.2]  # far apart
    b[1, 0] = a[1, 0]  # nothing to pull at
    by_corners = lambda m: np.round(np.stack([to_corners(x) for x in m]), 4)
    giou = lambda target, output: tf.stack([1 - giou_of(tf.unstack(t), tf.unstack(o)) for t, o in zip(tf.unstack(target), tf.unstack(output))])
    add("generalised-iou", "seven pairs", giou, {"target": by_corners(a), "output": by_corners(b)}, ["output"], precise=True)
    add("box-distance", "seven pairs", lambda target, output: tf.reduce_sum(tf.abs(target - output), -1), {"target": a, "output": b}, ["output"], precise=True)

    def set_criterion(classes, boxes, matched, logits, given):
        batch, queries, count = logits.shape
        total = tf.reduce_sum(matched)
        weight = tf.where(classes == count - 1, no_object, tf.constant(1.0, "float64"))
        out = []
        for i in range(batch):
            ce = tf.reduce_sum(weight[i] * tf.nn.sparse_softmax_cross_entropy_with_logits(classes[i], logits[i])) / tf.reduce_sum(weight)
            for q in range(queries):
                if matched[i, q] == 1:
                    ce += 5 * tf.reduce_sum(tf.abs(boxes[i, q] - given[i, q])) / total
                    ce += 2 * (1 - giou_of(to_corners(tf.unstack(boxes[i, q])), to_corners(tf.unstack(given[i, q])))) / total
            out.append(ce * batch)
        return tf.stack(out)

    for no_object in (0.1, 1.0):
        matched = np.array([[1, 0, 1, 0], [0, 0, 0, 0], [1, 1, 1, 0]], "float64")
        classes = np.where(matched == 1, random.integers(0, 3, (3, 4)), 3)
        target = middle_boxes(3, 4) * matched[..., None]
        add("set-loss", f"no object {no_object}", set_criterion, {"classes": classes, "boxes": target, "matched": matched, "logits": normal(3, 4, 4), "given": middle_boxes(3, 4)}, ["logits", "given"], {"noObject": no_object}, precise=True)

    def grid(target, output):
        out = []
        for i in range(target.shape[0]):
            total = tf.constant(0.0, "float64")
            for r, c in itertools.product(range(target.shape[1]), range(target.shape[2])):
                t, o = target[i, r, c], output[i, r, c]
                p = tf.sigmoid(o)
                if t[0] == 1:
                    total += 5 * ((p[1] - t[1]) ** 2 + (p[2] - t[2]) ** 2 + (tf.sqrt(p[3]) - tf.sqrt(t[3])) ** 2 + (tf.sqrt(p[4]) - tf.sqrt(t[4])) ** 2)
                    total += -tf.math.log(p[0]) - tf.reduce_sum(t[5:] * tf.math.log(tf.nn.softmax(o[5:])))
                else:
                    total += -0.5 * tf.math.log(1 - p[0])
            out.append(total)
        return tf.stack(out)

    target = np.zeros((3, 2, 3, 8))
    for i, r, c, k in ((0, 0, 1, 2), (0, 1, 2, 0), (2, 1, 1, 1)):
        target[i, r, c, :5] = [1, *np.round(random.uniform(0.1, 0.9, 4), 3)]
        target[i, r, c, 5 + k] = 1
    add("grid-boxes", "two rows, three columns", grid, {"target": target, "output": normal(3, 2, 3, 8)}, ["output"], precise=True)


def assignment():
    cases = []
    for rows, columns in ((1, 1), (3, 3), (4, 7), (7, 4), (12, 12), (2, 9), (0, 3), (3, 0)):
        costs = np.round(random.normal(size=(rows, columns)), 4)
        r, c = linear_sum_assignment(costs)
        found = np.full(rows, -1)
        found[r] = c
        cases.append({"costs": numbers(costs), "rows": rows, "columns": columns, "found": numbers(found), "total": float(costs[r, c].sum())})
    for size in (6, 20):  # ties: only the total is sure
        costs = random.integers(0, 4, (size, size))
        r, c = linear_sum_assignment(costs)
        cases.append({"costs": numbers(costs), "rows": size, "columns": size, "found": None, "total": float(costs[r, c].sum())})
    FILES["assignment"] = cases


# Ranking


def ranking():
    add("bayesian-ranking", "four drawn", lambda chosen, others: tf.reduce_mean(-tf.math.log_sigmoid(chosen[:, None] - others), 1), {"chosen": normal(5), "others": normal(5, 4)}, ["chosen", "others"], precise=True)
    items, queries = normal(9, 3), normal(4, 3)
    labels, drawn = np.array([2, 7, 0, 5]), np.array([7, 1, 2, 8, 3])
    expected = np.round(random.uniform(0.1, 0.9, 9), 4)

    def sampled(items, queries, labels, drawn, chosenExpected, drawnExpected):
        return tf.nn.sampled_softmax_loss(
            items, tf.zeros(9), labels[:, None], queries, num_sampled=5, num_classes=9,
            sampled_values=(tf.cast(drawn, "int64"), chosenExpected[:, None], drawnExpected), remove_accidental_hits=True)

    add("sampled-softmax", "five drawn, two of them right", sampled, {"items": items, "queries": queries, "labels": labels, "drawn": drawn, "chosenExpected": expected[labels], "drawnExpected": expected[drawn]}, ["items", "queries"])


# Values, hit exactly: what the gradient is at a kink


def hits():
    y = normal(4, 3)
    missed = np.array([[0, 1, -1], [0, 0, 0], [-0.5, 0, 2], [0.25, -3, 0]])
    keras_losses = {
        "mae": keras.losses.mean_absolute_error,
        "mape": keras.losses.mean_absolute_percentage_error,
        "log-cosh": keras.losses.log_cosh,
        "msle": keras.losses.mean_squared_logarithmic_error,
    }
    for loss, function in keras_losses.items():
        target = np.abs(y) if loss == "msle" else y
        output = np.abs(target + missed) if loss == "msle" else target + missed
        add(loss, "some hit exactly", lambda target, output, f=function: mean_rest(f(target, output)), {"target": target, "output": output}, ["output"])
    for delta in (0.5, 1.0):
        add("huber", f"some hit exactly, delta {delta}", lambda target, output: mean_rest(keras.losses.huber(target, output, delta=delta)), {"target": y, "output": y + missed}, ["output"], {"delta": delta})


# Triplets of which the nearest beyond counts, and ranking against all items


def matches():
    def semihard(labels, embeddings):
        n = labels.shape[0]
        d = [[distance(embeddings[i], embeddings[j]) for j in range(n)] for i in range(n)]
        out, count = [], 0
        for a in range(n):
            negatives = [k for k in range(n) if labels[k] != labels[a]]
            losses = []
            for p in range(n):
                if p == a or labels[p] != labels[a] or not negatives:
                    continue
                beyond = [d[a][k] for k in negatives if float(d[a][k]) > float(d[a][p])]
                chosen = tf.reduce_min(beyond) if beyond else tf.reduce_max([d[a][k] for k in negatives])
                losses.append(zero_plus(d[a][p] - chosen + margin))
            count += len(losses)
            out.append(tf.add_n(losses) if losses else tf.constant(0.0, "float64"))
        return tf.stack(out) * n / count

    for labels in (np.array([0, 0, 1, 1, 2, 2]), np.array([0, 0, 0, 1, 1, 2, 0])):
        for margin in (0.2, 1.0):
            add("semi-hard-triplet", f"{labels} margin {margin}", semihard, {"labels": labels, "embeddings": normal(len(labels), 3)}, ["embeddings"], {"margin": margin}, precise=True)

    def over_all(right, scores):
        rows = []
        for row in range(right.shape[0]):
            others = [i for i in range(1, scores.shape[1]) if i != right[row]]
            rows.append(tf.reduce_mean([-tf.math.log(tf.sigmoid(scores[row, right[row]] - scores[row, i])) for i in others]))
        return tf.stack(rows)

    add("bayesian-ranking-over-all", "seven ids", over_all, {"right": np.array([2, 6, 1, 3]), "scores": normal(4, 7)}, ["scores"], precise=True)


if __name__ == "__main__":
    for make in (binary, values, masked, ctc, embeddings, boxes, assignment, ranking, hits, matches):
        make()
    HERE.mkdir(exist_ok=True)
    for name, cases in FILES.items():
        (HERE / f"{name}.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n", encoding="utf-8")

"""Writes golden/<metric>.json: what scikit-learn, sacrebleu, jiwer and pycocotools say of small random cases.

    python electron/engine/metrics/golden.py

Made with scikit-learn 1.9.1, SciPy 1.17.1, sacrebleu 2.6.0, jiwer 4.0.0, pycocotools 2.0.11. What none of them has (Pascal
VOC's average precision, recall at k, reciprocal rank, the best threshold) is written here from its definition, by trying
everything. Where something is undefined (NaN), the file has null.
"""

import contextlib
import io
import itertools
import json
import math
import pathlib
import warnings

import jiwer
import numpy as np
import sacrebleu
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from scipy.interpolate import interp1d
from scipy.optimize import brentq
from sklearn import metrics

HERE = pathlib.Path(__file__).parent / "golden"
random = np.random.default_rng(7)
warnings.filterwarnings("ignore")


def plain(value):
    if isinstance(value, dict):
        return {key: plain(v) for key, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(v) for v in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return None if math.isnan(value) else float(f"{value:.12g}")
    return value


def write(name, cases):
    HERE.mkdir(exist_ok=True)
    (HERE / f"{name}.json").write_text(json.dumps(plain(cases), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def scores(count, ties):
    """With ties the scores are among a few numbers."""
    return random.integers(0, 5, count) / 4 if ties else np.round(random.normal(size=count), 4)


def binary_cases():
    made = [(random.integers(0, 2, n), scores(n, ties)) for n in (2, 5, 20, 60) for ties in (False, True)]
    made = [(labels, s) for labels, s in made if 0 < labels.sum() < len(labels)]
    made.append((np.array([0, 0, 1, 1]), np.array([0.1, 0.2, 0.8, 0.9])))
    made.append((np.array([1, 1, 0, 0]), np.array([0.1, 0.2, 0.8, 0.9])))
    made.append((np.array([1, 0, 1, 0]), np.full(4, 0.5)))
    return made


def roc_auc():
    cases = [{"labels": y, "scores": s, "auc": metrics.roc_auc_score(y, s)} for y, s in binary_cases()]
    several = []
    for n, ties in ((12, False), (30, True)):
        y = np.concatenate([np.arange(3), random.integers(0, 3, n - 3)])
        # Rows of probabilities, as scikit-learn wants them, that add up exactly: ties stay ties when written.
        parts = 8 if ties else 2**20
        s = random.integers(0, parts // 2, (n, 3)) / parts
        s[:, 2] = 1 - s[:, 0] - s[:, 1]
        several.append({"labels": y, "scores": s.ravel(), "auc": metrics.roc_auc_score(y, s, multi_class="ovr", average="macro")})
    curves = []
    for y, s in binary_cases()[:4]:
        fpr, tpr, thresholds = metrics.roc_curve(y, s, drop_intermediate=False)
        curves.append({"labels": y, "scores": s, "fpr": fpr, "tpr": tpr, "thresholds": thresholds[1:]})
    write("roc-auc", {"binary": cases, "macro": several, "curves": curves})


def precision_recall():
    cases = []
    for n, classes in ((10, 2), (30, 3), (8, 5), (40, 4)):
        y, p = random.integers(0, classes, n), random.integers(0, classes, n)
        if classes == 5:
            y[y == 2] = 1  # never there
            p[p == 4] = 3  # never found
        for average in ("binary", "macro", "micro", "weighted"):
            if average == "binary" and classes != 2:
                continue
            result = metrics.precision_recall_fscore_support(y, p, labels=None if average == "binary" else range(classes), average=average, zero_division=0)
            cases.append({"labels": y, "predictions": p, "classes": classes, "average": average, "result": result[:3]})
    multi = []
    for average in ("macro", "micro", "weighted"):
        y, p = random.integers(0, 2, (9, 4)), random.integers(0, 2, (9, 4))
        y[:, 3] = 0
        result = metrics.precision_recall_fscore_support(y, p, average=average, zero_division=0)
        multi.append({"labels": y.ravel(), "predictions": p.ravel(), "classes": 4, "average": average, "result": result[:3]})
    write("precision-recall", {"cases": cases, "multi": multi})


def top_k():
    cases = []
    for n, classes in ((6, 4), (20, 7)):
        y, s = np.arange(n) % classes, np.round(random.normal(size=(n, classes)), 4)
        for k in (1, 2, 3, classes):
            cases.append({"labels": y, "scores": s.ravel(), "classes": classes, "k": k, "accuracy": metrics.top_k_accuracy_score(y, s, k=k, labels=range(classes))})
    write("top-k-accuracy", cases)


def regression():
    cases = []
    pairs = [(np.round(random.normal(size=n) * 3, 4), np.round(random.normal(size=n) * 3, 4)) for n in (2, 7, 25)]
    pairs += [(np.full(4, 2.5), np.array([2.5, 2, 3, 2.5])), (np.full(3, 2.5), np.full(3, 2.5)), (np.arange(5.0), np.arange(5.0))]
    for y, p in pairs:
        cases.append({
            "targets": y, "predictions": p, "mse": metrics.mean_squared_error(y, p), "rmse": metrics.root_mean_squared_error(y, p),
            "mae": metrics.mean_absolute_error(y, p), "r2": metrics.r2_score(y, p),
            "pinball": [{"quantile": q, "loss": metrics.mean_pinball_loss(y, p, alpha=q)} for q in (0.05, 0.5, 0.9)],
        })
    write("regression", cases)


WORDS = "the cat sat on a mat while it rained and nobody saw the dog".split()


def sentence(low, high):
    return [str(w) for w in random.choice(WORDS, random.integers(low, high))]


def changed(words):
    """Words lost, put in, and exchanged."""
    out = []
    for word in words:
        chance = random.random()
        if chance < 0.1:
            continue
        out.append(str(random.choice(WORDS)) if chance < 0.25 else word)
        if chance > 0.9:
            out.append(str(random.choice(WORDS)))
    return out


def bleu():
    corpora = []
    for count, references in ((1, 1), (4, 1), (6, 3)):
        truth = [[sentence(6, 14) for _ in range(references)] for _ in range(count)]
        corpora.append((truth, [changed(own[0]) for own in truth]))
    truth = [[sentence(8, 12)] for _ in range(3)]
    corpora.append((truth, [own[0][:5] for own in truth]))  # too short
    corpora.append((truth, [own[0] for own in truth]))
    corpora.append((truth, [own[0][::2] for own in truth]))  # few long runs: smoothed
    corpora.append(([[["a", "b", "c"]]], [["a", "b", "c"]]))  # no four words
    corpora.append(([[["a", "b"]]], [["x", "y", "z", "w"]]))  # nothing in common
    corpora.append(([[["a", "b"]]], [[]]))
    cases = []
    for references, hypotheses in corpora:
        streams = [[" ".join(own[i]) for own in references] for i in range(len(references[0]))]
        result = sacrebleu.corpus_bleu([" ".join(h) for h in hypotheses], streams, tokenize="none", force=True)
        cases.append({"references": references, "hypotheses": hypotheses, "score": result.score, "precisions": result.precisions, "bp": result.bp, "lengths": [result.sys_len, result.ref_len]})
    write("bleu", cases)


def error_rate():
    split = jiwer.Compose([jiwer.ReduceToListOfListOfWords()])
    cases = []
    corpora = [([sentence(3, 12) for _ in range(n)],) for n in (1, 3, 8)]
    pairs = [(truth, [changed(own) for own in truth]) for (truth,) in corpora]
    pairs.append((corpora[2][0], [sentence(2, 12) for _ in range(8)]))
    pairs.append(([["one"]], [["one", "two", "three"]]))
    pairs.append(([["one", "two"]], [["three"]]))
    pairs.append(([["one", "two", "one", "two"]], [["two", "one", "two", "one"]]))
    for references, hypotheses in pairs:
        r, h = [" ".join(x) for x in references], [" ".join(x) for x in hypotheses]
        words = jiwer.process_words(r, h, reference_transform=split, hypothesis_transform=split)
        letters = jiwer.process_characters(r, h)
        as_list = lambda o, rate: [rate, o.hits, o.substitutions, o.insertions, o.deletions]
        cases.append({"references": references, "hypotheses": hypotheses, "words": as_list(words, words.wer), "characters": as_list(letters, letters.cer)})
    write("error-rate", cases)


def overlap(a, b):
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    area = lambda c: (c[2] - c[0]) * (c[3] - c[1])
    return w * h / (area(a) + area(b) - w * h)


def pascal(truth, found):
    """voc_eval: recall and precision with a first and a last point, a monotone envelope, the area where recall changes."""
    areas = []
    for c in sorted({t["class"] for t in truth}):
        own = [t for t in truth if t["class"] == c]
        given = sorted((f for f in found if f["class"] == c), key=lambda f: -f["score"])
        used, tp = set(), []
        for f in given:
            overlaps = [(overlap(t["box"], f["box"]), i) for i, t in enumerate(own) if t["image"] == f["image"]]
            best, which = max(overlaps, key=lambda o: o[0], default=(0, None))
            tp.append(best >= 0.5 and which not in used)
            if tp[-1]:
                used.add(which)
        hits = np.cumsum(tp) if tp else np.zeros(0)
        recall = np.concatenate([[0.0], hits / len(own), [1.0]])
        precision = np.concatenate([[0.0], hits / np.arange(1, len(tp) + 1), [0.0]])
        precision = np.maximum.accumulate(precision[::-1])[::-1]
        where = np.where(recall[1:] != recall[:-1])[0]
        areas.append(float(np.sum((recall[where + 1] - recall[where]) * precision[where + 1])))
    return float(np.mean(areas))


def coco(truth, found):
    images = sorted({x["image"] for x in truth + found})
    classes = sorted({x["class"] for x in truth + found})
    wide = lambda b: [b[0], b[1], b[2] - b[0], b[3] - b[1]]
    with contextlib.redirect_stdout(io.StringIO()):
        base = COCO()
        base.dataset = {
            "info": {},
            "images": [{"id": i} for i in images],
            "categories": [{"id": c} for c in classes],
            "annotations": [
                {"id": i + 1, "image_id": t["image"], "category_id": t["class"], "bbox": wide(t["box"]), "area": wide(t["box"])[2] * wide(t["box"])[3], "iscrowd": 0}
                for i, t in enumerate(truth)
            ],
        }
        base.createIndex()
        results = base.loadRes([{"image_id": f["image"], "category_id": f["class"], "bbox": wide(f["box"]), "score": f["score"]} for f in found])
        judge = COCOeval(base, results, "bbox")
        judge.evaluate()
        judge.accumulate()
        judge.summarize()
    return judge.stats[0], judge.stats[1]


def average_precision():
    cases = []
    for images, classes, ties in ((1, 1, False), (4, 2, False), (6, 3, True)):
        truth, found = [], []
        for image in range(images):
            for _ in range(random.integers(1, 6)):
                x, y, w, h = random.integers(0, 80, 2).tolist() + random.integers(10, 40, 2).tolist()
                c = int(random.integers(0, classes))
                truth.append({"image": image, "class": c, "box": [x, y, x + w, y + h]})
                for _ in range(random.integers(0, 3)):
                    shift = random.integers(-5, 6, 4)
                    box = np.array([x, y, x + w, y + h]) + shift
                    found.append({"image": image, "class": c, "box": box.tolist(), "score": float(random.integers(1, 6) / 5 if ties else round(random.random(), 3))})
            x, y = random.integers(0, 80, 2).tolist()
            found.append({"image": image, "class": int(random.integers(0, classes + 1)), "box": [x, y, x + 20, y + 15], "score": round(float(random.random()), 3)})
        everything, half = coco(truth, found)
        # Pascal's order of equals is not defined: those cases have none.
        cases.append({"truth": truth, "found": found, "coco": everything, "coco50": half, "pascal": None if ties else pascal(truth, found)})
    # More detections than COCO looks at, the good ones last but one or beyond.
    truth = [{"image": 0, "class": 0, "box": [10 * i, 0, 10 * i + 10, 10]} for i in range(3)]
    found = [{"image": 0, "class": 0, "box": [i, 30, i + 5, 40], "score": 1 - i / 200} for i in range(98)]
    found += [{"image": 0, "class": 0, "box": t["box"], "score": (3 - i) / 10} for i, t in enumerate(truth)]
    everything, half = coco(truth, found)
    cases.append({"truth": truth, "found": found, "coco": everything, "coco50": half, "pascal": pascal(truth, found)})
    # Overlaps that are a threshold exactly.
    truth = [{"image": 0, "class": 0, "box": [0, 0, 10, 10]}, {"image": 0, "class": 0, "box": [20, 0, 40, 10]}]
    found = [{"image": 0, "class": 0, "box": [0, 0, 10, 5], "score": 0.9}, {"image": 0, "class": 0, "box": [20, 0, 35, 10], "score": 0.8}]
    everything, half = coco(truth, found)
    cases.append({"truth": truth, "found": found, "coco": everything, "coco50": half, "pascal": pascal(truth, found)})
    write("average-precision", cases)


def verification():
    cases = []
    for y, s in binary_cases():
        fpr, tpr, thresholds = metrics.roc_curve(y, s, drop_intermediate=False)
        # Where the curve goes straight up, brentq closes in on the step: no accuracy is lost.
        rate = brentq(lambda x: 1 - x - interp1d(fpr, tpr)(x), 0, 1, xtol=1e-14)
        # The threshold by parameter: how far along its piece of the curve.
        gap = (1 - tpr) - fpr
        i = int(np.argmax(gap <= 1e-12))
        share = gap[i - 1] / (gap[i - 1] - gap[i])
        threshold = thresholds[i] if i == 1 else thresholds[i - 1] + share * (thresholds[i] - thresholds[i - 1])
        best = max(float(np.mean((s >= t) == (y == 1))) for t in [*s, np.inf])
        cases.append({"labels": y, "scores": s, "eer": rate, "threshold": threshold, "accuracy": best})
    write("verification", cases)


def first_relevant(relevance, order):
    return next((1 / (rank + 1) for rank, i in enumerate(order) if relevance[i] > 0), 0.0)


def orders(s):
    """Every order in which no greater score comes after a smaller one."""
    n = len(s)
    return [o for o in itertools.permutations(range(n)) if all(s[o[i]] >= s[o[i + 1]] for i in range(n - 1))]


def ranking():
    cases = []
    for ties in (False, True):
        for questions, items in ((1, 4), (3, 6)):
            relevance = random.integers(0, 3, (questions, items))
            if questions == 3:
                relevance[1] = 0
            s = random.integers(0, 3, (questions, items)) / 2 if ties else np.round(random.normal(size=(questions, items)), 3)
            all_orders = [orders(row) for row in s]
            recall = {
                k: float(np.mean([np.mean([sum(r[i] > 0 for i in o[:k]) / max(1, sum(r > 0)) for o in own]) for r, own in zip(relevance, all_orders)]))
                for k in (1, 2, 4)
            }
            cases.append({
                "relevance": relevance.ravel(), "scores": s.ravel(), "items": items,
                "recall": [{"k": k, "value": v} for k, v in recall.items()],
                "ndcg": [{"k": k, "value": metrics.ndcg_score(relevance, s, k=k)} for k in (1, 2, 4, items)],
                "mrr": float(np.mean([np.mean([first_relevant(r, o) for o in own]) for r, own in zip(relevance, all_orders)])),
            })
    write("ranking", cases)


if __name__ == "__main__":
    for make in (roc_auc, precision_recall, top_k, regression, bleu, error_rate, average_precision, verification, ranking):
        make()

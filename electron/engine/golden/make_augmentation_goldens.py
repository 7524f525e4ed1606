"""Writes augmentation.json: what each augmentation makes of given samples with given draws, by NumPy and loops alone, written
from Keras's documentation and the papers. Where Keras has the transform as an operation, both must agree.

    python electron/engine/golden/make_augmentation_goldens.py

`draws` are uniform numbers in [0, 1), in the order in which a layer asks for them.
"""

import json
import math
import pathlib

import keras
import numpy as np

rng = np.random.default_rng(20)
BATCH = 3


def uniform(*shape):
    return np.round(rng.uniform(0.02, 0.98, shape), 4)


def between(draw, low, high):
    return low + draw * (high - low)


def inside(place, size, mode):
    """Where a place outside of the picture looks; TensorFlow's rules."""
    if mode == "nearest":
        return min(max(place, 0), size - 1)
    if mode == "reflect":
        if place < 0 or place > size - 1:
            period = 2 * size
            place = place % period if place >= 0 else (-place - 1) % period
            place = period - place - 1 if place >= size else place
        return min(max(place, 0), size - 1)
    if mode == "wrap":
        if place < 0:
            place += size * (math.trunc(-place / (size - 1)) + 1)
        elif place > size - 1:
            place -= size * math.trunc(place / (size - 1))
        return min(max(place, 0), size - 1)
    return place


def look(picture, x, y, mode, value, interpolation):
    height, width, _ = picture.shape
    x, y = inside(x, width, mode), inside(y, height, mode)

    def pixel(row, col):
        return picture[row, col] if 0 <= row < height and 0 <= col < width else np.full(picture.shape[2], value, "float64")

    if interpolation == "nearest":
        return pixel(int(math.floor(y + 0.5)), int(math.floor(x + 0.5)))
    left, top = math.floor(x), math.floor(y)
    dx, dy = x - left, y - top
    upper = (1 - dx) * pixel(top, left) + dx * pixel(top, left + 1)
    lower = (1 - dx) * pixel(top + 1, left) + dx * pixel(top + 1, left + 1)
    return (1 - dy) * upper + dy * lower


def seen(pictures, maps, fill_mode, fill_value, interpolation):
    """maps: for each picture (a0, a1, a2, b0, b1, b2)."""
    found = np.zeros(pictures.shape)
    for n, (a0, a1, a2, b0, b1, b2) in enumerate(maps):
        for row in range(pictures.shape[1]):
            for col in range(pictures.shape[2]):
                x, y = a0 * col + a1 * row + a2, b0 * col + b1 * row + b2
                found[n, row, col] = look(pictures[n], x, y, fill_mode, fill_value, interpolation)
    flat = np.array([[*m, 0, 0] for m in maps], "float32")
    keras_has = keras.ops.image.affine_transform(
        pictures.astype("float32"), flat, interpolation=interpolation, fill_mode=fill_mode, fill_value=fill_value
    )
    np.testing.assert_allclose(keras.ops.convert_to_numpy(keras_has), found, rtol=1e-4, atol=1e-4)
    return found


def turned(pictures, draws, c):
    _, height, width, _ = pictures.shape
    cx, cy = (width - 1) / 2, (height - 1) / 2
    maps = []
    for u in draws[0].reshape(-1):
        angle = between(u, -c["factor"], c["factor"]) * 2 * math.pi
        cos, sin = math.cos(angle), math.sin(angle)
        # The place that a place of the result came from, turned around the middle.
        maps.append((cos, -sin, cx - cos * cx + sin * cy, sin, cos, cy - sin * cx - cos * cy))
    return seen(pictures, maps, c["fill_mode"], c["fill_value"], c["interpolation"])


def zoomed(pictures, draws, c):
    _, height, width, _ = pictures.shape
    maps = []
    for n in range(len(pictures)):
        zy = between(draws[0][n, 0], 1 - c["height_factor"], 1 + c["height_factor"])
        zx = zy if c["width_factor"] is None else between(draws[1][n, 0], 1 - c["width_factor"], 1 + c["width_factor"])
        maps.append((zx, 0, (width - 1) / 2 * (1 - zx), 0, zy, (height - 1) / 2 * (1 - zy)))
    return seen(pictures, maps, c["fill_mode"], c["fill_value"], c["interpolation"])


def moved(pictures, draws, c):
    _, height, width, _ = pictures.shape
    maps = []
    for n in range(len(pictures)):
        down = between(draws[0][n, 0], -c["height_factor"], c["height_factor"]) * height
        across = between(draws[1][n, 0], -c["width_factor"], c["width_factor"]) * width
        maps.append((1, 0, -across, 0, 1, -down))
    return seen(pictures, maps, c["fill_mode"], c["fill_value"], c["interpolation"])


def flipped(pictures, draws, c):
    found = pictures.copy()
    for n, u in enumerate(draws[0].reshape(-1)):
        if u <= 0.5:
            if "horizontal" in c["mode"]:
                found[n] = found[n][:, ::-1]
            if "vertical" in c["mode"]:
                found[n] = found[n][::-1]
    return found


def brighter(pictures, draws, c):
    low, high = c["value_range"]
    delta = between(draws[0], -c["factor"], c["factor"]) * (high - low)
    return np.clip(pictures + delta, low, high)


def contrasted(pictures, draws, c):
    mean = pictures.mean(axis=(1, 2), keepdims=True)
    by = between(draws[0], 1 - c["factor"], 1 + c["factor"])
    return np.clip((pictures - mean) * by + mean, *c["value_range"])


def erased(pictures, draws, c):
    found = pictures.copy()
    _, height, width, _ = pictures.shape
    for n in range(len(pictures)):
        w, x, h, y, threshold, probability = (float(draw[n, 0]) for draw in draws)
        across, down = math.sqrt(between(w, *c["scale"])) * width, math.sqrt(between(h, *c["scale"])) * height
        left, top = x * (width - across), y * (height - down)
        if threshold < probability * c["factor"]:
            for row in range(height):
                for col in range(width):
                    if left <= col < left + across and top <= row < top + down:
                        found[n, row, col] = c["fill_value"]
    return found


def shifted(waves, draws, c):
    found = np.zeros(waves.shape)
    samples = waves.shape[1]
    for n, u in enumerate(draws[0].reshape(-1)):
        by = int(round(between(u, -c["factor"], c["factor"]) * samples))
        for t in range(samples):
            if c["fill_mode"] == "wrap":
                found[n, t] = waves[n, (t - by) % samples]
            elif 0 <= t - by < samples:
                found[n, t] = waves[n, t - by]
    return found


def masked(spectra, draws, c):
    found = spectra.copy()
    draws = list(draws)
    for axis, count, most in ((1, c["time_masks"], c["time_width"]), (2, c["frequency_masks"], c["frequency_width"])):
        size = spectra.shape[axis]
        for _ in range(count):
            widths, starts = draws.pop(0), draws.pop(0)
            for n in range(len(spectra)):
                width = math.floor(widths[n, 0] * (min(most, size) + 1))
                start = math.floor(starts[n, 0] * (size - width + 1))
                value = spectra[n].mean() if c["fill"] == "mean" else 0
                if axis == 1:
                    found[n, start : start + width] = value
                else:
                    found[n, :, start : start + width] = value
    return found


def dropped(ids, draws, c):
    return np.where((draws[0] < c["rate"]) & (ids > 0), c["unknown"], ids)


def pictures(*size):
    return np.round(rng.uniform(0, 1, (BATCH, *size)), 3)


def filling(mode, value=0, interpolation="bilinear"):
    return {"fill_mode": mode, "fill_value": value, "interpolation": interpolation}


one = (BATCH, 1)
four = (BATCH, 1, 1, 1)
CASES = [
    ("RandomFlip", {"mode": "horizontal"}, pictures(4, 5, 2), [four], flipped),
    ("RandomFlip", {"mode": "vertical"}, pictures(4, 5, 1), [four], flipped),
    ("RandomFlip", {"mode": "horizontal_and_vertical"}, pictures(3, 4, 1), [four], flipped),
    *[("RandomRotation", {"factor": 0.4, **filling(mode, 0.5)}, pictures(6, 5, 2), [one], turned) for mode in ("reflect", "constant", "nearest", "wrap")],
    ("RandomRotation", {"factor": 0.2, **filling("constant", 0.25, "nearest")}, pictures(5, 6, 1), [one], turned),
    ("RandomZoom", {"height_factor": 0.5, "width_factor": None, **filling("reflect")}, pictures(6, 5, 1), [one], zoomed),
    ("RandomZoom", {"height_factor": 0.3, "width_factor": 0.8, **filling("constant", 0.1)}, pictures(5, 6, 2), [one, one], zoomed),
    ("RandomTranslation", {"height_factor": 0.3, "width_factor": 0.6, **filling("reflect")}, pictures(6, 5, 1), [one, one], moved),
    ("RandomTranslation", {"height_factor": 0.9, "width_factor": 0.2, **filling("nearest")}, pictures(5, 6, 2), [one, one], moved),
    ("RandomBrightness", {"factor": 0.7, "value_range": [0, 1]}, pictures(3, 4, 2), [four], brighter),
    ("RandomContrast", {"factor": 0.9, "value_range": [0, 1]}, pictures(3, 4, 2), [four], contrasted),
    ("RandomErasing", {"factor": 1, "scale": [0.1, 0.9], "fill_value": 0.5, "value_range": [0, 1]}, pictures(7, 6, 2), [one] * 6, erased),
    ("RandomTimeShift", {"factor": 0.4, "fill_mode": "constant"}, pictures(30), [one], shifted),
    ("RandomTimeShift", {"factor": 0.9, "fill_mode": "wrap"}, pictures(30), [one], shifted),
    (
        "SpecAugment",
        {"time_masks": 2, "time_width": 4, "frequency_masks": 1, "frequency_width": 3, "fill": "mean"},
        pictures(10, 6),
        [one] * 6,
        masked,
    ),
    (
        "SpecAugment",
        {"time_masks": 1, "time_width": 40, "frequency_masks": 2, "frequency_width": 2, "fill": "zero"},
        pictures(8, 7, 1),
        [one] * 6,
        masked,
    ),
    ("WordDropout", {"rate": 0.5, "unknown": 1}, rng.integers(0, 9, (BATCH, 8)), [(BATCH, 8)], dropped),
]

made = []
for kind, config, x, shapes, transform in CASES:
    draws = [uniform(*shape) for shape in shapes]
    expected = transform(x.astype("float64"), draws, config)
    made.append(
        {
            "kind": kind,
            "config": config,
            "shape": list(x.shape),
            "x": x.reshape(-1).tolist(),
            "draws": [draw.reshape(-1).tolist() for draw in draws],
            "expected": [float(f"{v:.7g}") for v in expected.reshape(-1)],
        }
    )
path = pathlib.Path(__file__).parent / "augmentation.json"
path.write_text(json.dumps(made, separators=(",", ":")) + "\n")
print(len(made), path.stat().st_size)

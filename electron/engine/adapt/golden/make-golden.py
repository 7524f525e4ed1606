"""What Keras 3 and scikit-learn learn of the same numbers: `python make-golden.py` writes adapt.json."""

import json
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from sklearn.preprocessing import MinMaxScaler

rng = np.random.default_rng(5)
numbers = lambda *shape: np.round(rng.normal(2, 3, shape), 3).astype("float32")
rounded = lambda array: [float(f"{value:.8g}") for value in np.asarray(array, "float64").reshape(-1)]

rows = numbers(60, 3)
rows[:, 1] = 5  # constant
normalization = keras.layers.Normalization()
normalization.adapt(rows)
normal = np.array(normalization(rows))
kernel = numbers(3, 2)
hidden = normal @ kernel
after = keras.layers.Normalization()
after.adapt(hidden)
scaler = MinMaxScaler(feature_range=(-1, 2)).fit(rows)

quantiles = []
for count in (3, 7, 60, 101, 250, 1013):
    values = numbers(count)
    if count == 250:
        values = np.floor(values)  # many alike
    for bins in (2, 4, 10, 33):
        layer = keras.layers.Discretization(num_bins=bins)
        layer.adapt(values[:, None])
        quantiles.append({"values": rounded(values), "bins": bins, "boundaries": rounded(layer.bin_boundaries)})

learned = {
    "rows": rows.tolist(),
    "mean": rounded(normalization.mean),
    "variance": rounded(normalization.variance),
    "normal": rounded(normal[:5]),
    "kernel": kernel.tolist(),
    "after": {"mean": rounded(after.mean), "variance": rounded(after.variance)},
    "minimum": rounded(scaler.data_min_),
    "maximum": rounded(scaler.data_max_),
    "scaled": rounded(scaler.transform(rows)[:5]),
    "quantiles": quantiles,
}
(Path(__file__).parent / "adapt.json").write_text(json.dumps(learned, separators=(",", ":")) + "\n")

"""Writes resources/data/wine.csv and diabetes.csv out of scikit-learn's own copies.

Run by hand, in a Python that has scikit-learn: `python scripts/data/make-tables.py`.
"""

import csv
from pathlib import Path

from sklearn.datasets import load_diabetes, load_wine

DATA = Path(__file__).parents[2] / "resources" / "data"


def write(name, header, rows):
    with open(DATA / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def number(value):
    """`13.2`, `740`: as short as it reads back the same."""
    return int(value) if value == int(value) else float(value)


wine = load_wine()
columns = [name.replace("_", " ") for name in wine.feature_names]
columns = ["od280 / od315" if name.startswith("od280") else name for name in columns]
write(
    "wine.csv",
    [*columns, "cultivator"],
    [[*map(number, row), str(wine.target_names[target])] for row, target in zip(wine.data, wine.target)],
)

diabetes = load_diabetes(scaled=False)
write(
    "diabetes.csv",
    ["age", "sex", "bmi", "blood pressure", "tc", "ldl", "hdl", "tch", "ltg", "glucose", "progression"],
    [[*map(number, row), number(target)] for row, target in zip(diabetes.data, diabetes.target)],
)

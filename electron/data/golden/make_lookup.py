"""What Keras's StringLookup and IntegerLookup give: `python make_lookup.py` writes lookup.json."""

import json
import os
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np

WORDS = ["red", "blue", "red", "Grün", "New York", "blue", "red", "ωmega", "zoë", "zoe", "", "blau", "New York"]
NEW = ["red", "blue", "RED", "", "New York", "York", "ωmega", "blau", "[UNK]"]
NUMBERS = [5, 10, 5, 9, 100, 10, 5, -3, 2, 11, 0, 100]
NEW_NUMBERS = [5, 10, 0, 7, -3, 100, 2, 11]

cases = []
for limit in (50, 6):
    layer = keras.layers.StringLookup(max_tokens=limit, mask_token="")
    layer.adapt(np.array(WORDS))
    cases.append({"split": "whole", "max_tokens": limit, "train": WORDS, "texts": NEW, "ids": np.array(layer(np.array(NEW))).tolist()})
    # Keras masks a number; where a cell is empty ours masks, and every number counts.
    layer = keras.layers.IntegerLookup(max_tokens=limit, mask_token=-999)
    layer.adapt(np.array(NUMBERS))
    ids = np.array(layer(np.array(NEW_NUMBERS))).tolist()
    cases.append({"split": "integer", "max_tokens": limit, "train": [str(n) for n in NUMBERS], "texts": [str(n) for n in NEW_NUMBERS], "ids": ids})
(Path(__file__).parent / "lookup.json").write_text(json.dumps({"cases": cases}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

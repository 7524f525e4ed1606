"""Writes pad-sequences.json: sequences filled and cut by Keras. Run: python make_pad_sequences.py (Keras 3.15)."""

import itertools
import json
import pathlib

import keras

SEQUENCES = [[3, 1, 4, 1, 5], [9], [], [2, 6, 5], [3, 5, 8, 9, 7, 9, 3]]

cases = [
    {
        "maxlen": maxlen,
        "padding": padding,
        "truncating": truncating,
        "ids": keras.utils.pad_sequences(SEQUENCES, maxlen=maxlen, padding=padding, truncating=truncating).tolist(),
    }
    for maxlen, padding, truncating in itertools.product([None, 4, 9], ["pre", "post"], ["pre", "post"])
]
golden = {"made_with": f"Keras {keras.__version__}", "sequences": SEQUENCES, "cases": cases}
pathlib.Path(__file__).with_name("pad-sequences.json").write_text(json.dumps(golden) + "\n")

"""Writes first-losses.json: what Keras's losses are over the first steps of three templates, from weights that
anybody can make again. electron/exporters/first-losses.test.ts trains the same on our engine.

    python scripts/keras/first_losses.py        (keras 3, tensorflow; see versions.txt)
"""

import pathlib

import digits
import keras
import sentiment
import table
from common import first_losses, write_json

keras.utils.set_random_seed(0)
golden = {"keras": keras.__version__}
for name, twin in {"digits": digits, "sentiment": sentiment, "table": table}.items():
    x, y = twin.data()
    losses = first_losses(twin.build(), x, y, twin.BATCH, twin.RATE, twin.LOSS)
    golden[name] = {"batch_size": twin.BATCH, "learning_rate": twin.RATE, "losses": losses}
write_json(pathlib.Path(__file__).with_name("first-losses.json"), golden)

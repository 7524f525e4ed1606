"""Trains the Keras twin of a template and prints what it reaches on held-out samples: the accuracy that the template
is compared with. A different split is drawn for each seed.

    python scripts/keras/reference.py digits|sentiment|table [--epochs N] [--seeds N]
"""

import argparse
import importlib
import json

import keras
import numpy as np
from common import WholeAdam

EPOCHS = {"digits": 6, "sentiment": 8, "table": 30}
HELD_OUT = {"digits": 0.1, "sentiment": 0.2, "table": 0.2}

parser = argparse.ArgumentParser()
parser.add_argument("template", choices=EPOCHS)
parser.add_argument("--epochs", type=int)
parser.add_argument("--seeds", type=int, default=3)
args = parser.parse_args()

twin = importlib.import_module(args.template)
x, y = twin.data()
for seed in range(args.seeds):
    keras.utils.set_random_seed(seed)
    order = np.random.default_rng(seed).permutation(len(y))
    test, train = np.split(order, [round(len(y) * HELD_OUT[args.template])])
    model = twin.build()
    model.compile(optimizer=WholeAdam(twin.RATE), loss=twin.LOSS, metrics=["accuracy"])
    model.fit(x[train], y[train], batch_size=twin.BATCH, epochs=args.epochs or EPOCHS[args.template], verbose=0)
    accuracy = model.evaluate(x[test], y[test], verbose=0, return_dict=True)["accuracy"]
    print(json.dumps({"template": args.template, "seed": seed, "held_out": len(test), "accuracy": round(accuracy, 4)}))

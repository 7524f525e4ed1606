"""The models of models.ts in Keras: `train_keras.py MODEL SECONDS` prints how many samples a second `fit` trains."""

import json
import sys
import time

import keras
import numpy as np
from keras import layers


def digits():
    image = keras.Input((28, 28, 1))
    x = layers.Rescaling(1 / 255)(image)
    for filters in (16, 32):
        x = layers.MaxPooling2D()(layers.Conv2D(filters, 3, padding="same", activation="relu")(x))
    places = layers.Reshape((49, 32))(x)
    x = layers.LayerNormalization()(layers.Add()([places, layers.MultiHeadAttention(4, 8)(places, places)]))
    return keras.Model(image, layers.Dense(10, activation="softmax")(layers.Flatten()(x))), 64, 10


def lstm():
    ids = keras.Input((100,), dtype="int32")
    x = layers.LSTM(64)(layers.Embedding(5000, 64)(ids))
    return keras.Model(ids, layers.Dense(2, activation="softmax")(x)), 32, 2


def transformer():
    ids = keras.Input((64,), dtype="int32")
    x = layers.Embedding(5000, 128)(ids)
    for _ in range(2):
        x = layers.LayerNormalization()(layers.Add()([x, layers.MultiHeadAttention(4, 32)(x, x)]))
        wide = layers.Dense(128)(layers.Dense(512, activation="relu")(x))
        x = layers.LayerNormalization()(layers.Add()([x, wide]))
    return keras.Model(ids, layers.Dense(2, activation="softmax")(layers.GlobalAveragePooling1D()(x))), 32, 2


name, seconds = sys.argv[1], float(sys.argv[2])
model, batch, classes = {"digits": digits, "lstm": lstm, "transformer": transformer}[name]()
model.compile(optimizer=keras.optimizers.Adam(0.001), loss="categorical_crossentropy", metrics=["accuracy"])
random = np.random.default_rng(1)
shape = (batch, *model.input_shape[1:])
x = random.integers(0, 5000, shape).astype("int32") if len(shape) == 2 else random.integers(0, 256, shape).astype("float32")
y = np.eye(classes, dtype="float32")[np.arange(batch) % classes]


def steps(count):
    began = time.perf_counter()
    model.fit(np.concatenate([x] * count), np.concatenate([y] * count), batch_size=batch, shuffle=False, verbose=0)
    return time.perf_counter() - began


steps(5)
pilot = steps(10) / 10
count = max(10, round(seconds / pilot))
print(json.dumps({"samples_per_second": count * batch / steps(count), "parameters": model.count_params()}))

"""A model as a user of Keras compiles it."""

import keras
import tensorflow as tf

from .models import MODELS

JIT = {"keras": "auto", "keras-jit": True, "keras-nojit": False}


def use_threads(count: int) -> None:
    """Threads inside an operation. Those between operations stay as Keras's users have them, one a core: where
    `count` is the number of cores, as the harness has it, both are that number."""
    tf.config.threading.set_intra_op_parallelism_threads(count)


def compiled(name: str, framework: str) -> keras.Model:
    """Adam at 0.001, cross-entropy of class ids, accuracy: the ids as they are, since one-hot rows only cost Keras time."""
    keras.utils.set_random_seed(1)
    model = MODELS[name]()
    model.compile(
        optimizer=keras.optimizers.Adam(0.001),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
        jit_compile=JIT[framework],
    )
    return model

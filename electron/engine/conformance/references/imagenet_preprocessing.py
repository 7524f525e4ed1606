"""Keras's own function as a layer."""

import keras


class ImageNetPreprocessing(keras.layers.Layer):
    def __init__(self, mode, **kwargs):
        super().__init__(**kwargs)
        self.mode = mode

    def call(self, x):
        return keras.applications.imagenet_utils.preprocess_input(x, data_format="channels_last", mode=self.mode)

"""Augmentation that Keras lacks. Outside of training it does nothing, which is all that golden files hold of it; what it draws is
checked in electron/engine/layers/augment/augment.test.ts."""

import keras


class Unchanged(keras.layers.Layer):
    def __init__(self, name=None, **settings):
        super().__init__(name=name)
        self.supports_masking = True

    def call(self, x):
        return x


class RandomTimeShift(Unchanged):
    pass


class SpecAugment(Unchanged):
    pass


class WordDropout(Unchanged):
    pass

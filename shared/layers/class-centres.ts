import { defineLayer } from './define-layer';
import { glorot } from './distribution';

export const classCentres = defineLayer({
  className: 'ClassCentres',
  initial: (weight, shape) => (weight === 'centres' ? glorot(shape) : null),
  python: `class ClassCentres(layers.Layer):
    """A vector of length 1, and behind it its cosine to a learned centre of each class."""

    def __init__(self, classes, **kwargs):
        super().__init__(**kwargs)
        self.classes = classes

    def build(self, input_shape):
        self.centres = self.add_weight(name="centres", shape=(input_shape[-1], self.classes), initializer="glorot_uniform")

    def call(self, x):
        square = keras.ops.sum(keras.ops.square(self.centres), axis=0, keepdims=True)
        centres = self.centres / keras.ops.sqrt(keras.ops.maximum(square, 1e-12))
        return keras.ops.concatenate([x, keras.ops.matmul(x, centres)], axis=-1)

    def get_config(self):
        return {**super().get_config(), "classes": self.classes}`,
});

import { defineLayer } from './define-layer';

/** A class token (arXiv:2010.11929), registers (arXiv:2309.16588). */
export const prependTokens = defineLayer({
  className: 'PrependTokens',
  changesMask: ({ config }) => ({ class_name: 'PrependOnes', config: { count: config.count ?? 1 } }),
  padding: 'masked',
  // As ViT's: a normal distribution of 0.02.
  initial: () => ({ kind: 'normal', deviation: 0.02 }),
  python: `class PrependTokens(layers.Layer):
    """Learned places before those of a sequence: a class token, registers (arXiv:2010.11929, 2309.16588)."""

    def __init__(self, count, **kwargs):
        super().__init__(**kwargs)
        self.count = count
        self.supports_masking = True

    def build(self, input_shape):
        start = keras.initializers.RandomNormal(stddev=0.02)
        self.tokens = self.add_weight(name="tokens", shape=(self.count, input_shape[-1]), initializer=start)

    def call(self, x):
        tokens = keras.ops.broadcast_to(self.tokens[None], (keras.ops.shape(x)[0], self.count, x.shape[-1]))
        return keras.ops.concatenate([tokens, x], axis=1)

    def compute_mask(self, inputs, mask=None):
        if mask is None:
            return None
        real = keras.ops.ones_like(mask[:, :1])
        return keras.ops.concatenate([keras.ops.repeat(real, self.count, axis=1), mask], axis=1)

    def get_config(self):
        return {**super().get_config(), "count": self.count}`,
});

/** The engine's own: the mask that belongs to it. */
export const prependOnes = defineLayer({ className: 'PrependOnes' });

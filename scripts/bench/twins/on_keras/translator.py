from keras import Input, Model, layers


def translator() -> Model:
    """Bahdanau's encoder and decoder, taught with the right words: 20 words to 20 words."""
    source = Input((20,), dtype="int32")
    encoded = layers.Embedding(4000, 256)(source)
    encoded = layers.Bidirectional(layers.LSTM(128, return_sequences=True))(encoded)
    target = Input((20,), dtype="int32")
    state = layers.LSTM(256, return_sequences=True)(layers.Embedding(4000, 256)(target))
    query = layers.Dense(256, use_bias=False)(state)
    key = layers.Dense(256, use_bias=False)(encoded)
    context = layers.AdditiveAttention(use_scale=True)([query, encoded, key])
    x = layers.Dense(256, activation="tanh")(layers.Concatenate()([state, context]))
    return Model([source, target], layers.Dense(4000, activation="softmax")(x))

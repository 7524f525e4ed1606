from keras import Input, Model, layers


def transformer() -> Model:
    """Two encoder blocks over 64 words, normalised after each sum."""
    ids = Input((64,), dtype="int32")
    x = layers.Embedding(5000, 128)(ids)
    for _ in range(2):
        x = layers.LayerNormalization()(x + layers.MultiHeadAttention(4, 32)(x, x))
        wide = layers.Dense(512, activation="relu")(x)
        x = layers.LayerNormalization()(x + layers.Dense(128)(wide))
    x = layers.GlobalAveragePooling1D()(x)
    return Model(ids, layers.Dense(2, activation="softmax")(x))

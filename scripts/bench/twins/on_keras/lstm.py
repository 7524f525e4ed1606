from keras import Model, Sequential, layers


def lstm() -> Model:
    """100 words into the last state of an LSTM."""
    return Sequential(
        [
            layers.Input((100,), dtype="int32"),
            layers.Embedding(5000, 64),
            layers.LSTM(64),
            layers.Dense(2, activation="softmax"),
        ]
    )

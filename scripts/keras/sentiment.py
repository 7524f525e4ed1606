"""The template “Sentiment of a sentence” by hand: words, a bidirectional LSTM, Bahdanau's attention."""

import keras
import tensorflow as tf
from common import DATA, one_hot
from keras import layers

BATCH, RATE, LOSS = 32, 0.002, keras.losses.CategoricalCrossentropy(label_smoothing=0.2)


def build():
    ids = keras.Input((32,), dtype="int32", name="text_vectorization")
    x = layers.Embedding(1500, 32, mask_zero=True, name="embedding")(ids)
    states = layers.Bidirectional(layers.LSTM(32, return_sequences=True), name="lstm")(x)
    mean = layers.GlobalAveragePooling1D(name="global_average_pooling1d")(states)
    query = layers.Dense(32, use_bias=False, name="additive_attention_query")(layers.Reshape((1, 64))(mean))
    key = layers.Dense(32, use_bias=False, name="additive_attention_key")(states)
    context = layers.AdditiveAttention(name="additive_attention")([query, states, key])
    context = layers.Reshape((64,))(context)
    return keras.Model(ids, layers.Dense(2, activation="softmax", name="classification")(context))


def data():
    """Ids by Keras's own TextVectorization, its vocabulary learned from all sentences."""
    lines = (DATA / "sentiment.tsv").read_text(encoding="utf-8").split("\n")
    texts, labels = zip(*(line.split("\t") for line in lines if line))
    vectorize = layers.TextVectorization(1500, output_sequence_length=32)
    vectorize.adapt(tf.data.Dataset.from_tensor_slices(list(texts)).batch(64))
    return vectorize(tf.constant(texts)).numpy().astype("int32"), one_hot(labels)

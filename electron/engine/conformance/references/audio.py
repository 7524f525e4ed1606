"""Sound: librosa's and SciPy's tables around TensorFlow's own Fourier transform, and librosa alone beside it."""

import keras
import librosa
import numpy as np
import scipy.fft
import tensorflow as tf


class MFCC(keras.layers.Layer):
    def __init__(self, sampling_rate, num_coefficients, num_mel_bins, fft_length, sequence_stride, min_freq, max_freq, top_db, **kwargs):
        super().__init__(**kwargs)
        self.n, self.step, self.top_db, self.count = fft_length, sequence_stride, top_db, num_coefficients
        self.filters = librosa.filters.mel(sr=sampling_rate, n_fft=fft_length, n_mels=num_mel_bins, fmin=min_freq, fmax=max_freq).T
        self.table = scipy.fft.dct(np.eye(num_mel_bins), norm="ortho", axis=-1)[:, :num_coefficients]

    def call(self, x):
        half = self.n // 2
        x = tf.pad(x, [[0, 0], [half, half]])
        spectrum = tf.signal.stft(x, self.n, self.step, self.n)
        power = tf.math.real(spectrum) ** 2 + tf.math.imag(spectrum) ** 2
        mel = tf.einsum("btf,fm->btm", power, tf.constant(self.filters, tf.float32))
        level = 10 * tf.math.log(tf.maximum(mel, 1e-10)) / np.log(10)
        level = tf.maximum(level, tf.reduce_max(level, axis=[1, 2], keepdims=True) - self.top_db)
        return tf.einsum("btm,mc->btc", level, tf.constant(self.table, tf.float32))


def paper_MFCC(inputs, weights, params):
    """librosa.feature.mfcc of each sound by itself."""
    found = [
        librosa.feature.mfcc(
            y=sound,
            sr=params["sampling_rate"],
            n_mfcc=params["num_coefficients"],
            S=librosa.power_to_db(
                librosa.feature.melspectrogram(
                    y=sound,
                    sr=params["sampling_rate"],
                    n_fft=params["fft_length"],
                    hop_length=params["sequence_stride"],
                    n_mels=params["num_mel_bins"],
                    fmin=params["min_freq"],
                    fmax=params["max_freq"],
                ),
                top_db=params["top_db"],
            ),
        ).T
        for sound in inputs["input"][0]
    ]
    return {"output": np.stack(found)[..., None] if params["expand_dims"] else np.stack(found)}


def paper_MelSpectrogram(inputs, weights, params):
    """librosa's transform and decibels around the filters of TensorFlow (librosa's own are straight in Hz, Keras's in mel)."""
    rate, n = params["sampling_rate"], params["fft_length"]
    filters = tf.signal.linear_to_mel_weight_matrix(
        params["num_mel_bins"], n // 2 + 1, rate, params["min_freq"], params["max_freq"] or rate // 2, dtype=tf.float64
    ).numpy()
    found = []
    for sound in inputs["input"][0]:
        spectrum = librosa.stft(
            # librosa mirrors the last frames by themselves, which differs where the sound is hardly longer than they are.
            np.pad(sound, n // 2, mode="reflect"),
            n_fft=n,
            hop_length=params["sequence_stride"],
            win_length=params["sequence_length"],
            window=params["window"],
            center=False,
        )
        found.append((np.abs(spectrum) ** params["mag_exp"]).T @ filters)
    mel = np.stack(found)
    if params["power_to_db"]:
        mel = librosa.power_to_db(mel, top_db=params["top_db"])
    return {"output": mel[..., None] if params["expand_dims"] else mel}

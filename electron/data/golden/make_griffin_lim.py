"""Writes griffin-lim.json: spectra and sounds as librosa makes them. Run: python make_griffin_lim.py (librosa 0.11)."""

import json
import pathlib

import librosa
import numpy as np

N_FFT, HOP = 64, 16
t = np.arange(320)
sound = 0.5 * np.sin(2 * np.pi * 0.06 * t) * np.hanning(len(t)) + 0.2 * np.sin(2 * np.pi * (0.1 + 0.0004 * t) * t)


def rounded(array):
    return [float(f"{x:.7g}") for x in np.asarray(array, "float64").ravel()]


spectrum = librosa.stft(sound, n_fft=N_FFT, hop_length=HOP, window="hann", center=True, pad_mode="constant")
magnitudes = np.abs(spectrum)
golden = {
    "made_with": f"librosa {librosa.__version__}",
    "sound": rounded(sound),
    "real": rounded(spectrum.T.real),
    "imag": rounded(spectrum.T.imag),
    "back": rounded(librosa.istft(spectrum, n_fft=N_FFT, hop_length=HOP)),
    "griffin_lim": [
        {
            "iterations": n,
            "momentum": momentum,
            "sound": rounded(
                librosa.griffinlim(
                    magnitudes, n_iter=n, hop_length=HOP, n_fft=N_FFT, momentum=momentum, init=None, pad_mode="constant", dtype=np.float64
                )
            ),
        }
        for n, momentum in [(1, 0.99), (6, 0.0), (6, 0.99)]
    ],
}
pathlib.Path(__file__).with_name("griffin-lim.json").write_text(json.dumps(golden) + "\n")

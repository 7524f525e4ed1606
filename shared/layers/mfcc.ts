import { defineLayer } from './define-layer';

export const mfcc = defineLayer({
  className: 'MFCC',
  python: `class MFCC(layers.Layer):
    """Mel-frequency cepstral coefficients, as librosa.feature.mfcc: the DCT-II of decibels in Slaney's mel bands."""

    def __init__(self, sampling_rate, num_coefficients, num_mel_bins, fft_length, sequence_stride, min_freq, max_freq, top_db, **kwargs):
        super().__init__(**kwargs)
        self.sampling_rate = sampling_rate
        self.num_coefficients = num_coefficients
        self.num_mel_bins = num_mel_bins
        self.fft_length = fft_length
        self.sequence_stride = sequence_stride
        self.min_freq = min_freq
        self.max_freq = max_freq
        self.top_db = top_db

    def filters(self):
        def to_mel(hertz):
            return np.where(hertz < 1000, hertz * 3 / 200, 15 + np.log(np.maximum(hertz, 1000) / 1000) * 27 / np.log(6.4))

        def to_hertz(mel):
            return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp(np.log(6.4) / 27 * (mel - 15)))

        highest = self.sampling_rate / 2 if self.max_freq is None else self.max_freq
        edges = to_hertz(np.linspace(to_mel(np.float64(self.min_freq)), to_mel(np.float64(highest)), self.num_mel_bins + 2))
        bins = np.linspace(0, self.sampling_rate / 2, self.fft_length // 2 + 1)[:, None]
        low, centre, high = edges[:-2], edges[1:-1], edges[2:]
        heights = np.maximum(0, np.minimum((bins - low) / (centre - low), (high - bins) / (high - centre)))
        return (heights * 2 / (high - low)).astype("float32")

    def cosines(self):
        n, k = np.arange(self.num_mel_bins)[:, None], np.arange(self.num_coefficients)
        norm = np.sqrt(np.where(k == 0, 1, 2) / self.num_mel_bins)
        return (norm * np.cos(np.pi * k * (2 * n + 1) / (2 * self.num_mel_bins))).astype("float32")

    def call(self, x):
        half = self.fft_length // 2
        x = keras.ops.pad(x, [[0, 0], [half, half]])
        real, imag = keras.ops.stft(x, self.fft_length, self.sequence_stride, self.fft_length, window="hann", center=False)
        mel = keras.ops.matmul(real**2 + imag**2, self.filters())
        level = 10 * keras.ops.log10(keras.ops.maximum(mel, 1e-10))
        level = keras.ops.maximum(level, keras.ops.max(level, axis=(1, 2), keepdims=True) - self.top_db)
        return keras.ops.matmul(level, self.cosines())

    def get_config(self):
        names = ["sampling_rate", "num_coefficients", "num_mel_bins", "fft_length", "sequence_stride", "min_freq", "max_freq", "top_db"]
        return {**super().get_config(), **{name: getattr(self, name) for name in names}}`,
});

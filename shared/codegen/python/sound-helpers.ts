/** `read_wav(path)`, with NumPy alone. */
export const READ_WAV = `def read_wav(path):
    """Samples a second and the sound, -1 to 1; several channels are mixed down to their mean. The module \`wave\` reads no floating point."""
    raw = pathlib.Path(path).read_bytes()
    if raw[:4] != b"RIFF" or raw[8:12] != b"WAVE":
        raise ValueError(f"{path} is no WAV file")
    at, data = 12, None
    while at + 8 <= len(raw) and data is None:
        name, size = raw[at : at + 4], int.from_bytes(raw[at + 4 : at + 8], "little")
        if name == b"fmt ":
            coding, channels, rate, _, _, bits = struct.unpack("<HHIIHH", raw[at + 8 : at + 24])
            coding = struct.unpack("<H", raw[at + 32 : at + 34])[0] if coding == 0xFFFE else coding
        if name == b"data":
            size = len(raw) - at - 8 if size in (0, 0xFFFFFFFF) else size
            data = raw[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    if data is None or coding not in (1, 3):
        raise ValueError(f"{path} holds no samples that are coded as PCM or floating point")
    data = data[: len(data) // (channels * bits // 8) * (channels * bits // 8)]
    if coding == 3:
        x = np.frombuffer(data, f"<f{bits // 8}").astype("float64")
    elif bits == 8:
        x = (np.frombuffer(data, np.uint8) - 128.0) / 128
    elif bits == 24:
        parts = np.frombuffer(data, np.uint8).reshape(-1, 3).astype("int32")
        x = ((parts[:, 0] << 8 | parts[:, 1] << 16 | parts[:, 2] << 24) >> 8) / 0x800000
    else:
        x = np.frombuffer(data, f"<i{bits // 8}") / 2.0 ** (bits - 1)
    return rate, x.reshape(-1, channels).mean(axis=1).astype("float32")`;

/** `resample(x, source, target)`, with NumPy alone. */
export const RESAMPLE = `def resample(x, source, target):
    """A windowed sinc (Kaiser, beta 9, 32 zero crossings on either side), as the application resamples."""
    if source == target or len(x) == 0:
        return x
    common = math.gcd(source, target)
    up, down = target // common, source // common
    cutoff = 0.945 * min(1, up / down)
    half = math.ceil(32 / cutoff)
    place = np.arange(-(-len(x) * up // down), dtype="int64") * down
    padded = np.pad(x.astype("float64"), half)
    made = np.empty(len(place))
    for begin in range(0, len(place), 4096):
        some = place[begin : begin + 4096]
        t = np.arange(-half, half + 1) - (some % up / up)[:, None]
        window = np.i0(9 * np.sqrt(np.maximum(0, 1 - (t * cutoff / 32) ** 2))) / np.i0(9) * (np.abs(t) < 32 / cutoff)
        near = padded[(some // up)[:, None] + np.arange(2 * half + 1)]
        made[begin : begin + 4096] = (near * cutoff * np.sinc(t * cutoff) * window).sum(axis=1)
    return made.astype("float32")`;

/** `mel_decibels(x, …)`: the spectrogram that a model is trained on, as Keras's layer makes it. */
export const MEL_DECIBELS = `def mel_decibels(x, rate, fft_length, step, bands, lowest, highest):
    """Decibels in bands, frame after frame, no lower than 80 below the loudest of the sound."""
    wide = np.pad(x.astype("float64"), fft_length // 2, mode="reflect")
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(fft_length) / fft_length)
    frames = np.stack([wide[at : at + fft_length] * window for at in range(0, len(x) + 1, step)])
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    mel = lambda hertz: 1127 * np.log1p(hertz / 700)
    edges = np.linspace(mel(lowest), mel(highest), bands + 2)
    at = mel(np.arange(power.shape[1]) * rate / 2 / (power.shape[1] - 1))[:, None]
    rising, falling = (at - edges[:-2]) / np.diff(edges)[:-1], (edges[2:] - at) / np.diff(edges)[1:]
    filters = np.maximum(0, np.minimum(rising, falling))
    filters[0] = 0
    level = 10 * np.log10(np.maximum(1e-10, power @ filters))
    return np.maximum(level, level.max() - 80)`;

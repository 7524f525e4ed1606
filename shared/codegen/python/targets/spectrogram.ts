import { pyNumber, pyString } from '../literal';
import { MEL_DECIBELS, READ_WAV, RESAMPLE } from '../sound-helpers';
import type { PythonTarget } from './define-python-target';

const TARGET = `def spectrogram_target(path, learned, rate, samples, fft_length, step, bands, lowest, highest):
    """Standardised decibels, and behind them 1 where the recording has the frame: silence that fills it up does not count."""
    source, wave = read_wav(path)
    own = math.ceil(len(wave) * rate / source)
    wave = resample(wave, source, rate)[:samples]
    told = mel_decibels(np.pad(wave, (0, samples - len(wave))), rate, fft_length, step, bands, lowest, highest)
    asked = (np.arange(len(told)) < 1 + own // step).astype("float32")
    return np.concatenate([(told - learned["mean"]) / learned["deviation"], asked[:, None]], axis=1)`;

/** Frames × bands, of which those count that a recording has. */
export const spectrogramInPython: PythonTarget<'spectrogram'> = {
  judgedBy: ({ loss }) => {
    const error = loss === 'mean_squared_error' ? 'keras.ops.square' : 'keras.ops.abs';
    const judging = (name: string, of: string, doc: string) => `def ${name}(y_true, y_pred):
    """${doc}"""
    asked = y_true[:, :, -1]
    error = keras.ops.mean(${of}(y_pred - y_true[:, :, :-1]), axis=-1)
    return keras.ops.sum(error * asked, axis=-1) / keras.ops.sum(asked, axis=-1)`;
    return {
      loss: 'spectrogram_loss',
      metrics: 'mae',
      helpers: [
        READ_WAV,
        RESAMPLE,
        MEL_DECIBELS,
        TARGET,
        judging('spectrogram_loss', error, 'The mean over the bands of the frames that a recording has.'),
        judging('mae', 'keras.ops.abs', 'The same of the absolute error.'),
      ],
    };
  },
  encode: (plan, _state, values, learned) => {
    const { rate, samples, fft_length, step, bands, lowest, highest } = plan;
    const form = [rate, samples, fft_length, step, bands, pyNumber(lowest), pyNumber(highest)].join(', ');
    return `np.stack([spectrogram_target(path, ${learned}, ${form}) for path in ${values}]).astype("float32")`;
  },
  print: (plan, _state, output, learned) => [
    `decibels = ${output} * ${learned}["deviation"] + ${learned}["mean"]`,
    `print(${pyString(`${plan.frames} frames of ${plan.bands} bands`)}, decibels)`,
  ],
};

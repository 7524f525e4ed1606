import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { choice, int, optionalInt } from '../../graph/params';
import type { ValueSpec } from '../../graph/spec';
import { mendToNumbers } from '../mends';
import { windowCount } from '../sizes';
import { EXPAND_DIMS, samplesOf, spectrogramOutput, tooShort } from './spectrogram-output';

interface Params {
  readonly mode: string;
  readonly frame_length: number;
  readonly frame_step: number | null;
  readonly fft_length: number | null;
  readonly padding: 'valid' | 'same';
}

const fftOf = (p: Params): number => p.fft_length ?? 2 ** Math.ceil(Math.log2(p.frame_length));
const binsOf = (p: Params): number => Math.floor(fftOf(p) / 2) + 1;
const stepOf = (p: Params): number => p.frame_step ?? Math.floor(p.frame_length / 2);

function framesOf(sound: ValueSpec, p: Params): number {
  const count = windowCount(sound.shape[1] ?? 0, p.frame_length, stepOf(p), p.padding);
  return typeof count === 'number' ? count : 0;
}

/** Keras `STFTSpectrogram`. */
export const stftSpectrogram = defineNode({
  kind: 'STFTSpectrogram',
  family: 'preprocessing',
  title: 'STFT spectrogram',
  letter: 'F',
  keywords: ['audio', 'sound', 'fourier', 'fft', 'frequency', 'stft'],
  doc: 'Which frequencies a sound has from moment to moment: a Fourier transform of short, overlapping frames. Its waves are weights: training changes them, as in Keras, unless “trainable” is off.',
  formula: 'X[t, k] = Σₙ w[n] · x[t·step + n] · e^(−2πi·kn/N)',
  source: 'Keras STFTSpectrogram; Allen 1977',
  inputs: [{ name: 'input', doc: 'Sound', accepts: ['audio'] }],
  outputs: [{ name: 'output', doc: 'Frames × frequencies' }],
  params: {
    mode: choice({
      options: ['log', 'magnitude', 'psd', 'real', 'imag', 'angle', 'stft'],
      default: 'log',
      doc: 'What is told of a frequency: the logarithm of its magnitude, the magnitude, the power, a part of the complex number, its angle, or both parts side by side.',
    }),
    frame_length: int({ default: 256, min: 2, max: 8192, doc: 'Samples a frame.' }),
    frame_step: optionalInt({ default: null, nullable: 'half a frame', max: 8192, doc: 'Samples from one frame to the next.' }),
    fft_length: optionalInt({
      default: null,
      nullable: 'the next power of two',
      min: 2,
      max: 8192,
      doc: 'Length of the transform: half of it and one more is the number of frequencies.',
      advanced: true,
    }),
    window: choice({ options: ['hann', 'hamming'], default: 'hann', doc: 'How a frame fades in and out.', advanced: true }),
    scaling: choice({
      options: ['density', 'spectrum'],
      default: 'density',
      doc: 'Values by the window’s energy, or by its sum.',
      advanced: true,
    }),
    padding: choice({ options: ['valid', 'same'], default: 'valid', doc: 'Whole frames only, or silence at both ends.', advanced: true }),
    expand_dims: EXPAND_DIMS,
  },
  summary: (p) => `${p.mode}, ${p.frame_length} every ${stepOf(p)}`,
  mend: mendToNumbers,
  infer: (inputs, p, { id }) => {
    const sound = inputOf(inputs, 'input');
    const known = samplesOf(sound, 'STFT spectrogram');
    if (!known.ok) return known;
    if (fftOf(p) < p.frame_length) {
      return refuse('The transform is shorter than a frame.', {
        expected: `fft_length of at least ${p.frame_length}`,
        received: String(p.fft_length),
        fix: { type: 'set', title: 'Take the next power of two', param: 'fft_length', value: null },
      });
    }
    if (stepOf(p) > p.frame_length) {
      return refuse('Frames that far apart leave out parts of the sound.', {
        expected: `frame_step of at most ${p.frame_length}`,
        received: String(p.frame_step),
        fix: { type: 'set', title: 'Step half a frame', param: 'frame_step', value: null },
      });
    }
    const frames = framesOf(sound, p);
    if (frames < 1) return tooShort('a frame', known.samples, p.frame_length);
    const bins = binsOf(p) * (p.mode === 'stft' ? 2 : 1);
    return spectrogramOutput({ id, sound, frames, bins, step: stepOf(p), expand: p.expand_dims });
  },
  weights: (_inputs, p) => {
    const shape = [p.frame_length, 1, binsOf(p)];
    const names = p.mode === 'real' ? ['real_kernel'] : p.mode === 'imag' ? ['imag_kernel'] : ['real_kernel', 'imag_kernel'];
    return names.map((name) => ({ name, shape, trainable: true }));
  },
  cost: (inputs, p) => {
    const waves = p.mode === 'real' || p.mode === 'imag' ? 1 : 2;
    const frames = framesOf(inputOf(inputs, 'input'), p);
    return { multiplications: frames * p.frame_length * binsOf(p) * waves, scoresBytes: 0, growth: 'n' };
  },
  layers: ({ id, params: p, refs, specs }) => ({
    records: [
      {
        name: `${id}_channel`,
        class_name: 'Reshape',
        config: { target_shape: [Number(inputOf(specs, 'input').shape[1]), 1] },
        inbound: [refOf(refs, 'input')],
      },
      {
        name: id,
        class_name: 'STFTSpectrogram',
        config: {
          mode: p.mode,
          frame_length: p.frame_length,
          frame_step: p.frame_step,
          fft_length: p.fft_length,
          window: p.window,
          periodic: false,
          scaling: p.scaling,
          padding: p.padding,
          expand_dims: p.expand_dims,
        },
        inbound: [{ layer: `${id}_channel`, output: 0 }],
      },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'log', params: { frame_length: 8 }, inputs: { input: [{ shape: ['batch', 40], carries: 'audio' }] } },
    {
      name: 'magnitude, picture',
      params: { mode: 'magnitude', frame_length: 8, frame_step: 5, fft_length: 10, expand_dims: true, window: 'hamming' },
      inputs: { input: [{ shape: ['batch', 33], carries: 'audio' }] },
    },
    {
      name: 'power, same',
      params: { mode: 'psd', frame_length: 6, frame_step: 4, padding: 'same', scaling: 'spectrum' },
      inputs: { input: [{ shape: ['batch', 30], carries: 'audio' }] },
    },
    { name: 'real', params: { mode: 'real', frame_length: 4 }, inputs: { input: [{ shape: ['batch', 20], carries: 'audio' }] } },
    { name: 'both parts', params: { mode: 'stft', frame_length: 4 }, inputs: { input: [{ shape: ['batch', 20], carries: 'audio' }] } },
    { name: 'angle', params: { mode: 'angle', frame_length: 4 }, inputs: { input: [{ shape: ['batch', 12], carries: 'audio' }] } },
    { name: 'imaginary', params: { mode: 'imag', frame_length: 4 }, inputs: { input: [{ shape: ['batch', 16], carries: 'audio' }] } },
  ],
});

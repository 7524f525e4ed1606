import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, type Inference, type NodeFix, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { choice, float, int, optionalFloat, optionalInt } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendBands } from '../audio/mend-bands';
import { USUAL_RATE } from '../audio/spectrogram-output';
import { mendToSequence } from '../mends';

/** Samples from one frame to the next, at most. */
const LONGEST_STRIDE = 8192;

/** Seconds taken where no data is chosen yet. */
const UNKNOWN_SECONDS = 1;

interface Params {
  readonly target: string | null;
  readonly num_mel_bins: number;
  readonly fft_length: number;
  readonly sequence_stride: number;
  readonly sampling_rate: number | null;
  readonly seconds: number | null;
  readonly min_freq: number;
  readonly max_freq: number | null;
}

type Found =
  | { readonly ok: true; readonly name: string; readonly rate: number | null; readonly seconds: number | null }
  | { readonly ok: false; readonly refusal: Inference };

/** The recordings that are to be told: a target, else an input of sounds, which is told anew. */
function find({ target }: Params, { facts }: InferContext): Found {
  if (!facts) return { ok: true, name: target ?? 'audio', rate: null, seconds: null };
  const targets = Object.entries(facts.targets).flatMap(([name, known]) => (known.kind === 'spectrogram' ? [{ name, ...known }] : []));
  const inputs = Object.entries(facts.inputs).flatMap(([name, known]) => (known.kind === 'audio' ? [{ name, ...known }] : []));
  const named = [...targets, ...inputs].find(({ name }) => name === target);
  const [only, ...others] = targets.length > 0 ? targets : inputs;
  const found = named ?? (target === null && others.length === 0 ? only : undefined);
  if (found) return { ok: true, name: found.name, rate: found.rate, seconds: found.seconds };
  const names = [...targets, ...inputs].map(({ name }) => `“${name}”`).join(', ');
  if (!only) {
    const refusal = refuse('The data holds no sounds, and Spectrogram tells those of recordings.', {
      expected: 'a column “sound to predict”, or sounds as an input, which are told anew',
      received: Object.keys(facts.targets).join(', ') || 'no target',
    });
    return { ok: false, refusal };
  }
  const fix: NodeFix = { type: 'set', title: `Take “${only.name}”`, param: 'target', value: only.name };
  const message = target === null ? 'The data has several sounds: say which one is told.' : `The data has no sounds named “${target}”.`;
  return { ok: false, refusal: refuse(message, { expected: `one of ${names}`, received: target ?? 'none named', fix }) };
}

function formOf(p: Params, context: InferContext) {
  const found = find(p, context);
  const rate = p.sampling_rate ?? (found.ok ? found.rate : null) ?? USUAL_RATE;
  const seconds = p.seconds ?? (found.ok ? found.seconds : null) ?? UNKNOWN_SECONDS;
  const samples = Math.max(1, Math.round(seconds * rate));
  return { rate, samples, frames: 1 + Math.floor(samples / p.sequence_stride), highest: p.max_freq ?? Math.floor(rate / 2) };
}

/** A stride that gives as many frames as come in; null: there is none. */
function strideFor(frames: number, samples: number): number | null {
  const stride = frames > 1 ? Math.floor(samples / (frames - 1)) : samples + 1;
  return stride >= 1 && 1 + Math.floor(samples / stride) === frames ? stride : null;
}

const isPowerOfTwo = (length: number): boolean => (length & (length - 1)) === 0;

/** Keras `Dense` at every moment, trained on the mel spectrogram of a recording. */
export const spectrogramPrediction = defineNode({
  kind: 'SpectrogramPrediction',
  family: 'output',
  title: 'Spectrogram',
  letter: 'S',
  keywords: ['audio', 'sound', 'speech', 'mel', 'text to speech', 'synthesis', 'reconstruction', 'autoencoder', 'output'],
  doc: 'The mel spectrogram of a recording, frame by frame, in decibels. The recording is a column of its own, or the sound that comes in, told anew. Its answer can be heard: phases are found by Griffin and Lim’s method.',
  formula: 'x W + b at every moment; the loss counts the frames that the recording has',
  source: 'Shen et al. 2018, arXiv:1712.05884 (spectrograms as targets); Griffin, Lim 1984',
  inputs: [{ name: 'input', doc: 'A sequence with one place a frame', accepts: ['sequence'] }],
  outputs: [{ name: 'spectrogram', doc: 'Frames × bands, brought to mean 0 and variance 1' }],
  params: {
    target: dataName({
      of: 'target',
      kind: 'spectrogram',
      orInput: 'audio',
      doc: 'Which recordings of the data, where it has several. Without a column to predict: the sound that comes in.',
    }),
    loss: choice({
      options: ['mean_absolute_error', 'mean_squared_error'],
      default: 'mean_absolute_error',
      doc: 'How an error counts: as it is, or squared, which blurs more.',
    }),
    num_mel_bins: int({ default: 64, max: 512, doc: 'Number of bands.' }),
    fft_length: int({ default: 512, min: 16, max: 4096, doc: 'Samples a frame of the spectrogram: a power of two.' }),
    sequence_stride: int({
      default: 128,
      max: LONGEST_STRIDE,
      doc: 'Samples from one frame to the next. It decides how many frames there are.',
    }),
    sampling_rate: optionalInt({
      default: null,
      nullable: 'as most recordings have it',
      min: 1000,
      max: 192_000,
      doc: 'Samples a second that recordings are brought to.',
      advanced: true,
    }),
    seconds: optionalFloat({
      default: null,
      nullable: 'as 19 of 20 recordings last at most',
      min: 0.01,
      max: 300,
      step: 0.1,
      doc: 'How long every recording is: longer ones are cut, shorter ones filled with silence, which does not count.',
    }),
    min_freq: float({ default: 20, min: 0, max: 96_000, step: 10, doc: 'The lower edge of the lowest band, in Hz.', advanced: true }),
    max_freq: optionalInt({
      default: null,
      nullable: 'half the samples a second',
      max: 96_000,
      doc: 'The upper edge of the highest band, in Hz.',
      advanced: true,
    }),
  },
  summary: (p, context) => {
    const found = find(p, context);
    const frames = context.facts === null && p.seconds === null ? '' : `${formOf(p, context).frames} × `;
    return `${found.ok && context.facts ? `${found.name}: ` : ''}${frames}${p.num_mel_bins} bands`;
  },
  mend: mendToSequence,
  infer: (inputs, p, context) => {
    const x = inputOf(inputs, 'input');
    const found = find(p, context);
    if (!found.ok) return found.refusal;
    if (!isPowerOfTwo(p.fft_length)) {
      const value = 2 ** Math.round(Math.log2(p.fft_length));
      return refuse('The frames of this spectrogram are a power of two long.', {
        expected: '256, 512, 1024 …',
        received: String(p.fft_length),
        fix: { type: 'set', title: `Take ${value}`, param: 'fft_length', value },
      });
    }
    const { rate, samples, frames, highest } = formOf(p, context);
    if (highest > rate / 2 || p.min_freq >= highest) {
      return refuse('The bands do not lie within the frequencies of the sound.', {
        expected: `min_freq below max_freq, and both at most ${rate / 2} Hz`,
        received: `${p.min_freq} and ${highest} Hz`,
        fix: mendBands(p.min_freq, rate / 2),
      });
    }
    if (samples <= p.fft_length / 2) {
      return refuse('The recordings are too short for such a frame.', {
        expected: `more than ${p.fft_length / 2} samples, or shorter frames`,
        received: String(samples),
      });
    }
    const [batch = 'batch', time] = x.shape;
    if (lastSize(x) === null || typeof time !== 'number') {
      return refuse('Spectrogram needs to know how many moments come in, and how many features each has.', {
        port: 'input',
        expected: 'known sizes',
        received: formatShape(x.shape),
      });
    }
    if (time !== frames) {
      const stride = strideFor(time, samples);
      return refuse(`The sequence has ${time} moments, and the spectrogram ${frames} frames.`, {
        port: 'input',
        expected: `${frames} moments: one a frame (${samples} samples, ${p.sequence_stride} from one to the next)`,
        received: String(time),
        fix:
          stride === null || stride > LONGEST_STRIDE
            ? null
            : { type: 'set', title: `Take a frame every ${stride} samples`, param: 'sequence_stride', value: stride },
      });
    }
    return {
      ok: true,
      outputs: { spectrogram: { shape: [batch, frames, p.num_mel_bins], dtype: 'float32', carries: 'sequence', axis: x.axis } },
    };
  },
  weights: (inputs, p) => [
    { name: 'kernel', shape: [lastSize(inputOf(inputs, 'input')) ?? 0, p.num_mel_bins], trainable: true },
    { name: 'bias', shape: [p.num_mel_bins], trainable: true },
  ],
  target: (p, context) => {
    const found = find(p, context);
    const { rate, samples, frames, highest } = formOf(p, context);
    return {
      kind: 'spectrogram',
      node: context.id,
      target: found.ok ? found.name : 'audio',
      rate,
      samples,
      fft_length: p.fft_length,
      step: p.sequence_stride,
      frames,
      bands: p.num_mel_bins,
      lowest: p.min_freq,
      highest,
      loss: p.loss,
    };
  },
  cost: (inputs, p) => {
    const { shape } = inputOf(inputs, 'input');
    return { multiplications: Number(shape[1]) * Number(shape[2]) * p.num_mel_bins, scoresBytes: 0, growth: 'n' };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'Dense',
        config: { units: p.num_mel_bins, activation: 'linear', use_bias: true },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { spectrogram: { layer: id, output: 0 } },
  }),
  examples: [
    {
      name: 'a short sound',
      params: { seconds: 0.05, sampling_rate: 1000, num_mel_bins: 3, fft_length: 32, sequence_stride: 10 },
      inputs: { input: [{ shape: ['batch', 6, 4], carries: 'sequence' }] },
    },
    {
      name: 'a shorter sound',
      params: { seconds: 0.04, sampling_rate: 1000, num_mel_bins: 2, fft_length: 32, sequence_stride: 10 },
      inputs: { input: [{ shape: ['batch', 5, 3], carries: 'sequence' }] },
    },
  ],
});

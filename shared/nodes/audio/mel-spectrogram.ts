import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { bool, choice, float, int, optionalInt } from '../../graph/params';
import type { ValueSpec } from '../../graph/spec';
import { mendToNumbers } from '../mends';
import { mendBands } from './mend-bands';
import { EXPAND_DIMS, samplesOf, spectrogramOutput, tooShort, USUAL_RATE } from './spectrogram-output';

/** Samples a second: as told, else as the sound has them. */
const rateOf = (sound: ValueSpec, given: number | null): number => given ?? sound.rate ?? USUAL_RATE;

const framesOf = (samples: number, stride: number): number => 1 + Math.floor(samples / stride);

/** Keras `MelSpectrogram`, with time before frequency. */
export const melSpectrogram = defineNode({
  kind: 'MelSpectrogram',
  family: 'preprocessing',
  title: 'Mel spectrogram',
  letter: 'M',
  everyday: true,
  keywords: ['audio', 'sound', 'speech', 'frequency', 'mel', 'decibel'],
  doc: 'How loud a sound is from moment to moment in bands as the ear divides them: narrow for low tones, wide for high ones. The usual input of models of sound.',
  formula: '10 · log₁₀(|STFT(x)|² · filters)',
  source: 'Keras MelSpectrogram; Davis, Mermelstein 1980',
  inputs: [{ name: 'input', doc: 'Sound', accepts: ['audio'] }],
  outputs: [{ name: 'output', doc: 'Frames × bands' }],
  params: {
    num_mel_bins: int({ default: 64, max: 1024, doc: 'Number of bands.' }),
    fft_length: int({
      default: 512,
      min: 4,
      max: 4096,
      doc: 'Samples a frame: longer frames tell tones better apart, shorter ones moments.',
    }),
    sequence_stride: int({ default: 128, max: 8192, doc: 'Samples from one frame to the next.' }),
    sequence_length: optionalInt({
      default: null,
      nullable: 'as the frame',
      max: 4096,
      doc: 'Samples under the window, in the middle of a frame.',
      advanced: true,
    }),
    window: choice({ options: ['hann', 'hamming'], default: 'hann', doc: 'How a frame fades in and out.', advanced: true }),
    sampling_rate: optionalInt({
      default: null,
      nullable: 'as the sound has it',
      max: 384_000,
      doc: 'Samples a second.',
      advanced: true,
    }),
    min_freq: float({ default: 20, min: 0, max: 192_000, step: 10, doc: 'The lower edge of the lowest band, in Hz.', advanced: true }),
    max_freq: optionalInt({
      default: null,
      nullable: 'half the samples a second',
      max: 192_000,
      doc: 'The upper edge of the highest band, in Hz.',
      advanced: true,
    }),
    power_to_db: bool({ default: true, doc: 'Tells loudness in decibels, as the ear does.' }),
    top_db: float({
      // Keras's default, 80, reckons from the loudest of the whole batch: what a model says of a sound would depend on those beside it.
      default: 200,
      min: 1,
      max: 400,
      step: 10,
      doc: 'Nothing is told to be further below the loudest than this, in dB. As in Keras the loudest of the whole batch counts, so that with less than about 150 an answer depends on the sounds beside it.',
      advanced: true,
    }),
    mag_exp: float({ default: 2, min: 0.1, max: 4, step: 0.5, doc: 'Exponent of the magnitude: 2 is power.', advanced: true }),
    expand_dims: EXPAND_DIMS,
  },
  summary: (p) => `${p.num_mel_bins} bands, ${p.fft_length} every ${p.sequence_stride}${p.expand_dims ? ', picture' : ''}`,
  mend: mendToNumbers,
  infer: (inputs, p, { id }) => {
    const sound = inputOf(inputs, 'input');
    const known = samplesOf(sound, 'Mel spectrogram');
    if (!known.ok) return known;
    if (p.sequence_length !== null && p.sequence_length > p.fft_length) {
      return refuse('The window is longer than the frame.', {
        expected: `sequence_length of at most ${p.fft_length}`,
        received: String(p.sequence_length),
        fix: { type: 'set', title: 'As long as the frame', param: 'sequence_length', value: null },
      });
    }
    const half = rateOf(sound, p.sampling_rate) / 2;
    const highest = p.max_freq ?? Math.floor(half);
    if (highest > half || p.min_freq >= highest) {
      return refuse('The bands do not lie within the frequencies of the sound.', {
        expected: `min_freq below max_freq, and both at most ${half} Hz`,
        received: `${p.min_freq} and ${highest} Hz`,
        fix: mendBands(p.min_freq, half),
      });
    }
    const needed = Math.floor(p.fft_length / 2) + 1;
    if (known.samples < needed) return tooShort('such a frame', known.samples, needed);
    if ((known.samples + 1) % p.sequence_stride === 0) {
      return refuse('Keras counts one frame too many for a sound of this length, and its models would not fit ours.', {
        port: 'input',
        expected: 'a length that is not one sample short of whole strides',
        received: `${known.samples} samples, strides of ${p.sequence_stride}`,
        fix: { type: 'set', title: `Stride ${p.sequence_stride + 1}`, param: 'sequence_stride', value: p.sequence_stride + 1 },
      });
    }
    const frames = framesOf(known.samples, p.sequence_stride);
    return spectrogramOutput({ id, sound, frames, bins: p.num_mel_bins, step: p.sequence_stride, expand: p.expand_dims });
  },
  cost: (inputs, p) => {
    const samples = Number(inputOf(inputs, 'input').shape[1]);
    const bins = Math.floor(p.fft_length / 2) + 1;
    const frame = bins * (2 * (p.sequence_length ?? p.fft_length) + p.num_mel_bins);
    return { multiplications: (1 + Math.floor(samples / p.sequence_stride)) * frame, scoresBytes: 0, growth: 'n' };
  },
  layers: ({ id, params: p, refs, specs }) => {
    const rate = rateOf(inputOf(specs, 'input'), p.sampling_rate);
    const swapped = `${id}_frames`;
    return {
      records: [
        {
          name: id,
          class_name: 'MelSpectrogram',
          config: {
            fft_length: p.fft_length,
            sequence_stride: p.sequence_stride,
            sequence_length: p.sequence_length,
            window: p.window,
            sampling_rate: rate,
            num_mel_bins: p.num_mel_bins,
            min_freq: p.min_freq,
            max_freq: p.max_freq,
            power_to_db: p.power_to_db,
            top_db: p.top_db,
            mag_exp: p.mag_exp,
            min_power: 1e-10,
            ref_power: 1,
          },
          inbound: [refOf(refs, 'input')],
        },
        { name: swapped, class_name: 'Permute', config: { dims: [2, 1] }, inbound: [{ layer: id, output: 0 }] },
        ...(p.expand_dims
          ? [
              {
                name: `${id}_picture`,
                class_name: 'Reshape',
                config: { target_shape: [framesOf(Number(inputOf(specs, 'input').shape[1]), p.sequence_stride), p.num_mel_bins, 1] },
                inbound: [{ layer: swapped, output: 0 }],
              },
            ]
          : []),
      ],
      outputs: { output: { layer: p.expand_dims ? `${id}_picture` : swapped, output: 0 } },
    };
  },
  examples: [
    {
      name: 'decibels',
      params: { num_mel_bins: 5, fft_length: 32, sequence_stride: 16, sampling_rate: 1000, top_db: 80 },
      inputs: { input: [{ shape: ['batch', 80], carries: 'audio' }] },
    },
    {
      name: 'power, picture',
      params: {
        num_mel_bins: 4,
        fft_length: 32,
        sequence_stride: 10,
        sequence_length: 20,
        window: 'hamming',
        sampling_rate: 800,
        min_freq: 50,
        max_freq: 300,
        power_to_db: false,
        expand_dims: true,
      },
      inputs: { input: [{ shape: ['batch', 64], carries: 'audio' }] },
    },
    {
      name: 'magnitude, quiet cut off',
      params: { num_mel_bins: 3, fft_length: 16, sequence_stride: 8, sampling_rate: 400, top_db: 5, mag_exp: 1 },
      inputs: { input: [{ shape: ['batch', 40], carries: 'audio' }] },
    },
  ],
});

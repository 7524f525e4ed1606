import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { float, int, optionalInt } from '../../graph/params';
import { mendToNumbers } from '../mends';
import { mendBands } from './mend-bands';
import { EXPAND_DIMS, samplesOf, spectrogramOutput, tooShort, USUAL_RATE } from './spectrogram-output';

const framesOf = (samples: number, stride: number): number => 1 + Math.floor(samples / stride);

/** librosa `feature.mfcc`. Keras has no such layer. */
export const mfcc = defineNode({
  kind: 'MFCC',
  family: 'preprocessing',
  title: 'MFCC',
  letter: 'C',
  keywords: ['audio', 'sound', 'speech', 'cepstrum', 'cepstral', 'mel', 'librosa'],
  doc: 'A few numbers a moment that tell the colour of a sound, as recognisers of speech took them for decades: cosines of a mel spectrogram in decibels.',
  formula: 'DCT-II(10 · log₁₀(|STFT(x)|² · filters))',
  source: 'Davis, Mermelstein 1980; librosa feature.mfcc',
  inputs: [{ name: 'input', doc: 'Sound', accepts: ['audio'] }],
  outputs: [{ name: 'output', doc: 'Frames × coefficients' }],
  params: {
    num_coefficients: int({ default: 13, max: 256, doc: 'Numbers a frame (n_mfcc in librosa).' }),
    num_mel_bins: int({ default: 64, max: 1024, doc: 'Bands that they are made of.' }),
    fft_length: int({ default: 512, min: 4, max: 4096, doc: 'Samples a frame.' }),
    sequence_stride: int({ default: 128, max: 8192, doc: 'Samples from one frame to the next.' }),
    sampling_rate: optionalInt({ default: null, nullable: 'as the sound has it', max: 384_000, doc: 'Samples a second.', advanced: true }),
    min_freq: float({ default: 0, min: 0, max: 192_000, step: 10, doc: 'The lower edge of the lowest band, in Hz.', advanced: true }),
    max_freq: optionalInt({
      default: null,
      nullable: 'half the samples a second',
      max: 192_000,
      doc: 'The upper edge of the highest band, in Hz.',
      advanced: true,
    }),
    top_db: float({
      default: 80,
      min: 1,
      max: 400,
      step: 10,
      doc: 'Nothing is told to be further below the loudest than this, in dB.',
      advanced: true,
    }),
    expand_dims: EXPAND_DIMS,
  },
  summary: (p) => `${p.num_coefficients} of ${p.num_mel_bins} bands, ${p.fft_length} every ${p.sequence_stride}`,
  mend: mendToNumbers,
  infer: (inputs, p, { id }) => {
    const sound = inputOf(inputs, 'input');
    const known = samplesOf(sound, 'MFCC');
    if (!known.ok) return known;
    if (p.num_coefficients > p.num_mel_bins) {
      return refuse('There are more coefficients than bands.', {
        expected: `at most ${p.num_mel_bins}`,
        received: String(p.num_coefficients),
        fix: { type: 'set', title: `Take ${p.num_mel_bins}`, param: 'num_coefficients', value: p.num_mel_bins },
      });
    }
    const half = (p.sampling_rate ?? sound.rate ?? USUAL_RATE) / 2;
    const highest = p.max_freq ?? half;
    if (highest > half || p.min_freq >= highest) {
      return refuse('The bands do not lie within the frequencies of the sound.', {
        expected: `min_freq below max_freq, and both at most ${half} Hz`,
        received: `${p.min_freq} and ${highest} Hz`,
        fix: mendBands(p.min_freq, half),
      });
    }
    if (known.samples < p.fft_length) return tooShort('such a frame', known.samples, p.fft_length);
    const frames = framesOf(known.samples, p.sequence_stride);
    return spectrogramOutput({ id, sound, frames, bins: p.num_coefficients, step: p.sequence_stride, expand: p.expand_dims });
  },
  cost: (inputs, p) => {
    const samples = Number(inputOf(inputs, 'input').shape[1]);
    const bins = Math.floor(p.fft_length / 2) + 1;
    const frame = bins * (2 * p.fft_length + p.num_mel_bins) + p.num_mel_bins * p.num_coefficients;
    return { multiplications: (1 + Math.floor(samples / p.sequence_stride)) * frame, scoresBytes: 0, growth: 'n' };
  },
  layers: ({ id, params: p, refs, specs }) => ({
    records: [
      {
        name: id,
        class_name: 'MFCC',
        config: {
          sampling_rate: p.sampling_rate ?? inputOf(specs, 'input').rate ?? USUAL_RATE,
          num_coefficients: p.num_coefficients,
          num_mel_bins: p.num_mel_bins,
          fft_length: p.fft_length,
          sequence_stride: p.sequence_stride,
          min_freq: p.min_freq,
          max_freq: p.max_freq,
          top_db: p.top_db,
        },
        inbound: [refOf(refs, 'input')],
      },
      ...(p.expand_dims
        ? [
            {
              name: `${id}_picture`,
              class_name: 'Reshape',
              config: { target_shape: [framesOf(Number(inputOf(specs, 'input').shape[1]), p.sequence_stride), p.num_coefficients, 1] },
              inbound: [{ layer: id, output: 0 }],
            },
          ]
        : []),
    ],
    outputs: { output: { layer: p.expand_dims ? `${id}_picture` : id, output: 0 } },
  }),
  examples: [
    {
      name: 'sequence',
      params: { num_coefficients: 4, num_mel_bins: 6, fft_length: 32, sequence_stride: 16, sampling_rate: 4000 },
      inputs: { input: [{ shape: ['batch', 80], carries: 'audio' }] },
    },
    {
      name: 'picture',
      params: {
        num_coefficients: 3,
        num_mel_bins: 5,
        fft_length: 16,
        sequence_stride: 7,
        sampling_rate: 6000,
        min_freq: 300,
        max_freq: 2500,
        top_db: 6,
        expand_dims: true,
      },
      inputs: { input: [{ shape: ['batch', 50], carries: 'audio' }] },
    },
  ],
});

import { defineNode, refuse } from '../../graph/define-node';
import { inputOf } from '../../graph/input-of';
import { choice, int } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToSequence } from '../mends';
import { changesSamples } from './changes-samples';

interface Params {
  readonly time_masks: number;
  readonly time_width: number;
  readonly frequency_masks: number;
  readonly frequency_width: number;
  readonly fill: 'mean' | 'zero';
}

const SPECTROGRAMS = {
  doc: 'A spectrogram: frames × bands, or a picture of it',
  accepts: ['sequence', 'features', 'image'],
  mend: mendToSequence,
} as const;

/** Masks over a spectrogram. Keras has no such layer. */
export const specAugment = defineNode({
  ...changesSamples(SPECTROGRAMS, 'SpecAugment', (p: Params) => ({
    time_masks: p.time_masks,
    time_width: p.time_width,
    frequency_masks: p.frequency_masks,
    frequency_width: p.frequency_width,
    fill: p.fill,
  })),
  kind: 'SpecAugment',
  family: 'preprocessing',
  title: 'SpecAugment',
  letter: 'M',
  everyday: true,
  keywords: ['augmentation', 'augment', 'audio', 'spectrogram', 'time mask', 'frequency mask', 'random'],
  doc: 'While training, hides bands of time and of frequency of every spectrogram, so that the model listens to all of it. Does nothing afterwards.',
  formula: 't ~ U{0…T},  t₀ ~ U{0…τ − t}:  frames t₀ … t₀ + t are hidden; bands likewise',
  source: 'Park et al. 2019, arXiv:1904.08779 (without time warping)',
  params: {
    time_masks: int({ default: 2, min: 0, max: 20, doc: 'Hidden stretches of time.' }),
    time_width: int({ default: 20, max: 10_000, doc: 'The longest stretch, in frames.' }),
    frequency_masks: int({ default: 2, min: 0, max: 20, doc: 'Hidden bands of frequency.' }),
    frequency_width: int({ default: 10, max: 10_000, doc: 'The widest band, in bins.' }),
    fill: choice({
      options: ['mean', 'zero'],
      default: 'mean',
      doc: 'What stands in hidden places: the mean of the spectrogram, or 0 (the same where it is normalized).',
      advanced: true,
    }),
  },
  summary: (p) => `${p.time_masks} × ${p.time_width} frames, ${p.frequency_masks} × ${p.frequency_width} bands`,
  infer: (inputs) => {
    const x = inputOf(inputs, 'input');
    if (typeof x.shape[1] !== 'number' || typeof x.shape[2] !== 'number') {
      return refuse('SpecAugment needs to know how many frames and bands a spectrogram has.', {
        port: 'input',
        expected: 'known sizes',
        received: formatShape(x.shape),
      });
    }
    return { ok: true, outputs: { output: x } };
  },
  examples: [
    {
      name: 'sequence',
      params: { time_width: 3, frequency_width: 2 },
      inputs: { input: [{ shape: ['batch', 8, 5], carries: 'sequence' }] },
    },
    {
      name: 'picture, zeros',
      params: { time_masks: 1, time_width: 30, frequency_masks: 3, frequency_width: 2, fill: 'zero' },
      inputs: { input: [{ shape: ['batch', 7, 6, 1], carries: 'features' }] },
    },
    {
      name: 'sequence, padded',
      params: { time_width: 2, frequency_width: 1 },
      inputs: { input: [{ shape: ['batch', 5, 4], carries: 'sequence', masked: true }] },
    },
  ],
});

import { defineNode } from '../../graph/define-node';
import { choice, float } from '../../graph/params';
import { mendToNumbers } from '../mends';
import { changesSamples } from './changes-samples';
import { percent } from './picture-port';

const WAVES = { doc: 'Sound', accepts: ['audio'], mend: mendToNumbers } as const;

/** A waveform begins earlier or later. Keras has no such layer. */
export const randomTimeShift = defineNode({
  kind: 'RandomTimeShift',
  family: 'preprocessing',
  title: 'Random time shift',
  letter: 'S',
  keywords: ['augmentation', 'augment', 'audio', 'sound', 'delay', 'random'],
  doc: 'While training, lets every sound begin a little earlier or later, so that the model learns that the moment does not matter. Does nothing afterwards.',
  formula: 'x[t − s],  s ~ U(−factor, factor) · length',
  source: 'Salamon, Bello 2017, arXiv:1608.04363',
  params: {
    factor: float({ default: 0.1, min: 0, max: 0.9, step: 0.05, doc: 'How far it moves at most, as a part of its length.' }),
    fill_mode: choice({
      options: ['constant', 'wrap'],
      default: 'constant',
      doc: 'What comes in: silence, or what went out at the other end.',
    }),
  },
  summary: (p) => `± ${percent(p.factor)}`,
  ...changesSamples(WAVES, 'RandomTimeShift', (p: { readonly factor: number; readonly fill_mode: string }) => ({
    factor: p.factor,
    fill_mode: p.fill_mode,
  })),
  examples: [
    { name: 'silence', params: {}, inputs: { input: [{ shape: ['batch', 40], carries: 'audio' }] } },
    { name: 'wrap', params: { factor: 0.5, fill_mode: 'wrap' }, inputs: { input: [{ shape: ['batch', 30], carries: 'audio' }] } },
  ],
});

import { defineNode, refuse } from '../../graph/define-node';
import { inputOf } from '../../graph/input-of';
import { float } from '../../graph/params';
import { changesSamples } from './changes-samples';
import { PICTURES, percent, VALUE_RANGE } from './picture-port';

interface Params {
  readonly factor: number;
  readonly value_min: number;
  readonly value_max: number;
}

/** Keras `RandomContrast`. */
export const randomContrast = defineNode({
  ...changesSamples(PICTURES, 'RandomContrast', (p: Params) => ({ factor: p.factor, value_range: [p.value_min, p.value_max] })),
  kind: 'RandomContrast',
  family: 'preprocessing',
  title: 'Random contrast',
  letter: 'C',
  keywords: ['augmentation', 'augment', ' 0.2 is from 80 % to 120 % of the contrast.:grey', 'image', 'random'],
  doc: 'While training, strengthens or weakens the contrast of every picture. Does nothing afterwards.',
  formula: 'clip(mean + c · (x − mean)),  c ~ U(1 − factor, 1 + factor)',
  source: 'Keras RandomContrast',
  params: {
    factor: float({ default: 0.2, min: 0, max: 1, step: 0.05, doc: 'The largest change, as a part of the contrast.' }),
    ...VALUE_RANGE,
  },
  summary: (p) => `± ${percent(p.factor)}`,
  infer: (inputs, p) =>
    p.value_min < p.value_max
      ? { ok: true, outputs: { output: inputOf(inputs, 'input') } }
      : refuse('The range of values is empty.', { expected: 'value_min below value_max', received: `${p.value_min} to ${p.value_max}` }),
  examples: [
    { name: 'pixels', params: {}, inputs: { input: [{ shape: ['batch', 4, 5, 2], carries: 'image' }] } },
    {
      name: 'behind a rescaling',
      params: { factor: 0.6, value_min: -1, value_max: 1 },
      inputs: { input: [{ shape: ['batch', 3, 3, 1], carries: 'features' }] },
    },
  ],
});

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

/** Keras `RandomBrightness`. */
export const randomBrightness = defineNode({
  ...changesSamples(PICTURES, 'RandomBrightness', (p: Params) => ({ factor: p.factor, value_range: [p.value_min, p.value_max] })),
  kind: 'RandomBrightness',
  family: 'preprocessing',
  title: 'Random brightness',
  letter: 'B',
  keywords: ['augmentation', 'augment', 'The largest change, as a part of the range of values.:light', 'image', 'random'],
  doc: 'While training, adds to every picture a number of its own. Does nothing afterwards.',
  formula: 'clip(x + u · (value_max − value_min)),  u ~ U(−factor, factor)',
  source: 'Keras RandomBrightness',
  params: {
    factor: float({
      default: 0.2,
      min: 0,
      max: 1,
      step: 0.05,
      doc: 'The largest change, as a part of the whole range: darker or brighter.',
    }),
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

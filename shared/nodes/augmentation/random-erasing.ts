import { defineNode, refuse } from '../../graph/define-node';
import { inputOf } from '../../graph/input-of';
import { choice, float } from '../../graph/params';
import { changesSamples } from './changes-samples';
import { PICTURES, percent, VALUE_RANGE } from './picture-port';

interface Params {
  readonly factor: number;
  readonly scale_min: number;
  readonly scale_max: number;
  readonly fill: 'noise' | 'constant';
  readonly fill_value: number;
  readonly value_min: number;
  readonly value_max: number;
}

/** Keras `RandomErasing`. */
export const randomErasing = defineNode({
  ...changesSamples(PICTURES, 'RandomErasing', (p: Params) => ({
    factor: p.factor,
    scale: [p.scale_min, p.scale_max],
    fill_value: p.fill === 'noise' ? null : p.fill_value,
    value_range: [p.value_min, p.value_max],
  })),
  kind: 'RandomErasing',
  family: 'preprocessing',
  title: 'Random erasing',
  letter: 'E',
  keywords: ['augmentation', 'augment', 'cut-out', 'cutout', 'occlusion', 'image', 'random'],
  doc: 'While training, covers a rectangle of a picture, so that the model does not lean on one detail (also known as cut-out). Does nothing afterwards.',
  formula: 'x outside a random rectangle, noise or one value within',
  source: 'Zhong et al. 2017, arXiv:1708.04896; DeVries, Taylor 2017, arXiv:1708.04552',
  params: {
    factor: float({
      default: 1,
      min: 0,
      max: 1,
      step: 0.1,
      doc: 'How likely a picture is covered. As in Keras the probability is itself drawn, from 0 to this: 1 covers about every second picture.',
    }),
    scale_min: float({ default: 0.02, min: 0, max: 1, step: 0.01, doc: 'The smallest rectangle, as a part of the picture.' }),
    scale_max: float({ default: 0.33, min: 0, max: 1, step: 0.01, doc: 'The largest rectangle, as a part of the picture.' }),
    fill: choice({ options: ['noise', 'constant'], default: 'noise', doc: 'What covers it: random pixels, or one value.' }),
    fill_value: float({ default: 0, step: 1, doc: 'The value where the fill is “constant”.', advanced: true }),
    ...VALUE_RANGE,
  },
  summary: (p) => `${percent(p.scale_min)}…${percent(p.scale_max)} of the picture`,
  infer: (inputs, p) => {
    if (p.scale_min >= p.scale_max) {
      return refuse('The smallest rectangle is not smaller than the largest.', {
        expected: 'scale_min below scale_max',
        received: `${p.scale_min} and ${p.scale_max}`,
      });
    }
    if (p.value_min >= p.value_max) {
      return refuse('The range of values is empty.', {
        expected: 'value_min below value_max',
        received: `${p.value_min} to ${p.value_max}`,
      });
    }
    return { ok: true, outputs: { output: inputOf(inputs, 'input') } };
  },
  examples: [
    { name: 'noise', params: {}, inputs: { input: [{ shape: ['batch', 6, 5, 2], carries: 'image' }] } },
    {
      name: 'one value',
      params: { scale_min: 0.2, scale_max: 0.8, fill: 'constant', fill_value: 0.5, value_max: 1 },
      inputs: { input: [{ shape: ['batch', 5, 5, 1], carries: 'features' }] },
    },
  ],
});

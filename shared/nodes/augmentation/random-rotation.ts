import { defineNode } from '../../graph/define-node';
import { float } from '../../graph/params';
import { changesSamples } from './changes-samples';
import { FILLING, fillingOf, PICTURES } from './picture-port';

/** Keras `RandomRotation`. */
export const randomRotation = defineNode({
  kind: 'RandomRotation',
  movesPictures: true,
  family: 'preprocessing',
  title: 'Random rotation',
  letter: 'R',
  everyday: true,
  keywords: ['augmentation', 'augment', 'turn', 'angle', 'image', 'random'],
  doc: 'While training, turns every picture by a random angle to either side. Does nothing afterwards.',
  formula: 'x turned by φ,  φ ~ U(−factor, factor) · 360°',
  source: 'Keras RandomRotation',
  params: {
    factor: float({ default: 0.05, min: 0, max: 1, step: 0.01, doc: 'The largest angle as a part of a full turn: 0.05 is 18°.' }),
    ...FILLING,
  },
  summary: (p) => `± ${Math.round(p.factor * 3600) / 10}°`,
  ...changesSamples(PICTURES, 'RandomRotation', (p: { readonly factor: number } & Parameters<typeof fillingOf>[0]) => ({
    factor: p.factor,
    ...fillingOf(p),
  })),
  examples: [
    { name: 'reflect', params: {}, inputs: { input: [{ shape: ['batch', 5, 6, 2], carries: 'image' }] } },
    {
      name: 'constant, nearest',
      params: { factor: 0.3, fill_mode: 'constant', interpolation: 'nearest', fill_value: 2 },
      inputs: { input: [{ shape: ['batch', 4, 4, 1], carries: 'features' }] },
    },
  ],
});

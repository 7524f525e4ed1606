import { defineNode } from '../../graph/define-node';
import { float } from '../../graph/params';
import { changesSamples } from './changes-samples';
import { FILLING, fillingOf, PICTURES, percent } from './picture-port';

type Params = { readonly height_factor: number; readonly width_factor: number } & Parameters<typeof fillingOf>[0];

/** Keras `RandomTranslation`. */
export const randomTranslation = defineNode({
  kind: 'RandomTranslation',
  movesPictures: true,
  family: 'preprocessing',
  title: 'Random translation',
  letter: 'T',
  keywords: ['augmentation', 'augment', 'shift', 'move', 'image', 'random'],
  doc: 'While training, moves every picture a little, so that the model learns that places vary. Does nothing afterwards.',
  formula: 'x[i − u · H, j − v · W],  u ~ U(−height_factor, height_factor),  v ~ U(−width_factor, width_factor)',
  source: 'Keras RandomTranslation',
  params: {
    height_factor: float({
      default: 0.1,
      min: 0,
      max: 1,
      step: 0.05,
      doc: 'How far it moves up or down at most, as a part of its height.',
    }),
    width_factor: float({ default: 0.1, min: 0, max: 1, step: 0.05, doc: 'How far it moves to a side at most, as a part of its width.' }),
    ...FILLING,
  },
  summary: (p) => `± ${percent(p.height_factor)} × ± ${percent(p.width_factor)}`,
  ...changesSamples(PICTURES, 'RandomTranslation', (p: Params) => ({
    height_factor: p.height_factor,
    width_factor: p.width_factor,
    ...fillingOf(p),
  })),
  examples: [
    { name: 'reflect', params: {}, inputs: { input: [{ shape: ['batch', 5, 6, 2], carries: 'image' }] } },
    {
      name: 'last pixels',
      params: { height_factor: 0.5, width_factor: 0.3, fill_mode: 'nearest' },
      inputs: { input: [{ shape: ['batch', 4, 4, 1], carries: 'features' }] },
    },
  ],
});

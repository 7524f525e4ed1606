import { defineNode } from '../../graph/define-node';
import { choice } from '../../graph/params';
import { changesSamples } from './changes-samples';
import { PICTURES } from './picture-port';

/** Keras `RandomFlip`. */
export const randomFlip = defineNode({
  kind: 'RandomFlip',
  movesPictures: true,
  family: 'preprocessing',
  title: 'Random flip',
  letter: 'F',
  everyday: true,
  keywords: ['augmentation', 'augment', 'mirror', 'image', 'random'],
  doc: 'While training, mirrors every second picture, so that the model learns that left and right do not matter. Does nothing afterwards.',
  formula: 'x[i, j] or x[i, W − 1 − j], each for half of the pictures',
  source: 'Keras RandomFlip',
  params: {
    mode: choice({
      options: ['horizontal', 'vertical', 'horizontal_and_vertical'],
      // Keras's default turns pictures upside down, which few data can take.
      default: 'horizontal',
      doc: 'Left for right, top for bottom, or both at once (turned by half).',
    }),
  },
  summary: (p) => p.mode.replaceAll('_', ' '),
  ...changesSamples(PICTURES, 'RandomFlip', (p: { readonly mode: string }) => ({ mode: p.mode })),
  examples: [
    { name: 'horizontal', params: {}, inputs: { input: [{ shape: ['batch', 4, 5, 2], carries: 'image' }] } },
    { name: 'vertical', params: { mode: 'vertical' }, inputs: { input: [{ shape: ['batch', 4, 5, 1], carries: 'features' }] } },
    { name: 'both', params: { mode: 'horizontal_and_vertical' }, inputs: { input: [{ shape: ['batch', 3, 4, 1], carries: 'image' }] } },
  ],
});

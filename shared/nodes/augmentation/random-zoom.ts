import { defineNode } from '../../graph/define-node';
import { bool, float } from '../../graph/params';
import { changesSamples } from './changes-samples';
import { FILLING, fillingOf, PICTURES, percent } from './picture-port';

type Params = { readonly height_factor: number; readonly keep_form: boolean; readonly width_factor: number } & Parameters<
  typeof fillingOf
>[0];

/** Keras `RandomZoom`. */
export const randomZoom = defineNode({
  kind: 'RandomZoom',
  movesPictures: true,
  family: 'preprocessing',
  title: 'Random zoom',
  letter: 'Z',
  keywords: ['augmentation', 'augment', 'scale', 'size', 'image', 'random'],
  doc: 'While training, shows every picture nearer or further away. Does nothing afterwards.',
  formula: 'x at (1 + z) times its extent,  z ~ U(−height_factor, height_factor)',
  source: 'Keras RandomZoom',
  params: {
    height_factor: float({
      default: 0.1,
      min: 0,
      max: 0.99,
      step: 0.05,
      doc: 'The largest change of the height: 0.1 is 10 % to either side.',
    }),
    keep_form: bool({ default: true, doc: 'The width changes as the height does, so that forms stay. In Keras: width_factor=None.' }),
    width_factor: float({
      default: 0.1,
      min: 0,
      max: 0.99,
      step: 0.05,
      doc: 'The largest change of the width where forms need not stay.',
      advanced: true,
    }),
    ...FILLING,
  },
  summary: (p) => `± ${percent(p.height_factor)}${p.keep_form ? '' : `, ± ${percent(p.width_factor)}`}`,
  ...changesSamples(PICTURES, 'RandomZoom', (p: Params) => ({
    height_factor: p.height_factor,
    width_factor: p.keep_form ? null : p.width_factor,
    ...fillingOf(p),
  })),
  examples: [
    { name: 'forms stay', params: { height_factor: 0.3 }, inputs: { input: [{ shape: ['batch', 5, 6, 2], carries: 'image' }] } },
    {
      name: 'each side, wrapped',
      params: { height_factor: 0.2, keep_form: false, width_factor: 0.5, fill_mode: 'wrap' },
      inputs: { input: [{ shape: ['batch', 5, 4, 1], carries: 'features' }] },
    },
  ],
});

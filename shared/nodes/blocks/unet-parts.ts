import type { PortRef } from '../../graph/document';
import { bool, choice } from '../../graph/params';
import type { Sketch } from '../../graph/sketch';
import { conv2d } from '../extractors/conv2d';
import { activation } from '../normalisation/activation';
import { batchNormalization } from '../normalisation/batch-normalization';

export const UNET_PARAMS = {
  padding: choice({
    options: ['same', 'valid'],
    default: 'same',
    doc: 'same: zeros around the map, so that it keeps its size. valid: as in the paper, each 3×3 convolution takes away the border.',
    advanced: true,
  }),
  batch_normalization: bool({ default: false, doc: 'Normalises behind each 3×3 convolution; the paper has none.' }),
};

/** How a stage up doubles its map. */
export const UPSAMPLING = choice({
  options: ['transposed', 'nearest', 'bilinear'],
  default: 'transposed',
  doc: 'How the map is doubled. transposed: by a transposed 2×2 convolution with stride 2; else each place is repeated or mixed, and a 2×2 convolution follows.',
});

/** What `twoConvolutions` is made of. */
export const CONVOLUTION_PARTS = [conv2d, batchNormalization, activation] as const;

interface Convolutions {
  readonly filters: number;
  readonly padding: 'same' | 'valid';
  readonly batch_normalization: boolean;
}

/** Two 3×3 convolutions, each with a ReLU: what every stage of a U-Net computes. */
export function twoConvolutions(s: Sketch, input: PortRef, p: Convolutions): PortRef {
  const window = { filters: p.filters, kernel_size: [3, 3], padding: p.padding };
  return [1, 2].reduce((x, at) => {
    if (!p.batch_normalization) return s.node(`conv${at}`, 'Conv2D', { ...window, activation: 'relu' }, { input: x });
    // The shift of the normalisation stands in for a bias.
    const convolved = s.node(`conv${at}`, 'Conv2D', { ...window, activation: 'linear', use_bias: false }, { input: x });
    const normal = s.node(`conv${at}_norm`, 'BatchNormalization', {}, { input: convolved });
    return s.node(`conv${at}_relu`, 'Activation', { activation: 'relu' }, { input: normal });
  }, input);
}

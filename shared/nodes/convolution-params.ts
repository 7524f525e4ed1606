import { bool, choice, int } from '../graph/params';
import { activation } from './activations';
import { type Axes, extent, SPACES } from './spatial';

const PATTERN = { 1: 'a sequence', 2: 'a picture', 3: 'a volume' } as const;

/** Parameters that convolutions share, by Keras's names. */
export const convolutionParams = {
  filters: () => int({ default: 32, max: 16_384, doc: 'Number of patterns, and of channels that come out.' }),
  kernelSize: (axes: Axes) =>
    extent(axes, { default: 3, max: 255, doc: axes === 1 ? 'Places that the window covers.' : `${SPACES[axes].doc} of the window.` }),
  strides: (axes: Axes) => extent(axes, { default: 1, max: 255, doc: 'How far the window moves along each axis.', advanced: true }),
  padding: (axes: Axes) =>
    choice({
      options: ['same', 'valid'],
      default: 'same',
      doc: `same: zeros around ${PATTERN[axes]} keep its size. valid: only whole windows.`,
    }),
  dilation: () => int({ default: 1, max: 64, doc: 'Distance between the places of a window.', advanced: true }),
  groups: () =>
    int({ default: 1, max: 16_384, doc: 'Parts of the channels, each with filters of its own that see no other.', advanced: true }),
  depthMultiplier: () => int({ default: 1, max: 1024, doc: 'Patterns for each channel that comes in.' }),
  activation,
  bias: () => bool({ default: true, doc: 'Adds a learned constant to each channel that comes out.', advanced: true }),
} as const;

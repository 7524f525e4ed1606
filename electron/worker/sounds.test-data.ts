import type { Graph } from '../../shared/graph/document';

const node = (kind: string, params: Graph['nodes'][string]['params'] = {}) => ({ kind, title: null, params });

/** Sound → mel spectrogram as a picture → two convolutions → class. */
export const SOUND_GRAPH: Graph = {
  nodes: {
    sound: node('AudioInput', { seconds: 0.5 }),
    shift: node('RandomTimeShift', { factor: 0.05 }),
    mel: node('MelSpectrogram', { num_mel_bins: 32, fft_length: 256, sequence_stride: 125, expand_dims: true }),
    scaled: node('Rescaling', { scale: 0.025, offset: 0.5 }),
    first: node('Conv2D', { filters: 8, activation: 'relu' }),
    pooled: node('MaxPooling2D'),
    second: node('Conv2D', { filters: 16, activation: 'relu' }),
    pooled_again: node('MaxPooling2D'),
    flat: node('Flatten'),
    digit: node('Classification'),
  },
  wires: [
    ['sound.audio', 'shift.input'],
    ['shift.output', 'mel.input'],
    ['mel.output', 'scaled.input'],
    ['scaled.output', 'first.input'],
    ['first.output', 'pooled.input'],
    ['pooled.output', 'second.input'],
    ['second.output', 'pooled_again.input'],
    ['pooled_again.output', 'flat.input'],
    ['flat.output', 'digit.input'],
  ].map(([from = '', to = '']) => {
    const [a = '', b = ''] = from.split('.');
    const [c = '', d = ''] = to.split('.');
    return { from: { node: a, port: b }, to: { node: c, port: d } };
  }),
};

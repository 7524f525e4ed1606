import { defineBlock } from '../../graph/define-block';
import { inputOf, lastSize } from '../../graph/input-of';
import { optionalInt } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { dense } from '../extractors/dense';
import { reshape } from '../extractors/reshape';
import { add } from '../fusion/add';
import { mendToMap } from '../mends';
import { attention } from './attention';
import { refuseChannels, refuseSides, sidesOf } from './channel-mlp';

/** Every place of a map looks at every other: the embedded Gaussian with a residual connection. */
export const nonLocal = defineBlock({
  kind: 'NonLocal',
  family: 'attention',
  title: 'Non-local block',
  letter: 'N',
  keywords: ['self-attention', 'embedded gaussian', 'video', 'global'],
  doc: 'Every place of a map looks at all others, and adds what it finds to itself. One of these lets a convolutional network see the whole picture at once.',
  formula: 'z = W_z softmax(θ(x) φ(x)ᵀ) g(x) + x',
  source: 'Wang et al. 2018, arXiv:1711.07971',
  parts: [reshape, dense, attention, add],
  inputs: [{ name: 'input', doc: 'A feature map', accepts: ['features', 'image'] }],
  outputs: [
    { name: 'output', doc: 'The same map, each place of which has seen all others' },
    { name: 'scores', doc: 'The weights: rows are the places that ask, columns those looked at', optional: true },
  ],
  params: {
    embed_dim: optionalInt({ default: null, nullable: 'half of the channels', max: 65_536, doc: 'Size of θ, φ and g.' }),
  },
  map: { type: 'matrix', output: 'scores', query: 'input', key: 'input' },
  summary: (p) => (p.embed_dim === null ? 'half of the channels inside' : `${p.embed_dim} inside`),
  mend: mendToMap,
  refuse: (inputs) =>
    refuseChannels(inputOf(inputs, 'input'), 'The non-local block') ?? refuseSides(inputOf(inputs, 'input'), 'The non-local block'),
  expand: (inputs, p) => {
    const spec = inputOf(inputs, 'input');
    const [height, width] = sidesOf(spec) ?? [1, 1];
    const channels = lastSize(spec) ?? 1;
    const units = p.embed_dim ?? Math.max(1, Math.floor(channels / 2));
    const s = new Sketch();
    const x = Sketch.input('input');
    const rows = s.node('rows', 'Reshape', { target_shape: [height * width, channels] }, { input: x });
    const embedded = (name: string) => s.node(name, 'Dense', { units }, { input: rows });
    const wires = { query: embedded('theta'), value: embedded('g'), key: embedded('phi') };
    const seen = s.node('attention', 'Attention', { scaled: false }, wires);
    const back = s.node('out', 'Dense', { units: channels }, { input: seen });
    const map = s.node('map', 'Reshape', { target_shape: [height, width, channels] }, { input: back });
    return s.done({ output: s.node('sum', 'Add', {}, { inputs: [x, map] }), scores: { node: 'attention', port: 'scores' } });
  },
  examples: [
    { name: 'half inside', params: {}, inputs: { input: [{ shape: ['batch', 2, 3, 4], carries: 'features' }] } },
    { name: 'three inside', params: { embed_dim: 3 }, inputs: { input: [{ shape: ['batch', 2, 2, 2], carries: 'features' }] } },
  ],
});

import { defineNode } from '../../graph/define-node';
import { choice, dims, text } from '../../graph/params';
import type { Carries } from '../../graph/spec';

const SHAPES = {
  sequence: [16, 32],
  vector: [32],
  features: [16, 16, 8],
  volume: [8, 16, 16, 8],
  volumes: [4, 8, 8, 8, 4],
  image: [32, 32, 3],
  audio: [16_000],
  ids: [16],
  scores: [4, 16, 16],
} as const satisfies Partial<Record<Carries, readonly number[]>>;

/** The given sizes where they are as many as should be; -1, “what is left”, leaves nothing to draw with. */
const drawnShape = (given: readonly number[], usual: readonly number[]): readonly number[] =>
  usual.map((size, i) => (given.length === usual.length && (given[i] ?? -1) > 0 ? (given[i] ?? size) : size));

/** Where a value comes into a block of the user's own. Only inside a block: around it, the block has a port of that name. */
export const blockInput = defineNode({
  kind: 'BlockInput',
  family: 'block',
  title: 'Block input',
  letter: 'I',
  keywords: ['port', 'entry'],
  doc: 'A value that comes into the block from outside. While the block is edited by itself, the shape stands in for what will be wired there.',
  inside: 'block',
  inputs: [],
  outputs: [{ name: 'output', doc: 'What is wired to the block there' }],
  params: {
    name: text({
      default: 'input',
      pattern: /^[a-z][a-z0-9_]{0,31}$/,
      expected: 'a short name in lower-case letters',
      doc: 'Name of the port.',
    }),
    carries: choice({
      options: ['sequence', 'vector', 'features', 'image', 'volume', 'volumes', 'audio', 'ids', 'scores'],
      default: 'sequence',
      doc: 'What fits the port.',
    }),
    shape: dims({ default: [16, 32], doc: 'A shape to draw with, without the batch; each instance has its own.' }),
  },
  summary: (p) => `${p.name}, ${p.shape.join(' × ')}`,
  infer: (_inputs, p) => ({
    ok: true,
    outputs: {
      output: {
        shape: ['batch', ...drawnShape(p.shape, SHAPES[p.carries])],
        dtype: p.carries === 'ids' ? 'int32' : 'float32',
        carries: p.carries,
        ...(p.carries === 'ids' ? { vocabulary: 100 } : {}),
        ...(p.carries === 'audio' ? { rate: 16_000 } : {}),
      },
    },
  }),
  layers: () => ({ records: [], outputs: {} }),
  examples: [],
});

import { defineNode, type NodeFix, refuse } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { dims } from '../../graph/params';
import { type Carries, type Dim, formatShape, type PositionAxis, type ValueSpec } from '../../graph/spec';
import { mendToNumbers } from '../mends';
import { product } from '../sizes';

/** The sizes that come out, or null where the numbers do not fit. */
function fill(sizes: readonly Dim[], target: readonly number[]): Dim[] | null {
  const unknown = sizes.filter((dim) => typeof dim !== 'number');
  const known = product(sizes.filter((dim) => typeof dim === 'number')) ?? 0;
  const asked = product(target.filter((dim) => dim !== -1)) ?? 0;
  if (unknown.length === 0) {
    if (!target.includes(-1)) return asked === known ? [...target] : null;
    return known % asked === 0 ? target.map((dim) => (dim === -1 ? known / asked : dim)) : null;
  }
  // One size known only with the data can stay as it is, in the place of -1.
  const [name] = unknown;
  if (unknown.length > 1 || name === undefined || asked !== known || !target.includes(-1)) return null;
  return target.map((dim) => (dim === -1 ? name : dim));
}

const BY_RANK: { readonly [rank: number]: Carries } = { 1: 'vector', 2: 'sequence', 3: 'features', 4: 'volume', 5: 'volumes' };

/** Places keep their meaning where they stay one after another: a grid as rows, or rows as their grid again. */
function keptAxis(x: ValueSpec, sizes: readonly Dim[]): PositionAxis | undefined {
  const { axis } = x;
  if (!axis) return undefined;
  const features = x.shape.at(-1);
  if (sizes.length < 2 || sizes.at(-1) !== features) return undefined;
  if (axis.kind !== 'grid') return x.shape.length - 1 === sizes.length ? axis : undefined;
  const places = product(sizes.slice(0, -1));
  const isGrid = sizes.length === 3 && sizes[0] === axis.rows && sizes[1] === axis.cols;
  return places === axis.rows * axis.cols && (sizes.length === 2 || isGrid) ? axis : undefined;
}

/** A shape that fits: the places in one row, each with its features. */
function likely(x: ValueSpec): NodeFix | null {
  const [, ...sizes] = x.shape;
  // Only one size can be left open.
  if (sizes.filter((size) => typeof size !== 'number').length > 1) return null;
  const features = sizes.at(-1);
  const places = product(sizes.slice(0, -1));
  if (typeof features !== 'number') return null;
  if (places === null) {
    // The open size stays a place, with all that it holds.
    const held = product(sizes.filter((size) => typeof size === 'number')) ?? features;
    return { type: 'set', title: `Use -1×${held}`, param: 'target_shape', value: [-1, held] };
  }
  return sizes.length === 1
    ? { type: 'set', title: `Use 1×${features}`, param: 'target_shape', value: [1, features] }
    : { type: 'set', title: `Use ${places}×${features}`, param: 'target_shape', value: [places, features] };
}

/** Keras `Reshape`. */
export const reshape = defineNode({
  kind: 'Reshape',
  family: 'extractor',
  title: 'Reshape',
  letter: 'R',
  everyday: true,
  keywords: ['shape', 'sequence', 'patches', 'places'],
  doc: 'Arranges the same numbers in another shape. A 7×7 map with 32 channels becomes 49 places with 32 features.',
  formula: 'the same numbers in the same order',
  source: 'Keras Reshape',
  inputs: [
    { name: 'input', doc: 'Numbers in any shape', accepts: ['features', 'image', 'volume', 'volumes', 'sequence', 'vector', 'audio'] },
  ],
  outputs: [{ name: 'output', doc: 'The same numbers in the new shape' }],
  params: { target_shape: dims({ default: [-1, 1], doc: 'The new shape of a sample; -1 stands for what is left.' }) },
  summary: (p) => p.target_shape.join(' × '),
  mend: mendToNumbers,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const [batch = 'batch', ...from] = x.shape;
    const sizes = fill(from, p.target_shape);
    if (!sizes) {
      const count = product(from);
      return refuse(`These numbers do not fit in ${p.target_shape.join(' × ')}.`, {
        port: 'input',
        expected: count === null ? 'a shape that keeps the unknown size as -1' : `${count} numbers a sample`,
        received: `${formatShape(x.shape)} into ${p.target_shape.join(' × ')}`,
        fix: likely(x),
      });
    }
    const output: ValueSpec = {
      shape: [batch, ...sizes],
      dtype: 'float32',
      carries: BY_RANK[sizes.length] ?? 'features',
      axis: keptAxis(x, sizes),
    };
    return { ok: true, outputs: { output } };
  },
  layers: ({ id, params: p, specs, refs }) => {
    // What is known is written down: tfjs does not work out -1 before numbers come.
    const sizes = fill(inputOf(specs, 'input').shape.slice(1), p.target_shape) ?? p.target_shape;
    const target = sizes.map((dim) => (typeof dim === 'number' ? dim : -1));
    return {
      records: [{ name: id, class_name: 'Reshape', config: { target_shape: target }, inbound: [refOf(refs, 'input')] }],
      outputs: { output: { layer: id, output: 0 } },
    };
  },
  examples: [
    { name: 'map to places', params: { target_shape: [6, 4] }, inputs: { input: [{ shape: ['batch', 3, 2, 4], carries: 'features' }] } },
    { name: 'film', params: { target_shape: [2, 3, 2, 1] }, inputs: { input: [{ shape: ['batch', 6, 2], carries: 'sequence' }] } },
    {
      name: 'volumes one after another',
      params: { target_shape: [1, 2, 3, 2, 1] },
      inputs: { input: [{ shape: ['batch', 2, 3, 2, 1], carries: 'volume' }] },
    },
    { name: 'what is left', params: { target_shape: [-1, 2] }, inputs: { input: [{ shape: ['batch', 8], carries: 'vector' }] } },
    {
      name: 'unknown length',
      params: { target_shape: [-1, 2, 3] },
      inputs: { input: [{ shape: ['batch', 'words', 6], carries: 'sequence' }] },
    },
    {
      name: 'sequence, padded',
      params: { target_shape: [2, 4] },
      inputs: { input: [{ shape: ['batch', 4, 2], carries: 'sequence', masked: true }] },
    },
    { name: 'volume', params: { target_shape: [4, 3] }, inputs: { input: [{ shape: ['batch', 2, 1, 2, 3], carries: 'volume' }] } },
  ],
});

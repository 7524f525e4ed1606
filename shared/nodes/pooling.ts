import type { Family, Inference, InputPort, InputSpecs, LowerContext, Lowered, NodeExample, OutputPort } from '../graph/define-node';
import { inputOf, refOf } from '../graph/input-of';
import { choice, optionalInt, type Size } from '../graph/params';
import { formatSize } from './sizes';
import { slide } from './slide';
import { type Axes, extent, inputPort, onAll, outputPort, perAxis, placed, SPACES } from './spatial';

export interface PoolingParams {
  readonly pool_size: number | Size;
  readonly strides: number | null;
  readonly padding: 'valid' | 'same';
}

/** The rules of a node type that takes windows, or everything, together. */
interface Rules<P> {
  readonly family: Family;
  readonly inputs: readonly InputPort[];
  readonly outputs: readonly OutputPort[];
  readonly mend: (typeof SPACES)[Axes]['mend'];
  summary(p: P): string;
  infer(inputs: InputSpecs, p: P): Inference;
  layers(context: LowerContext<P>): Lowered;
}

/** Parameters of pooling over windows, by Keras's names. */
export const poolingParams = (axes: Axes) => ({
  pool_size: extent(axes, {
    default: 2,
    max: 255,
    doc: axes === 1 ? 'Places that the window covers.' : `${SPACES[axes].doc} of the window.`,
  }),
  strides: optionalInt({
    default: null,
    nullable: 'as large as the window',
    max: 255,
    doc: 'How far the window moves along each axis.',
    advanced: true,
  }),
  padding: choice({
    options: ['valid', 'same'],
    default: 'valid',
    doc: 'valid: only whole windows. same: a border that is not whole counts too.',
    advanced: true,
  }),
});

/** Keras's `MaxPooling1D` to `3D`, `AveragePooling1D` to `3D`. */
export function pooling(className: string, axes: Axes): Rules<PoolingParams> {
  return {
    family: 'extractor',
    inputs: [inputPort(axes)],
    outputs: [outputPort(axes, 'the same channels')],
    mend: SPACES[axes].mend,
    summary: (p) => (axes === 1 ? `window ${p.pool_size}` : formatSize(perAxis(p.pool_size, axes))),
    infer: (inputs, p) => {
      const x = inputOf(inputs, 'input');
      const slid = slide(x, { size: p.pool_size, strides: p.strides ?? p.pool_size, padding: p.padding, dilation: 1 }, axes);
      if (!slid.ok) return slid.refusal;
      return { ok: true, outputs: { output: placed(x, axes, slid.places, x.shape.at(-1) ?? 0) }, warnings: slid.warnings };
    },
    layers: ({ id, params: p, refs }) => ({
      records: [
        {
          name: id,
          class_name: className,
          config: { pool_size: p.pool_size, strides: p.strides === null ? p.pool_size : onAll(axes, p.strides), padding: p.padding },
          inbound: [refOf(refs, 'input')],
        },
      ],
      outputs: { output: { layer: id, output: 0 } },
    }),
  };
}

/** Keras's `GlobalMaxPooling1D` to `3D`, `GlobalAveragePooling1D` to `3D`. */
export function globalPooling(className: string, axes: Axes, summary: string): Rules<object> {
  return {
    family: 'extractor',
    inputs: [inputPort(axes)],
    outputs: [{ name: 'output', doc: 'One number a channel' }],
    mend: SPACES[axes].mend,
    summary: () => summary,
    infer: (inputs) => {
      const { shape } = inputOf(inputs, 'input');
      return { ok: true, outputs: { output: { shape: [shape[0] ?? 'batch', shape.at(-1) ?? 0], dtype: 'float32', carries: 'vector' } } };
    },
    layers: ({ id, refs }) => ({
      records: [{ name: id, class_name: className, config: {}, inbound: [refOf(refs, 'input')] }],
      outputs: { output: { layer: id, output: 0 } },
    }),
  };
}

const SIDES = { 1: [6], 2: [6, 5], 3: [4, 5, 3] } as const;
const SMALL = { 1: [4], 2: [3, 2], 3: [2, 3, 1] } as const;

/** Small examples that every kind of pooling over windows is checked with. */
export const poolingExamples = (axes: Axes): NodeExample<PoolingParams>[] => [
  { name: 'halves', params: {}, inputs: { input: [{ shape: ['batch', ...SIDES[axes], 2], carries: SPACES[axes].carries }] } },
  {
    name: 'overlapping, same',
    params: { pool_size: axes === 1 ? 3 : perAxis(3, axes), strides: 2, padding: 'same' },
    inputs: { input: [{ shape: ['batch', ...SIDES[axes], 2], carries: SPACES[axes].carries }] },
  },
  {
    name: 'small steps',
    params: { pool_size: axes === 1 ? 2 : [2, ...perAxis(1, axes).slice(1)], strides: 1 },
    inputs: { input: [{ shape: ['batch', ...SMALL[axes], 3], carries: SPACES[axes].carries }] },
  },
];

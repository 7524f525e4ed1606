import type { InputPort, InputSpecs, LowerContext, Lowered, NodeDefinition, NodeFix } from '../graph/define-node';
import { inputOf, lastSize, refOf } from '../graph/input-of';
import type { bool, ParamsOf } from '../graph/params';
import type { Carries, ValueSpec } from '../graph/spec';
import type { convolutionParams as of } from './convolution-params';
import { mendToMap, mendToVolume, mendToVolumes } from './mends';
import { formatSize, product } from './sizes';
import { refuseConvolution, slide } from './slide';
import { type Axes, perAxis, SPACES } from './spatial';

type Schema = {
  readonly filters: ReturnType<typeof of.filters>;
  readonly kernel_size: ReturnType<typeof of.kernelSize>;
  readonly strides: ReturnType<typeof of.strides>;
  readonly padding: ReturnType<typeof of.padding>;
  readonly return_sequences: ReturnType<typeof bool>;
};

type Params = ParamsOf<Schema>;

/** What a moment is, and what all moments together are. */
const MOMENTS: {
  readonly [K in Axes]: {
    readonly accepts: readonly Carries[];
    readonly moments: Carries;
    readonly doc: string;
    readonly mend: (received: ValueSpec, port: string) => NodeFix | null;
  };
} = {
  1: { accepts: ['features', 'image'], moments: 'features', doc: 'A row at every moment: time × places × channels', mend: mendToMap },
  2: { accepts: ['volume'], moments: 'volume', doc: 'A film: time × height × width × channels', mend: mendToVolume },
  3: {
    accepts: ['volumes'],
    moments: 'volumes',
    doc: 'A volume at every moment: time × depth × height × width × channels',
    mend: mendToVolumes,
  },
};

/** One moment, as what a convolution over these axes sees. */
function moment(x: ValueSpec): ValueSpec {
  const [batch = 'batch', , ...rest] = x.shape;
  return { ...x, shape: [batch, ...rest], axis: undefined };
}

const windowOf = (p: Params) => ({ size: p.kernel_size, strides: p.strides, padding: p.padding, dilation: 1 });

/** Numbers of the window. */
const windowSize = (p: Params, axes: Axes): number => perAxis(p.kernel_size, axes).reduce((n, side) => n * side, 1);

type Rules = Pick<NodeDefinition<Schema>, 'family' | 'outputs' | 'summary' | 'mend' | 'infer' | 'weights' | 'cost' | 'layers'> & {
  readonly inputs: readonly InputPort[];
  readonly formula: string;
  readonly source: string;
};

/** Keras's `ConvLSTM1D`, `ConvLSTM2D`, `ConvLSTM3D`. */
export function convLstm(className: string, axes: Axes): Rules {
  const { accepts, moments, doc, mend } = MOMENTS[axes];
  return {
    family: 'extractor',
    formula: 'i, f, g, o = W ∗ x_t + U ∗ h_{t−1} + b,  c = f·c + i·g,  h = o·tanh(c)',
    source: 'Shi et al. 2015, arXiv:1506.04214',
    inputs: [{ name: 'input', doc, accepts }],
    outputs: [{ name: 'output', doc: 'The memory after the last moment, or after every moment' }],
    summary: (p) => `${p.filters} filters, ${formatSize(perAxis(p.kernel_size, axes))}${p.return_sequences ? ', every moment' : ''}`,
    mend,
    infer: (inputs, p) => {
      const x = inputOf(inputs, 'input');
      const refused = refuseConvolution(moment(x), windowOf(p), axes, className);
      if (refused) return refused;
      const slid = slide(moment(x), windowOf(p), axes);
      if (!slid.ok) return slid.refusal;
      const [batch = 'batch', time = 0] = x.shape;
      const map = [...slid.places, p.filters];
      const output: ValueSpec = p.return_sequences
        ? { shape: [batch, time, ...map], dtype: 'float32', carries: moments }
        : { shape: [batch, ...map], dtype: 'float32', carries: SPACES[axes].carries };
      return { ok: true, outputs: { output }, warnings: slid.warnings };
    },
    weights: (inputs, p) => {
      const channels = lastSize(inputOf(inputs, 'input')) ?? 0;
      const kernel = perAxis(p.kernel_size, axes);
      return [
        { name: 'kernel', shape: [...kernel, channels, 4 * p.filters], trainable: true },
        { name: 'recurrent_kernel', shape: [...kernel, p.filters, 4 * p.filters], trainable: true },
        { name: 'bias', shape: [4 * p.filters], trainable: true },
      ];
    },
    cost: (inputs: InputSpecs, p) => {
      const x = inputOf(inputs, 'input');
      const slid = slide(moment(x), windowOf(p), axes);
      const count = slid.ok ? product([x.shape[1] ?? 0, ...slid.places]) : null;
      if (count === null) return null;
      return {
        multiplications: count * windowSize(p, axes) * 4 * p.filters * ((lastSize(x) ?? 0) + p.filters),
        scoresBytes: 0,
        growth: null,
        // What was convolved, its gradient, and both states, at every place of every moment.
        held: count * 10 * p.filters,
      };
    },
    layers: ({ id, params: p, refs }: LowerContext<Params>): Lowered => ({
      records: [
        {
          name: id,
          class_name: className,
          config: {
            filters: p.filters,
            kernel_size: p.kernel_size,
            strides: p.strides,
            padding: p.padding,
            return_sequences: p.return_sequences,
          },
          inbound: [refOf(refs, 'input')],
        },
      ],
      outputs: { output: { layer: id, output: 0 } },
    }),
  };
}

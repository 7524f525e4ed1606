import type {
  Family,
  Inference,
  InputPort,
  InputSpecs,
  LowerContext,
  Lowered,
  NodeCost,
  OutputPort,
  WeightSpec,
} from '../graph/define-node';
import { inputOf, lastSize, refOf } from '../graph/input-of';
import type { Size } from '../graph/params';
import type { ValueSpec } from '../graph/spec';
import type { JsonObject } from '../json';
import { formatSize, type Padding, product } from './sizes';
import { placesOf, refuseConvolution, slide, type Window } from './slide';
import { type Axes, inputPort, onAll, outputPort, perAxis, placed, SPACES } from './spatial';

/** What every kind of convolution is set to. */
export interface WindowParams {
  readonly kernel_size: number | Size;
  readonly strides: number | Size;
  readonly padding: Padding;
  readonly dilation_rate: number;
  readonly activation: string;
  readonly use_bias: boolean;
}

export const windowOf = (p: WindowParams): Window => ({
  size: p.kernel_size,
  strides: p.strides,
  padding: p.padding,
  dilation: p.dilation_rate,
});

/** What the kinds differ in. */
export interface ConvolutionKind<P extends WindowParams> {
  readonly className: string;
  readonly axes: Axes;
  /** Channels that come out of so many. */
  channels(channels: number, p: P): number;
  kernels(channels: number, p: P): readonly { readonly name: string; readonly shape: readonly number[] }[];
  /** Multiplications at each place of the output. */
  multiplications(channels: number, p: P): number;
  /** Config besides what all have. */
  config(p: P): JsonObject;
  /** First words of the summary: `16 filters`. */
  summary(p: P): string;
  refuse?(x: ValueSpec, p: P): Inference | null;
  /** Numbers held at each place of the output, besides the output. */
  held?(channels: number, p: P): number;
}

/** The rules of a node type. */
export interface ConvolutionRules<P> {
  readonly family: Family;
  readonly inputs: readonly InputPort[];
  readonly outputs: readonly OutputPort[];
  readonly mend: (typeof SPACES)[Axes]['mend'];
  summary(p: P): string;
  infer(inputs: InputSpecs, p: P): Inference;
  weights(inputs: InputSpecs, p: P): readonly WeightSpec[];
  cost(inputs: InputSpecs, p: P): NodeCost | null;
  layers(context: LowerContext<P>): Lowered;
}

/** `8 filters, 3 × 3, relu`. */
export function summarise(what: string, p: WindowParams, axes: Axes): string {
  const size = axes === 1 ? `window ${p.kernel_size}` : formatSize(perAxis(p.kernel_size, axes));
  const strides = perAxis(p.strides, axes).some((stride) => stride > 1) ? `stride ${formatStrides(perAxis(p.strides, axes))}` : '';
  const dilation = p.dilation_rate > 1 ? `dilation ${p.dilation_rate}` : '';
  return [what, size, strides, dilation, p.activation === 'linear' ? '' : p.activation].filter(Boolean).join(', ');
}

const formatStrides = (strides: readonly number[]): string =>
  strides.every((stride) => stride === strides[0]) ? String(strides[0]) : formatSize(strides);

/** The weights: kernels, and a bias for each channel that comes out. */
export function kernelsAndBias(
  kernels: readonly { readonly name: string; readonly shape: readonly number[] }[],
  channels: number,
  useBias: boolean,
): readonly WeightSpec[] {
  return [...kernels, ...(useBias ? [{ name: 'bias', shape: [channels] }] : [])].map((weight) => ({ ...weight, trainable: true }));
}

/** Config that all kinds have. */
export function windowConfig(p: WindowParams, axes: Axes): JsonObject {
  return {
    kernel_size: p.kernel_size,
    strides: p.strides,
    padding: p.padding,
    dilation_rate: onAll(axes, p.dilation_rate),
    activation: p.activation,
    use_bias: p.use_bias,
  };
}

/** What a convolution costs; null where a size is known only with the data. */
export function convolutionCost(places: ValueSpec['shape'], atEach: number, axes: Axes, held = 0): NodeCost | null {
  const count = product(places);
  if (count === null) return null;
  return {
    multiplications: count * atEach,
    scoresBytes: 0,
    growth: axes === 1 ? 'n' : null,
    ...(held === 0 ? {} : { held: count * held }),
  };
}

export const channelsOf = (inputs: InputSpecs): number => lastSize(inputOf(inputs, 'input')) ?? 0;

/** The rules that convolutions of every kind, but for the transposed, have in common. */
export function convolution<P extends WindowParams>(kind: ConvolutionKind<P>): ConvolutionRules<P> {
  const { axes, className } = kind;
  return {
    family: 'extractor',
    inputs: [inputPort(axes)],
    outputs: [outputPort(axes, 'filters')],
    mend: SPACES[axes].mend,
    summary: (p) => summarise(kind.summary(p), p, axes),
    infer: (inputs, p) => {
      const x = inputOf(inputs, 'input');
      const refused = refuseConvolution(x, windowOf(p), axes, className) ?? kind.refuse?.(x, p);
      if (refused) return refused;
      const slid = slide(x, windowOf(p), axes);
      if (!slid.ok) return slid.refusal;
      return { ok: true, outputs: { output: placed(x, axes, slid.places, kind.channels(channelsOf(inputs), p)) }, warnings: slid.warnings };
    },
    weights: (inputs, p) => {
      const channels = channelsOf(inputs);
      return kernelsAndBias(kind.kernels(channels, p), kind.channels(channels, p), p.use_bias);
    },
    cost: (inputs, p) => {
      const channels = channelsOf(inputs);
      const places = placesOf(inputOf(inputs, 'input'), windowOf(p), axes);
      return convolutionCost(places, kind.multiplications(channels, p), axes, kind.held?.(channels, p));
    },
    layers: ({ id, params: p, refs }) => ({
      records: [
        { name: id, class_name: className, config: { ...kind.config(p), ...windowConfig(p, axes) }, inbound: [refOf(refs, 'input')] },
      ],
      outputs: { output: { layer: id, output: 0 } },
    }),
  };
}

/** The number of entries of a window. */
export const windowSize = (p: WindowParams, axes: Axes): number => perAxis(p.kernel_size, axes).reduce((a, b) => a * b, 1);

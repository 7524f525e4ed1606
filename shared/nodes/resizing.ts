import type { Family, Inference, InputPort, InputSpecs, LowerContext, Lowered, OutputPort } from '../graph/define-node';
import { inputOf, refOf } from '../graph/input-of';
import type { Dim, ValueSpec } from '../graph/spec';
import type { JsonObject } from '../json';
import { type Axes, inputPort, outputPort, placed, SPACES } from './spatial';

/** What a node does that changes how many places there are, and nothing else. */
export interface Resizing<P> {
  readonly className: string;
  readonly axes: Axes;
  /** The new size of an axis. */
  resized(side: Dim, axis: number, p: P): Dim;
  config(p: P): JsonObject;
  summary(p: P): string;
  refuse?(x: ValueSpec, p: P): Inference | null;
  /** The positions are others: attention can no longer be laid over the input. */
  moved?(p: P): boolean;
}

export interface ResizingRules<P> {
  readonly family: Family;
  readonly inputs: readonly InputPort[];
  readonly outputs: readonly OutputPort[];
  readonly mend: (typeof SPACES)[Axes]['mend'];
  summary(p: P): string;
  infer(inputs: InputSpecs, p: P): Inference;
  layers(context: LowerContext<P>): Lowered;
}

/** The rules of such a node. */
export function resizing<P>({ className, axes, resized, config, summary, refuse, moved }: Resizing<P>): ResizingRules<P> {
  return {
    family: 'extractor',
    inputs: [inputPort(axes)],
    outputs: [outputPort(axes, 'the same channels')],
    mend: SPACES[axes].mend,
    summary,
    infer: (inputs, p) => {
      const x = inputOf(inputs, 'input');
      const refused = refuse?.(x, p);
      if (refused) return refused;
      const sizes = x.shape.slice(1, -1).map((side, axis) => resized(side, axis, p));
      const output = placed(x, axes, sizes, x.shape.at(-1) ?? 0);
      return { ok: true, outputs: { output: moved?.(p) ? { ...output, axis: undefined } : output } };
    },
    layers: ({ id, params, refs }) => ({
      records: [{ name: id, class_name: className, config: config(params), inbound: [refOf(refs, 'input')] }],
      outputs: { output: { layer: id, output: 0 } },
    }),
  };
}

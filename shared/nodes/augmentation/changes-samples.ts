import type { InputSpecs, LowerContext, Lowered, NodeFix } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import type { Carries, ValueSpec } from '../../graph/spec';
import type { JsonObject } from '../../json';

/**
 * What the node types share that change samples at random while training: what comes out has the shape of what comes in,
 * and one layer of Keras's (or ours) does it.
 */
export function changesSamples<P>(
  port: {
    readonly doc: string;
    readonly accepts: readonly Carries[];
    readonly mend: (received: ValueSpec, port: string) => NodeFix | null;
  },
  className: string,
  configOf: (params: P) => JsonObject,
) {
  return {
    augments: true as const,
    inputs: [{ name: 'input', doc: port.doc, accepts: port.accepts }],
    outputs: [{ name: 'output', doc: 'The same shape; changed only while training' }],
    mend: port.mend,
    infer: (inputs: InputSpecs) => ({ ok: true, outputs: { output: inputOf(inputs, 'input') } }) as const,
    layers: ({ id, params, refs }: LowerContext<P>): Lowered => ({
      records: [{ name: id, class_name: className, config: configOf(params), inbound: [refOf(refs, 'input')] }],
      outputs: { output: { layer: id, output: 0 } },
    }),
  };
}
